/** `/bills/<number>/print`: the bill and its packing list on paper, with a style sheet of the bill's own for the margins. */
import { type Context, Hono } from "hono";
import { BillPrintPage } from "../views/bill_print.tsx";
import { billPrintStyle } from "../views/bill_print_style.ts";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerPage, billNumberIn, contextOfSignedIn, type PageDeps, type PageParts } from "./page_context.ts";
import { refuse } from "./refusals.ts";

export function billPrintPage(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>()
    .get("/bills/:number/print", may("see_bills"), (c) => print(c, parts))
    .get("/bills/:number/print.css", may("see_bills"), (c) => style(c, parts));
}

async function print(c: Context<Env>, { deps, pages }: PageParts): Promise<Response> {
  const bill = await deps.bills.packingList(billNumberIn(c));
  if (!bill) return refuse(deps, c, "not_found");
  const context = contextOfSignedIn(c, pages);
  return answerPage(
    c,
    <BillPrintPage context={context} bill={bill} kinds={pages.kinds()} qr={qrOf(pages, bill.number)} />,
  );
}

/** The pictures hold printable ASCII alone; a number in another script is printed without one. */
const qrOf = ({ codePicture }: PageDeps, number: string): string | null =>
  /^[ -~]+$/.test(number) ? codePicture("qr", number) : null;

async function style(c: Context<Env>, { deps, pages }: PageParts): Promise<Response> {
  const bill = await deps.bills.find(billNumberIn(c));
  if (!bill) return refuse(deps, c, "not_found");
  return c.body(billPrintStyle(contextOfSignedIn(c, pages), bill), 200, {
    "content-type": "text/css; charset=utf-8",
  });
}
