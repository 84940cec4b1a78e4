import { deepStrictEqual as same } from "node:assert/strict";
import { feedBagTimes, idRangesOf } from "../../platform/bag_time_rows.ts";
import { FIRST_ID } from "../../platform/cursor.ts";
import type { Database } from "../../platform/postgres.ts";
import { openTestPool, TIME_ZONE } from "../support/made_rows.ts";

async function addAt(db: Database, id: number, at: string): Promise<void> {
  await db.query(
    "insert into bags (id, role, code, created_at) overriding system value values ($1, 'child', $2, $3::timestamptz)",
    [id, `BAG${id}`, at],
  );
}

const timesOf = async (db: Database) =>
  (await db.query<{ since: Date; first_id: number; last_id: number }>("select * from bag_times order by since"))
    .map(({ since, first_id, last_id }) => [since.toISOString().slice(11, 16), first_id, last_id]);

const progressOf = async (db: Database) =>
  (await db.query<{ bag_id: number }>("select bag_id from bag_times_progress"))[0]!.bag_id;

Deno.test("the times of bags are noted by the half hour, in whatever order they come, and once however often", async () => {
  await using pool = await openTestPool();
  await addAt(pool.db, 1, "2026-03-01T10:00:00Z");
  await addAt(pool.db, 2, "2026-03-01T10:29:59.999Z");
  await addAt(pool.db, 3, "2026-03-01T10:30:00Z");
  await addAt(pool.db, 4, "2026-03-01T09:59:59Z");
  await addAt(pool.db, 5, "2026-03-01T10:10:00Z");
  const noted = [["09:30", 4, 4], ["10:00", 1, 5], ["10:30", 3, 3]];
  same(await feedBagTimes(pool.db), 5);
  same([await timesOf(pool.db), await progressOf(pool.db)], [noted, 5]);
  same(await feedBagTimes(pool.db), 0);
  await pool.db.query("update bag_times_progress set bag_id = 0");
  same(await feedBagTimes(pool.db), 5);
  same(await timesOf(pool.db), noted);
});

Deno.test("a gap in the ids is passed only when no commit can fill it any more", async () => {
  await using pool = await openTestPool();
  const soon = new Date().toISOString();
  await addAt(pool.db, 1, soon);
  await addAt(pool.db, 3, soon);
  await feedBagTimes(pool.db);
  same(await progressOf(pool.db), 1, "2 may still be under way");
  await addAt(pool.db, 2, "2026-03-01T10:00:00Z");
  await feedBagTimes(pool.db);
  same(await progressOf(pool.db), 3);
  same((await timesOf(pool.db))[0], ["10:00", 2, 2]);
  await addAt(pool.db, 9, "2026-03-01T11:00:00Z");
  await feedBagTimes(pool.db);
  same(await progressOf(pool.db), 9, "that gap is old");
});

Deno.test("dates become ranges of ids, and bags that are not noted yet stand before all others", async () => {
  await using pool = await openTestPool();
  await addAt(pool.db, 1, "2026-03-01T10:00:00Z");
  await addAt(pool.db, 2, "2026-03-02T10:00:00Z");
  await addAt(pool.db, 3, "2026-03-03T10:00:00Z");
  await feedBagTimes(pool.db);
  await addAt(pool.db, 4, "2026-03-01T12:00:00Z");
  const ranges = async (from: string | null, to: string | null) =>
    (await idRangesOf(pool.db, { from, to }, TIME_ZONE)).map(({ lowest, before }) => [lowest, before]);
  same(await ranges(null, null), [[0, FIRST_ID]]);
  same(await ranges("2026-03-02", null), [[2, FIRST_ID]]);
  same(await ranges("2026-03-04", null), [[4, FIRST_ID]]);
  same(await ranges(null, "2026-03-01"), [[4, FIRST_ID], [0, 2]]);
  same(await ranges("2026-03-02", "2026-03-02"), [[4, FIRST_ID], [2, 3]]);
  same(await ranges("2026-03-02T10:29:00Z", "2026-03-02T10:29:00Z"), [[4, FIRST_ID], [2, 3]]);
});
