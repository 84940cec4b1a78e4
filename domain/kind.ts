/** Kinds of sacks as admins keep them: what an edit may say, and what it comes to. */
import type { Kind } from "./code.ts";
import { LIMITS } from "./limits.ts";

export interface KindLine extends Kind {
  readonly version: number;
  /** Sacks of it that are registered, void ones included: its codes are fixed once there is one. */
  readonly parents: number;
  /** How many of them keep another capacity or other weights, from before an edit. */
  readonly olderParents: number;
}

export type NewKind = Kind;

/** What is absent stays as it is. Holds for sacks that are registered from then on. */
export interface KindEdit extends Partial<Optional<Omit<Kind, "kind">>> {
  /** The version that the editor has seen. */
  readonly version: number;
}
type Optional<Shape> = { readonly [Name in keyof Shape]: Shape[Name] | undefined };

export type KindRefusal =
  | "not_found"
  /** What is asked for does not go together with what stays. */
  | "malformed"
  | "version_conflict"
  /** The name or the prefix. */
  | "kind_exists"
  /** Its codes are fixed: sacks have them. */
  | "kind_in_use"
  /** The prefix cannot be told from another kind's, or from a command's. */
  | "kind_clash"
  /** Bags are registered whose codes begin with the prefix. */
  | "kind_codes_taken"
  | "capacity_below_fullest";

export type KindAnswer =
  | { readonly is: "done"; readonly kind: KindLine; readonly replayed: boolean }
  /** `example`: the prefix or the code that is in the way, where there is one. */
  | { readonly is: KindRefusal | "key_reused"; readonly example?: string | null };

/** Which of its fields is none that a kind can have; null: all are well. */
export function badFieldOf(kind: Partial<Kind>): keyof Kind | null {
  const bad = (Object.keys(FITS) as (keyof Kind)[]).find((name) => {
    const value = kind[name];
    return value !== undefined && !FITS[name](value as never);
  });
  if (bad) return bad;
  const { prefix, digits } = kind;
  const isTooLong = prefix !== undefined && digits !== undefined && prefix.length + digits > LIMITS.childCodeCharsMax;
  return isTooLong ? "digits" : null;
}

const wholeUpTo = (most: number, least = 0) => (value: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

/** As the columns' own checks have them. */
const FITS: { readonly [Name in keyof Kind]: (value: Kind[Name]) => boolean } = {
  kind: (name) => /^[A-Z][A-Z0-9]{0,9}$/.test(name),
  prefix: (prefix) => /^[A-Z][A-Z0-9]{0,9}-?$/.test(prefix),
  digits: wholeUpTo(LIMITS.kindDigitsMax, LIMITS.kindDigitsMin),
  product: (product) => product.length > 0 && product.length <= LIMITS.kindProductCharsMax,
  capacity: wholeUpTo(LIMITS.kindCapacityMax, 1),
  childWeightG: wholeUpTo(LIMITS.kindChildWeightGMax),
  expectedWeightG: wholeUpTo(LIMITS.kindExpectedWeightGMax),
};

/** What a kind is called where nobody says otherwise: the letters of its prefix. */
export const kindNameOf = (prefix: string): string => prefix.replace(/-$/, "");
