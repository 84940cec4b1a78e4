/** `/bags`: sacks and bags, newest first. */
import type { BagLine, Page, Total } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { areaName } from "./format.ts";
import { Chip, EmptySack, Icon } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { Pager } from "./notice.tsx";
import { bagPath, billPath, withQuery } from "./paths.ts";

/** What the list is narrowed to, as the address says it. */
export interface BagsFilter {
  readonly q: string;
  readonly role: "" | "parent" | "child";
  readonly where: "" | "billed" | "unbilled" | "linked" | "unlinked";
}

export interface BagsPageProps {
  readonly context: PageContext;
  readonly filter: BagsFilter;
  readonly page: Page<BagLine>;
  /** Over all pages. */
  readonly total: Total;
  readonly isFirst: boolean;
}

export const BagsPage = ({ context, filter, page, total, isFirst }: BagsPageProps) => {
  const { words, show } = context;
  const address = withQuery("/bags", { q: filter.q, role: filter.role, where: filter.where });
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
      </div>
      <RoleChoice context={context} filter={filter} />
      <FilterForm context={context} filter={filter} />
      {page.items.length === 0 && page.nextCursor === null ? <Empty context={context} /> : (
        <section class="card">
          {page.items.length > 0 && <BagsTable context={context} bags={page.items} />}
          <Pager context={context} address={address} isFirst={isFirst} nextCursor={page.nextCursor} />
        </section>
      )}
    </DeskPage>
  );
};

interface FilterProps {
  readonly context: PageContext;
  readonly filter: BagsFilter;
}

const RoleChoice = ({ context: { words }, filter }: FilterProps) => (
  <div class="seg-scroll">
    <nav class="seg" aria-label={words.bags.role}>
      {([["", words.bags.all], ["parent", words.bags.sacks], ["child", words.bags.bags]] as const).map((
        [role, name],
      ) => (
        <a
          href={withQuery("/bags", { q: filter.q, role })}
          aria-current={role === filter.role ? "true" : undefined}
        >
          {name}
        </a>
      ))}
    </nav>
  </div>
);

const FilterForm = ({ context: { words }, filter }: FilterProps) => {
  const places = [
    ["", words.bags.anywhere],
    ["billed", words.bags.billed],
    ["unbilled", words.bags.unbilled],
    ["linked", words.bags.linked],
    ["unlinked", words.bags.unlinked],
  ] as const;
  return (
    <form class="card card-body filters" action="/bags" role="search" aria-label={words.bags.filter}>
      {filter.role !== "" && <input type="hidden" name="role" value={filter.role} />}
      <p class="field wide">
        <label for="bags-q">{words.bags.query}</label>
        <input
          class="input"
          id="bags-q"
          name="q"
          type="search"
          value={filter.q}
          autocomplete="off"
          spellcheck={false}
        />
      </p>
      <p class="field">
        <label for="bags-where">{words.bags.where}</label>
        <select class="input" id="bags-where" name="where">
          {places.map(([value, name]) => <option value={value} selected={value === filter.where}>{name}</option>)}
        </select>
      </p>
      <p>
        <button class="btn" type="submit">
          <Icon name="search" />
          {words.bags.show}
        </button>
      </p>
    </form>
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
          {bag.role === "parent" ? words.bags.sack : words.bags.bag}
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

const BillCell = ({ context: { words, person }, number }: { context: PageContext; number: string | null }) => {
  if (number === null) return <span class="muted">{words.frame.nothing}</span>;
  return person?.role === "dispatcher" ? <span>{number}</span> : <a href={billPath(number)}>{number}</a>;
};

const Empty = ({ context: { words } }: { context: PageContext }) => (
  <section class="card empty">
    <EmptySack />
    <h2>{words.bags.emptyTitle}</h2>
    <p>{words.bags.emptySays}</p>
    <p class="row">
      <a class="btn" href="/bags">{words.bags.showAll}</a>
    </p>
  </section>
);
