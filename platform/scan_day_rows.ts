/** The scans of a day, newest first, and how many they are. */
import { SCAN_KINDS } from "../domain/change.ts";
import type { PageRequest, ScanDayFilter } from "../domain/filters.ts";
import { isRefused, OUTCOMES } from "../domain/outcomes.ts";
import type { LifeEvent, Page } from "../domain/shapes.ts";
import { Conditions } from "./conditions.ts";
import { isInstant, isPlace, isUuid, pageOf, type Position, readCursor } from "./cursor.ts";
import { EVENT_COLUMNS, EVENT_JOINS, eventOf, type EventRow } from "./event_rows.ts";
import type { Database } from "./postgres.ts";
import { COUNTS } from "./stat_rows.ts";

/** `timeZone` decides when a day begins. */
export function scanDayRows(db: Database, timeZone: string) {
  return {
    /** Null: the cursor is none of this list's. */
    async list(filter: ScanDayFilter, { limit, cursor }: PageRequest): Promise<Page<LifeEvent> | null> {
      const position = cursor === null ? null : readCursor(cursor, [isInstant, isPlace, isUuid]);
      if (cursor !== null && !position) return null;
      const rows = await newest(db, filter, timeZone, limit + 1, position);
      return pageOf(rows, limit, eventOf, ({ instant, place, key }) => [instant, place, key]);
    },

    /** From the counters, so as the dashboard counts them; null where they do not tell these apart. */
    async count(filter: ScanDayFilter): Promise<number | null> {
      const stat = statOf(filter);
      if (stat === null) return null;
      const where = new Conditions();
      where.add(stat, (p) => `stat = ${p}`);
      if (!filter.scope.all) where.always(`area = ${where.value(filter.scope.area)}`);
      if (filter.outcome && stat === "refused") where.add(filter.outcome, (p) => `split_part(detail, ' ', 1) = ${p}`);
      if (filter.station !== null) {
        where.add(
          filter.station,
          (p) => `substr(detail, strpos(detail, ' ') + 1) = upper(${p}::text collate "C") collate "C"`,
        );
      }
      const [from, to] = dayOf(where, filter.day, timeZone);
      where.always(`hour >= ${from} and hour < ${to}`);
      const [row] = await db.query<{ n: number }>(
        `select coalesce(sum(n), 0)::bigint as n from (${COUNTS}) as counts where ${where}`,
        where.values,
      );
      return row!.n;
    },
  };
}

/** The counter that knows these scans. */
function statOf(
  { outcome, refused, station, username }: ScanDayFilter,
): "scans" | "refused" | "children_linked" | null {
  if (username !== null) return null;
  if (outcome !== null && refused && !isRefused(outcome)) return null;
  if (refused || outcome !== null && isRefused(outcome)) return "refused";
  if (station !== null) return null;
  return outcome === null ? "scans" : outcome === "child_linked" ? "children_linked" : null;
}

/** Where the day begins and ends, as SQL. */
function dayOf(where: Conditions, day: string | null, timeZone: string): [from: string, to: string] {
  const zone = where.value(timeZone);
  const date = day === null ? `(now() at time zone ${zone})::date` : `${where.value(day)}::date`;
  const start = (of: string) => `((${of})::timestamp at time zone ${zone}::text)`;
  return [start(date), start(`${date} + 1`)];
}

/** Back from the newest: a page is nearly always within the last minutes, and time is all that events are indexed by. */
const WINDOWS = ["10 minutes", "2 hours", "2 days"];

async function newest(
  db: Database,
  filter: ScanDayFilter,
  timeZone: string,
  limit: number,
  position: Position | null,
): Promise<EventRow[]> {
  // What was refused has an index of its own.
  for (const window of filter.refused || filter.outcome && !OUTCOMES[filter.outcome].accepted ? ["2 days"] : WINDOWS) {
    const rows = await within(db, filter, timeZone, limit, position, window);
    if (rows.length === limit || window === "2 days") return rows;
  }
  return [];
}

function within(
  db: Database,
  filter: ScanDayFilter,
  timeZone: string,
  limit: number,
  position: Position | null,
  window: string,
): Promise<EventRow[]> {
  const where = conditionsOf(filter);
  const [from, to] = dayOf(where, filter.day, timeZone);
  if (position) {
    const [at, place, key] = position.map((part) => where.value(part));
    where.always(`(e.at, e.place, e.key) < (${at}::timestamptz, ${place}::smallint, ${key}::uuid)`);
  }
  const end = position ? `${where.value(position[0])}::timestamptz` : `least(now(), ${to})`;
  where.always(`e.at >= greatest(${from}, ${end} - ${where.value(window)}::interval)`);
  where.always(`e.at <= ${end} and e.at < ${to}`);
  const most = where.value(limit);
  return db.query<EventRow>(
    `with page as materialized (
      select e.key, e.at, e.place from scan_events e where ${where}
      order by e.at desc, e.place desc, e.key desc limit ${most}
    )
    select ${EVENT_COLUMNS} from page join scan_events e using (key) ${EVENT_JOINS}
    order by e.at desc, e.place desc, e.key desc`,
    where.values,
  );
}

function conditionsOf({ scope, outcome, refused, station, username }: ScanDayFilter): Conditions {
  const where = new Conditions();
  where.add(SCAN_KINDS, (p) => `e.kind = any (${p}::text[])`);
  if (!scope.all) {
    const own = where.value(scope.area);
    where.always(`coalesce(e.area, (select u.dispatch_area from users u where u.id = e.user_id), '') = ${own}::text`);
  }
  where.add(outcome, (p) => `e.outcome = ${p}`);
  if (refused || outcome !== null && !OUTCOMES[outcome].accepted) where.always("not e.accepted");
  if (refused) where.always("e.outcome not in ('child_already_here', 'bag_already_on_bill')");
  if (station === "") where.always("e.station_id is null");
  else {
    where.add(station, (p) =>
      `e.station_id = (select s.id from stations s
        where upper(s.name collate "C") collate "C" = upper(${p}::text collate "C") collate "C")`);
  }
  where.add(
    username,
    (p) => `e.user_id = (select u.id from users u where lower(u.username collate "C") = lower(${p} collate "C"))`,
  );
  return where;
}
