import { deepStrictEqual as same, equal } from "node:assert/strict";
import type { ScanDayFilter } from "../../domain/filters.ts";
import type { Database } from "../../platform/postgres.ts";
import { scanDayRows } from "../../platform/scan_day_rows.ts";
import { addEvent, addUser, openTestPool, TIME_ZONE } from "../support/made_rows.ts";

const ALL: ScanDayFilter = {
  scope: { all: true },
  day: null,
  outcome: null,
  refused: false,
  station: null,
  username: null,
};

/** Scans of 22 November 2026 in Kolkata, and one just before and after that day; named by their children. */
async function makeDay(db: Database): Promise<void> {
  const [ravi, esha] = [
    await addUser(db, "ravi", "dispatcher", "lucknow"),
    await addUser(db, "esha", "dispatcher", "indore"),
  ];
  const add = (child: string, at: string, userId: number, outcome = "child_linked", accepted = true) =>
    addEvent(db, { child, at, userId, outcome, accepted });
  await add("EVE", "2026-11-21T23:59:59+05:30", ravi);
  await add("C1", "2026-11-22T00:00:00+05:30", ravi);
  await add("C2", "2026-11-22T08:00:00+05:30", ravi, "parent_full", false);
  await add("C3", "2026-11-22T08:00:00+05:30", esha, "child_already_here", false);
  await add("C4", "2026-11-22T23:00:00+05:30", esha, "parent_full", false);
  await add("C5", "2026-11-22T23:59:59+05:30", esha);
  await add("MORNING", "2026-11-23T00:00:00+05:30", ravi);
  await addEvent(db, { kind: "undo", outcome: "child_unlinked", child: "C5", at: "2026-11-22T23:59:59+05:30" });
  await db.query("insert into stations (name) values ('Table 2')");
}

async function codesOf(db: Database, filter: Partial<ScanDayFilter>, limit = 50): Promise<(string | null)[]> {
  const rows = scanDayRows(db, TIME_ZONE);
  const codes: (string | null)[] = [];
  for (let cursor: string | null = null;;) {
    const page = await rows.list({ ...ALL, day: "2026-11-22", ...filter }, { limit, cursor });
    codes.push(...page!.items.map(({ child }) => child));
    cursor = page!.nextCursor;
    if (cursor === null) return codes;
  }
}

Deno.test("a day's scans are those between the business's own midnights, newest first, over any number of pages", async () => {
  await using pool = await openTestPool();
  await makeDay(pool.db);
  const day = await codesOf(pool.db, {});
  same([day.length, day[0], day.at(-1)], [5, "C5", "C1"]);
  for (const limit of [1, 2, 3]) same(await codesOf(pool.db, {}, limit), day);
  same(await codesOf(pool.db, { day: "2026-11-23" }), ["MORNING"]);
  equal(await scanDayRows(pool.db, TIME_ZONE).list(ALL, { limit: 5, cursor: "nonsense" }), null);
});

Deno.test("scans are told apart by what they came to, by whom, and by area; a duplicate is no refusal", async () => {
  await using pool = await openTestPool();
  await makeDay(pool.db);
  same(await codesOf(pool.db, { refused: true }), ["C4", "C2"]);
  same(await codesOf(pool.db, { outcome: "parent_full" }), ["C4", "C2"]);
  same(await codesOf(pool.db, { outcome: "child_already_here" }), ["C3"]);
  same(await codesOf(pool.db, { outcome: "child_linked", username: "RAVI" }), ["C1"]);
  same(await codesOf(pool.db, { scope: { all: false, area: "indore" }, refused: true }), ["C4"]);
  same(await codesOf(pool.db, { scope: { all: false, area: null } }), []);
});

Deno.test("scans of a station are found by its name in any case, and those of none by the empty one", async () => {
  await using pool = await openTestPool();
  await makeDay(pool.db);
  await pool.db.query("alter table scan_events disable trigger scan_events_stay");
  await pool.db.query("update scan_events set station_id = (select id from stations) where child = 'C2'");
  same(await codesOf(pool.db, { station: "table 2" }), ["C2"]);
  same(await codesOf(pool.db, { station: "", refused: true }), ["C4"]);
  same(await codesOf(pool.db, { station: "nowhere" }), []);
});

Deno.test("scans are counted as the dashboard counts them, where a counter knows", async () => {
  await using pool = await openTestPool();
  await pool.db.query(`insert into stat_deltas (stat, area, detail, hour, delta)
    select stat, area, detail, timestamptz '2026-11-22T00:00:00+05:30' + hours * interval '1 hour', delta
    from (values ('scans', 'lucknow', '', 0, 9), ('scans', 'indore', '', 23, 4), ('scans', 'indore', '', 24, 50),
      ('scans', 'indore', '', -1, 50), ('children_linked', 'lucknow', '', 3, 6), ('refused', 'lucknow', 'parent_full S1', 3, 2),
      ('refused', 'indore', 'parent_full ', 5, 1), ('refused', 'indore', 'bad_format TABLE 2', 5, 1))
      as v (stat, area, detail, hours, delta)`);
  const count = (filter: Partial<ScanDayFilter>) =>
    scanDayRows(pool.db, TIME_ZONE).count({ ...ALL, day: "2026-11-22", ...filter });
  equal(await count({}), 13);
  equal(await count({ scope: { all: false, area: "indore" } }), 4);
  equal(await count({ refused: true }), 4);
  equal(await count({ outcome: "parent_full" }), 3);
  equal(await count({ refused: true, station: "table 2" }), 1);
  equal(await count({ refused: true, station: "" }), 1);
  equal(await count({ outcome: "child_linked" }), 6);
  for (const unknown of [{ username: "ravi" }, { station: "S1" }, { outcome: "parent_opened" as const }]) {
    equal(await count(unknown), null);
  }
});
