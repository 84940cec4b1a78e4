/**
 * How many rows an export would have, counted no further than somebody needs to know: before an XLSX is begun. The lists' own
 * totals stop at a bound that a page can wait for; these may take as long as a report.
 */
import type { BagFilter, BillFilter, ScanFilter } from "../domain/filters.ts";
import { LIMITS } from "../domain/limits.ts";
import { pathOf, written } from "./bag_filter_rows.ts";
import { billConditions } from "./bill_rows.ts";
import type { Conditions } from "./conditions.ts";
import { OPEN_BAGS } from "./open_parent_rows.ts";
import type { Database } from "./postgres.ts";
import { scanConditions } from "./scan_rows.ts";

/** `timeZone` decides where a day begins. */
export function exportCountRows(db: Database, timeZone: string) {
  const count = (from: string, where: Conditions, most: number, each = "1") =>
    db.transaction(async (inside) => {
      const [row] = await inside.query<{ n: number }>(
        `select coalesce(sum(n), 0)::bigint as n
        from (select ${each} as n from ${from} where ${where} limit ${where.value(most)}) counted`,
        where.values,
      );
      return Math.min(row!.n, most);
    }, LIMITS.reportStatementMs);
  const countBags = (filter: BagFilter, most: number, each?: string) => {
    const path = pathOf({ ...filter, q: null }, timeZone);
    if (!path) return Promise.resolve(0);
    const where = written([...path.inside, ...path.besides]);
    where.add(filter.q, (p) => `strpos(b.code, ${p}) > 0`);
    return count(filter.open ? OPEN_BAGS : "bags b", where, most, each);
  };
  return {
    bags: (filter: BagFilter, most: number) => countBags(filter, most),

    /** A sack's bags and the sack, for each that has any. */
    packing: (filter: BagFilter, most: number) =>
      countBags({ ...filter, role: "parent" }, most, "case when b.child_count > 0 then b.child_count + 1 else 0 end"),

    bills: (filter: BillFilter, most: number) => count("bills b", billConditions(filter, timeZone), most),

    /** A bill's sacks and the bill, for each that has any. */
    loading: (filter: BillFilter, most: number) =>
      count(
        "bills b",
        billConditions(filter, timeZone),
        most,
        "case when b.linked_count > 0 then b.linked_count + 1 else 0 end",
      ),

    scans: (filter: ScanFilter, most: number) => count("scan_events e", scanConditions(filter, timeZone), most),
  };
}
