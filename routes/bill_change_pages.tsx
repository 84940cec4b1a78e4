/** What a bill's own page does with it: complete, open again, make void. Each names the bill as its reader saw it. */
import { type Context, Hono } from "hono";
import type { Answer } from "../domain/answer.ts";
import type { Command } from "../domain/command.ts";
import { LIMITS } from "../domain/limits.ts";
import { isRefused, OUTCOMES } from "../domain/outcomes.ts";
import { changesSince, type SeenBill } from "../domain/seen_bill.ts";
import type { Ability } from "../domain/abilities.ts";
import type { Step } from "../views/bill_changes.tsx";
import { shownAnswer } from "../views/outcome.tsx";
import { billPath, withQuery } from "../views/paths.ts";
import { readSeen } from "./bill_form.ts";
import { showBill } from "./bill_view.tsx";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { billNumberIn, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { readCommandForm, type Stamp, textOf, wholeNumberOf } from "./page_form.ts";
import { refuse } from "./refusals.ts";

interface Change {
  readonly step: Step;
  readonly path: string;
  readonly ability: Ability;
  /** Whether it may be done without a reason. The rules decide whether one is needed. */
  readonly isReasonOptional: boolean;
  command(asked: Asked, form: URLSearchParams): Command;
}

interface Asked extends Stamp {
  readonly bill: string;
  readonly version: number;
  readonly reason: string;
}

const CHANGES: readonly Change[] = [
  {
    ...{ step: "complete", path: "/completion", ability: "edit_bills", isReasonOptional: true },
    command: ({ reason, ...asked }, form) => ({
      ...asked,
      kind: "complete_bill",
      acceptShort: form.get("accept_short") === "true",
      reason: reason || null,
    }),
  },
  {
    ...{ step: "reopen", path: "/reopening", ability: "edit_bills", isReasonOptional: false },
    command: (asked) => ({ ...asked, kind: "reopen_bill" }),
  },
  {
    ...{ step: "void", path: "/void", ability: "void_things", isReasonOptional: false },
    command: (asked) => ({ ...asked, kind: "void_bill" }),
  },
];

export function billChangePages(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  const app = new Hono<Env>();
  for (const change of CHANGES) {
    const path = `/bills/:number${change.path}`;
    app.post(path, may(change.ability), (c) => carryOut(c, parts, change));
    // The address of a page that said no, asked for once more.
    app.get(path, may("edit_bills"), (c) => c.redirect(billPath(billNumberIn(c)), 303));
  }
  return app;
}

async function carryOut(c: Context<Env>, parts: PageParts, change: Change): Promise<Response> {
  const { deps } = parts;
  const bill = billNumberIn(c);
  const reading = await readCommandForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const { form, stamp } = reading;
  const version = wholeNumberOf(form, "version");
  if (version === null) return refuse(deps, c, "malformed");
  const reason = textOf(form, "reason")?.slice(0, LIMITS.reasonCharsMax) ?? "";
  if (reason === "" && !change.isReasonOptional) return askForReason(c, parts, change.step, bill);

  const reply = await deps.submit([change.command({ ...stamp, bill, version, reason }, form)])[0]!;
  if ("refused" in reply) return refuse(deps, c, reply.refused);
  const { answer } = reply;
  return isRefused(answer.outcome)
    ? sayWhyNot(c, parts, { answer, step: change.step, bill, reason, seen: readSeen(form) })
    : c.redirect(withQuery(billPath(bill), { said: answer.outcome }), 303);
}

/** A browser that does not insist on the field, or a reason of blanks. */
function askForReason(c: Context<Env>, parts: PageParts, step: Step, bill: string): Promise<Response> {
  const { billFaults } = contextOfSignedIn(c, parts.pages).words;
  const attempt = { step, reason: "", texts: null, undecided: [], faults: { reason: "missing" } } as const;
  return showBill(c, parts, bill, { attempt, warning: billFaults.notWhole }, { status: 422 });
}

interface Refused {
  readonly answer: Answer;
  readonly step: Step;
  readonly bill: string;
  readonly reason: string;
  readonly seen: SeenBill | null;
}

/** The bill as it is now, what has changed since it was seen, and the form with all that was typed. */
async function sayWhyNot(c: Context<Env>, parts: PageParts, refused: Refused): Promise<Response> {
  const { answer, step, reason, seen } = refused;
  const { deps, pages } = parts;
  const isStale = answer.outcome === "version_conflict";
  const [now, edits] = isStale && seen
    ? await Promise.all([deps.bills.find(refused.bill), deps.bills.edits(refused.bill)])
    : [null, []];
  const faults = answer.outcome === "bill_short" && reason === "" ? { reason: "missing" as const } : {};
  return showBill(c, parts, refused.bill, {
    shown: () => shownAnswer(answer, contextOfSignedIn(c, pages)),
    conflict: now && seen ? { changes: changesSince(seen, now, edits), mine: null } : null,
    attempt: { step, reason, texts: null, undecided: [], faults },
  }, { status: OUTCOMES[answer.outcome].status });
}
