/** Finding a bag, a sack or a bill, for the page and for scripts alike. Exact look-ups are open; lists keep to one's area. */
import { may } from "../domain/abilities.ts";
import { type Kinds, normalise, readCode } from "../domain/code.ts";
import type { BagFilter, PageRequest } from "../domain/filters.ts";
import { LIMITS } from "../domain/limits.ts";
import { meantBy, nearMissOf } from "../domain/near_miss.ts";
import type { Hits, Search } from "../domain/search.ts";
import type { BagDetail, BagLine, BillLine, Page, Person, Total } from "../domain/shapes.ts";
import { storable } from "../domain/text.ts";
import type { Deps } from "./deps.ts";
import { everythingFor, scopeOf } from "./scope.ts";

/** How many of each sort are wanted; all are counted, and of 0 nothing is fetched. */
export interface Wanted {
  readonly children: number;
  readonly parents: number;
  readonly bills: number;
}

export const A_FEW_OF_EACH: Wanted = {
  children: LIMITS.searchHitsBeside,
  parents: LIMITS.searchHitsBeside,
  bills: LIMITS.searchHitsBeside,
};

/** Null for a text of blanks alone: nothing was asked. */
export async function search(deps: Deps, person: Person, text: string, wanted: Wanted): Promise<Search | null> {
  const query = storable(text).trim().slice(0, LIMITS.scanTextCharsMax);
  const part = partOf(query, deps.kinds());
  if (part === "") return null;
  const seesBills = may(person, "see_bills");
  const [bag, bill, children, parents, bills] = await Promise.all([
    bagOf(deps, query),
    deps.bills.find(query),
    bagsWith(deps, person, { q: part, role: "child" }, wanted.children),
    bagsWith(deps, person, { q: part, role: "parent" }, wanted.parents),
    seesBills ? billsWith(deps, person, query, wanted.bills) : null,
  ]);
  const found = { bag, bill: seesBills ? bill : null, children, parents, bills };
  const isFound = bag !== null || found.bill !== null;
  return {
    ...{ query, part, ...found },
    isOthersBill: !seesBills && bill !== null,
    isTooShort: part.length < LIMITS.searchPartCharsMin,
    nearMiss: isFound ? null : nearMissOf(query, deps.kinds()),
    suggestions: isFound ? [] : await suggestionsFor(deps, person, query, [...children.items, ...parents.items]),
  };
}

/** Of a label, its number: the rest stands in no code. */
function partOf(query: string, kinds: Kinds): string {
  const reading = readCode(query, kinds);
  return "code" in reading ? reading.code : normalise(query);
}

async function bagOf({ bags, kinds }: Deps, query: string): Promise<BagDetail | null> {
  const reading = readCode(query, kinds());
  return "code" in reading ? await bags.find(reading.code) : null;
}

/** Nothing else stands in a code, so nothing else is looked for. */
const IN_CODES = /^[A-Z0-9-]+$/;
const isSearchable = (part: string): boolean =>
  part.length >= LIMITS.searchPartCharsMin && part.length <= LIMITS.childCodeCharsMax && IN_CODES.test(part);

async function bagsWith(
  { bags }: Deps,
  person: Person,
  part: { readonly q: string; readonly role: "parent" | "child" },
  limit: number,
): Promise<Hits<BagLine>> {
  if (!isSearchable(part.q)) return NONE;
  const asked: BagFilter = { scope: scopeOf(person), ...part };
  const [page, total] = await Promise.all([firstOf(limit, (page) => bags.list(asked, page)), bags.count(asked)]);
  return hitsOf(page, total);
}

async function billsWith({ bills }: Deps, person: Person, q: string, limit: number): Promise<Hits<BillLine>> {
  if (q.length < LIMITS.searchPartCharsMin) return NONE;
  const asked = { scope: everythingFor(person), q };
  const [page, total] = await Promise.all([firstOf(limit, (page) => bills.list(asked, page)), bills.count(asked)]);
  return hitsOf(page, total);
}

const firstOf = <Item>(limit: number, list: (page: PageRequest) => Promise<Page<Item> | null>) =>
  limit === 0 ? null : list({ limit, cursor: null });

const NONE: Hits<never> = { items: [], count: 0, isExact: true };

/** Read at two moments: somebody may have added one between them, and no list is longer than its total. */
function hitsOf<Item>(page: Page<Item> | null, { count, isExact }: Total): Hits<Item> {
  const items = page?.items ?? [];
  return { items, count: Math.max(count, items.length), isExact };
}

/** Only what exists is offered, and only what the person would find in a list. */
async function suggestionsFor(deps: Deps, person: Person, query: string, hits: readonly BagLine[]): Promise<string[]> {
  const shown = new Set(hits.map(({ code }) => code));
  const meant = meantBy(query, deps.kinds()).filter((code) => !shown.has(code));
  const known = meant.length === 0 ? [] : await deps.bags.known(meant, scopeOf(person));
  return known.slice(0, LIMITS.suggestionsShownMax);
}
