/** Each filter of the lists alone, and what it should let through. A new filter is one line here. */
import type { Person } from "../../../domain/shapes.ts";
import { up } from "../oracle_state.ts";
import { SACKS } from "./picks.ts";
import type { Micros } from "./model.ts";
import { type bagLineOf, type billLineOf, instant, wallClock } from "./recount.ts";

export interface ListFilter<Line> {
  readonly query: Readonly<Record<string, string>>;
  readonly holds: (line: Line) => boolean;
  /** Where there is one of exactly this code or number, it stands before all others. */
  readonly exact?: string;
}

type BagLine = ReturnType<typeof bagLineOf> & { readonly at: Micros };
type BillLine = ReturnType<typeof billLineOf> & { readonly at: Micros };

interface BagsAsked {
  /** Of a bag in the middle of the list. */
  readonly code: string;
  readonly at: Micros;
  readonly timeZone: string;
  /** For how many minutes a sack has been open; null: it is not. */
  readonly openMinutes: (code: string) => number | null;
}

export function BAG_FILTERS({ code, at, timeZone, openMinutes }: BagsAsked): readonly ListFilter<BagLine>[] {
  const isOpen = (from: number, to: number) => ({ code }: BagLine) => {
    const minutes = openMinutes(code);
    return minutes !== null && minutes >= from && minutes < to;
  };
  const isParent = ({ role }: BagLine) => role === "parent";
  const isChild = ({ role }: BagLine) => role === "child";
  const has = (part: string) => ({ code }: BagLine) => code.includes(part);
  return [
    { query: {}, holds: () => true },
    { query: { role: "parent" }, holds: isParent },
    { query: { role: "child" }, holds: isChild },
    { query: { kind: "SB" }, holds: ({ kind }) => kind === "SB" },
    { query: { kind: "m444" }, holds: ({ kind }) => kind === "M444" },
    { query: { billed: "true" }, holds: (bag) => isParent(bag) && bag.bill !== null },
    { query: { billed: "false" }, holds: (bag) => isParent(bag) && bag.bill === null },
    { query: { role: "child", billed: "true" }, holds: (bag) => isChild(bag) && bag.bill !== null },
    { query: { role: "child", billed: "false" }, holds: (bag) => isChild(bag) && bag.bill === null },
    { query: { linked: "true" }, holds: ({ status }) => status === "linked" },
    { query: { linked: "false" }, holds: ({ status }) => status === "unlinked" },
    { query: { open: "any" }, holds: isOpen(0, Infinity) },
    { query: { open: "10m" }, holds: isOpen(0, 10) },
    { query: { open: "1h" }, holds: isOpen(10, 60) },
    { query: { open: "4h" }, holds: isOpen(60, 240) },
    { query: { open: "older" }, holds: isOpen(240, Infinity) },
    { query: { area: "lucknow" }, holds: ({ dispatch_area }) => dispatch_area === "lucknow" },
    { query: { area: "indore" }, holds: ({ dispatch_area }) => dispatch_area === "indore" },
    { query: { q: "01" }, holds: has("01") },
    { query: { q: "0011" }, holds: has("0011") },
    { query: { q: "sb1000" }, holds: has("SB1000") },
    { query: { q: code }, holds: has(code), exact: code },
    { query: { q: SACKS[0]! }, holds: has(SACKS[0]!), exact: SACKS[0]! },
    { query: { q: "none-such" }, holds: () => false },
    ...betweenBounds<BagLine>(at, timeZone),
  ];
}

/** `at`: of a bill in the middle of the list. */
export function BILL_FILTERS(
  { at, timeZone, people }: { at: Micros; timeZone: string; people: readonly Person[] },
): readonly ListFilter<BillLine>[] {
  const has = (part: string) => ({ number }: BillLine) => up(number).includes(up(part));
  return [
    { query: {}, holds: () => true },
    ...["new", "processing", "completed", "voided"].map((is) => ({
      query: { status: is },
      holds: ({ status }: BillLine) => status === is,
    })),
    ...people.map(({ username }) => ({
      query: { created_by: username.toUpperCase() },
      holds: ({ created_by }: BillLine) => created_by === username,
    })),
    { query: { q: "b1" }, holds: has("B1"), exact: "B1" },
    { query: { q: "INV" }, holds: has("INV") },
    { query: { q: "0%_" }, holds: has("0%_") },
    { query: { q: "मंडी" }, holds: has("मंडी") },
    ...betweenBounds<BillLine>(at, timeZone),
  ];
}

/** The business day of `at`, whole and inclusive, and the instant itself. */
function betweenBounds<Line extends { readonly at: Micros }>(at: Micros, timeZone: string): ListFilter<Line>[] {
  const { day } = wallClock(at, timeZone);
  const bound = instant(at), micros = Date.parse(bound) * 1_000;
  const dayOf = (line: Line) => wallClock(line.at, timeZone).day;
  return [
    { query: { from: day }, holds: (line) => dayOf(line) >= day },
    { query: { to: day }, holds: (line) => dayOf(line) <= day },
    { query: { from: day, to: day }, holds: (line) => dayOf(line) === day },
    { query: { from: bound }, holds: (line) => line.at >= micros },
    { query: { to: bound }, holds: (line) => line.at <= micros },
  ];
}
