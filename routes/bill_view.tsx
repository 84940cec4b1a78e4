/** A bill's page as it is now, with what was just done or refused on it: whole, or for htmx its body. */
import type { Context } from "hono";
import { LIMITS } from "../domain/limits.ts";
import type { BillDetail } from "../domain/shapes.ts";
import { BillBody, BillPage, type BillPageProps } from "../views/bill_page.tsx";
import { billPath } from "../views/paths.ts";
import type { Env } from "./deps.ts";
import { answerFragment, answerPage, contextOfSignedIn, isHtmx, type PageParts } from "./page_context.ts";
import { refuse } from "./refusals.ts";

export type BillNews = Pick<BillPageProps, "warning" | "done" | "attempt" | "conflict" | "asItWas"> & {
  /** Told of the bill as it is read for the page. */
  readonly shown?: (bill: BillDetail) => BillPageProps["shown"];
};

export interface BillViewOptions {
  readonly status?: number;
  /** Of its life. */
  readonly cursor?: string | null;
}

export async function showBill(
  c: Context<Env>,
  { deps, pages }: PageParts,
  number: string,
  { shown, ...news }: BillNews,
  { status = 200, cursor = null }: BillViewOptions = {},
): Promise<Response> {
  const [bill, life] = await Promise.all([
    deps.bills.find(number),
    deps.bills.events(number, { limit: LIMITS.pageItemsDefault, cursor }),
  ]);
  if (!bill) return refuse(deps, c, "not_found");
  const context = contextOfSignedIn(c, pages);
  const props: BillPageProps = {
    // What a form of the frame comes back to: the bill, wherever this page was sent from.
    ...{ bill, context: { ...context, path: billPath(bill.number) }, kinds: pages.kinds() },
    ...{ life: life ?? { items: [], nextCursor: null }, people: deps.activity.peopleOn(bill.number, context.now) },
    ...{ ...news, shown: shown?.(bill) ?? null },
  };
  return isHtmx(c)
    ? answerFragment(c, <BillBody {...props} />, status)
    : answerPage(c, <BillPage {...props} />, status);
}
