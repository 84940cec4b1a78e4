/** `/search`: where is this bag? The exact one first, with all that is known of where it is. */
import type { Child } from "hono/jsx";
import type { BagDetail, BagLine, BillLine } from "../domain/shapes.ts";
import { Chain } from "./bag_page.tsx";
import type { PageContext } from "./context.ts";
import { EmptySack, Icon, type IconName } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { bagPath, billPath, withQuery } from "./paths.ts";

export interface SearchPageProps {
  readonly context: PageContext;
  readonly query: string;
  /** Null: nothing was asked for yet. */
  readonly found: {
    readonly exact: BagDetail | null;
    readonly bags: readonly BagLine[];
    readonly bills: readonly BillLine[];
    /** There are more than these. */
    readonly isMore: boolean;
  } | null;
}

export const SearchPage = ({ context, query, found }: SearchPageProps) => {
  const { words } = context;
  const count = found ? found.bags.length + found.bills.length : 0;
  return (
    <DeskPage context={context} title={words.search.title}>
      <div class="page-head">
        <div>
          <h1>{words.search.title}</h1>
          <p>
            {!found ? words.search.start : count > 0 ? words.search.found(count, query) : words.search.nothing(query)}
          </p>
        </div>
      </div>
      <SearchForm context={context} query={query} />
      {found && (count > 0 ? <Found context={context} query={query} found={found} /> : (
        <section class="card empty">
          <EmptySack />
          <h2>{words.search.unknownTitle(query)}</h2>
          <p>{words.search.unknownSays}</p>
        </section>
      ))}
    </DeskPage>
  );
};

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
      autocomplete="off"
      spellcheck={false}
      autofocus
    />
    <button class="btn btn--glove" type="submit" aria-label={words.search.title}>
      <Icon name="search" />
    </button>
  </form>
);

type Found = NonNullable<SearchPageProps["found"]>;

const Found = ({ context, query, found }: { context: PageContext; query: string; found: Found }) => {
  const { words } = context;
  const others = found.bags.filter(({ code }) => code !== found.exact?.code);
  const sacks = others.filter(({ role }) => role === "parent");
  const bags = others.filter(({ role }) => role === "child");
  return (
    <>
      {found.exact && <Chain context={context} bag={found.exact} linked />}
      {bags.length > 0 && (
        <Group title={words.search.bags}>
          {bags.map((bag) => (
            <Line href={bagPath(bag.code)} icon="bag" code={bag.code} query={query} side={seen(context, bag)}>
              {bag.parent ? words.search.inSack(bag.parent) : words.search.inNoSack}
              {bag.bill && `, ${words.search.onBill(bag.bill)}`}
            </Line>
          ))}
        </Group>
      )}
      {sacks.length > 0 && (
        <Group title={words.search.sacks}>
          {sacks.map((sack) => (
            <Line href={bagPath(sack.code)} icon="sack" code={sack.code} query={query} side={seen(context, sack)}>
              {words.search.bagCount(sack.childCount ?? 0, sack.capacity ?? 0)},{" "}
              {sack.bill ? words.search.onBill(sack.bill) : words.search.onNoBill}
            </Line>
          ))}
        </Group>
      )}
      {found.bills.length > 0 && (
        <Group title={words.search.bills}>
          {found.bills.map((bill) => (
            <Line
              href={billPath(bill.number)}
              icon="bill"
              code={bill.number}
              query={query}
              side={context.show.when(bill.createdAt, context.now)}
            >
              {words.billStatuses[bill.status]}, {words.search.sackCount(bill.linkedCount, bill.capacity)}
            </Line>
          ))}
        </Group>
      )}
      {found.isMore && <a class="btn" href={withQuery("/bags", { q: query })}>{words.search.more}</a>}
    </>
  );
};

const seen = ({ show, now }: PageContext, bag: BagLine): string => show.when(bag.createdAt, now);

const Group = ({ title, children }: { title: string; children?: Child }) => (
  <section class="card">
    <div class="card-head">
      <h2>{title}</h2>
    </div>
    <ul class="lines lines--icon">{children}</ul>
  </section>
);

interface LineProps {
  readonly href: string;
  readonly icon: IconName;
  readonly code: string;
  readonly query: string;
  readonly side: string;
  readonly children?: Child;
}

const Line = ({ href, icon, code, query, side, children }: LineProps) => (
  <li>
    <a href={href}>
      <Icon name={icon} />
      <span>
        <b class="code">{marked(code, query)}</b>
        <br />
        <small>{children}</small>
      </span>
      <span class="num muted">{side}</span>
    </a>
  </li>
);

/** The part that was asked for, marked; case does not matter. */
function marked(code: string, query: string): Child[] {
  const at = query === "" ? -1 : code.toUpperCase().indexOf(query.trim().toUpperCase());
  if (at < 0) return [code];
  const end = at + query.trim().length;
  return [code.slice(0, at), <mark>{code.slice(at, end)}</mark>, code.slice(end)];
}
