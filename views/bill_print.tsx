/** `/bills/<number>/print`: the bill and its packing list on paper, A4. The same sheet is the page on a screen. */
import { raw } from "hono/html";
import type { BillDetail, PackingList } from "../domain/shapes.ts";
import { isOpenBill } from "./bill_parts.tsx";
import { PrintedList } from "./bill_print_list.tsx";
import { KindsTable, SacksTable } from "./bill_print_tables.tsx";
import type { PageContext } from "./context.ts";
import { Icon } from "./icons.tsx";
import { Document } from "./layout.tsx";
import { billPath } from "./paths.ts";
import type { KindName } from "./products.ts";

export interface BillPrintProps {
  readonly context: PageContext;
  readonly bill: PackingList;
  readonly kinds: readonly KindName[];
  /** The number as a QR code, SVG; null: it holds signs that such a code cannot. */
  readonly qr: string | null;
}

export const BillPrintPage = (props: BillPrintProps) => {
  const { context, bill } = props;
  const { words: { billPrint: words } } = context;
  return (
    <Document
      context={context}
      title={words.title(bill.number)}
      scriptUrls={[context.deskUrl]}
      styleUrls={[`${billPath(bill.number)}/print.css`]}
    >
      <header class="topbar no-print">
        <a class="brand" href={billPath(bill.number)}>
          <Icon name="back" />
          {words.back(bill.number)}
        </a>
        <span class="push"></span>
        <span class="muted only-wide">{words.hint}</span>
        <button class="btn btn--primary" type="button" id="print" hidden>
          <Icon name="print" />
          {context.words.billDesk.print}
        </button>
      </header>
      <main class="sheet" id="main">
        <SheetHead {...props} />
        <SheetTotals {...props} />
        {bill.parents.length === 0 ? <p class="sheet-none">{words.noSacks}</p> : (
          <>
            <KindsTable {...props} />
            <SacksTable {...props} />
          </>
        )}
        <div class="signs">{words.signs.map((sign) => <p>{sign}</p>)}</div>
        {bill.parents.length > 0 && <PrintedList {...props} />}
      </main>
    </Document>
  );
};

/** What must not be taken for a bill that holds; null for one that does. */
export function markOf({ words: { billPrint: words } }: PageContext, bill: BillDetail): string | null {
  if (bill.status === "voided") return words.voided;
  return isOpenBill(bill) ? words.draft : null;
}

const SheetHead = ({ context, bill, qr }: BillPrintProps) => {
  const { words: { billPrint: words } } = context;
  const mark = markOf(context, bill);
  return (
    <header class="sheet-head">
      <div>
        <p class="muted">{words.bill}</p>
        <h1 class="wrap-anywhere">{bill.number}</h1>
        {mark && <p class="sheet-mark">{mark}</p>}
        <SheetFacts context={context} bill={bill} />
      </div>
      {qr && <span class="qr" role="img" aria-label={words.qr(bill.number)}>{raw(qr)}</span>}
    </header>
  );
};

const SheetFacts = ({ context, bill }: Pick<BillPrintProps, "context" | "bill">) => {
  const { words: { billPrint: words }, show, now } = context;
  const by = (at: Date, name: string | null) => name ? words.by(show.dayTime(at), name) : show.dayTime(at);
  const facts: [string, string | null][] = [
    [words.to, bill.destination],
    [words.truck, bill.vehicle],
    [words.made, by(bill.createdAt, bill.createdBy)],
    [words.completed, bill.completedAt && by(bill.completedAt, bill.completedBy)],
    [words.short, bill.shortReason],
    [words.printed, words.version(show.dayTime(now), bill.version)],
  ];
  return (
    <>
      <dl class="facts">
        {facts.filter(([, text]) => text).map(([name, text]) => (
          <>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </>
        ))}
      </dl>
      {bill.description && <p class="sheet-note wrap-anywhere">{bill.description}</p>}
    </>
  );
};

/** The bill's own totals: the tables below add up to them. */
const SheetTotals = ({ context: { words: { billPrint: words }, show }, bill }: BillPrintProps) => (
  <dl class="sheet-totals">
    <div>
      <dt class="muted">{words.sacks}</dt>
      <dd>{words.ofSacks(show.count(bill.linkedCount), show.count(bill.capacity))}</dd>
    </div>
    <div>
      <dt class="muted">{words.bags}</dt>
      <dd>{show.count(bill.childCount)}</dd>
    </div>
    <div>
      <dt class="muted">{words.weight}</dt>
      <dd>{show.kg(bill.weightKg)}</dd>
    </div>
    <div>
      <dt class="muted">{words.expected}</dt>
      <dd>{show.kg(bill.expectedWeightKg)}</dd>
    </div>
  </dl>
);
