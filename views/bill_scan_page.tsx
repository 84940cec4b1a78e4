/** `/bills/<number>/scan`: sacks onto a bill. Page and reply draw the same fragments. */
import type { Answer } from "../domain/answer.ts";
import type { BillDetail, BillTotals } from "../domain/shapes.ts";
import { BillPeople } from "./bill_parts.tsx";
import type { PageContext } from "./context.ts";
import { Icon } from "./icons.tsx";
import { LiveMark, livePart, Picture } from "./live.tsx";
import { type Look, lookOfAnswer } from "./look.ts";
import { Outcome, type Shown, shownAnswer } from "./outcome.tsx";
import { billPath } from "./paths.ts";
import { ScanAnswer } from "./scan_answer.tsx";
import type { ScanLine } from "./scan_line.tsx";
import { OutcomeAndLine, UndoneLine } from "./scan_page.tsx";
import { ScanFrame } from "./scan_frame.tsx";
import { Counter, lastUndoable, LiveCounter, ScanForm, ScanList, UndoLast } from "./scan_parts.tsx";

export interface BillScanPageProps {
  readonly context: PageContext;
  readonly bill: BillDetail;
  /** Who scans on it now, by username. */
  readonly people: readonly string[];
  readonly station: string | null;
  /** A fresh key for a browser without script. */
  readonly scanId: string;
  readonly shown: Shown | null;
  readonly lines: readonly ScanLine[];
}

export const BillScanPage = ({ context, bill, people, station, scanId, shown, lines }: BillScanPageProps) => {
  const { words } = context;
  return (
    <ScanFrame
      context={context}
      title={words.billScan.title(bill.number)}
      back={{ href: billPath(bill.number), name: words.billScan.open }}
      station={station}
      scriptUrl={context.liveUrl}
    >
      <div class="scan-main">
        <div class="scan-head">
          <h1>{words.billScan.title(bill.number)}</h1>
          <div class="row">
            {bill.destination && <span>{bill.destination}</span>}
            {bill.vehicle && <span>{bill.vehicle}</span>}
            <LiveMark context={context} url={`${billPath(bill.number)}/live?page=scan`} />
          </div>
          <BillPeople context={context} people={people} />
        </div>
        <div class="scan-pair">
          <BillCounter context={context} bill={bill} at={bill.asOf} look={shown?.look ?? null} />
          <BillWeights context={context} bill={bill} at={bill.asOf} />
        </div>
        <Outcome shown={shown} idle={{ word: words.billScan.ready, says: words.billScan.readySays }} />
        <ScanForm
          context={context}
          action={`${billPath(bill.number)}/scan`}
          scanId={scanId}
          station={station}
          parent=""
          label={words.billScan.label}
          placeholder={words.scan.scanSack}
          page="bill"
          bill={bill.number}
          kinds={[]}
        />
        <div class="scan-acts">
          <UndoLast scanId={lastUndoable(lines)} context={context} />
          <a class="btn btn--glove" href={billPath(bill.number)}>
            <Icon name="bill" />
            {words.billScan.open}
          </a>
        </div>
      </div>
      <ScanList context={context} lines={lines} station={station} title={words.billScan.list} bill={bill.number} />
    </ScanFrame>
  );
};

/** All of the page that others change. */
export const billScanPicture = (
  { context, bill, people }: Pick<BillScanPageProps, "context" | "bill" | "people">,
): Picture => {
  // A scan's reply of the same millisecond is older: its commit was over when this was read.
  const at = new Date(bill.asOf.getTime() + 1);
  return new Picture([
    livePart("bill-counter-inside", <LiveCounter {...counterOf(bill, context)} at={at} ringLast={false} />),
    livePart("bill-weights", <BillWeights context={context} bill={bill} at={at} />),
    livePart("bill-people", <BillPeople context={context} people={people} />),
  ]);
};

interface BillProps {
  readonly context: PageContext;
  readonly bill: BillTotals;
  /** Of which moment the numbers are. */
  readonly at: Date;
}

const counterOf = (bill: BillTotals, { words }: PageContext) => ({
  id: "bill-counter",
  countId: "bill-count",
  name: words.billScan.counterName,
  of: { count: bill.linkedCount, capacity: bill.capacity },
  prompt: "",
});

export const BillCounter = ({ context, bill, at, look }: BillProps & { look: Look | null }) => (
  <Counter {...counterOf(bill, context)} at={at} look={look ?? "idle"} ringLast={look === "stored"} />
);

export const BillWeights = ({ context: { words, show }, bill, at }: BillProps) => (
  <section class="card stats" id="bill-weights" aria-label={words.billScan.weight} data-at={at.getTime()}>
    <div>
      <span class="stat-name">{words.billScan.weight}</span>
      <span class="stat-value" id="bill-weight">{show.kg(bill.weightKg)}</span>
    </div>
    <div>
      <span class="stat-name">{words.billScan.expected}</span>
      <span class="stat-value">{show.kg(bill.expectedWeightKg)}</span>
    </div>
    <div>
      <span class="stat-name">{words.billScan.bags}</span>
      <span class="stat-value">{show.count(bill.childCount)}</span>
    </div>
  </section>
);

interface ReplyProps {
  readonly context: PageContext;
  readonly answer: Answer;
  /** The bill that the page shows: another one's numbers never appear on it. */
  readonly number: string;
  /** The text as it came. */
  readonly scanned?: string;
}

/** The answer to a sack scanned onto the bill. */
export const BillScanReply = (reply: ReplyProps) => {
  const shown = shownAnswer(reply.answer, reply.context);
  return (
    <ScanAnswer answer={reply.answer} shown={shown}>
      <BillParts {...reply} shown={shown} />
    </ScanAnswer>
  );
};

/** The answer to an undo on the bill's page. */
export const BillUndoReply = ({ undoes, ...reply }: ReplyProps & { undoes: string }) => {
  const shown = shownAnswer(reply.answer, reply.context);
  return (
    <ScanAnswer answer={reply.answer} shown={shown}>
      <BillParts {...reply} shown={shown} />
      <UndoneLine context={reply.context} answer={reply.answer} undoes={undoes} />
    </ScanAnswer>
  );
};

const BillParts = ({ context, answer, number, scanned, shown }: ReplyProps & { shown: Shown }) => (
  <>
    {answer.bill?.number === number && (
      <>
        <hx-partial hx-target="#bill-counter" hx-swap="outerSync">
          <BillCounter context={context} bill={answer.bill} at={answer.at} look={lookOfAnswer(answer)} />
        </hx-partial>
        <hx-partial hx-target="#bill-weights" hx-swap="outerSync">
          <BillWeights context={context} bill={answer.bill} at={answer.at} />
        </hx-partial>
      </>
    )}
    <OutcomeAndLine context={context} answer={answer} shown={shown} scanned={scanned} />
  </>
);
