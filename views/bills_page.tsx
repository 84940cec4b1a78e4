/** `/bills`: the bills, newest first, and the form for a new one. */
import type { BillFields } from "../domain/command.ts";
import { LIMITS } from "../domain/limits.ts";
import type { BillLine, BillStatus, Page, Total } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { BillChip, EmptySack, Icon } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { Notice, Pager } from "./notice.tsx";
import type { Shown } from "./outcome.tsx";
import { billPath, withQuery } from "./paths.ts";

export interface BillsFilter {
  readonly q: string;
  readonly status: "" | BillStatus;
}

/** What was typed into a form that was refused: it stays there. */
export type BillDraft = BillFields & { readonly number: string };

export interface BillsPageProps {
  readonly context: PageContext;
  readonly filter: BillsFilter;
  readonly page: Page<BillLine>;
  /** Over all pages. */
  readonly total: Total;
  readonly isFirst: boolean;
  readonly draft: BillDraft | null;
  readonly shown: Shown | null;
}

export const BillsPage = ({ context, filter, page, total, isFirst, draft, shown }: BillsPageProps) => {
  const { words, show } = context;
  const address = withQuery("/bills", { q: filter.q, status: filter.status });
  return (
    <DeskPage context={context} title={words.bills.title}>
      <div class="page-head">
        <div>
          <h1>{words.bills.title}</h1>
          <p>
            {page.items.length === 0 ? words.bills.none : words.bills.found(total, show.count(total.count))}
          </p>
        </div>
      </div>
      {shown && <Notice shown={shown} />}
      <NewBill context={context} draft={draft} />
      <StatusChoice context={context} filter={filter} />
      <FilterForm context={context} filter={filter} />
      {page.items.length === 0 ? <Empty context={context} /> : (
        <section class="card">
          <BillsTable context={context} bills={page.items} />
          <Pager context={context} address={address} isFirst={isFirst} nextCursor={page.nextCursor} />
        </section>
      )}
    </DeskPage>
  );
};

/** Opens in its place; it is open when it was refused. */
const NewBill = ({ context: { words }, draft }: { context: PageContext; draft: BillDraft | null }) => (
  <details class="card fold" id="new" open={draft !== null}>
    <summary class="card-head">
      <Icon name="plus" />
      <h2>{words.bill.createTitle}</h2>
      <Icon name="down" />
    </summary>
    <form class="card-body form-grid" method="post" action="/bills" autocomplete="off">
      <p class="field">
        <label for="bill-number">{words.bill.number}</label>
        <input
          class="input"
          id="bill-number"
          name="number"
          maxlength={LIMITS.billNumberCharsMax}
          value={draft?.number ?? ""}
          aria-describedby="bill-number-hint"
        />
        <span class="hint" id="bill-number-hint">{words.bill.numberHint}</span>
      </p>
      <BillFieldset words={words} values={draft} idPrefix="new" />
      <p class="whole">
        <button class="btn btn--primary" type="submit">
          <Icon name="plus" />
          {words.bill.create}
        </button>
      </p>
    </form>
  </details>
);

interface FieldsetProps {
  readonly words: PageContext["words"];
  readonly values: BillFields | null;
  readonly idPrefix: string;
}

/** The fields that people fill in, when making a bill and when editing it. */
export const BillFieldset = ({ words: { bill: words }, values, idPrefix }: FieldsetProps) => (
  <>
    <p class="field">
      <label for={`${idPrefix}-capacity`}>{words.capacity}</label>
      <input
        class="input"
        id={`${idPrefix}-capacity`}
        name="capacity"
        type="number"
        inputmode="numeric"
        min="1"
        max={LIMITS.billCapacityMax}
        value={values?.capacity ?? ""}
        required
        aria-describedby={`${idPrefix}-capacity-hint`}
      />
      <span class="hint" id={`${idPrefix}-capacity-hint`}>{words.capacityHint}</span>
    </p>
    <TextField
      id={`${idPrefix}-destination`}
      name="destination"
      label={words.destination}
      of={values?.destination}
      charsMax={LIMITS.destinationCharsMax}
    />
    <TextField
      id={`${idPrefix}-vehicle`}
      name="vehicle"
      label={words.vehicle}
      of={values?.vehicle}
      charsMax={LIMITS.vehicleCharsMax}
    />
    <TextField
      id={`${idPrefix}-description`}
      name="description"
      label={words.description}
      of={values?.description}
      charsMax={LIMITS.descriptionCharsMax}
      isWhole
    />
  </>
);

interface TextFieldProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly of: string | null | undefined;
  readonly charsMax: number;
  readonly isWhole?: boolean;
}

const TextField = ({ id, name, label, of, charsMax, isWhole = false }: TextFieldProps) => (
  <p class={isWhole ? "field whole" : "field"}>
    <label for={id}>{label}</label>
    <input class="input" id={id} name={name} maxlength={charsMax} value={of ?? ""} />
  </p>
);

interface FilterProps {
  readonly context: PageContext;
  readonly filter: BillsFilter;
}

const STATUSES: readonly BillStatus[] = ["new", "processing", "completed", "voided"];

const StatusChoice = ({ context: { words }, filter }: FilterProps) => (
  <div class="seg-scroll">
    <nav class="seg" aria-label={words.bills.status}>
      <a href={withQuery("/bills", { q: filter.q })} aria-current={filter.status === "" ? "true" : undefined}>
        {words.bills.all}
      </a>
      {STATUSES.map((status) => (
        <a
          href={withQuery("/bills", { q: filter.q, status })}
          aria-current={filter.status === status ? "true" : undefined}
        >
          {words.billStatuses[status]}
        </a>
      ))}
    </nav>
  </div>
);

const FilterForm = ({ context: { words }, filter }: FilterProps) => (
  <form class="card card-body filters" action="/bills" role="search" aria-label={words.bills.filter}>
    {filter.status !== "" && <input type="hidden" name="status" value={filter.status} />}
    <p class="field wide">
      <label for="bills-q">{words.bills.query}</label>
      <input class="input" id="bills-q" name="q" type="search" value={filter.q} autocomplete="off" />
    </p>
    <p>
      <button class="btn" type="submit">
        <Icon name="search" />
        {words.bills.show}
      </button>
    </p>
  </form>
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

const Empty = ({ context: { words } }: { context: PageContext }) => (
  <section class="card empty">
    <EmptySack />
    <h2>{words.bills.emptyTitle}</h2>
    <p>{words.bills.emptySays}</p>
    <p class="row">
      <a class="btn" href="/bills">{words.bills.showAll}</a>
    </p>
  </section>
);
