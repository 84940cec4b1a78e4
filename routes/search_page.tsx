/** `/search`: a code, a label, or a part of either. An exact code is found whoever's it is; lists keep to one's area. */
import { type Context, Hono } from "hono";
import { normalise, readCode } from "../domain/code.ts";
import type { BagLine, BillLine, Page } from "../domain/shapes.ts";
import { storable } from "../domain/text.ts";
import { SearchPage, type SearchPageProps } from "../views/search_page.tsx";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { scopeOf } from "./scope.ts";

const FOUND_MAX = 20;

export function searchPage(parts: PageParts): Hono<Env> {
  const { only } = door(parts.deps);
  return new Hono<Env>().get("/search", only("dispatcher"), (c) => search(c, parts));
}

async function search(c: Context<Env>, parts: PageParts): Promise<Response> {
  const query = storable(c.req.query("q") ?? "").trim();
  const found = query === "" ? null : await find(c, parts, query);
  return answerPage(c, <SearchPage context={contextOfSignedIn(c, parts.pages)} query={query} found={found} />);
}

async function find(c: Context<Env>, { deps }: PageParts, query: string): Promise<SearchPageProps["found"]> {
  const { person } = c.var.signedIn;
  const reading = readCode(query, deps.kinds());
  const page = { limit: FOUND_MAX, cursor: null };
  const [exact, bags, bills] = await Promise.all([
    "code" in reading ? deps.bags.find(reading.code) : null,
    deps.bags.list({ scope: scopeOf(person), q: "code" in reading ? reading.code : normalise(query) }, page),
    person.role === "dispatcher" ? null : deps.bills.list({ q: query }, page),
  ]);
  return { exact, bags: withExact(exact, itemsOf(bags)), bills: itemsOf(bills), isMore: isMore(bags) };
}

/** The exact one is in the list even where it belongs to another area. */
const withExact = (exact: BagLine | null, bags: readonly BagLine[]): readonly BagLine[] =>
  exact && !bags.some(({ code }) => code === exact.code) ? [exact, ...bags] : bags;

const itemsOf = <Item extends BagLine | BillLine>(page: Page<Item> | null): readonly Item[] => page?.items ?? [];
const isMore = (page: Page<BagLine> | null): boolean => (page?.nextCursor ?? null) !== null;
