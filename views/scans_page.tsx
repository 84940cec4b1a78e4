/** `/scans`: what was scanned on a day, refused scans included: the list behind the dashboard's numbers. */
import { isRefused, type Outcome, OUTCOMES } from "../domain/outcomes.ts";
import type { LifeEvent, Page } from "../domain/shapes.ts";
import { mayHere, type PageContext } from "./context.ts";
import { Icon, signOf } from "./icons.tsx";
import { NothingFound } from "./nothing_found.tsx";
import { DeskPage } from "./layout.tsx";
import { lookOf } from "./look.ts";
import { Pager } from "./notice.tsx";
import { bagPath, billPath, withQuery } from "./paths.ts";

/** As the address says it; "" for no choice. Of stations "-" is none. */
export interface ScansFilter {
  readonly day: string;
  readonly outcome: "" | Outcome;
  readonly refused: boolean;
  readonly station: string;
  readonly user: string;
}

export interface ScansPageProps {
  readonly context: PageContext;
  readonly filter: ScansFilter;
  readonly page: Page<LifeEvent>;
  /** Null where no counter tells. */
  readonly count: number | null;
  readonly isFirst: boolean;
}

export const scansAddress = (filter: ScansFilter): string =>
  withQuery("/scans", { ...filter, refused: filter.refused ? "true" : "" });

export const ScansPage = ({ context, filter, page, count, isFirst }: ScansPageProps) => {
  const { words: { scansPage: words }, show } = context;
  return (
    <DeskPage context={context} title={words.title}>
      <div class="page-head">
        <div>
          <h1>{words.title}</h1>
          <p>
            {filter.day === "" ? show.longDay(context.now) : filter.day}
            {count !== null && (
              <>
                , <b id="scans-count">{words.counted(count, show.count(count))}</b>
              </>
            )}
          </p>
        </div>
      </div>
      <FilterForm context={context} filter={filter} />
      {page.items.length === 0 ? <NothingFound words={words} href="/scans" /> : (
        <section class="card">
          <ScansTable context={context} scans={page.items} />
          <Pager context={context} address={scansAddress(filter)} isFirst={isFirst} nextCursor={page.nextCursor} />
        </section>
      )}
    </DeskPage>
  );
};

/** What a scan can come to, in the order of the catalogue. */
const SCAN_OUTCOMES = ([
  ...["parent_created", "parent_opened", "child_linked", "child_already_here", "bill_linked", "bag_already_on_bill"],
  ...["child_elsewhere", "parent_full", "wrong_type", "bad_format", "self_link", "empty", "too_long", "bag_voided"],
  ...["bill_completed", "bill_voided", "bill_full", "bill_not_found", "bag_not_found", "bag_on_other_bill"],
  ...["bag_not_on_bill", "empty_parent"],
] as readonly Outcome[]).filter((outcome) => outcome in OUTCOMES);

const FilterForm = ({ context: { words }, filter }: Pick<ScansPageProps, "context" | "filter">) => (
  <form class="card card-body filters" action="/scans" role="search" aria-label={words.scansPage.filter}>
    <p class="field">
      <label for="scans-day">{words.scansPage.day}</label>
      <input class="input" id="scans-day" name="day" type="date" value={filter.day} />
    </p>
    <p class="field">
      <label for="scans-outcome">{words.scansPage.outcome}</label>
      <select class="input" id="scans-outcome" name="outcome">
        <option value="">{words.scansPage.anyOutcome}</option>
        {SCAN_OUTCOMES.map((outcome) => (
          <option value={outcome} selected={outcome === filter.outcome}>{words.short[outcome]}</option>
        ))}
      </select>
    </p>
    <p class="field">
      <label for="scans-station">{words.scansPage.station}</label>
      <input class="input" id="scans-station" name="station" value={filter.station} autocomplete="off" />
    </p>
    <p class="field">
      <label for="scans-user">{words.scansPage.person}</label>
      <input class="input" id="scans-user" name="user" value={filter.user} autocomplete="off" spellcheck={false} />
    </p>
    <p class="field">
      <label class="row">
        <input type="checkbox" name="refused" value="true" checked={filter.refused} />
        {words.scansPage.refusedOnly}
      </label>
    </p>
    <p>
      <button class="btn" type="submit">
        <Icon name="search" />
        {words.scansPage.show}
      </button>
    </p>
  </form>
);

const ScansTable = ({ context, scans }: { context: PageContext; scans: readonly LifeEvent[] }) => {
  const { words: { scansPage: words } } = context;
  return (
    <table class="table table--sticky">
      <caption class="visually-hidden">{words.caption}</caption>
      <thead>
        <tr>
          <th scope="col" class="num">{words.at}</th>
          <th scope="col">{words.outcome}</th>
          <th scope="col">{words.code}</th>
          <th scope="col" class="only-wide">{words.sack}</th>
          <th scope="col" class="only-wide">{words.bill}</th>
          <th scope="col" class="only-wide">{words.by}</th>
          <th scope="col" class="only-wide">{words.station}</th>
        </tr>
      </thead>
      <tbody>{scans.map((scan) => <ScanRow context={context} scan={scan} />)}</tbody>
    </table>
  );
};

const ScanRow = ({ context, scan }: { context: PageContext; scan: LifeEvent }) => {
  const { words, show } = context;
  const { outcome, child, parent, bill, user, station, undoneBy } = scan;
  const look = lookOf(outcome);
  return (
    <tr id={`event-${scan.scanId}`} data-outcome={outcome}>
      <td class="num">{show.seconds(scan.at)}</td>
      <td>
        <span class={`row look--${look}`}>
          {isRefused(outcome) && signOf(look)}
          {words.short[outcome]}
        </span>
        {undoneBy !== null && <span class="table-note">{words.scansPage.undone(undoneBy)}</span>}
      </td>
      <th scope="row">
        <Code code={child ?? parent} nothing={words.frame.nothing} />
        <span class="table-note only-narrow">{[user, station].filter((part) => part).join(", ")}</span>
      </th>
      <td class="only-wide">
        <Code code={child === null ? null : parent} nothing={words.frame.nothing} />
      </td>
      <td class="only-wide">
        {bill === null
          ? words.frame.nothing
          : mayHere(context, "see_bills")
          ? <a href={billPath(bill)}>{bill}</a>
          : bill}
      </td>
      <td class="only-wide">{user}</td>
      <td class="only-wide">{station ?? words.frame.nothing}</td>
    </tr>
  );
};

const Code = ({ code, nothing }: { code: string | null; nothing: string }) =>
  code === null ? <span class="muted">{nothing}</span> : <a class="code" href={bagPath(code)}>{code}</a>;
