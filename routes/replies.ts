/** What a command came to, as a script reads it: status and body of one answer, alone or in a batch. */
import type { Context } from "hono";
import type { Answer, Reply } from "../domain/answer.ts";
import type { Command } from "../domain/command.ts";
import { isRefused, type Outcome, OUTCOMES, REFUSALS } from "../domain/outcomes.ts";
import { en } from "../views/words/en.ts";
import { messageOf } from "../views/words/message.ts";
import type { Deps, Env, ScanResult } from "./deps.ts";
import { json } from "./json.ts";
import { type ErrorBody, errorBody, refuseJson } from "./refusals.ts";
import { wireBillDetail, wireBillTotals, wireElsewhere, wireParent } from "./wire.ts";

/** Submits one command and answers with what it came to. */
export async function answerCommand({ submit }: Deps, c: Context<Env>, command: Command): Promise<Response> {
  return answerReply(c, await only(submit([command])));
}

export function answerReply(c: Context<Env>, reply: Reply): Response {
  if ("refused" in reply) return refuseJson(c, reply.refused);
  return json(c, wireAnswer(reply.answer, c.var.requestId), OUTCOMES[reply.answer.outcome].status);
}

/**
 * As `answerCommand`, for what changes a bill as a whole: answers with the bill as GET shows it, read after the commit.
 * `number` is where it is found; for a new bill its answer says so.
 */
export async function answerWithBill(deps: Deps, c: Context<Env>, command: Command, number: string): Promise<Response> {
  const reply = await only(deps.submit([command]));
  if ("refused" in reply || isRefused(reply.answer.outcome)) return answerReply(c, reply);
  const { answer } = reply;
  const bill = await deps.bills.find(answer.bill?.number ?? number);
  if (!bill) throw new Error(`Cannot show bill ${number}: it was stored and is not found`);
  const { outcome, replayed, undone } = answer;
  const about = { outcome, replayed, ...(undone ? { undone } : {}), message: messageOf(answer, en) };
  return json(c, { ...wireBillDetail(bill), ...about }, OUTCOMES[outcome].status);
}

/** One result of a batch: the body as it would be alone, and its status beside it. */
export function wireResult({ reply }: ScanResult, requestId: string) {
  if ("refused" in reply) return { status: REFUSALS[reply.refused], ...errorBody(reply.refused, requestId) };
  return { status: OUTCOMES[reply.answer.outcome].status, ...wireAnswer(reply.answer, requestId) };
}

/** What is not known, or does not belong to this outcome, is left out. */
export function wireAnswer(answer: Answer, requestId: string) {
  const { outcome, replayed, undone, parent, child, bill, elsewhere, from } = answer;
  const message = messageOf(answer, en);
  return {
    outcome,
    replayed,
    ...(undone ? { undone } : {}),
    message,
    ...(isRefused(outcome) ? outcomeError(outcome, message, requestId) : {}),
    ...(parent ? { parent: wireParent(parent) } : {}),
    ...(child ? { child: { code: child.code, lot: child.lot } } : {}),
    ...(bill ? { bill: wireBillTotals(bill) } : {}),
    ...(elsewhere ? { elsewhere: wireElsewhere(elsewhere) } : {}),
    ...(from ? { from: wireParent(from) } : {}),
    scan_id: answer.key,
    at: answer.at,
  };
}

/** An outcome that a read comes to, such as a bag that is not there. */
export function refuseOutcome(c: Context<Env>, outcome: Outcome): Response {
  const message = messageOf({ ...NOTHING_KNOWN, outcome }, en);
  const body = { outcome, ...outcomeError(outcome, message, c.var.requestId) };
  return json(c, body, OUTCOMES[outcome].status);
}

const NOTHING_KNOWN: Omit<Answer, "outcome"> = {
  replayed: false,
  undone: false,
  transaction: 0,
  key: "",
  at: new Date(0),
  parent: null,
  child: null,
  bill: null,
  elsewhere: null,
  from: null,
};

const outcomeError = (code: Answer["outcome"], message: string, requestId: string): ErrorBody => ({
  error: { code, message, request_id: requestId },
});

/** The one promise of one command. */
export function only(replies: readonly Promise<Reply>[]): Promise<Reply> {
  const [reply] = replies;
  if (!reply) throw new Error("Cannot answer: one command was submitted and no reply is promised");
  return reply;
}
