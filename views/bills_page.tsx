/** `/bills`: the bills, newest first, what to see of them, and the form for a new one. */
import type { FieldTexts } from "../domain/seen_bill.ts";
import type { BillLine, BillStatus, Page, Total } from "../domain/shapes.ts";
import { NewBill } from "./bill_new.tsx";
import { activeParts, BillsFilterForm, filterQuery, StatusChoice } from "./bills_filter.tsx";
import type { FieldFaults } from "./bill_form.tsx";
import type { PageContext } from "./context.ts";
import { FileLinks } from "./file_links.tsx";
import { BillChip, EmptySack, Icon } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { Notice, Pager, Warning } from "./notice.tsx";
import type { Shown } from "./outcome.tsx";
import { billPath, withQuery } from "./paths.ts";
import type { Told } from "./words/told.ts";

export interface BillsFilter {
  readonly q: string;
  readonly status: "" | BillStatus;
  /** Days, YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
  /** A username. */
  readonly createdBy: string;
}

/** What was typed into the form for a new bill: it stays there when it is refused. */
export interface BillDraft {
  readonly texts: FieldTexts & { readonly number: string };
  readonly faults: FieldFaults;
}

export interface BillsPageProps {
  readonly context: PageContext;
  readonly filter: BillsFilter;
  readonly page: Page<BillLine>;
  /** Over all pages. */
  readonly total: Total;
  readonly isFirst: boolean;
  /** All who have made a bill. */
  readonly makers: readonly string[];
  /** Null: the form is closed. */
  readonly draft: BillDraft | null;
  readonly shown: Shown | null;
  readonly warning?: Told | null;
}

export const BillsPage = (props: BillsPageProps) => {
  const { context, filter, page, isFirst, draft, shown, warning } = props;
  const isEmpty = page.items.length === 0;
  return (
    <DeskPage context={context} title={context.words.bills.title}>
      <Head {...props} />
      {shown && <Notice shown={shown} />}
      {warning && <Warning told={warning} />}
      <NewBill context={context} draft={draft} />
      <StatusChoice context={context} filter={filter} />
      <BillsFilterForm context={context} filter={filter} makers={props.makers} />
      {isEmpty ? <Empty context={context} filter={filter} /> : (
        <section class="card" id="bills-list">
          <BillsTable context={context} bills={page.items} />
          <Pager
            context={context}
            address={withQuery("/bills", filterQuery(filter))}
            isFirst={isFirst}
            nextCursor={page.nextCursor}
          />
        </section>
      )}
    </DeskPage>
  );
};

const Head = ({ context, context: { words, show }, filter, page, total }: BillsPageProps) => (
  <div class="page-head">
    <div>
      <h1>{words.bills.title}</h1>
      <p>
        {page.items.length === 0
          ? activeParts(filter).length === 0 ? words.billList.noneTitle : words.bills.none
          : words.bills.found(total, show.count(total.count))}
      </p>
    </div>
    {page.items.length > 0 && (
      <span class="row push">
        <FileLinks context={context} path="/exports/bills" fields={filterQuery(filter)} total={total} />
      </span>
    )}
  </div>
);

const BillsTable = ({ context, bills }: { context: PageContext; bills: readonly BillLine[] }) => {
  const { words } = context;
  return (
    <table class="table table--sticky">
      <caption class="visually-hidden">{words.bills.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.bills.bill}</th>
          <th scope="col" class="only-wide">{words.bills.status}</th>
          <th scope="col" class="only-wide">{words.bills.filled}</th>
          <th scope="col" class="num">{words.bills.sacks}</th>
          <th scope="col" class="num">{words.bills.weight}</th>
          <th scope="col" class="only-wide">{words.bills.madeBy}</th>
          <th scope="col" class="num only-wide">{words.bills.made}</th>
        </tr>
      </thead>
      <tbody>{bills.map((bill) => <BillRow context={context} bill={bill} />)}</tbody>
    </table>
  );
};

const BillRow = ({ context: { words, show, now }, bill }: { context: PageContext; bill: BillLine }) => {
  const chip = (
    <BillChip status={bill.status} names={words.billStatuses} isShort={bill.short} short={words.bill.short} />
  );
  return (
    <tr>
      <th scope="row">
        <a href={billPath(bill.number)}>{bill.number}</a>
        <span class="table-note">{bill.destination ?? words.bills.noDestination}</span>
        <span class="only-narrow">{chip}</span>
      </th>
      <td class="only-wide">{chip}</td>
      <td class="only-wide">
        <progress
          class="bar bar--thin"
          max={bill.capacity}
          value={bill.linkedCount}
          aria-label={words.bills.sacksOn(bill.number)}
        />
      </td>
      <td class="num">
        <b>{bill.linkedCount} / {bill.capacity}</b>
      </td>
      <td class="num">{show.kg(bill.weightKg)}</td>
      <td class="only-wide">{bill.createdBy ?? words.frame.nothing}</td>
      <td class="num only-wide">{show.when(bill.createdAt, now)}</td>
    </tr>
  );
};

/** Nothing at all: make one. Nothing that fits: what to leave out. */
const Empty = ({ context, filter }: Pick<BillsPageProps, "context" | "filter">) => {
  const { words } = context;
  const parts = activeParts(filter);
  return (
    <section class="card empty">
      <EmptySack />
      <h2>{parts.length === 0 ? words.billList.noneTitle : words.bills.emptyTitle}</h2>
      <p>{parts.length === 0 ? words.billList.noneSays : words.billList.fitsNone}</p>
      {parts.length > 0 && (
        <p class="row empty-parts">
          {parts.map((part) => (
            <a class="btn" href={withQuery("/bills", { ...filterQuery(filter), [part.name]: null })}>
              <Icon name="cross" small />
              <span class="visually-hidden">{words.billList.without}</span> {part.says(context)}
            </a>
          ))}
        </p>
      )}
      <p class="row">
        {parts.length > 0 && <a class="btn" href="/bills">{words.bills.showAll}</a>}
        <a class="btn btn--primary" href="/bills?new=1#new">
          <Icon name="plus" />
          {words.billList.make}
        </a>
      </p>
    </section>
  );
};
