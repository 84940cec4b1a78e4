/** What people call the kinds of sacks: by what is in them. */
import type { Words } from "./words/en.ts";

export interface KindName {
  readonly kind: string;
  readonly product: string;
}

/** The product of a kind in the reader's language; one that no language names is shown as it was entered. */
export function productOf(kind: string, kinds: readonly KindName[], { products }: Words): string {
  const product = kinds.find((one) => one.kind === kind)?.product ?? kind;
  return products[product.toLowerCase()] ?? product;
}
