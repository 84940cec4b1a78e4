/** What every page is told beside its own data: plain values, gathered by the routes. */
import { type Ability, may } from "../domain/abilities.ts";
import type { Person } from "../domain/shapes.ts";
import type { Show } from "./format.ts";
import type { Words } from "./words/en.ts";

export type Theme = "auto" | "light" | "dark";

export interface PageContext {
  /** Null on the pages that are open to anybody. */
  readonly person: Person | null;
  readonly words: Words;
  /** Numbers and times as the business writes them. */
  readonly show: Show;
  readonly now: Date;
  /** Path and query of this page: where a form of the frame returns to. */
  readonly path: string;
  readonly theme: Theme;
  readonly scriptUrl: string;
  /** Takes keys in before the script is there: for scan pages. */
  readonly keysUrl: string;
  /** Lets another person go on at this station, by badge and PIN: for scan pages. */
  readonly padUrl: string;
  /** What all pages at a desk load beside it. */
  readonly deskUrl: string;
  readonly toolsUrl: string;
  readonly liveUrl: string;
  readonly styleUrl: string;
  /** The one number to say when asking for help. */
  readonly requestId: string;
}

/** Whether the person who sees this page may do something; nobody at all may do nothing. */
export const mayHere = ({ person }: Pick<PageContext, "person">, ability: Ability): boolean =>
  person !== null && may(person, ability);

/** Where an outcome's sentence says a time: today the clock alone, else the day too. */
export function clockOf(context: PageContext): (at: Date | null) => string {
  return (at) => at ? context.show.when(at, context.now) : "";
}
