/** What a bag's page is drawn from: read anew after each change, since one change moves more than it names. */
import type { Answer } from "../domain/answer.ts";
import { readCode } from "../domain/code.ts";
import { isRefused } from "../domain/outcomes.ts";
import { LIMITS } from "../domain/limits.ts";
import type { BagDetail, LifeEvent, ParentTotals } from "../domain/shapes.ts";
import type { BagPageProps } from "../views/bag_page.tsx";
import type { PageContext } from "../views/context.ts";
import { mayUndo } from "../views/life.tsx";
import { type Shown, shownAnswer } from "../views/outcome.tsx";
import type { Deps } from "./deps.ts";
import { answerAbout, outcomeNamed, shownSaid } from "./said.ts";

export type BagFacts = Pick<BagPageProps, "bag" | "life" | "isNewest" | "lots">;

/** The code that a path names; a label's whole text too. Null for what is no code. */
export function codeInPath({ kinds }: Deps, text: string | undefined): string | null {
  const reading = readCode(text ?? "", kinds());
  return "code" in reading ? reading.code : null;
}

/** Null: there is no such bag. A cursor of some other list shows the life from its newest event. */
export async function readBag({ bags }: Deps, code: string, cursor: string | null): Promise<BagFacts | null> {
  const page = (from: string | null) => bags.events(code, { limit: LIMITS.pageItemsDefault, cursor: from });
  const [bag, asked, lots] = await Promise.all([bags.find(code), page(cursor), bags.lots(code)]);
  if (!bag) return null;
  const life = asked ?? await page(null) ?? { items: [], nextCursor: null };
  return { bag, life, isNewest: cursor === null || asked === null, lots };
}

/** What was done, told in full, and the event by which it can be undone at once. */
export interface Told {
  readonly shown: Shown | null;
  readonly undoes: string | null;
}

/** Of a command that was just answered. */
export function toldAnswer(context: PageContext, { life }: BagFacts, answer: Answer): Told {
  return { shown: shownAnswer(answer, context), undoes: undoableIn(context, life.items, answer.key) };
}

/**
 * Of what the address names after a redirect: `said` the outcome, `last` its event. Whatever else it held, a page tells
 * of no more than what happened to this bag.
 */
export async function toldSaid(
  { bags }: Deps,
  context: PageContext,
  facts: BagFacts,
  { said, last }: { readonly said: string | undefined; readonly last: string | undefined },
): Promise<Told> {
  const outcome = outcomeNamed(said);
  if (!outcome) return { shown: null, undoes: null };
  const event = facts.life.items.find(({ scanId }) => scanId === last);
  if (!event || event.outcome !== outcome) {
    // An accepted outcome without its event would be a claim that nobody has checked.
    return { shown: isRefused(outcome) ? shownSaid(said, context, aboutBag(facts.bag)) : null, undoes: null };
  }
  const [parent, from] = await Promise.all([
    totalsOf(bags, facts.bag, event.parent),
    totalsOf(bags, facts.bag, event.fromParent),
  ]);
  const child = event.child === null ? null : { code: event.child, lot: event.lot };
  const shown = shownAnswer(answerAbout(outcome, event.at, { parent, from, child }), context);
  return { shown, undoes: undoableIn(context, facts.life.items, event.scanId) };
}

/** A move can be taken back where it is told of; taking a link out is what its undo did already. */
function undoableIn(context: PageContext, life: readonly LifeEvent[], key: string): string | null {
  const event = life.find(({ scanId }) => scanId === key);
  return event && mayUndo(context, event) ? key : null;
}

async function totalsOf(bags: Deps["bags"], shown: BagDetail, code: string | null): Promise<ParentTotals | null> {
  if (code === null) return null;
  const bag = code === shown.code ? shown : await bags.find(code);
  if (!bag || bag.kind === null || bag.childCount === null || bag.capacity === null) return null;
  const { kind, childCount, capacity, weightKg, bill } = bag;
  return { code, kind, childCount, capacity, weightKg, status: bag.status === "full" ? "full" : "open", bill };
}

/** What a sentence about this bag may name. */
const aboutBag = (bag: BagDetail): Partial<Answer> =>
  bag.role === "child" ? { child: { code: bag.code, lot: null } } : {};
