/** Reads of scans by the time at which they were made. Events are written by the ledger. */
import { SCAN_KINDS } from "../domain/change.ts";
import type { PageRequest, ScanFilter } from "../domain/filters.ts";
import type { Page, ScanLine } from "../domain/shapes.ts";
import { Conditions } from "./conditions.ts";
import { isId, isInstant, isPlace, isUuid, readCursor, writeCursor } from "./cursor.ts";
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
const AREA_OF_EVENT = `coalesce(e.area, users.dispatch_area, '')`;

/** `timeZone` decides where a day begins that scans are filtered by. */
export function scanRows(db: Database, timeZone: string) {
  return {
    /**
     * All scans that fit and are older than its first page, oldest first. Each page is one short statement; it may be shorter
     * than asked for, or empty, and go on all the same: only a null cursor is the end. Null: the cursor is none of this list's.
     */
    async list(filter: ScanFilter, { limit, cursor }: PageRequest): Promise<Page<ScanLine> | null> {
      const walk = cursor === null ? await walkOf(db, filter) : walkFrom(cursor);
      if (!walk) return null;
      if (walk.start >= walk.end) return { items: [], nextCursor: null };
      const rows = await rowsOf(db, { filter, timeZone, walk }, limit);
      const next = nextOf(walk, rows, limit);
      return { items: rows.map(lineOf), nextCursor: next && cursorOf(next) };
    },
  };
}

/**
 * Time is walked in spans, since the only index on it says merely in which pages a span lies. Milliseconds since 1970, but
 * for the last scan of a span that was told already, whose time is text, to the microsecond.
 */
interface Walk {
  readonly start: number;
  readonly span: number;
  /** Not included. */
  readonly end: number;
  readonly instant: string;
  readonly place: number;
  readonly key: string;
}

const NOT_BEGUN = { instant: "", place: 0, key: "" };

const SPAN_MS = 60 * 60 * 1_000;
const SPAN_MS_MIN = 60 * 1_000;
const SPAN_MS_MAX = 32 * 24 * 60 * 60 * 1_000;

const cursorOf = ({ start, span, end, instant, place, key }: Walk): string =>
  writeCursor([start, span, end, instant, place, key]);

function walkFrom(cursor: string): Walk | null {
  const isEmpty = (part: unknown) => part === "";
  const parts = readCursor(cursor, [
    ...[isId, isId, isId],
    ...[(part: unknown) => isEmpty(part) || isInstant(part), isPlace, (part: unknown) => isEmpty(part) || isUuid(part)],
  ]) as [number, number, number, string, number, string] | null;
  if (!parts) return null;
  const [start, span, end, instant, place, key] = parts;
  return { start, span, end, instant, place, key };
}

/**
 * Onward in a span that has more than a page. Nights and holidays are passed in long strides; of a busy hour no page sorts
 * much more than it returns.
 */
function nextOf(walk: Walk, rows: readonly ScanRow[], limit: number): Walk | null {
  const last = rows.at(-1);
  if (last && rows.length === limit) {
    return { ...walk, instant: last.instant, place: last.place, key: last.key };
  }
  const start = walk.start + walk.span;
  if (start >= walk.end) return null;
  const isBusy = walk.key !== "", isQuiet = rows.length < limit / 2;
  const span = isBusy
    ? Math.max(SPAN_MS_MIN, walk.span / 2)
    : isQuiet
    ? Math.min(SPAN_MS_MAX, walk.span * 2)
    : walk.span;
  return { ...walk, ...NOT_BEGUN, start, span: Math.round(span) };
}

/** From the first scan to the last one that there is now. The filter's bounds are cut roughly here and exactly later. */
async function walkOf(db: Database, { from, to }: ScanFilter): Promise<Walk> {
  const [range] = await db.query<{ first: Date | null; now: Date }>(RANGE);
  const now = range!.now.getTime() + 1;
  const end = to ? Math.min(now, Date.parse(to) + 2 * DAY_MS) : now;
  const start = Math.max(range!.first?.getTime() ?? end, from ? Date.parse(from) - DAY_MS : 0);
  return { start, span: SPAN_MS, end: Math.max(0, end), ...NOT_BEGUN };
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** No scan is older than the first person, than what was written first, and than the first hour that was counted. */
export const RANGE = `select now() as now, least(
    (select min(created_at) from users),
    (select at from scan_events limit 1),
    (select min(hour) from stats where hour > '-infinity')
  ) as first`;

interface Asked {
  readonly filter: ScanFilter;
  readonly timeZone: string;
  readonly walk: Walk;
}

function rowsOf(db: Database, asked: Asked, rowsMax: number): Promise<ScanRow[]> {
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

function conditionsOf({ filter, timeZone, walk }: Asked): Conditions {
  const { start, span, end, instant, place, key } = walk;
  const until = Math.min(start + span, end);
  const where = scanConditions(filter, timeZone);
  where.add(new Date(start), (p) => `e.at >= ${p}::timestamptz`);
  where.add(new Date(until), (p) => `e.at < ${p}::timestamptz`);
  if (key !== "") {
    const last = [instant, place, key].map((part) => where.value(part));
    where.always(`(e.at, e.place, e.key) > (${last[0]}::timestamptz, ${last[1]}::smallint, ${last[2]}::uuid)`);
  }
  return where;
}

/** On events `e`: scans that fit. */
export function scanConditions(filter: ScanFilter, timeZone: string): Conditions {
  const where = new Conditions();
  where.add(SCAN_KINDS, (p) => `e.kind = any (${p}::text[])`);
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
