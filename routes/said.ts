/** What a page says about what was done before a redirect led to it: the address names the outcome, nothing else. */
import type { Answer } from "../domain/answer.ts";
import { type Outcome, OUTCOMES } from "../domain/outcomes.ts";
import type { PageContext } from "../views/context.ts";
import { type Shown, shownAnswer } from "../views/outcome.tsx";

/** The outcome that an address names, if it is one. */
export const outcomeNamed = (text: string | null | undefined): Outcome | null =>
  text && Object.hasOwn(OUTCOMES, text) ? text as Outcome : null;

/** An answer put together again from what is known now, to be spoken of once more. */
export function answerAbout(outcome: Outcome, at: Date, known: Partial<Answer>): Answer {
  const unknown = { parent: null, child: null, bill: null, elsewhere: null, from: null };
  return { outcome, at, transaction: 0, key: "", replayed: false, undone: false, ...unknown, ...known };
}

/** What the address's `said` comes to on this page, with the bag or bill that the page shows. */
export function shownSaid(said: string | undefined, context: PageContext, known: Partial<Answer>): Shown | null {
  const outcome = outcomeNamed(said);
  return outcome && shownAnswer(answerAbout(outcome, context.now, known), context);
}
