/** Finding a bag, a sack or a bill, for the page and for scripts alike. Exact look-ups are open; lists keep to one's area. */
import { type Kinds, normalise, readCode } from "../domain/code.ts";
import type { BagFilter } from "../domain/filters.ts";
import { LIMITS } from "../domain/limits.ts";
import { meantBy, nearMissOf } from "../domain/near_miss.ts";
import type { Hits, Search } from "../domain/search.ts";
import type { BagDetail, BagLine, BillLine, Page, Person, Total } from "../domain/shapes.ts";
import { storable } from "../domain/text.ts";
import type { Deps } from "./deps.ts";
import { scopeOf } from "./scope.ts";

/** Null for a text of blanks alone: nothing was asked. */
export async function search(deps: Deps, person: Person, text: string): Promise<Search | null> {
  const query = storable(text).trim().slice(0, LIMITS.scanTextCharsMax);
  const part = partOf(query, deps.kinds());
  if (part === "") return null;
  const seesBills = person.role !== "dispatcher";
  const [bag, bill, children, parents, bills] = await Promise.all([
    bagOf(deps, query),
    deps.bills.find(query),
    bagsWith(deps, person, part, "child"),
    bagsWith(deps, person, part, "parent"),
    seesBills ? billsWith(deps, query) : null,
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

async function bagsWith({ bags }: Deps, person: Person, q: string, role: Role): Promise<Hits<BagLine>> {
  if (!isSearchable(q)) return NONE;
  const asked = { scope: scopeOf(person), q, role };
  const [page, total] = await Promise.all([bags.list(asked, FIRST_HITS), bags.count(asked)]);
  return hitsOf(page, total);
}

async function billsWith({ bills }: Deps, q: string): Promise<Hits<BillLine>> {
  if (q.length < LIMITS.searchPartCharsMin) return NONE;
  const [page, total] = await Promise.all([bills.list({ q }, FIRST_HITS), bills.count({ q })]);
  return hitsOf(page, total);
}

type Role = NonNullable<BagFilter["role"]>;

const FIRST_HITS = { limit: LIMITS.foundOfSortMax, cursor: null };
const NONE: Hits<never> = { items: [], count: 0, isExact: true };

/** Read at two moments: somebody may have added one between them, and no list is longer than its total. */
const hitsOf = <Item>(page: Page<Item> | null, { count, isExact }: Total): Hits<Item> =>
  page ? { items: page.items, count: Math.max(count, page.items.length), isExact } : NONE;

/** Only what exists is offered, and only what the person would find in a list. */
async function suggestionsFor(deps: Deps, person: Person, query: string, hits: readonly BagLine[]): Promise<string[]> {
  const shown = new Set(hits.map(({ code }) => code));
  const meant = meantBy(query, deps.kinds()).filter((code) => !shown.has(code));
  const known = meant.length === 0 ? [] : await deps.bags.known(meant, scopeOf(person));
  return known.slice(0, LIMITS.suggestionsShownMax);
}
