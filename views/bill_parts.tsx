/** The head of a bill's page: what it is, who is on it now, and its totals. Each part owns its id and is drawn alone, too. */
import { Crumbs } from "./crumbs.tsx";
import type { BillDetail } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { BillChip, Icon } from "./icons.tsx";
import { billPath } from "./paths.ts";
import type { KindName } from "./products.ts";

/** What every part of a bill's page takes. */
export interface BillProps {
  readonly context: PageContext;
  readonly bill: BillDetail;
  readonly kinds: readonly KindName[];
}

type BareProps = Omit<BillProps, "kinds">;

/** Whether sacks may be put on and taken off. */
export const isOpenBill = ({ status }: Pick<BillDetail, "status">): boolean =>
  status === "new" || status === "processing";

export const BillHead = ({ context, bill }: BareProps) => {
  const { words } = context;
  return (
    <div class="page-head" id="bill-head">
      <div>
        <BillCrumbs context={context} bill={bill} />
        <h1>
          {bill.number}{" "}
          <BillChip status={bill.status} names={words.billStatuses} isShort={bill.short} short={words.bill.short} />
        </h1>
        <p>{aboutIt(context, bill)}</p>
        {bill.description && <p class="wrap-anywhere">{bill.description}</p>}
        {bill.shortReason && <p class="wrap-anywhere">{words.bill.shortBecause(bill.shortReason)}</p>}
      </div>
      <span class="row push">
        <a class="btn" href={`${billPath(bill.number)}/print`}>
          <Icon name="print" />
          {words.billDesk.print}
        </a>
        {isOpenBill(bill) && (
          <a class="btn btn--primary" href={`${billPath(bill.number)}/scan`}>
            <Icon name="scan" />
            {words.bill.scan}
          </a>
        )}
      </span>
    </div>
  );
};

const BillCrumbs = ({ context: { words }, bill }: BareProps) => (
  <Crumbs label={words.frame.where} above={[{ href: "/bills", name: words.bills.title }]} here={bill.number} />
);

function aboutIt({ words: { bill: words }, show }: PageContext, bill: BillDetail): string {
  const where = [bill.destination && words.to(bill.destination), bill.vehicle && words.truck(bill.vehicle)]
    .filter((part) => part).join(", ");
  const madeAt = show.dayTime(bill.createdAt);
  const made = bill.createdBy ? words.made(bill.createdBy, madeAt) : words.madeAt(madeAt);
  const completed = bill.completedAt
    ? words.completed(bill.completedBy ?? words.somebody, show.dayTime(bill.completedAt))
    : "";
  return [where && `${where}.`, made, completed].filter((part) => part !== "").join(" ");
}

/** `people`: usernames of those who scan on it now. Always there, so that a live page has a place to write to. */
export const BillPeople = ({ context, people }: { context: PageContext; people: readonly string[] }) => (
  <p class="live" id="bill-people" hidden={people.length === 0}>
    {people.length > 0 && context.words.bill.onItNow(people)}
  </p>
);

export const BillTotals = ({ context: { words: { bill: words, billDesk }, show }, bill }: BareProps) => {
  const shortSacks = bill.parents.filter((parent) => parent.childCount < parent.capacity).length;
  const room = bill.parents.reduce((sum, parent) => sum + parent.capacity, 0);
  return (
    <section class="card stats" id="bill-totals" aria-label={words.totals}>
      <div>
        <span class="stat-name">{words.sacks}</span>
        <span class="stat-value" id="bill-count">{bill.linkedCount} / {bill.capacity}</span>
        <progress class="bar" max={bill.capacity} value={bill.linkedCount} aria-label={words.sacksOnIt} />
      </div>
      <div>
        <span class="stat-name">{words.bags}</span>
        <span class="stat-value">{show.count(bill.childCount)}</span>
        <span class="stat-note">{billDesk.ofBags(show.count(room))}</span>
      </div>
      <div>
        <span class="stat-name">{words.weight}</span>
        <span class="stat-value" id="bill-weight">{show.kg(bill.weightKg)}</span>
        <span class="stat-note">{words.expected(show.kg(bill.expectedWeightKg))}</span>
      </div>
      <div>
        <span class="stat-name">{words.missing}</span>
        <span class="stat-value">{show.kg(differenceKg(bill.weightKg, bill.expectedWeightKg))}</span>
        <span class="stat-note">{words.shortSacks(shortSacks)}</span>
      </div>
    </section>
  );
};

/** To the gram: kilograms as floating numbers would show crumbs. */
export const differenceKg = (kg: number, less: number): number =>
  (Math.round(kg * 1_000) - Math.round(less * 1_000)) / 1_000;

export const sumKg = (weights: readonly number[]): number =>
  weights.reduce((grams, kg) => grams + Math.round(kg * 1_000), 0) / 1_000;
