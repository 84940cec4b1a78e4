/** The events of commands, as the audit lists them: each condition by an index of its own, a page's rows at a time. */
import {
  type AuditFilter,
  type AuditLine,
  entityParts,
  EVENT_KINDS,
  isEventKind,
  kindsAbout,
  lineOfEvent,
  type States,
} from "../domain/audit.ts";
import { Conditions } from "./conditions.ts";
import { EVENT_COLUMNS, EVENT_JOINS, eventOf, type EventRow } from "./event_rows.ts";
import type { Database } from "./postgres.ts";

/** Where a page of the merged list begins, as events see it. */
export interface EventsFrom {
  readonly instant: string;
  /** Null: with the first event of that instant. */
  readonly after: readonly [place: number, key: string] | null;
}

export interface EventsAsked {
  readonly filter: AuditFilter;
  /** Of the person whom `actor` names. */
  readonly userId: number | null;
  readonly timeZone: string;
}

export interface PlacedLine {
  readonly line: AuditLine;
  readonly instant: string;
  /** An id of the log's, or an event's place. */
  readonly number: number;
  /** "" for the log's. */
  readonly key: string;
}

type AuditEventRow = EventRow & States & { readonly from_bill: string | null };

/** Newest first. */
export async function auditEvents(
  db: Database,
  asked: EventsAsked,
  from: EventsFrom | null,
  limit: number,
): Promise<PlacedLine[]> {
  const search = searchOf(asked, from, limit);
  if (!search) return [];
  const rows = await db.query<AuditEventRow>(
    `with found as (${search.sql}), page as materialized (
      select key, at, place from found order by at desc, place desc, key desc limit ${search.limit}
    )
    select ${EVENT_COLUMNS}, e.detail -> 'before' as before, e.detail -> 'after' as after, left_bill.number as from_bill
    from page join scan_events e using (key) ${EVENT_JOINS} left join bills left_bill on left_bill.id = e.from_bill_id
    order by e.at desc, e.place desc, e.key desc`,
    search.values,
  );
  return rows.map((row) => ({
    line: lineOfEvent(eventOf(row), { before: row.before, after: row.after }, row.from_bill),
    instant: row.instant,
    number: row.place,
    key: row.key,
  }));
}

/** All of them, counted no further than `most`. */
export async function countAuditEvents(db: Database, asked: EventsAsked, most: number): Promise<number> {
  const search = searchOf(asked, null, most);
  if (!search) return 0;
  const [row] = await db.query<{ n: number }>(
    `select count(*)::integer as n from (select from (${search.sql}) found limit ${search.limit}) counted`,
    search.values,
  );
  return row!.n;
}

interface Search {
  readonly sql: string;
  readonly values: unknown[];
  /** The placeholder. */
  readonly limit: string;
}

/** Null: no event can be meant. */
function searchOf({ filter, userId, timeZone }: EventsAsked, from: EventsFrom | null, most: number): Search | null {
  const kinds = kindsOf(filter);
  if (kinds.length === 0 || filter.source === "log") return null;
  const where = new Conditions();
  where.between("e.at", filter.from, filter.to, timeZone);
  if (from) startAt(where, from);
  const limit = where.value(most);
  const newest = (conditions: string) =>
    `(select e.key, e.at, e.place from scan_events e
    where ${conditions} and ${where} order by e.at desc, e.place desc, e.key desc limit ${limit})`;
  const arms = armsOf(filter, userId, kinds, where).map(([of, conditions]) =>
    of === null ? newest(conditions) : `(select found.* from ${of} cross join lateral ${newest(conditions)} found)`
  );
  // What two sides of a thing gave is one event; kinds are apart by themselves.
  return { sql: arms.join(filter.entity?.includes("/") ? " union " : " union all "), values: where.values, limit };
}

function startAt(where: Conditions, { instant, after }: EventsFrom): void {
  const at = where.value(instant);
  where.always(`e.at <= ${at}::timestamptz`);
  if (!after) return;
  const [place, key] = after.map((part) => where.value(part));
  where.always(`(e.at, e.place, e.key) < (${at}::timestamptz, ${place}::smallint, ${key}::uuid)`);
}

/** The kinds that are asked for; none where something else than a bag or a bill is. */
function kindsOf({ action, entity }: AuditFilter): readonly string[] {
  const [sort, id] = entity ? entityParts(entity) : [null, null];
  const about = sort === null
    ? EVENT_KINDS
    : id === null
    ? kindsAbout(sort)
    : ["bag", "bill"].includes(sort)
    ? EVENT_KINDS
    : [];
  if (!action) return about;
  return isEventKind(action) && about.includes(action as typeof EVENT_KINDS[number]) ? [action] : [];
}

/** What is looked through one after the other for each (null: nothing), and the conditions that an index answers. */
type Arm = readonly [of: string | null, conditions: string];

/** What everybody does all day is found by its time alone. */
const FREQUENT = "link_child";

function armsOf({ entity }: AuditFilter, userId: number | null, kinds: readonly string[], where: Conditions): Arm[] {
  const isAll = kinds.length === EVENT_KINDS.length;
  const [sort, id] = entity ? entityParts(entity) : [null, null];
  if (id !== null) {
    const narrowed = [
      isAll ? "e.kind <> 'audited'" : `e.kind = any (${where.value(kinds)}::text[])`,
      ...userId === null ? [] : [`e.user_id = ${where.value(userId)}`],
    ].join(" and ");
    return sidesOf(sort!, where.value(id)).map((side): Arm => [null, `${side} and ${narrowed}`]);
  }
  const each = (of: readonly string[]) => `unnest(${where.value(of)}::text[]) as each (kind)`;
  if (userId !== null) return [[each(kinds), `e.user_id = ${where.value(userId)} and e.kind = each.kind`]];
  if (isAll) return [[null, "e.kind <> 'audited'"]];
  const rare = kinds.filter((kind) => kind !== FREQUENT);
  return [
    ...rare.length < kinds.length ? [[null, `e.kind = '${FREQUENT}'`] as const] : [],
    // The condition of the index, word by word, so that it is seen to fit.
    ...rare.length > 0 ? [[each(rare), `e.kind = each.kind and e.kind not in ('link_child', 'audited')`] as const] : [],
  ];
}

function sidesOf(sort: string, id: string): string[] {
  if (sort === "bag") {
    const code = `upper(${id}::text collate "C") collate "C"`;
    return [`e.parent = ${code}`, `e.child = ${code}`, `e.from_parent = ${code}`];
  }
  const bill = `(select b.id from bills b
    where upper(b.number collate "C") collate "C" = upper(${id}::text collate "C") collate "C")`;
  return [`e.bill_id = ${bill}`, `e.from_bill_id = ${bill}`];
}
