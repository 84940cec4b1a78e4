/** `/bags`: sacks and bags, newest first. */
import type { BagLine, Page, Total } from "../domain/shapes.ts";
import {
  bagsAddress,
  type BagsFilter,
  type BagsFilterProps,
  FilterChips,
  FilterForm,
  RoleChoice,
} from "./bags_filter.tsx";
import { mayHere, type PageContext } from "./context.ts";
import { FileLinks } from "./file_links.tsx";
import { areaName } from "./format.ts";
import { Chip, EmptySack } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { Pager } from "./notice.tsx";
import { bagPath, billPath, withQuery } from "./paths.ts";

export interface BagsPageProps extends BagsFilterProps {
  readonly page: Page<BagLine>;
  /** Over all pages. */
  readonly total: Total;
  readonly isFirst: boolean;
}

export const BagsPage = ({ context, filter, kinds, areas, page, total, isFirst }: BagsPageProps) => {
  const { words, show } = context;
  const address = bagsAddress(filter);
  return (
    <DeskPage context={context} title={words.bags.title}>
      <div class="page-head">
        <div>
          <h1>{words.bags.title}</h1>
          <p>
            {page.items.length > 0
              ? words.bags.found(total, show.count(total.count))
              : page.nextCursor === null
              ? words.bags.none
              : words.bags.noneYet}
          </p>
        </div>
        {mayHere(context, "export_all") && page.items.length > 0 && (
          <span class="row push">
            <FileLinks context={context} path="/exports/bags" fields={{ ...filter }} total={total} />
          </span>
        )}
      </div>
      <RoleChoice context={context} filter={filter} />
      <FilterForm context={context} filter={filter} kinds={kinds} areas={areas} />
      <FilterChips context={context} filter={filter} />
      {page.items.length === 0 && page.nextCursor === null
        ? <Empty context={context} filter={filter} isFirst={isFirst} />
        : (
          <section class="card">
            {page.items.length > 0 && <BagsTable context={context} bags={page.items} />}
            <Pager context={context} address={address} isFirst={isFirst} nextCursor={page.nextCursor} />
          </section>
        )}
    </DeskPage>
  );
};

const BagsTable = ({ context, bags }: { context: PageContext; bags: readonly BagLine[] }) => {
  const { words } = context;
  return (
    <table class="table table--sticky">
      <caption class="visually-hidden">{words.bags.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.bags.code}</th>
          <th scope="col" class="num">{words.bags.filled}</th>
          <th scope="col">{words.bags.inSack}</th>
          <th scope="col" class="only-wide">{words.bags.onBill}</th>
          <th scope="col" class="only-wide">{words.bags.area}</th>
          <th scope="col" class="num only-wide">{words.bags.seen}</th>
          <th scope="col" class="only-wide">{words.bags.by}</th>
        </tr>
      </thead>
      <tbody>{bags.map((bag) => <BagRow context={context} bag={bag} />)}</tbody>
    </table>
  );
};

const BagRow = ({ context, bag }: { context: PageContext; bag: BagLine }) => {
  const { words, show, now } = context;
  return (
    <tr id={`bag-${bag.code}`}>
      <th scope="row">
        <a class="code" href={bagPath(bag.code)}>{bag.code}</a>
        <span class="table-note">
          {bag.role === "parent" ? `${words.bags.sack}, ${bag.kind}` : words.bags.bag}
          {bag.voided && <Chip look="bad" text={words.bag.void} />}
        </span>
      </th>
      <td class="num">{bag.role === "parent" ? <b>{bag.childCount} / {bag.capacity}</b> : words.frame.nothing}</td>
      <td>
        {bag.parent ? <a class="code" href={bagPath(bag.parent)}>{bag.parent}</a> : words.frame.nothing}
        {bag.bill && <span class="table-note only-narrow">{bag.bill}</span>}
      </td>
      <td class="only-wide">
        <BillCell context={context} number={bag.bill} />
      </td>
      <td class="only-wide">{bag.area ? areaName(bag.area, words) : words.frame.nothing}</td>
      <td class="num only-wide">{show.when(bag.createdAt, now)}</td>
      <td class="only-wide">{bag.createdBy ?? words.frame.nothing}</td>
    </tr>
  );
};

const BillCell = ({ context, number }: { context: PageContext; number: string | null }) => {
  if (number === null) return <span class="muted">{context.words.frame.nothing}</span>;
  return mayHere(context, "see_bills") ? <a href={billPath(number)}>{number}</a> : <span>{number}</span>;
};

interface EmptyProps {
  readonly context: PageContext;
  readonly filter: BagsFilter;
  readonly isFirst: boolean;
}

/** Says what to do: look from the start, search elsewhere, take something back, or scan the first sack. */
const Empty = ({ context: { words }, filter, isFirst }: EmptyProps) => {
  const { bagList } = words;
  const isNarrowed = Object.values(filter).some((value) => value !== "");
  const says = !isFirst
    ? bagList.end
    : filter.q !== ""
    ? bagList.emptyQuery(filter.q)
    : isNarrowed
    ? bagList.emptyHere
    : bagList.emptyAlone;
  return (
    <section class="card empty">
      <EmptySack />
      <h2>{words.bags.emptyTitle}</h2>
      <p>{says}</p>
      <p class="row">
        {isFirst && filter.q !== "" && (
          <a class="btn" href={withQuery("/search", { q: filter.q })}>{bagList.search(filter.q)}</a>
        )}
        {!isFirst && <a class="btn" href={bagsAddress(filter)}>{words.frame.first}</a>}
        {isNarrowed
          ? <a class="btn" href="/bags">{words.bags.showAll}</a>
          : <a class="btn" href="/scan">{words.frame.scan}</a>}
      </p>
    </section>
  );
};
