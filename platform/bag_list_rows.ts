/**
 * Pages of bags, newest first. No page looks at more rows than a few milliseconds allow: one that no index serves comes back
 * shorter than asked for, and tells where the next one goes on.
 */
import type { BagFilter } from "../domain/filters.ts";
import { LIMITS } from "../domain/limits.ts";
import { type BagPath, pathOf, written } from "./bag_filter_rows.ts";
import { type BagRow, COLUMNS, JOINS } from "./bag_line_rows.ts";
import { type IdRange, idRangesOf } from "./bag_time_rows.ts";
import { anywhere, Conditions } from "./conditions.ts";
import { FIRST_ID } from "./cursor.ts";
import { OPEN_BAGS } from "./open_parent_rows.ts";
import type { Database } from "./postgres.ts";

export interface FoundBags {
  readonly rows: readonly BagRow[];
  /** Where more can be: below this id. Null: that was all, or `rows` is as long as was asked for. */
  readonly end: number | null;
}

export interface BagQuest {
  readonly db: Database;
  readonly filter: BagFilter;
  /** Decides where a day begins. */
  readonly timeZone: string;
}

const NOTHING: FoundBags = { rows: [], end: null };

/** The newest bags with ids below `before`, without the one whose code is `q` itself. */
export async function newestBags(quest: BagQuest, before: number, most: number): Promise<FoundBags> {
  if (most <= 0) return NOTHING;
  const { q, open } = quest.filter;
  if (open) return await newestOpen(quest, before, most);
  if (!isSearchable(q)) return await walkDown(quest, before, most);
  // Three digits stand in so many codes that the newest bags hold a page of them, as a rule.
  const isCommon = /^[0-9]{3}$/.test(q!);
  return await (isCommon ? walkOrGather(quest, before, most) : gatherOrWalk(quest, before, most));
}

/** Those that are open are few: all of them are looked at. */
async function newestOpen({ db, filter, timeZone }: BagQuest, before: number, most: number): Promise<FoundBags> {
  const path = pathOf(filter, timeZone);
  if (!path) return NOTHING;
  const where = written([...path.inside, ...path.besides, (where) => where.add(before, (p) => `b.id < ${p}`)]);
  const limit = where.value(most);
  const rows = await db.query<BagRow>(
    `select ${COLUMNS} from ${OPEN_BAGS} ${JOINS} where ${where} order by b.id desc limit ${limit}`,
    where.values,
  );
  return { rows, end: null };
}

async function walkOrGather(quest: BagQuest, before: number, most: number): Promise<FoundBags> {
  const walked = await walkDown(quest, before, most);
  if (walked.end === null || walked.rows.length >= most / LIMITS.shortPagePart) return walked;
  return await gather(quest, before, most, LIMITS.searchHitsMax) ??
    await ratherThanNothing(quest, before, most, walked);
}

async function gatherOrWalk(quest: BagQuest, before: number, most: number): Promise<FoundBags> {
  const gathered = await gather(quest, before, most, LIMITS.searchHitsMax);
  return gathered ?? await ratherThanNothing(quest, before, most, await walkDown(quest, before, most));
}

/** Common, but not of late: all hits, which takes longer, rather than an empty page. */
async function ratherThanNothing(quest: BagQuest, before: number, most: number, walked: FoundBags): Promise<FoundBags> {
  if (walked.end === null || walked.rows.length > 0) return walked;
  return await gather(quest, before, most, null) ?? walked;
}

/** Whether the search's index finds this part of a code. */
export const isSearchable = (q: string | null | undefined): boolean => (q?.length ?? 0) >= PART_CHARS[0];

/** How long the parts are that the index has of each code: see `parts_of_code`. */
const PART_CHARS = [3, 4] as const;

/** What the index has to hold of a code in which `q` stands. */
function partsOf(q: string): string[] {
  const chars = q.length < PART_CHARS[1] ? PART_CHARS[0] : PART_CHARS[1];
  return Array.from({ length: q.length - chars + 1 }, (_, at) => q.slice(at, at + chars));
}

async function walkDown(quest: BagQuest, before: number, most: number): Promise<FoundBags> {
  const rows: BagRow[] = [];
  for (const range of await idRangesOf(quest.db, quest.filter, quest.timeZone)) {
    const part = { lowest: range.lowest, before: Math.min(range.before, before) };
    if (part.before <= part.lowest) continue;
    const walked = await walk(quest, part, most - rows.length);
    rows.push(...walked.rows);
    if (walked.end !== null || rows.length >= most) return { rows, end: walked.end };
  }
  return { rows, end: null };
}

/** Down one index, at most so many rows; stops where the page is full. */
async function walk({ db, filter, timeZone }: BagQuest, range: IdRange, most: number): Promise<FoundBags> {
  const path = pathOf(filter, timeZone);
  if (!path) return NOTHING;
  const values: unknown[] = [];
  const { rowsSql } = down(path, range, looksMaxOf(path), values);
  const rows = await db.query<BagRow>(
    `with page as materialized (
      select b.id, b.role from (${rowsSql}) b
      where ${written(path.besides, values)} order by b.walked desc limit ${placed(values, most)}
    )
    select ${COLUMNS} from page join bags b on b.id = page.id and b.role = page.role ${JOINS} order by b.id desc`,
    values,
  );
  if (rows.length === most) return { rows, end: null };
  const end = await endOf(db, path, range);
  // What was looked at a moment later ends higher where bags have come in since: the next page shows what is below.
  return { rows: end === null ? rows : rows.filter(({ id }) => id >= end), end };
}

const looksMaxOf = ({ weight }: BagPath): number => LIMITS.listWalkMax / weight;

/**
 * A walk down the path's index, as statements: ids alone as `walked`, or with the bags they lead to, `b`. The ids first, since
 * an index that holds all that is asked for is the one that the planner takes; another would lead through everybody's bags.
 */
export function down(path: BagPath, { lowest, before }: IdRange, most: number, values: unknown[]) {
  const where = written(path.inside, values);
  where.add(before, (p) => `b.id < ${p}`);
  where.add(lowest, (p) => `b.id >= ${p}`);
  const end = `from bags b where ${where} order by b.id desc limit ${where.value(most)}`;
  const idsSql = `select b.id as walked ${end}`;
  const rowsSql = path.inside.length === 0
    ? `select b.id as walked, b.* ${end}`
    : `select i.walked, b.* from (${idsSql}) i cross join lateral (select * from bags f where f.id = i.walked limit 1) b`;
  return { where, idsSql, rowsSql };
}

/** The last id that a walk looks at; null where it comes to the end of the range. */
async function endOf(db: Database, path: BagPath, range: IdRange): Promise<number | null> {
  const values: unknown[] = [];
  const { idsSql } = down(path, range, looksMaxOf(path), values);
  const [seen] = await db.query<{ looked: number; end: number | null }>(
    `select count(*)::integer as looked, min(walked) as end from (${idsSql}) i`,
    values,
  );
  return seen!.looked < looksMaxOf(path) ? null : seen!.end;
}

/** All hits of the search index first, then the newest that fit. Null when there are more than `hitsMax` of them. */
async function gather(
  { db, filter, timeZone }: BagQuest,
  before: number,
  most: number,
  hitsMax: number | null,
): Promise<FoundBags | null> {
  const path = pathOf(filter, timeZone);
  if (!path) return NOTHING;
  const values: unknown[] = [];
  const hits = await hitsOf(db, values, filter.q!, before, hitsMax === null ? null : hitsMax + 1);
  const enough = placed(values, hitsMax ?? FIRST_ID);
  const fits = written([...path.inside, ...path.besides], values);
  // Looks at hits one by one from the newest, and stops when the page is full: a common part has very many.
  const rows = await db.query<BagRow & { hits: number; id: number | null }>(
    `with ${hits}, page as materialized (
      select b.id, b.role from (
        select bag_id from hits where (select count(*) from hits) <= ${enough} order by bag_id desc
      ) as h
      cross join lateral (select b.id, b.role from bags b where b.id = h.bag_id and ${fits} limit 1) as b
      order by h.bag_id desc limit ${placed(values, most)}
    )
    select seen.hits, ${COLUMNS} from (select count(*)::integer as hits from hits) seen
    left join page on true left join bags b on b.id = page.id and b.role = page.role ${JOINS} order by b.id desc`,
    values,
  );
  if (hitsMax !== null && rows[0]!.hits > hitsMax) return null;
  return { rows: rows.filter(({ id }) => id !== null), end: null };
}

const placed = (values: unknown[], value: unknown): string => new Conditions(values).value(value);

/** `hits (bag_id)` for a statement: found by the search index, and those so new that they are not in it yet. */
export async function hitsOf(
  db: Database,
  values: unknown[],
  q: string,
  before: number,
  most: number | null,
): Promise<string> {
  // Asked beforehand: a bound that the planner does not know makes it read all bags.
  const [progress] = await db.query<{ bag_id: number }>("select bag_id from bag_search_progress");
  const fed = progress?.bag_id ?? 0;
  const pattern = placed(values, anywhere(q)), parts = placed(values, partsOf(q));
  const last = placed(values, Math.min(before, fed + 1));
  return `hits as materialized (
    select bag_id
    from bags_with_parts(${parts}, ${pattern}, ${last}, ${placed(values, most)}) as found (bag_id)
    union all
    select id from bags where id > ${placed(values, fed)} and id < ${placed(values, before)} and code like ${pattern}
  )`;
}
