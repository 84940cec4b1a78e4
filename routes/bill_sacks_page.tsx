/** Sacks off a bill, and on it again: what the rows of a bill's page do, and what takes that back. */
import { type Context, Hono } from "hono";
import type { Answer } from "../domain/answer.ts";
import type { Command } from "../domain/command.ts";
import { LIMITS } from "../domain/limits.ts";
import { isRefused, OUTCOMES, type Refusal } from "../domain/outcomes.ts";
import { type Undo, undoTakingOff } from "../views/bill_said.tsx";
import { billPath } from "../views/paths.ts";
import { showBill } from "./bill_view.tsx";
import type { Deps, Env } from "./deps.ts";
import { door } from "./door.ts";
import { billNumberIn, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { readCommandForm, type Stamp } from "./page_form.ts";
import { refuse } from "./refusals.ts";

export function billSacksPage(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>()
    .post("/bills/:number/removals", may("edit_bills"), (c) => takeOff(c, parts))
    .post("/bills/:number/parents", may("edit_bills"), (c) => putOn(c, parts))
    // The address of a page that told of it, asked for once more.
    .get("/bills/:number/removals", may("edit_bills"), (c) => c.redirect(billPath(billNumberIn(c)), 303))
    .get("/bills/:number/parents", may("edit_bills"), (c) => c.redirect(billPath(billNumberIn(c)), 303));
}

async function takeOff(c: Context<Env>, parts: PageParts): Promise<Response> {
  const bill = billNumberIn(c);
  const sent = await readSacks(c);
  if ("refused" in sent) return refuse(parts.deps, c, sent.refused);
  const { codes, stamps } = sent;
  const commands = codes.map((parent, at): Command => ({ ...stamps[at]!, kind: "unlink_bill", bill, parent }));
  const reply = await submitAll(parts.deps, commands);
  if ("refused" in reply) return refuse(parts.deps, c, reply.refused);
  const undo = undoTakingOff(bill, codesOf(doneOf(reply.answers)));
  return showBill(c, parts, bill, newsOf(c, parts, reply, undo), { status: statusOf(reply.answers) });
}

async function putOn(c: Context<Env>, parts: PageParts): Promise<Response> {
  const bill = billNumberIn(c);
  const sent = await readSacks(c);
  if ("refused" in sent) return refuse(parts.deps, c, sent.refused);
  const { codes, stamps } = sent;
  const link = (parent: string, at: number): Command => ({
    ...{ ...stamps[at]!, kind: "link_bill", bill, parent, moveFrom: null },
  });
  const reply = await submitAll(parts.deps, codes.map(link));
  if ("refused" in reply) return refuse(parts.deps, c, reply.refused);
  return showBill(c, parts, bill, newsOf(c, parts, reply, null), { status: statusOf(reply.answers) });
}

export interface SentSacks {
  readonly form: URLSearchParams;
  readonly codes: readonly string[];
  /** One for each code: the form's own key is the first one's. */
  readonly stamps: readonly Stamp[];
}

/** A form of ours that names sacks in fields `parent`, as many as a bill can hold. */
export async function readSacks(c: Context<Env>): Promise<SentSacks | { readonly refused: Refusal }> {
  const reading = await readCommandForm(c);
  if ("refused" in reading) return reading;
  const { form, stamp } = reading;
  const codes = [...new Set(form.getAll("parent"))];
  if (codes.length === 0 || codes.length > LIMITS.billCapacityMax) return { refused: "malformed" };
  const stamps = codes.map((_, at) => at === 0 ? stamp : { ...stamp, key: crypto.randomUUID() });
  return { form, codes, stamps };
}

export interface Answers {
  readonly answers: readonly Answer[];
  /** False: some were not confirmed. Those after the first such one are not done. */
  readonly isWhole: boolean;
}

/** What came of each; or, where the door let none in, its refusal. */
export async function submitAll(
  deps: Pick<Deps, "submit">,
  commands: readonly Command[],
): Promise<Answers | { readonly refused: Refusal }> {
  const replies = await Promise.all(deps.submit(commands));
  const answers = replies.flatMap((reply) => "answer" in reply ? [reply.answer] : []);
  const refused = replies.flatMap((reply) => "refused" in reply ? [reply.refused] : []);
  return answers.length === 0 ? { refused: refused[0]! } : { answers, isWhole: refused.length === 0 };
}

/** What a page tells of it, beside the bill as it is now. */
export const newsOf = (c: Context<Env>, { pages }: PageParts, { answers, isWhole }: Answers, undo: Undo | null) => ({
  done: { answers, undo },
  warning: isWhole ? null : contextOfSignedIn(c, pages).words.faults.busy,
});

export const doneOf = (answers: readonly Answer[]) => answers.filter(({ outcome }) => !isRefused(outcome));

export const codesOf = (answers: readonly Answer[]): string[] =>
  answers.flatMap(({ parent }) => parent ? [parent.code] : []);

/** Of the first one that was refused; where all was done, of what was done. */
export const statusOf = (answers: readonly Answer[]): number =>
  OUTCOMES[(answers.find(({ outcome }) => isRefused(outcome)) ?? answers[0]!).outcome].status;
