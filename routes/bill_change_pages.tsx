/** What a bill's own page does with it: take a sack off, edit, complete, open again, make void. */
import { type Context, Hono } from "hono";
import type { Answer } from "../domain/answer.ts";
import type { Command } from "../domain/command.ts";
import { LIMITS } from "../domain/limits.ts";
import { isRefused, OUTCOMES } from "../domain/outcomes.ts";
import type { Role } from "../domain/shapes.ts";
import { BillBody, BillPage } from "../views/bill_page.tsx";
import { Toast } from "../views/notice.tsx";
import { shownAnswer } from "../views/outcome.tsx";
import { billPath, withQuery } from "../views/paths.ts";
import { readDraft } from "./bill_pages.tsx";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerFragment, answerPage, billNumberIn, contextOfSignedIn, isHtmx, type PageParts } from "./page_context.ts";
import { readForm, readStamp, type Stamp, textOf, wholeNumberOf } from "./page_form.ts";
import { refuse } from "./refusals.ts";

/** What a form asks for, or null when it is not whole. */
type Reader = (form: URLSearchParams, stamp: Stamp, bill: string) => Command | null;

export function billChangePages(parts: PageParts): Hono<Env> {
  const { only } = door(parts.deps);
  const app = new Hono<Env>();
  const change = (path: string, role: Role, read: Reader) =>
    app.post(`/bills/:number${path}`, only(role), (c) => carryOut(c, parts, read));
  change("", "biller", readEdit);
  change("/removals", "biller", readRemoval);
  change("/completion", "biller", readCompletion);
  change("/reopening", "biller", readReopening);
  change("/void", "admin", readVoid);
  return app;
}

const readRemoval: Reader = (form, stamp, bill) => {
  const parent = textOf(form, "parent");
  return parent === null ? null : { ...stamp, kind: "unlink_bill", bill, parent };
};

const readEdit: Reader = (form, stamp, bill) => {
  const version = wholeNumberOf(form, "version");
  const draft = readDraft(form);
  if (version === null || !draft) return null;
  const { capacity, description, destination, vehicle } = draft;
  return { ...stamp, kind: "edit_bill", bill, version, capacity, description, destination, vehicle };
};

const readCompletion: Reader = (form, stamp, bill) => {
  const version = wholeNumberOf(form, "version");
  const acceptShort = form.get("accept_short") === "true";
  return version === null
    ? null
    : { ...stamp, kind: "complete_bill", bill, version, acceptShort, reason: reasonOf(form) };
};

const readReopening: Reader = (form, stamp, bill) => {
  const version = wholeNumberOf(form, "version");
  const reason = reasonOf(form);
  return version === null || reason === null ? null : { ...stamp, kind: "reopen_bill", bill, version, reason };
};

const readVoid: Reader = (form, stamp, bill) => {
  const version = wholeNumberOf(form, "version");
  const reason = reasonOf(form);
  return version === null || reason === null ? null : { ...stamp, kind: "void_bill", bill, version, reason };
};

const reasonOf = (form: URLSearchParams): string | null =>
  textOf(form, "reason")?.slice(0, LIMITS.reasonCharsMax) ?? null;

async function carryOut(c: Context<Env>, parts: PageParts, read: Reader): Promise<Response> {
  const { deps } = parts;
  const number = billNumberIn(c);
  const reading = await readForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const stamp = readStamp(reading.form, c.var.signedIn.person, true);
  if ("refused" in stamp) return refuse(deps, c, stamp.refused);
  const command = read(reading.form, stamp, number);
  if (!command) return refuse(deps, c, "malformed");

  const reply = await deps.submit([command])[0]!;
  if ("refused" in reply) return refuse(deps, c, reply.refused);
  return isHtmx(c) || isRefused(reply.answer.outcome)
    ? showAnew(c, parts, number, reply.answer)
    : c.redirect(withQuery(billPath(number), { said: reply.answer.outcome }), 303);
}

/** The bill as it is now: its version has moved, and with it every form on the page. */
async function showAnew(c: Context<Env>, parts: PageParts, number: string, answer: Answer): Promise<Response> {
  const { deps, pages } = parts;
  const [bill, life] = await Promise.all([
    deps.bills.find(number),
    deps.bills.events(number, { limit: LIMITS.pageItemsDefault, cursor: null }),
  ]);
  if (!bill) return refuse(deps, c, "not_found");
  const context = { ...contextOfSignedIn(c, pages), path: billPath(bill.number) };
  const shown = shownAnswer(answer, context);
  const status = OUTCOMES[answer.outcome].status;
  const shownLife = life ?? { items: [], nextCursor: null };
  if (!isHtmx(c)) {
    return answerPage(c, <BillPage context={context} bill={bill} life={shownLife} shown={shown} />, status);
  }
  const fragment = (
    <>
      <BillBody context={context} bill={bill} life={shownLife} shown={null} />
      <Toast shown={shown} />
    </>
  );
  return answerFragment(c, fragment, status);
}
