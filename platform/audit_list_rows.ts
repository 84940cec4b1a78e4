/** The audit: what the log and the events tell, in one list. Each is written in the transaction of what it tells. */
import { type AuditFilter, type AuditLine, changesOf, entityParts, isEventKind } from "../domain/audit.ts";
import type { PageRequest } from "../domain/filters.ts";
import type { Page } from "../domain/shapes.ts";
import { auditEvents, countAuditEvents, type EventsFrom, type PlacedLine } from "./audit_event_rows.ts";
import { Conditions } from "./conditions.ts";
import { isId, isInstant, isUuid, pageOf, readCursor } from "./cursor.ts";
import type { Database } from "./postgres.ts";
import { NAME } from "./user_rows.ts";

/** `timeZone` decides where a day begins that the list is filtered by. */
export function auditListRows(db: Database, timeZone: string) {
  return {
    /** Newest first. Null: the cursor is none of this list's. */
    async list(filter: AuditFilter, { limit, cursor }: PageRequest): Promise<Page<AuditLine> | null> {
      const position = cursor === null ? null : positionOf(cursor);
      if (cursor !== null && !position) return null;
      const asked = await resolve(db, filter);
      if (!asked) return { items: [], nextCursor: null };
      const [log, events] = await Promise.all([
        logLines(db, asked, timeZone, position, limit + 1),
        auditEvents(db, { ...asked, timeZone }, eventsFrom(position), limit + 1),
      ]);
      const newest = [...log, ...events].sort(byTime).slice(0, limit + 1);
      return pageOf(newest, limit, ({ line }) => line, ({ instant, number, key }) => [instant, number, key]);
    },

    /** All that the list has, counted no further than `most`. */
    async countUpTo(filter: AuditFilter, most: number): Promise<number> {
      const asked = await resolve(db, filter);
      if (!asked) return 0;
      const counts = [countLog(db, asked, timeZone, most), countAuditEvents(db, { ...asked, timeZone }, most)];
      const [log, events] = await Promise.all(counts);
      return Math.min(most, log! + events!);
    },

    /** Names to choose from, by name; not all of many. */
    async actors(most: number): Promise<readonly string[]> {
      const rows = await db.query<{ username: string }>(`select username from users order by ${NAME} limit $1`, [most]);
      return rows.map(({ username }) => username);
    },
  };
}

/** A filter whose names are found. */
interface Asked {
  readonly filter: AuditFilter;
  readonly userId: number | null;
}

/** Null: it names somebody who is not there, so it finds nothing. */
async function resolve(db: Database, filter: AuditFilter): Promise<Asked | null> {
  const [sort, id] = filter.entity ? entityParts(filter.entity) : [null, null];
  const named = sort === "user" && id !== null && !/^\d+$/.test(id) ? id : null;
  const [userId, aboutId] = await Promise.all([filter.actor ?? null, named].map((name) => name && idOf(db, name)));
  if ((filter.actor && !userId) || (named && !aboutId)) return null;
  return {
    filter: named ? { ...filter, entity: `user/${aboutId}` } : filter,
    userId: (userId || null) as number | null,
  };
}

async function idOf(db: Database, username: string): Promise<number | null> {
  const [row] = await db.query<{ id: number }>(
    `select id from users where ${NAME} = lower($1::text collate "C") collate "C"`,
    [username],
  );
  return row?.id ?? null;
}

/** Where a page ended: at an event, or (with "" for its key) at a line of the log. */
type Position = readonly [instant: string, number: number, key: string];

const positionOf = (cursor: string): Position | null =>
  readCursor(cursor, [isInstant, isId, (part) => part === "" || isUuid(part)]) as Position | null;

/** At one instant the log's lines come first. */
const eventsFrom = (position: Position | null): EventsFrom | null =>
  position &&
  { instant: position[0], after: position[2] === "" ? null : [Math.min(position[1], PLACE_MAX), position[2]] };

/** A smallint's greatest. */
const PLACE_MAX = 32_767;

function byTime(one: PlacedLine, other: PlacedLine): number {
  if (one.instant !== other.instant) return one.instant < other.instant ? 1 : -1;
  const [isLog, isOthersLog] = [one.key === "", other.key === ""];
  if (isLog !== isOthersLog) return isLog ? -1 : 1;
  return other.number - one.number || (one.key < other.key ? 1 : -1);
}

interface LogRow {
  readonly id: number;
  readonly at: Date;
  readonly instant: string;
  readonly username: string | null;
  readonly action: string;
  readonly entity_type: string;
  readonly entity_id: string | null;
  readonly entity_name: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly address: string | null;
  readonly request_id: string | null;
}

async function logLines(
  db: Database,
  asked: Asked,
  timeZone: string,
  position: Position | null,
  limit: number,
): Promise<PlacedLine[]> {
  const where = conditionsOf(asked, timeZone);
  if (!where) return [];
  if (position) {
    const [instant, id, key] = position;
    const at = `${where.value(instant)}::timestamptz`;
    where.always(key === "" ? `(a.at, a.id) < (${at}, ${where.value(id)}::bigint)` : `a.at < ${at}`);
  }
  const rows = await db.query<LogRow>(
    `with page as materialized (
      select a.* from audit_log a where ${where} order by a.at desc, a.id desc limit ${where.value(limit)}
    )
    select a.id, a.at, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as instant, u.username, a.action,
      a.entity_type, a.entity_id, about.username as entity_name, a.before, a.after, a.address, a.request_id
    from page a left join users u on u.id = a.user_id
    left join users about on a.entity_type = 'user' and about.id = case when a.entity_id ~ '^[0-9]{1,18}$' then a.entity_id::bigint end
    order by a.at desc, a.id desc`,
    where.values,
  );
  return rows.map((row) => ({ line: lineOf(row), instant: row.instant, number: row.id, key: "" }));
}

async function countLog(db: Database, asked: Asked, timeZone: string, most: number): Promise<number> {
  const where = conditionsOf(asked, timeZone);
  if (!where) return 0;
  // In the order of the list, so that it goes by the list's indexes.
  const [row] = await db.query<{ n: number }>(
    `select count(*)::integer as n from (
      select from audit_log a where ${where} order by a.at desc limit ${where.value(most)}
    ) counted`,
    where.values,
  );
  return row!.n;
}

/** Null: nothing of the log can be meant. */
function conditionsOf({ filter, userId }: Asked, timeZone: string): Conditions | null {
  const { source, action, entity, from, to } = filter;
  if (source === "events" || (action && isEventKind(action))) return null;
  const where = new Conditions();
  const [sort, id] = entity ? entityParts(entity) : [null, null];
  where.add(userId, (p) => `a.user_id = ${p}`);
  where.add(action, (p) => `a.action = ${p}`);
  where.add(sort, (p) => `a.entity_type = ${p}`);
  where.add(id, (p) => `a.entity_id = ${p}`);
  where.between("a.at", from, to, timeZone);
  return where;
}

const lineOf = (row: LogRow): AuditLine => ({
  id: String(row.id),
  source: "log",
  at: row.at,
  actor: row.username,
  action: row.action,
  entity: row.entity_type,
  entityId: row.entity_id,
  entityName: row.entity_name,
  before: row.before,
  after: row.after,
  changes: changesOf(row),
  address: row.address,
  requestId: row.request_id,
  event: null,
});
