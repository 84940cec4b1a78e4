/** `/bills/<number>/moves`: sacks from this bill to another one, each in one step. */
import { type Context, Hono } from "hono";
import { billKey } from "../domain/bill.ts";
import type { Command } from "../domain/command.ts";
import { LIMITS } from "../domain/limits.ts";
import { isRefused } from "../domain/outcomes.ts";
import type { BillDetail } from "../domain/shapes.ts";
import { storable } from "../domain/text.ts";
import { BillMovePage, type BillMovePageProps } from "../views/bill_move.tsx";
import { isOpenBill } from "../views/bill_parts.tsx";
import { undoMove } from "../views/bill_said.tsx";
import { shownAnswer } from "../views/outcome.tsx";
import { type Answers, codesOf, doneOf, newsOf, readSacks, statusOf, submitAll } from "./bill_sacks_page.tsx";
import { showBill } from "./bill_view.tsx";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerPage, billNumberIn, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { refuse } from "./refusals.ts";
import { answerAbout } from "./said.ts";
import { everythingFor } from "./scope.ts";

export function billMovesPage(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>()
    .get("/bills/:number/moves", may("edit_bills"), (c) => ask(c, parts))
    .post("/bills/:number/moves", may("edit_bills"), (c) => move(c, parts));
}

async function ask(c: Context<Env>, parts: PageParts): Promise<Response> {
  const bill = await parts.deps.bills.find(billNumberIn(c));
  if (!bill) return refuse(parts.deps, c, "not_found");
  const codes = c.req.query("all") === "true" ? bill.parents.map(({ code }) => code) : c.req.queries("parent") ?? [];
  return askFor(c, parts, bill, codes, { target: "" }, 200);
}

/** The form for those of the sacks that are on the bill; where there is nothing to move, the bill's page says so. */
async function askFor(
  c: Context<Env>,
  parts: PageParts,
  bill: BillDetail,
  codes: readonly string[],
  typed: Pick<BillMovePageProps, "target" | "fault" | "warning" | "done">,
  status: number,
): Promise<Response> {
  const context = contextOfSignedIn(c, parts.pages);
  const sacks = bill.parents.filter(({ code }) => codes.includes(code));
  if (!isOpenBill(bill)) {
    const outcome = bill.status === "voided" ? "bill_voided" : "bill_completed";
    const shown = () => shownAnswer(answerAbout(outcome, context.now, { bill }), context);
    return showBill(c, parts, bill.number, { shown, done: typed.done ?? null }, { status: 409 });
  }
  if (sacks.length === 0) {
    const warning = typed.done ? null : context.words.billMove.nothing;
    return showBill(c, parts, bill.number, { warning, done: typed.done ?? null }, {
      status: status === 200 ? 422 : status,
    });
  }
  const others = (await parts.deps.bills.withRoom(everythingFor(c.var.signedIn.person))).filter(({ number }) =>
    number !== bill.number
  );
  return answerPage(c, <BillMovePage {...typed} {...{ context, bill, sacks, others }} />, status);
}

async function move(c: Context<Env>, parts: PageParts): Promise<Response> {
  const { deps } = parts;
  const from = billNumberIn(c);
  const sent = await readSacks(c);
  if ("refused" in sent) return refuse(deps, c, sent.refused);
  const { form, codes, stamps } = sent;
  const to = storable(form.get("chosen") || form.get("target") || "").trim();
  const typed = to.slice(0, LIMITS.billNumberCharsMax);
  if (to === "") return askAgain(c, parts, from, codes, { target: "", fault: "missing" }, 422);

  const link = (parent: string, at: number): Command => ({
    ...{ ...stamps[at]!, kind: "link_bill", bill: to, parent, moveFrom: from },
  });
  const reply = await submitAll(deps, codes.map(link));
  if ("refused" in reply) return refuse(deps, c, reply.refused);
  const status = statusOf(reply.answers);
  const back = storable(form.get("back") ?? "").trim();
  const undo = back === "" ? undoMove(from, to, codesOf(doneOf(reply.answers))) : null;
  const news = newsOf(c, parts, reply, undo);
  if (isDone(reply, codes)) return showBill(c, parts, back || from, news, { status });
  const isUnknown = reply.answers[0]?.outcome === "bill_not_found" && billKey(to) !== billKey(from);
  const { notFound } = contextOfSignedIn(c, parts.pages).words.billMove;
  return isUnknown
    ? askAgain(c, parts, from, codes, { target: typed, warning: { says: notFound(typed) } }, status)
    : askAgain(c, parts, from, leftOf(reply, codes), { target: typed, ...news }, status);
}

const isDone = ({ answers, isWhole }: Answers, codes: readonly string[]): boolean =>
  isWhole && answers.length === codes.length && answers.every(({ outcome }) => !isRefused(outcome));

/** Those that were refused or not confirmed: answers come in the order of the codes. */
const leftOf = ({ answers }: Answers, codes: readonly string[]): string[] =>
  codes.filter((_, at) => !answers[at] || isRefused(answers[at].outcome));

async function askAgain(
  c: Context<Env>,
  parts: PageParts,
  from: string,
  codes: readonly string[],
  typed: Pick<BillMovePageProps, "target" | "fault" | "warning" | "done">,
  status: number,
): Promise<Response> {
  const bill = await parts.deps.bills.find(from);
  return bill ? askFor(c, parts, bill, codes, typed, status) : refuse(parts.deps, c, "not_found");
}
