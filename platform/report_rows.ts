/** Reads for reports: bills and scans of some days, counted by the database, summed up by `domain/`. */
import type { BillTally } from "../domain/bill_report.ts";
import { SCAN_KINDS } from "../domain/change.ts";
import type { DayFacts, OpenBill } from "../domain/day_report.ts";
import type { DayRange } from "../domain/filters.ts";
import { LIMITS } from "../domain/limits.ts";
import type { ScanTally } from "../domain/scan_report.ts";
import { Conditions } from "./conditions.ts";
import type { Database } from "./postgres.ts";
import { turns } from "./turns.ts";

/** `timeZone` decides where a day begins, and which hour it is. */
export function reportRows(db: Database, timeZone: string) {
  // Whatever people ask for, pages and look-ups keep their connections.
  const inTurn = turns(LIMITS.reportsAtOnceMax, LIMITS.reportsWaitingMax);
  return {
    /** Bills made on these days, by day, maker and status. */
    billTallies: (range: DayRange): Promise<BillTally[]> => billTallies(db, "created", range, timeZone),

    /** Scans made on these days, by hour of the day, user, area, kind and outcome. */
    scanTallies: (range: DayRange): Promise<ScanTally[]> =>
      inTurn(() => db.transaction((tx) => scanTallies(tx, range, timeZone), LIMITS.reportStatementMs)),

    /** One moment's view of one day. */
    day: (day: string): Promise<DayFacts> =>
      inTurn(() => db.transaction((tx) => dayFacts(tx, day, timeZone), LIMITS.reportStatementMs)),
  };
}

async function dayFacts(tx: Database, day: string, timeZone: string): Promise<DayFacts> {
  await tx.query("set transaction isolation level repeatable read, read only");
  const range = { from: day, to: day };
  const [now] = await tx.query<{ at: Date }>("select now() as at");
  const open = await openBills(tx, day, timeZone);
  return {
    at: now!.at,
    made: await billTallies(tx, "created", range, timeZone),
    completed: await billTallies(tx, "completed", range, timeZone),
    scans: await scanTallies(tx, range, timeZone),
    openCount: open[0]?.count ?? 0,
    open: open.map(openBillOf),
  };
}

/** `event`: whose day and whose doer it is told by. Counts and weights are those that the bills carry, kept by triggers. */
async function billTallies(
  db: Database,
  event: "created" | "completed",
  { from, to }: DayRange,
  timeZone: string,
): Promise<BillTally[]> {
  const where = new Conditions();
  const zone = where.value(timeZone);
  where.between(`b.${event}_at`, from, to, timeZone);
  return await db.query<BillTally>(
    `select to_char(b.${event}_at at time zone ${zone}::text, 'YYYY-MM-DD') as day, users.username as "user", b.status,
      count(*)::integer as bills, count(*) filter (where b.short)::integer as short,
      sum(b.capacity)::integer as capacity, sum(b.linked_count)::integer as sacks, sum(b.child_count)::integer as bags,
      sum(b.weight_g)::bigint as "weightG", sum(b.expected_weight_g)::bigint as "expectedWeightG"
    from bills b left join users on users.id = b.${event}_by
    where ${where} and not b.withdrawn
    group by 1, 2, 3 order by 1, 2, 3`,
    where.values,
  );
}

/** Counted first, then told by name: the join sees hundreds of rows, not all of a day's. */
async function scanTallies(db: Database, { from, to }: DayRange, timeZone: string): Promise<ScanTally[]> {
  const where = new Conditions();
  const zone = where.value(timeZone);
  where.add(SCAN_KINDS, (p) => `e.kind = any (${p}::text[])`);
  where.between("e.at", from, to, timeZone);
  return await db.query<ScanTally>(
    `with counted as (
      select extract(hour from e.at at time zone ${zone}::text)::integer as hour, e.user_id, e.area, e.kind, e.outcome,
        e.accepted, count(*)::integer as count
      from scan_events e where ${where} group by 1, 2, 3, 4, 5, 6
    )
    select e.hour, users.username as "user", nullif(coalesce(e.area, users.dispatch_area, ''), '') as area, e.kind,
      e.outcome, e.accepted, e.count
    from counted e left join users on users.id = e.user_id
    order by e.hour, "user", area, e.kind, e.outcome`,
    where.values,
  );
}

interface OpenRow {
  readonly number: string;
  readonly status: OpenBill["status"];
  readonly linked_count: number;
  readonly capacity: number;
  readonly created_by: string | null;
  readonly created_at: Date;
  /** Of all of them. */
  readonly count: number;
}

function openBills(db: Database, day: string, timeZone: string): Promise<OpenRow[]> {
  const where = new Conditions();
  where.always("b.status in ('new', 'processing')");
  where.between("b.created_at", null, day, timeZone);
  const most = where.value(LIMITS.reportLinesMax);
  return db.query<OpenRow>(
    `select b.number, b.status, b.linked_count, b.capacity, users.username as created_by, b.created_at,
      count(*) over ()::integer as count
    from bills b left join users on users.id = b.created_by
    where ${where} order by b.id limit ${most}`,
    where.values,
  );
}

const openBillOf = (row: OpenRow): OpenBill => ({
  number: row.number,
  status: row.status,
  sacks: row.linked_count,
  capacity: row.capacity,
  createdBy: row.created_by,
  createdAt: row.created_at,
});
