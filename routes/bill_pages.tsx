/** `/bills` and `/bills/<number>`: the list, a new bill, a bill. What changes one is in `bill_change_pages.tsx` and beside it. */
import { type Context, Hono } from "hono";
import { LIMITS } from "../domain/limits.ts";
import { isRefused, type Outcome, OUTCOMES } from "../domain/outcomes.ts";
import { storable } from "../domain/text.ts";
import { type FieldFaults, NO_TEXTS } from "../views/bill_form.tsx";
import { filterQuery } from "../views/bills_filter.tsx";
import { type BillDraft, type BillsFilter, BillsPage, type BillsPageProps } from "../views/bills_page.tsx";
import { shownAnswer } from "../views/outcome.tsx";
import { billPath, withQuery } from "../views/paths.ts";
import { faultsOf, fieldsOf, readTexts, statusOf } from "./bill_form.ts";
import { showBill } from "./bill_view.tsx";
import { billAsItWas } from "./as_it_was.tsx";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerPage, billNumberIn, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { readCommandForm } from "./page_form.ts";
import { refuse } from "./refusals.ts";
import { shownSaid } from "./said.ts";
import { isDay } from "./schemas.ts";
import { everythingFor } from "./scope.ts";

export function billPages(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>()
    .get("/bills", may("see_bills"), (c) => list(c, parts, { draft: c.req.query("new") ? EMPTY_DRAFT : null }, 200))
    .post("/bills", may("edit_bills"), (c) => create(c, parts))
    .get("/bills/:number", may("see_bills"), (c) => show(c, parts));
}

const EMPTY_DRAFT: BillDraft = { texts: { ...NO_TEXTS, number: "" }, faults: {} };

type ListNews = Pick<BillsPageProps, "draft"> & Partial<Pick<BillsPageProps, "shown" | "warning">>;

async function list(
  c: Context<Env>,
  { deps, pages }: PageParts,
  { draft, shown = null, warning = null }: ListNews,
  status: number,
): Promise<Response> {
  const filter = filterOf(c);
  const { q, from, to, createdBy } = filter;
  const cursor = c.req.query("cursor") ?? null;
  const narrowed = { q: q || null, status: filter.status || null, from: from || null, to: to || null };
  const scope = everythingFor(c.var.signedIn.person);
  const asked = { ...narrowed, scope, createdBy: createdBy || null };
  const [page, total, makers] = await Promise.all([
    deps.bills.list(asked, { limit: LIMITS.pageItemsDefault, cursor }),
    deps.bills.count(asked),
    deps.bills.makers(scope),
  ]);
  // A cursor of some other list: from the start, rather than a page that says no.
  if (!page) return c.redirect(withQuery("/bills", filterQuery(filter)), 303);
  const context = contextOfSignedIn(c, pages);
  const props = { context, filter, page, total, makers, draft, shown, warning, isFirst: cursor === null };
  return answerPage(c, <BillsPage {...props} />, status);
}

function filterOf(c: Context<Env>): BillsFilter {
  const text = (name: string) => storable(c.req.query(name) ?? "").trim();
  // A link that was cut short filters by less rather than being refused.
  const day = (name: string) => isDay(text(name)) ? text(name) : "";
  return {
    ...{ q: text("q"), status: statusOf(c.req.query("status")), createdBy: text("created_by") },
    ...{ from: day("from"), to: day("to") },
  };
}

async function show(c: Context<Env>, parts: PageParts): Promise<Response> {
  const said = c.req.query("said");
  const context = contextOfSignedIn(c, parts.pages);
  const number = billNumberIn(c);
  const asItWas = await billAsItWas(c, parts.deps, context, number);
  return await showBill(c, parts, number, { asItWas, shown: (bill) => shownSaid(said, context, { bill }) }, {
    cursor: c.req.query("cursor") ?? null,
  });
}

async function create(c: Context<Env>, parts: PageParts): Promise<Response> {
  const { deps, pages } = parts;
  const reading = await readCommandForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const { form, stamp } = reading;
  const texts = { ...readTexts(form), number: storable(form.get("number") ?? "").trim() };
  const faults = faultsOf(texts);
  const context = contextOfSignedIn(c, pages);
  if (Object.keys(faults).length > 0) {
    return list(c, parts, { draft: { texts, faults }, warning: context.words.billFaults.notWhole }, 422);
  }
  const { number } = texts;
  const reply = await deps.submit([{ ...stamp, kind: "create_bill", number, ...fieldsOf(texts) }])[0]!;
  if ("refused" in reply) return refuse(deps, c, reply.refused);
  const { answer } = reply;
  if (!isRefused(answer.outcome) && answer.bill) {
    return c.redirect(withQuery(billPath(answer.bill.number), { said: answer.outcome }), 303);
  }
  const draft = { texts, faults: FAULTS_BY_OUTCOME[answer.outcome] ?? {} };
  return list(c, parts, { draft, shown: shownAnswer(answer, context) }, OUTCOMES[answer.outcome].status);
}

/** Where a refusal speaks of one field, that field is marked. */
const FAULTS_BY_OUTCOME: Partial<Record<Outcome, FieldFaults>> = {
  bill_exists: { number: "taken" },
  bad_format: { number: "wrong" },
  too_long: { number: "too_long" },
  capacity_out_of_range: { capacity: "wrong" },
};
