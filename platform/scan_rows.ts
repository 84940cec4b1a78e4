/** Reads of scans by the time at which they were made. Events are written by the ledger. */
import { SCAN_KINDS } from "../domain/change.ts";
import type { ScanFilter } from "../domain/filters.ts";
import { LIMITS } from "../domain/limits.ts";
import type { ScanLine } from "../domain/shapes.ts";
import { Conditions } from "./conditions.ts";
import type { Database } from "./postgres.ts";

interface ScanRow {
  readonly key: string;
  readonly at: Date;
  /** To the microsecond: where the next batch goes on. */
  readonly instant: string;
  readonly place: number;
  readonly scanned_at: Date | null;
  readonly kind: string;
  readonly outcome: ScanLine["outcome"];
  readonly accepted: boolean;
  readonly parent: string | null;
  readonly child: string | null;
  readonly bill: string | null;
  readonly username: string | null;
  readonly area: string;
  readonly station: string | null;
  readonly undone_by: string | null;
  readonly undone_at: Date | null;
  readonly lot: string | null;
  readonly raw: string | null;
}

/** The area that an event tells, else its user's of today; '' for none. Of an event `e` and its user `users`. */
export const AREA_OF_EVENT = `coalesce(e.area, users.dispatch_area, '')`;

/** `timeZone` decides where a day begins that scans are filtered by. */
export function scanRows(db: Database, timeZone: string) {
  return {
    /**
     * All scans that fit, oldest first, some thousands at a time. Each batch is one short statement, and between two of
     * them nothing is held. Scans made after it began are not in it.
     */
    async *batches(filter: ScanFilter, rowsMax: number = LIMITS.exportRowsAtOnce): AsyncGenerator<ScanLine[]> {
      const { end, ...range } = await rangeOf(db, filter);
      let { start } = range;
      let span = SPAN_MS;
      while (start < end) {
        const until = Math.min(start + span, end);
        let after: ScanRow | undefined, rows: ScanRow[], inSpan = 0;
        do {
          rows = await rowsBetween(db, { filter, timeZone, start, until, after }, rowsMax);
          if (rows.length > 0) yield rows.map(lineOf);
          after = rows.at(-1);
          inSpan += rows.length;
        } while (rows.length === rowsMax);
        start = until;
        span = nextSpan(span, inSpan, rowsMax);
      }
    },
  };
}

/** Time is walked in spans, since the only index on it says merely in which pages a span lies. */
const SPAN_MS = 60 * 60 * 1_000;
const SPAN_MS_MIN = 60 * 1_000;
const SPAN_MS_MAX = 32 * 24 * 60 * 60 * 1_000;

/** Nights and holidays are passed in long strides; of a busy hour no batch sorts much more than it returns. */
function nextSpan(span: number, rows: number, rowsMax: number): number {
  if (rows > rowsMax) return Math.max(SPAN_MS_MIN, span / 2);
  return rows < rowsMax / 2 ? Math.min(SPAN_MS_MAX, span * 2) : span;
}

/** Where to walk, in milliseconds since 1970: from `start` up to, not including, `end`. The filter's bounds are cut exactly later. */
async function rangeOf(db: Database, { from, to }: ScanFilter): Promise<{ start: number; end: number }> {
  const [range] = await db.query<{ first: Date | null; now: Date }>(RANGE);
  const now = range!.now.getTime() + 1;
  const end = to ? Math.min(now, Date.parse(to) + 2 * DAY_MS) : now;
  return { start: Math.max(range!.first?.getTime() ?? end, from ? Date.parse(from) - DAY_MS : 0), end };
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** No scan is older than the first person, than what was written first, and than the first hour that was counted. */
const RANGE = `select now() as now, least(
    (select min(created_at) from users),
    (select at from scan_events limit 1),
    (select min(hour) from stats where hour > '-infinity')
  ) as first`;

interface Asked {
  readonly filter: ScanFilter;
  readonly timeZone: string;
  /** From here up to, not including, `until`: milliseconds since 1970. */
  readonly start: number;
  readonly until: number;
  readonly after: ScanRow | undefined;
}

function rowsBetween(db: Database, asked: Asked, rowsMax: number): Promise<ScanRow[]> {
  const where = conditionsOf(asked);
  const most = where.value(rowsMax);
  return db.query<ScanRow>(
    `with page as materialized (
      select e.* from scan_events e where ${where} order by e.at, e.place, e.key limit ${most}
    )
    select ${COLUMNS} from page e ${JOINS} order by e.at, e.place, e.key`,
    where.values,
  );
}

const COLUMNS = `e.key, e.at, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as instant, e.place,
  e.scanned_at, e.kind, e.outcome, e.accepted, e.parent, e.child, bills.number as bill, users.username,
  ${AREA_OF_EVENT} as area, stations.name as station, undoer.username as undone_by, undo.at as undone_at, e.lot, e.raw`;

const JOINS = `left join bills on bills.id = e.bill_id
  left join users on users.id = e.user_id
  left join stations on stations.id = e.station_id
  left join scan_events undo on undo.undoes = e.key and undo.accepted
  left join users undoer on undoer.id = undo.user_id`;

function conditionsOf({ filter, timeZone, start, until, after }: Asked): Conditions {
  const where = new Conditions();
  where.add(new Date(start), (p) => `e.at >= ${p}::timestamptz`);
  where.add(new Date(until), (p) => `e.at < ${p}::timestamptz`);
  where.add(SCAN_KINDS, (p) => `e.kind = any (${p}::text[])`);
  if (after) {
    const position = [after.instant, after.place, after.key].map((part) => where.value(part));
    where.always(
      `(e.at, e.place, e.key) > (${position[0]}::timestamptz, ${position[1]}::smallint, ${position[2]}::uuid)`,
    );
  }
  where.between("e.at", filter.from, filter.to, timeZone);
  where.add(
    filter.user,
    (p) => `e.user_id = (select id from users where lower(username collate "C") = lower(${p} collate "C"))`,
  );
  where.add(
    filter.station,
    (p) => `e.station_id = (select id from stations where upper(name collate "C") = upper(${p} collate "C"))`,
  );
  where.add(filter.outcome, (p) => `e.outcome = ${p}`);
  where.add(filter.accepted, (p) => `e.accepted = ${p}`);
  where.add(filter.parent, (p) => `e.parent = ${p}`);
  where.add(filter.child, (p) => `e.child = ${p}`);
  where.add(
    filter.bill,
    (p) => `e.bill_id = (select id from bills where upper(number collate "C") = upper(${p}::text collate "C"))`,
  );
  return where;
}

const lineOf = (row: ScanRow): ScanLine => ({
  at: row.at,
  scannedAt: row.scanned_at,
  kind: row.kind,
  outcome: row.outcome,
  accepted: row.accepted,
  scanId: row.key,
  parent: row.parent,
  child: row.child,
  bill: row.bill,
  user: row.username,
  area: row.area || null,
  station: row.station,
  undoneBy: row.undone_by,
  undoneAt: row.undone_at,
  lot: row.lot,
  raw: row.raw,
});
