/** `POST /bills/<number>`: the fields of a bill are changed. Two people at once: the later one sees what changed, and decides. */
import { type Context, Hono } from "hono";
import type { Answer } from "../domain/answer.ts";
import { isRefused, OUTCOMES } from "../domain/outcomes.ts";
import {
  BILL_FIELDS,
  type BillChanges,
  changesSince,
  type FieldTexts,
  mergeFields,
  type SeenBill,
} from "../domain/seen_bill.ts";
import type { BillDetail } from "../domain/shapes.ts";
import type { FieldFaults } from "../views/bill_form.tsx";
import { shownAnswer } from "../views/outcome.tsx";
import { billPath, withQuery } from "../views/paths.ts";
import { faultsOf, fieldsOf, readSeen, readTexts } from "./bill_form.ts";
import { type BillNews, showBill } from "./bill_view.tsx";
import type { Deps, Env } from "./deps.ts";
import { door } from "./door.ts";
import { billNumberIn, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { readCommandForm, type Stamp, wholeNumberOf } from "./page_form.ts";
import { refuse } from "./refusals.ts";

export function billEditsPage(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>().post("/bills/:number", may("edit_bills"), (c) => edit(c, parts));
}

interface Edit {
  readonly stamp: Stamp;
  readonly bill: string;
  readonly version: number;
  readonly texts: FieldTexts;
  readonly seen: SeenBill | null;
}

async function edit(c: Context<Env>, parts: PageParts): Promise<Response> {
  const { deps, pages } = parts;
  const reading = await readCommandForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const { form, stamp } = reading;
  const version = wholeNumberOf(form, "version");
  if (version === null) return refuse(deps, c, "malformed");
  const asked: Edit = { stamp, version, bill: billNumberIn(c), texts: decidedTexts(form), seen: readSeen(form) };
  const faults = faultsOf(asked.texts);
  if (Object.keys(faults).length > 0) {
    const { notWhole } = contextOfSignedIn(c, pages).words.billFaults;
    return showBill(c, parts, asked.bill, { ...attemptOf(asked.texts, faults), warning: notWhole }, { status: 422 });
  }
  return await save(c, parts, asked);
}

/** What was typed, with the other's value where its reader has decided for that: the form carries it as seen. */
function decidedTexts(form: URLSearchParams): FieldTexts {
  const typed = readTexts(form);
  const seen = readTexts(form, "seen_");
  const decided = BILL_FIELDS.map((
    field,
  ) => [field, form.get(`keep_${field}`) === "theirs" ? seen[field] : typed[field]]);
  return Object.fromEntries(decided);
}

/** Sacks put on meanwhile are no reason to ask: the same fields are saved on the bill as it is now, at most so often. */
const TRIES_MAX = 3;

async function save(c: Context<Env>, parts: PageParts, asked: Edit): Promise<Response> {
  const { deps, pages } = parts;
  let { version, stamp } = asked;
  for (let tries = 1;; tries++) {
    const { bill, texts, seen } = asked;
    const reply = await deps.submit([{ ...stamp, kind: "edit_bill", bill, version, ...fieldsOf(texts) }])[0]!;
    if ("refused" in reply) return refuse(deps, c, reply.refused);
    const { answer } = reply;
    if (!isRefused(answer.outcome)) return c.redirect(withQuery(billPath(bill), { said: answer.outcome }), 303);
    const since = answer.outcome === "version_conflict" && seen ? await sinceSeen(deps, bill, seen) : null;
    const isOfSacksAlone = since && since.changes.fields.length === 0 && !since.changes.status;
    if (!isOfSacksAlone || tries === TRIES_MAX) {
      const news = newsOf(asked, since);
      const shown = () => shownAnswer(answer, contextOfSignedIn(c, pages));
      return showBill(c, parts, bill, { ...news, shown }, { status: statusOfRefusal(answer) });
    }
    version = since.bill.version;
    stamp = { ...stamp, key: crypto.randomUUID() };
  }
}

const statusOfRefusal = ({ outcome }: Answer): number => OUTCOMES[outcome].status;

interface Since {
  readonly bill: BillDetail;
  readonly changes: BillChanges;
}

async function sinceSeen({ bills }: Deps, number: string, seen: SeenBill): Promise<Since | null> {
  const [bill, edits] = await Promise.all([bills.find(number), bills.edits(number)]);
  return bill && { bill, changes: changesSince(seen, bill, edits) };
}

/** What was typed stays, with what others changed in the fields that were not touched. */
function newsOf({ texts, seen }: Edit, since: Since | null): BillNews {
  if (!since || !seen) return attemptOf(texts, {});
  const { fields, undecided } = mergeFields(texts, seen, since.bill);
  const touched = BILL_FIELDS.filter((field) => texts[field] !== seen.fields[field]);
  const mine = Object.fromEntries(touched.map((field) => [field, texts[field]])) as Partial<FieldTexts>;
  return { ...attemptOf(fields, {}, undecided), conflict: { changes: since.changes, mine } };
}

const attemptOf = (
  texts: FieldTexts,
  faults: FieldFaults,
  undecided: readonly (keyof FieldTexts)[] = [],
): BillNews => ({
  attempt: { step: "edit", reason: "", texts, undecided, faults },
});
