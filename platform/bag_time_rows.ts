/**
 * Which ids the bags of a time have. Lists run down the ids and are cut by dates: from `bag_times` a date becomes a range of
 * ids, and no index on the time slows a scan.
 */
import type { BagFilter } from "../domain/filters.ts";
import { LIMITS } from "../domain/limits.ts";
import { Conditions } from "./conditions.ts";
import { FIRST_ID } from "./cursor.ts";
import type { Database } from "./postgres.ts";

/** Ids from `lowest` up to, not including, `before`. */
export interface IdRange {
  readonly lowest: number;
  readonly before: number;
}

/** Where bags made between the filter's dates can be, the newest first; other bags are among them. */
export async function idRangesOf(
  db: Database,
  { from, to }: Pick<BagFilter, "from" | "to">,
  timeZone: string,
): Promise<readonly IdRange[]> {
  if (!from && !to) return [{ lowest: 0, before: FIRST_ID }];
  const begun = new Conditions();
  begun.between(`(t.since + interval '${LIMITS.bagTimesMinutes} minutes')`, from, null, timeZone);
  const over = new Conditions(begun.values);
  over.between("t.since", null, to, timeZone);
  const [found] = await db.query<{ fed: number; first: number | null; last: number | null }>(
    `select bag_id as fed, (select min(first_id) from bag_times t where ${begun}) as first,
      (select max(last_id) from bag_times t where ${over}) as last
    from bag_times_progress`,
    begun.values,
  );
  const { fed, first, last } = found!;
  const lowest = from ? Math.min(first ?? FIRST_ID, fed + 1) : 0;
  if (!to) return [{ lowest, before: FIRST_ID }];
  // Nothing is known yet of those that came in the last seconds.
  return [{ lowest: fed + 1, before: FIRST_ID }, { lowest, before: Math.min(last ?? 0, fed) + 1 }];
}

/**
 * Notes the times of the next bags and returns how many it looked at. One instance at a time; what is noted twice is noted
 * once. As the search's feed it passes a gap in the ids only when what stands behind it is older than any commit.
 */
export async function feedBagTimes(db: Database): Promise<number> {
  const [fed] = await db.query<{ looked: number }>(FEED, [
    LIMITS.bagTimesFeedMax,
    LIMITS.commitAgeMsMax,
    LIMITS.bagTimesMinutes * 60,
  ]);
  return fed?.looked ?? 0;
}

const FEED = `
  with mark as (select bag_id from bag_times_progress),
  next as (
    select id, created_at, id - row_number() over (order by id) as gap_free_from
    from (
      select id, created_at from bags where id > (select bag_id from mark) order by id limit $1::integer
    ) following
  ), noted as (
    insert into bag_times (since, first_id, last_id)
    select to_timestamp(floor(extract(epoch from created_at) / $3::integer) * $3::integer) as since, min(id), max(id)
    from next group by 1 order by 1
    on conflict (since) do update set first_id = least(bag_times.first_id, excluded.first_id),
      last_id = greatest(bag_times.last_id, excluded.last_id)
    where excluded.first_id < bag_times.first_id or excluded.last_id > bag_times.last_id
  ), moved as (
    update bag_times_progress set bag_id = greatest(bag_id, (
      select max(id) from next
      where gap_free_from = (select bag_id from mark)
        or created_at < clock_timestamp() - $2::integer * interval '1 millisecond'
    ))
  )
  select count(*)::integer as looked from next`;
