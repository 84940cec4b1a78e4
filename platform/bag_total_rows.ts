/** How many bags a list has in all: from a counter where one is kept, else counted, and no further than pays. */
import type { BagFilter } from "../domain/filters.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Total } from "../domain/shapes.ts";
import { areaOf, type BagPath, isServed, pathOf, written } from "./bag_filter_rows.ts";
import { type BagQuest, down, hitsOf, isSearchable } from "./bag_list_rows.ts";
import { type IdRange, idRangesOf } from "./bag_time_rows.ts";
import { anywhere, Conditions } from "./conditions.ts";
import { FIRST_ID } from "./cursor.ts";
import { OPEN_BAGS } from "./open_parent_rows.ts";
import { COUNTS } from "./stat_rows.ts";

/** What a list has in all, whatever page of it is shown. */
export async function totalOfBags(quest: BagQuest): Promise<Total> {
  if (!pathOf(quest.filter, quest.timeZone)) return { count: 0, isExact: true };
  if (quest.filter.open) return await countOpen(quest);
  if (isSearchable(quest.filter.q)) return await countHits(quest);
  return await (isCounted(quest.filter) ? readCounters(quest) : countDown(quest));
}

const isCounted = ({ q, kind, billed, linked, from, to }: BagFilter): boolean =>
  !q && !kind && typeof billed !== "boolean" && linked !== false && !from && !to;

/** Sacks and the bags in them have counters, by area; bags that are in no sack are few, and counted beside them. */
async function readCounters({ db, filter, timeZone }: BagQuest): Promise<Total> {
  const stats = [
    ...(filter.role === "child" || filter.linked ? [] : ["parents"]),
    ...(filter.role === "parent" ? [] : ["children"]),
  ];
  const hasLoose = filter.role !== "parent" && !filter.linked;
  const path = hasLoose ? pathOf({ ...filter, role: "child", linked: false }, timeZone) : null;
  const where = new Conditions();
  const area = areaOf(filter);
  where.add(stats, (p) => `stat = any (${p}::text[])`);
  where.always("hour = '-infinity'");
  where.add(typeof area === "string" ? null : area.one ?? "", (p) => `area = ${p}`);
  const [row] = await db.query<{ counted: number; looked: number; fits: number }>(
    `select (select coalesce(sum(n), 0)::bigint from (${COUNTS}) counts where ${where}) as counted, loose.*
    from (${path ? counted(path, EVERYWHERE, where.values) : "select 0 as looked, 0 as fits"}) loose`,
    where.values,
  );
  const { looked, fits } = row!;
  return { count: row!.counted + fits, isExact: !path || looked < looksMaxOf(path) };
}

const EVERYWHERE: IdRange = { lowest: 0, before: FIRST_ID };

/** How many rows a walk looks at, and how many of them fit. */
function counted(path: BagPath, range: IdRange, values: unknown[]): string {
  const { where, idsSql, rowsSql } = down(path, range, looksMaxOf(path), values);
  // Where the index tells all but whether a bag is void, those that are, few, are counted by an index of their own.
  if (isServed(path)) {
    return `select looked, looked - void.n as fits from (select count(*)::integer as looked from (${idsSql}) i) seen,
      (select count(*)::integer as n from bags b where ${where} and b.voided_at is not null) void`;
  }
  const fits = written(path.besides, values);
  return `select count(*)::integer as looked, count(*) filter (where ${fits})::integer as fits from (${rowsSql}) b`;
}

const looksMaxOf = (path: BagPath): number => LIMITS.countWalkMax / (isServed(path) ? 1 : path.weight);

async function countDown({ db, filter, timeZone }: BagQuest): Promise<Total> {
  const path = pathOf(filter, timeZone)!;
  let count = 0;
  for (const range of await idRangesOf(db, filter, timeZone)) {
    if (range.before <= range.lowest) continue;
    const values: unknown[] = [];
    const [row] = await db.query<{ looked: number; fits: number }>(counted(path, range, values), values);
    count += row!.fits;
    if (row!.looked === looksMaxOf(path) || count > LIMITS.countMax) return upTo(count, false);
  }
  return upTo(count, true);
}

/** Those that are open are few; one whose code is asked for exactly is counted with those that have it in theirs. */
async function countOpen({ db, filter, timeZone }: BagQuest): Promise<Total> {
  const { inside, besides } = pathOf({ ...filter, q: null }, timeZone)!;
  const where = written([...inside, ...besides]);
  where.add(filter.q ? anywhere(filter.q) : null, (p) => `b.code like ${p}`);
  const [row] = await db.query<{ n: number }>(
    `select count(*)::integer as n from ${OPEN_BAGS} where ${where}`,
    where.values,
  );
  return upTo(row!.n, true);
}

/** The search's hits; where nothing else is asked for, without a look at the bags themselves. */
async function countHits({ db, filter, timeZone }: BagQuest): Promise<Total> {
  const isAlone = !isNarrowed(filter);
  const most = isAlone ? LIMITS.countMax : LIMITS.countedHitsMax;
  const { inside, besides } = pathOf({ ...filter, q: null }, timeZone)!;
  const values: unknown[] = [];
  const hits = await hitsOf(db, values, filter.q!, FIRST_ID, most + 1);
  const fits = isAlone
    ? "not exists (select from bags b where b.id = hits.bag_id and b.voided_at is not null)"
    : `exists (select from bags b where b.id = hits.bag_id and ${written([...inside, ...besides], values)})`;
  const [row] = await db.query<{ hits: number; fits: number }>(
    `with ${hits} select (select count(*) from hits)::integer as hits, count(*)::integer as fits from hits where ${fits}`,
    values,
  );
  return upTo(row!.fits, row!.hits <= most);
}

const isNarrowed = ({ scope, role, kind, billed, linked, area, from, to }: BagFilter): boolean =>
  !scope.all || [role, kind, area, from, to].some(Boolean) || typeof (billed ?? linked) === "boolean";

const upTo = (count: number, isExact: boolean): Total =>
  count > LIMITS.countMax ? { count: LIMITS.countMax, isExact: false } : { count, isExact };
