/** `/search`: where is this bag? Results by sort, the part that was asked for marked; or what to try instead. */
import type { Child } from "hono/jsx";
import { LIMITS } from "../domain/limits.ts";
import type { Hits, Search } from "../domain/search.ts";
import type { BagLine, BillLine, Total } from "../domain/shapes.ts";
import { Chain } from "./bag_page.tsx";
import type { PageContext } from "./context.ts";
import { Icon, type IconName } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { bagPath, billPath, withQuery } from "./paths.ts";
import { NothingFound, OthersBill, Suggestions } from "./search_help.tsx";

/** Which sort of thing is looked at. */
export type SearchTab = "all" | "bags" | "sacks" | "bills";

export interface SearchPageProps {
  readonly context: PageContext;
  /** Null: nothing was asked for yet. */
  readonly found: Search | null;
  readonly tab: SearchTab;
}

export const SearchPage = ({ context, found, tab }: SearchPageProps) => {
  const { words } = context;
  const title = found ? words.searching.titleOf(found.query) : words.search.title;
  return (
    <DeskPage context={context} title={title} scriptUrl={context.toolsUrl}>
      <div class="page-head">
        <div>
          <h1>{words.search.title}</h1>
          <p>{found ? foundSays(context, found) : words.search.start}</p>
        </div>
      </div>
      <SearchForm context={context} query={found?.query ?? ""} />
      {found && <Found context={context} found={found} tab={tab} />}
    </DeskPage>
  );
};

/** Kept by the address, so the browser's way back leads to these very results. */
const SearchForm = ({ context: { words }, query }: { context: PageContext; query: string }) => (
  <form class="scan-input" role="search" action="/search" aria-label={words.search.title}>
    <label class="visually-hidden" for="q">{words.frame.find}</label>
    <input
      class="input"
      id="q"
      name="q"
      type="search"
      value={query}
      placeholder={words.frame.find}
      maxlength={LIMITS.scanTextCharsMax}
      autocomplete="off"
      autocapitalize="none"
      spellcheck={false}
      autofocus
    />
    <button class="btn btn--glove" type="submit" aria-label={words.search.title}>
      <Icon name="search" />
    </button>
  </form>
);

interface FoundProps {
  readonly context: PageContext;
  readonly found: Search;
}

function totalOf({ children, parents, bills }: Search): Total {
  const sorts = [children, parents, ...(bills ? [bills] : [])];
  return {
    count: sorts.reduce((sum, { count }) => sum + count, 0),
    isExact: sorts.every(({ isExact }) => isExact),
  };
}

function foundSays({ words, show }: PageContext, found: Search): string {
  const total = totalOf(found);
  if (total.count === 0) return found.bag || found.bill ? "" : words.search.nothing(found.query);
  return words.searching.found(numberOf(show, total), total.count, found.query);
}

const numberOf = (show: PageContext["show"], { count, isExact }: Total): string =>
  isExact ? show.count(count) : `${show.count(count)}+`;

const Found = ({ context, found, tab }: FoundProps & { tab: SearchTab }) => {
  const isNothing = totalOf(found).count === 0 && !found.bag && !found.bill;
  if (isNothing) {
    return found.isOthersBill
      ? <OthersBill context={context} query={found.query} />
      : <NothingFound context={context} found={found} />;
  }
  return (
    <>
      {found.isOthersBill && <OthersBill context={context} query={found.query} />}
      <Tabs context={context} found={found} tab={tab} />
      <Suggestions context={context} found={found} />
      {tab === "all" && found.bag && <Chain context={context} bag={found.bag} linked />}
      <Groups context={context} found={found} tab={tab} />
    </>
  );
};

const Tabs = ({ context: { words, show }, found, tab }: FoundProps & { tab: SearchTab }) => {
  const tabs: [SearchTab, string, Total][] = [
    ["all", words.bags.all, totalOf(found)],
    ["bags", words.search.bags, found.children],
    ["sacks", words.search.sacks, found.parents],
  ];
  if (found.bills) tabs.push(["bills", words.search.bills, found.bills]);
  return (
    <div class="seg-scroll">
      <nav class="seg" aria-label={words.searching.sorts}>
        {tabs.map(([name, word, total]) => (
          <a
            href={withQuery("/search", { q: found.query, show: name })}
            aria-current={name === tab ? "true" : undefined}
          >
            {word} <span class="muted">{numberOf(show, total)}</span>
          </a>
        ))}
      </nav>
    </div>
  );
};

const Groups = ({ context, found, tab }: FoundProps & { tab: SearchTab }) => {
  const { words } = context;
  const shown = (name: SearchTab) => tab === "all" || tab === name;
  return (
    <>
      {shown("bags") && (
        <Group context={context} found={found} tab={tab} own="bags" title={words.search.bags} hits={found.children}>
          {(bag) => <BagHit context={context} bag={bag} part={found.part} />}
        </Group>
      )}
      {shown("sacks") && (
        <Group context={context} found={found} tab={tab} own="sacks" title={words.search.sacks} hits={found.parents}>
          {(sack) => <SackHit context={context} sack={sack} part={found.part} />}
        </Group>
      )}
      {shown("bills") && found.bills && (
        <Group context={context} found={found} tab={tab} own="bills" title={words.search.bills} hits={found.bills}>
          {(bill) => <BillHit context={context} bill={bill} query={found.query} />}
        </Group>
      )}
    </>
  );
};

interface GroupProps<Item> extends FoundProps {
  readonly tab: SearchTab;
  /** The tab on which this sort stands alone. */
  readonly own: Exclude<SearchTab, "all">;
  readonly title: string;
  readonly hits: Hits<Item>;
  readonly children: (item: Item) => Child;
}

const Group = <Item,>({ context, found, tab, own, title, hits, children }: GroupProps<Item>) => {
  if (hits.count === 0) {
    return tab === "all" ? null : <p class="card card-body muted">{context.words.searching.noneOfSort}</p>;
  }
  return (
    <section class="card" aria-labelledby={`hits-${own}`}>
      <div class="card-head">
        <h2 id={`hits-${own}`}>{title}</h2>
        <p>{numberOf(context.show, hits)}</p>
      </div>
      <ul class="lines lines--icon">{hits.items.map(children)}</ul>
      <MoreHits context={context} found={found} tab={tab} own={own} hits={hits} />
    </section>
  );
};

type MoreProps = FoundProps & Pick<GroupProps<unknown>, "tab" | "own" | "hits">;

/** From a few to as many as fit one page, and from those to the list, which has pages. */
const MoreHits = ({ context: { words, show }, found, tab, own, hits }: MoreProps) => {
  if (hits.isExact && hits.count <= hits.items.length) return null;
  if (tab === "all") {
    return (
      <p class="pager">
        <a href={withQuery("/search", { q: found.query, show: own })}>{words.searching.all(numberOf(show, hits))}</a>
      </p>
    );
  }
  const list = own === "bills"
    ? withQuery("/bills", { q: found.query })
    : withQuery("/bags", { q: found.part, role: own === "sacks" ? "parent" : "child" });
  return (
    <p class="pager">
      <a href={list}>{words.search.more}</a>
    </p>
  );
};

interface HitProps {
  readonly context: PageContext;
  readonly part: string;
}

const BagHit = ({ context, bag, part }: HitProps & { readonly bag: BagLine }) => {
  const { words } = context;
  return (
    <Line href={bagPath(bag.code)} icon="bag" code={marked(bag.code, part)} side={seen(context, bag)}>
      {bag.parent ? words.search.inSack(bag.parent) : words.search.inNoSack}
      {bag.bill && `, ${words.search.onBill(bag.bill)}`}
    </Line>
  );
};

const SackHit = ({ context, sack, part }: HitProps & { readonly sack: BagLine }) => {
  const { words } = context;
  return (
    <Line href={bagPath(sack.code)} icon="sack" code={marked(sack.code, part)} side={seen(context, sack)}>
      {words.search.bagCount(sack.childCount ?? 0, sack.capacity ?? 0)},{" "}
      {sack.bill ? words.search.onBill(sack.bill) : words.search.onNoBill}
    </Line>
  );
};

const BillHit = ({ context, bill, query }: { context: PageContext; bill: BillLine; query: string }) => {
  const { words, show, now } = context;
  return (
    <Line
      href={billPath(bill.number)}
      icon="bill"
      code={marked(bill.number, query)}
      side={show.when(bill.createdAt, now)}
    >
      {words.billStatuses[bill.status]}, {words.search.sackCount(bill.linkedCount, bill.capacity)}
      {bill.description && (
        <>
          <br />
          {marked(bill.description, query)}
        </>
      )}
    </Line>
  );
};

const seen = ({ show, now }: PageContext, bag: BagLine): string => show.when(bag.createdAt, now);

interface LineProps {
  readonly href: string;
  readonly icon: IconName;
  readonly code: Child[];
  readonly side: string;
  readonly children?: Child;
}

const Line = ({ href, icon, code, side, children }: LineProps) => (
  <li>
    <a href={href}>
      <Icon name={icon} />
      <span>
        <b class="code">{code}</b>
        <br />
        <small>{children}</small>
      </span>
      <span class="num muted">{side}</span>
    </a>
  </li>
);

/** The part that was asked for, marked; case does not matter. */
export function marked(text: string, part: string): Child[] {
  const at = part === "" ? -1 : text.toUpperCase().indexOf(part.toUpperCase());
  if (at < 0) return [text];
  const end = at + part.length;
  return [text.slice(0, at), <mark>{text.slice(at, end)}</mark>, text.slice(end)];
}
