/** `/bills` and `/bills/<number>`: the list, a bill, a new bill. What changes one is in `bill_change_pages.tsx`. */
import { type Context, Hono } from "hono";
import { LIMITS } from "../domain/limits.ts";
import { isRefused, OUTCOMES } from "../domain/outcomes.ts";
import type { BillStatus } from "../domain/shapes.ts";
import { storable } from "../domain/text.ts";
import { type BillDraft, type BillsFilter, BillsPage } from "../views/bills_page.tsx";
import { BillPage } from "../views/bill_page.tsx";
import { type Shown, shownAnswer } from "../views/outcome.tsx";
import { billPath, withQuery } from "../views/paths.ts";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerPage, billNumberIn, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { readForm, readStamp, textOf, wholeNumberOf } from "./page_form.ts";
import { refuse } from "./refusals.ts";
import { shownSaid } from "./said.ts";

export function billPages(parts: PageParts): Hono<Env> {
  const { only } = door(parts.deps);
  return new Hono<Env>()
    .get("/bills", only("biller"), (c) => list(c, parts, null, null, 200))
    .post("/bills", only("biller"), (c) => create(c, parts))
    .get("/bills/:number", only("biller"), (c) => show(c, parts));
}

async function list(
  c: Context<Env>,
  { deps, pages }: PageParts,
  draft: BillDraft | null,
  shown: Shown | null,
  status: number,
): Promise<Response> {
  const filter: BillsFilter = { q: storable(c.req.query("q") ?? "").trim(), status: statusOf(c.req.query("status")) };
  const cursor = c.req.query("cursor") ?? null;
  const asked = { q: filter.q || null, status: filter.status || null };
  const [found, total] = await Promise.all([
    deps.bills.list(asked, { limit: LIMITS.pageItemsDefault, cursor }),
    deps.bills.count(asked),
  ]);
  // A cursor of some other list: from the start, rather than a page that says no.
  if (!found) return c.redirect(withQuery("/bills", { q: filter.q, status: filter.status }), 303);
  return answerPage(
    c,
    <BillsPage
      context={contextOfSignedIn(c, pages)}
      filter={filter}
      page={found}
      total={total}
      isFirst={cursor === null}
      draft={draft}
      shown={shown}
    />,
    status,
  );
}

const STATUSES: readonly string[] = ["new", "processing", "completed", "voided"] satisfies BillStatus[];
const statusOf = (text: string | undefined): BillsFilter["status"] =>
  text !== undefined && STATUSES.includes(text) ? text as BillStatus : "";

async function show(c: Context<Env>, { deps, pages }: PageParts): Promise<Response> {
  const number = billNumberIn(c);
  const [bill, life] = await Promise.all([
    deps.bills.find(number),
    deps.bills.events(number, { limit: LIMITS.pageItemsDefault, cursor: c.req.query("cursor") ?? null }),
  ]);
  if (!bill) return refuse(deps, c, "not_found");
  const context = contextOfSignedIn(c, pages);
  return answerPage(
    c,
    <BillPage
      context={context}
      bill={bill}
      life={life ?? { items: [], nextCursor: null }}
      shown={shownSaid(c.req.query("said"), context, { bill })}
      people={deps.activity.peopleOn(bill.number, context.now)}
    />,
  );
}

async function create(c: Context<Env>, parts: PageParts): Promise<Response> {
  const { deps, pages } = parts;
  const reading = await readForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const stamp = readStamp(reading.form, c.var.signedIn.person, true);
  if ("refused" in stamp) return refuse(deps, c, stamp.refused);
  const draft = readDraft(reading.form);
  if (!draft) return refuse(deps, c, "malformed");

  const reply = await deps.submit([{ ...stamp, kind: "create_bill", ...draft }])[0]!;
  if ("refused" in reply) return refuse(deps, c, reply.refused);
  const { answer } = reply;
  if (!isRefused(answer.outcome) && answer.bill) {
    return c.redirect(withQuery(billPath(answer.bill.number), { said: answer.outcome }), 303);
  }
  const shown = shownAnswer(answer, contextOfSignedIn(c, pages));
  return list(c, parts, draft, shown, OUTCOMES[answer.outcome].status);
}

/** Null when a field is missing or longer than any form of ours would send. */
export function readDraft(form: URLSearchParams): BillDraft | null {
  const draft = {
    number: textOf(form, "number") ?? "",
    capacity: wholeNumberOf(form, "capacity"),
    description: textOf(form, "description"),
    destination: textOf(form, "destination"),
    vehicle: textOf(form, "vehicle"),
  };
  const { capacity, ...texts } = draft;
  const fits = texts.number.length <= LIMITS.billNumberCharsMax &&
    (texts.description?.length ?? 0) <= LIMITS.descriptionCharsMax &&
    (texts.destination?.length ?? 0) <= LIMITS.destinationCharsMax &&
    (texts.vehicle?.length ?? 0) <= LIMITS.vehicleCharsMax;
  return capacity !== null && fits ? { ...texts, capacity } : null;
}
