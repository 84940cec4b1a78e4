/**
 * What is read through the cache, and which commits contradict it. Names of people stand in all of it and change with no
 * commit of a command: whoever renames somebody tells that `STOCK_SUBJECT` and `FLOOR_SUBJECT` have changed.
 */
import type { Scope } from "../domain/filters.ts";
import { LIMITS } from "../domain/limits.ts";
import { bagSubject, billSubject, FLOOR_SUBJECT, STOCK_SUBJECT } from "../domain/notice.ts";
import type { BagDetail, BillDetail, Dashboard } from "../domain/shapes.ts";
import type { Cache, Loaded } from "./cache.ts";
import type { Seen } from "./seen_rows.ts";

export interface SeenReads {
  bag(code: string): Promise<Seen<BagDetail | null>>;
  bill(number: string): Promise<Seen<BillDetail | null>>;
  dashboard(scope: Scope): Promise<Seen<Dashboard>>;
}

export function cachedReads(cache: Pick<Cache, "read">, reads: SeenReads) {
  return {
    bag: (code: string) => cache.read(`bag:${code}`, async () => ofBag(code, await reads.bag(code))),
    bill: (number: string) => cache.read(`bill:${number}`, async () => ofBill(number, await reads.bill(number))),
    dashboard: (scope: Scope) =>
      cache.read(
        scope.all ? "dashboard" : `dashboard:${scope.area ?? ""}`,
        async () => ({ ...await reads.dashboard(scope), subjects: [FLOOR_SUBJECT], rows: DASHBOARD_ROWS }),
        LIMITS.cacheDashboardMs,
      ),
  };
}

/** Its hours, its refusals by reason and station. */
const DASHBOARD_ROWS = 100;

/** A child shows its parent, and that parent's bill; nobody is told of each child when these change. */
function ofBag(code: string, { value, snapshot }: Seen<BagDetail | null>): Loaded<BagDetail | null> {
  const subjects = [STOCK_SUBJECT, bagSubject(code)];
  if (value && value.parent !== null) subjects.push(bagSubject(value.parent));
  if (value && value.bill !== null) subjects.push(billSubject(value.bill));
  return { value, snapshot, subjects, rows: value ? 1 + value.children.length : 0 };
}

/** What is in its sacks is told with the bill's name. */
const ofBill = (number: string, { value, snapshot }: Seen<BillDetail | null>): Loaded<BillDetail | null> => ({
  value,
  snapshot,
  subjects: [STOCK_SUBJECT, billSubject(number)],
  rows: value ? 1 + value.parents.length : 0,
});
