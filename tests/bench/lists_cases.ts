/** What is asked of lists, searches and pages, and how fast each has to be. */
import { writeCursor } from "../../platform/cursor.ts";
import { below, type Chance, oneOf } from "../support/chance.ts";
import { AREAS, billNumber, LARGEST_BILL, OLD_AREA } from "./lists_warehouse.ts";

export interface ListCase {
  readonly name: string;
  /** Whose session asks. */
  readonly as: "admin" | "dispatcher" | "old_area" | "no_area";
  /** The address of one request. */
  readonly path: (chance: Chance, facts: Facts) => string;
  /** Milliseconds, 95 of 100. */
  readonly p95Max: number;
  /** Whether it has a total that can be asked for. */
  readonly hasTotal: boolean;
}

/** What is in the database. */
export interface Facts {
  readonly bagIdMax: number;
  readonly children: number;
  readonly parentCodes: readonly string[];
  /** Days of the warehouse's life, YYYY-MM-DD, the first one first. */
  readonly days: readonly string[];
}

const P95_MAX = 20;
const LARGE_PAGE_P95_MAX = 150;
const PAGE = 50;
const DEEP_PAGE = 5_000;

type Path = ListCase["path"];
type Given = string | ((chance: Chance, facts: Facts) => string);
const text = (given: Given, chance: Chance, facts: Facts) => typeof given === "string" ? given : given(chance, facts);

function bags(name: string, filter: Readonly<Record<string, Given>>, as: ListCase["as"] = "admin"): ListCase {
  const path: Path = (chance, facts) => {
    const given = Object.entries(filter).map(([field, value]) => [field, text(value, chance, facts)]);
    return `/api/v1/bags?${new URLSearchParams([...given, ["limit", String(PAGE)]])}`;
  };
  return { name: `bags: ${name}`, as, path, p95Max: P95_MAX, hasTotal: true };
}

function bills(name: string, filter: Readonly<Record<string, Given>>): ListCase {
  const { path, ...rest } = bags(name, filter);
  return { ...rest, name: `bills: ${name}`, path: (chance, facts) => path(chance, facts).replace("bags", "bills") };
}

const page = (name: string, path: Path, p95Max = P95_MAX): ListCase => ({
  name: `page ${name}`,
  as: "admin",
  path,
  p95Max,
  hasTotal: false,
});

const digits = (count: number) => (chance: Chance) => String(below(chance, 10 ** count)).padStart(count, "0");
const childCode = (chance: Chance, { children }: Facts) => String(1 + below(chance, children)).padStart(7, "0");
const sackCode = (chance: Chance, { parentCodes }: Facts) => oneOf(chance, parentCodes);
const partOf = (of: (chance: Chance, facts: Facts) => string, chars: number) => (chance: Chance, facts: Facts) => {
  const code = of(chance, facts), at = below(chance, code.length - chars + 1);
  return code.slice(at, at + chars);
};
const area = (chance: Chance) => oneOf(chance, AREAS);
const kind = (chance: Chance) => oneOf(chance, ["SB", "M444", "SX"]);
const day = (chance: Chance, { days }: Facts) => oneOf(chance, days);
const instant = (chance: Chance, facts: Facts) =>
  `${day(chance, facts)}T${digits(1)(chance).padStart(2, "0")}:17:00+05:30`;
/** Page 5,000, give or take some. */
const deep = (chance: Chance, { bagIdMax }: Facts) =>
  writeCursor([Math.max(1_000, bagIdMax - DEEP_PAGE * PAGE - below(chance, 10_000))]);
const anywhereDown = (chance: Chance, { bagIdMax }: Facts) => writeCursor([1_000 + below(chance, bagIdMax)]);
const word = (...words: string[]) => (chance: Chance) => oneOf(chance, words);

const WHOLE: ListCase[] = [
  bags("first page", {}),
  bags("page 5,000", { cursor: deep }),
  bags("any page, children", { cursor: anywhereDown, role: "child" }),
  bags("any page, an area", { cursor: anywhereDown, area }),
];

const SEARCHES: ListCase[] = [
  bags("q, a child's code", { q: childCode }),
  bags("q, a sack's code", { q: sackCode }),
  bags("q, 7 digits", { q: digits(7) }),
  bags("q, 6 digits", { q: digits(6) }),
  bags("q, 5 digits", { q: digits(5) }),
  bags("q, 4 digits", { q: digits(4) }),
  bags("q, 3 digits", { q: digits(3) }),
  bags("q, any page of 3 digits", { q: digits(3), cursor: anywhereDown }),
  bags("q, 3 of a sack's code", { q: partOf(sackCode, 3) }),
  bags("q, 4 of a sack's code", { q: partOf(sackCode, 4) }),
  bags("q, 7 of a sack's code", { q: partOf(sackCode, 7) }),
  bags("q, a sack's prefix", { q: word("SB0", "SB1", "SB4", "M444", "SX0", "444", "M44") }),
  bags("q, in no code", { q: word("ZQX", "QQQQ", "99999999", "ABC", "X9Y8Z7") }),
  bags("q, 1 or 2 characters", { q: word("7", "42", "0", "SB", "ZZ", "99", "-") }),
];

const FILTERS: ListCase[] = [
  bags("role=parent", { role: "parent" }),
  bags("role=child", { role: "child" }),
  bags("kind", { kind }),
  bags("billed=true", { billed: "true" }),
  bags("billed=false", { billed: "false" }),
  bags("linked=true", { linked: "true" }),
  bags("linked=false", { linked: "false" }),
  bags("area", { area }),
  bags("an area of long ago", { area: OLD_AREA }),
  bags("an area without bags", { area: "ghaziabad" }),
  bags("from a day", { from: day }),
  bags("to a day", { to: day }),
  bags("to a moment", { to: instant }),
  bags("from and to, a day", { from: day, to: day }),
  bags("a dispatcher's", {}, "dispatcher"),
  bags("a dispatcher's whose area packed long ago", {}, "old_area"),
  bags("a dispatcher's of no area", {}, "no_area"),
];

const PAIRS: ListCase[] = [
  bags("sacks on a bill", { role: "parent", billed: "true" }),
  bags("sacks on none", { role: "parent", billed: "false" }),
  bags("children on a bill", { role: "child", billed: "true" }),
  bags("children on none", { role: "child", billed: "false" }),
  bags("sacks of an area", { role: "parent", area }),
  bags("children of an area", { role: "child", area }),
  bags("sacks of an area of long ago", { role: "parent", area: OLD_AREA }),
  bags("children of an area of long ago", { role: "child", area: OLD_AREA }),
  bags("children in no sack, of an area", { linked: "false", area }),
  bags("kind and billed", { kind, billed: word("true", "false") }),
  bags("kind and area", { kind, area }),
  bags("sacks to a day", { role: "parent", to: day }),
  bags("children from and to a day", { role: "child", from: day, to: day }),
  bags("area to a day", { area, to: day }),
  bags("4 digits in sacks", { q: digits(4), role: "parent" }),
  bags("3 digits in sacks", { q: digits(3), role: "parent" }),
  bags("4 digits of an area", { q: digits(4), area }),
  bags("3 digits of an area", { q: digits(3), area }),
  bags("7 digits of an area", { q: digits(7), area }),
  bags("4 digits, a dispatcher's", { q: digits(4) }, "dispatcher"),
  bags("4 digits, a dispatcher's of long ago", { q: digits(4) }, "old_area"),
];

const number = (chance: Chance) => billNumber(1 + below(chance, 5_000));
const BILLS: ListCase[] = [
  bills("first page", {}),
  bills("status", { status: word("new", "processing", "completed", "voided") }),
  bills("q, a number", { q: number }),
  bills("q, a part of a number", { q: (chance) => number(chance).slice(4) }),
  bills("q, a part of a description", { q: (chance) => `lorry ${below(chance, 5_000)}` }),
  bills("q, in none", { q: word("tractor", "zz", "no such bill") }),
  bills("created by", { created_by: word("biller", "admin", "nobody") }),
  bills("from and to", { from: day, to: day }),
];

const PAGES: ListCase[] = [
  page("/bags", () => "/bags"),
  page("/bags?billed=false", () => "/bags?role=parent&billed=false"),
  page("/bags/<sack>", (chance, facts) => `/bags/${sackCode(chance, facts)}`),
  page("/bags/<child>", (chance, facts) => `/bags/${childCode(chance, facts)}`),
  page("/search, a code", (chance, facts) => `/search?q=${childCode(chance, facts)}`),
  page("/search, 7 digits", (chance) => `/search?q=${digits(7)(chance)}`),
  page("/search, 4 digits", (chance) => `/search?q=${digits(4)(chance)}`),
  page("/search, 3 digits", (chance) => `/search?q=${digits(3)(chance)}`),
  page("/search, a bill's number", (chance) => `/search?q=${number(chance)}`),
  page("/bills", () => "/bills"),
  page("/bills/<number>", (chance) => `/bills/${number(chance)}`),
  page("/bills/<number>, 500 sacks and 15,000 bags", () => `/bills/${LARGEST_BILL}`, LARGE_PAGE_P95_MAX),
  page("/bills/<number>/print, the same", () => `/bills/${LARGEST_BILL}/print`, LARGE_PAGE_P95_MAX),
];

export const LIST_CASES: readonly ListCase[] = [WHOLE, SEARCHES, FILTERS, PAIRS, BILLS, PAGES].flat();
