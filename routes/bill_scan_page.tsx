/** `/bills/<number>/scan`: the page, and the sacks that its form puts on the bill. */
import { type Context, Hono } from "hono";
import type { Answer } from "../domain/answer.ts";
import { withoutBadge } from "../domain/badge_text.ts";
import { OUTCOMES } from "../domain/outcomes.ts";
import type { BillDetail, LifeEvent } from "../domain/shapes.ts";
import { BillScanPage, BillScanReply } from "../views/bill_scan_page.tsx";
import type { PageContext } from "../views/context.ts";
import { type Shown, shownAnswer } from "../views/outcome.tsx";
import { billPath, withQuery } from "../views/paths.ts";
import { lineOfEvent } from "../views/scan_line.tsx";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerPage, answerScan, billNumberIn, contextOfSignedIn, isHtmx, type PageParts } from "./page_context.ts";
import { refuseTooFast } from "./paced.ts";
import { readForm, readStamp } from "./page_form.ts";
import { refuse } from "./refusals.ts";
import { answerAbout, outcomeNamed } from "./said.ts";

const LINES_MAX = 20;
/** Commands that move sacks: the rest of a bill's life is on its own page. */
const SACK_COMMANDS = ["link_bill", "unlink_bill", "undo"];

export function billScanPage(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>()
    .get("/bills/:number/scan", may("edit_bills"), (c) => show(c, parts))
    .post("/bills/:number/scan", may("edit_bills"), (c) => scan(c, parts));
}

async function show(c: Context<Env>, { deps, pages }: PageParts): Promise<Response> {
  const number = billNumberIn(c);
  const [bill, life] = await Promise.all([
    deps.bills.find(number),
    deps.bills.events(number, { limit: LINES_MAX, cursor: null }),
  ]);
  if (!bill) return refuse(deps, c, "not_found");
  const context = contextOfSignedIn(c, pages);
  const events = (life?.items ?? []).filter(({ kind }) => SACK_COMMANDS.includes(kind));
  return answerPage(
    c,
    <BillScanPage
      context={context}
      bill={bill}
      people={deps.activity.peopleOn(bill.number, context.now)}
      station={c.req.query("station") || null}
      scanId={crypto.randomUUID()}
      shown={lastShown(c, context, bill, events)}
      lines={events.map((event) => lineOfEvent(event, context.words))}
    />,
  );
}

/** Without script: the outcome that the redirect named, with what the stored event tells of it. */
function lastShown(
  c: Context<Env>,
  context: PageContext,
  bill: BillDetail,
  events: readonly LifeEvent[],
): Shown | null {
  const last = events.find(({ scanId }) => scanId === c.req.query("last"));
  const outcome = last?.outcome ?? outcomeNamed(c.req.query("said"));
  if (!outcome) return null;
  return shownAnswer(
    answerAbout(outcome, last?.at ?? context.now, { bill, parent: sackOf(bill, last?.parent) }),
    context,
  );
}

/** The sack as an answer shows it, where it is on the bill. */
function sackOf(bill: BillDetail, code: string | null | undefined): Answer["parent"] {
  const sack = bill.parents.find((parent) => parent.code === code);
  if (!sack) return null;
  return { ...sack, status: sack.childCount >= sack.capacity ? "full" : "open", bill: bill.number };
}

async function scan(c: Context<Env>, { deps, pages }: PageParts): Promise<Response> {
  const bill = billNumberIn(c);
  const reading = await readForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const stamp = readStamp(reading.form, c.var.signedIn.person);
  if ("refused" in stamp) return refuse(deps, c, stamp.refused);
  const parent = reading.form.get("code") || reading.form.get("parent");
  if (parent === null) return refuse(deps, c, "malformed");

  const tooFast = await refuseTooFast(deps, c);
  if (tooFast) return tooFast;
  const reply = await deps.submit([{ ...stamp, kind: "link_bill", bill, parent, moveFrom: null }])[0]!;
  if ("refused" in reply) return refuse(deps, c, reply.refused);
  const { answer } = reply;
  const number = answer.bill?.number ?? bill;
  return isHtmx(c)
    ? answerScan(
      c,
      <BillScanReply
        context={contextOfSignedIn(c, pages)}
        answer={answer}
        number={number}
        scanned={withoutBadge(parent)}
      />,
      OUTCOMES[answer.outcome].status,
    )
    : c.redirect(
      withQuery(`${billPath(bill)}/scan`, { station: stamp.station, last: answer.key, said: answer.outcome }),
      303,
    );
}
