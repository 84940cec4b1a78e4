/** What is done a moment after the commits, by one instance at a time: totals folded, the search index fed. */
import { LIMITS } from "../domain/limits.ts";
import { feedBagTimes } from "./bag_time_rows.ts";
import type { Database } from "./postgres.ts";

/** Any two numbers that nothing else locks: the instance that holds the lock does the work, the others skip it. */
const FOLD_LOCK = 7_421_002;
const FEED_LOCK = 7_421_003;
const ANALYZE_LOCK = 7_421_004;
const TIMES_LOCK = 7_421_005;
/** Asking longer would cancel an autovacuum that is under way. */
const ANALYZE_LOCK_TIMEOUT = "100ms";

/** Adds what stat_deltas holds to stats. Readers sum both in one statement, so they never see a moment in between. */
export async function foldStats(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    if (!await isOurTurn(tx, FOLD_LOCK)) return;
    await tx.query(`
      with gone as (delete from stat_deltas returning stat, area, detail, hour, delta)
      insert into stats (stat, area, detail, hour, total)
      select stat, area, detail, hour, sum(delta) from gone
      group by stat, area, detail, hour order by stat, area, detail, hour
      on conflict (stat, area, detail, hour) do update set total = stats.total + excluded.total`);
  });
}

/**
 * Puts the next bags into bag_search and returns how many it looked at. Ids become visible out of order, so it goes past a
 * gap only when what stands behind it is older than any commit can be under way.
 */
export async function feedSearch(db: Database): Promise<number> {
  return await db.transaction(async (tx) => {
    if (!await isOurTurn(tx, FEED_LOCK)) return 0;
    const [fed] = await tx.query<{ looked: number }>(FEED, [LIMITS.searchFeedBagsMax, LIMITS.commitAgeMsMax]);
    return fed?.looked ?? 0;
  });
}

/** The same for the times of bags, many more at once: it writes a row for half an hour of them. */
export async function feedTimes(db: Database): Promise<number> {
  return await db.transaction(async (tx) => await isOurTurn(tx, TIMES_LOCK) ? await feedBagTimes(tx) : 0);
}

const FEED = `
  with mark as (select bag_id from bag_search_progress),
  next as (
    select id, code, created_at, id - row_number() over (order by id) as gap_free_from
    from (
      select id, code, created_at from bags where id > (select bag_id from mark) order by id limit $1::integer
    ) following
  ), fed as (
    insert into bag_search (bag_id, code) select id, code from next on conflict do nothing
  ), moved as (
    update bag_search_progress set bag_id = greatest(bag_id, (
      select max(id) from next
      where gap_free_from = (select bag_id from mark)
        or created_at < clock_timestamp() - $2::integer * interval '1 millisecond'
    ))
  )
  select count(*)::integer as looked from next`;

export async function isOurTurn(tx: Database, lock: number): Promise<boolean> {
  const [row] = await tx.query<{ ours: boolean }>("select pg_try_advisory_xact_lock($1) as ours", [lock]);
  return row?.ours === true;
}

/** Fresh statistics, early: plans made for empty tables are bad ones within seconds of a first day's work. */
export async function analyzeYoungTables(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    if (await isOurTurn(tx, ANALYZE_LOCK)) await analyzeYoung(tx);
  });
}

async function analyzeYoung(tx: Database): Promise<void> {
  await tx.query(`set local lock_timeout = '${ANALYZE_LOCK_TIMEOUT}'`);
  const young = await tx.query<{ name: string }>(`
    select relname as name from pg_stat_user_tables
    where schemaname = current_schema() and relname in ('bags', 'bills', 'scan_events', 'bag_search', 'stats')
      and n_mod_since_analyze > 1000 and n_mod_since_analyze > n_live_tup / 5`);
  for (const { name } of young) await tx.query("select analyze_young($1)", [name]);
}
