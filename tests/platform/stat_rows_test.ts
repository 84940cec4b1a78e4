import { deepStrictEqual as same } from "node:assert/strict";
import { statRows } from "../../platform/stat_rows.ts";
import { openTestPool, TIME_ZONE } from "../support/made_rows.ts";

Deno.test("totals are what is folded and what is not, in the scope's area, bills for everybody", async () => {
  await using pool = await openTestPool();
  await pool.db.query(`insert into stats (stat, area, total) values
    ('parents', 'lucknow', 5), ('parents', 'indore', 7), ('children', '', 2), ('bills', '', 3)`);
  await pool.db.query(`insert into stat_deltas (stat, area, delta) values ('parents', 'lucknow', 1), ('bills', '', 1)`);
  const rows = statRows(pool.db, TIME_ZONE);
  const [all, lucknow, none] = await Promise.all([
    rows.dashboard({ all: true }),
    rows.dashboard({ all: false, area: "lucknow" }),
    rows.dashboard({ all: false, area: null }),
  ]);
  same([all.parents, all.children, all.bills, all.scans], [13, 2, 4, 0]);
  same([lucknow.parents, lucknow.children, lucknow.bills], [6, 0, 4]);
  same([none.parents, none.children, none.bills], [0, 0, 4]);
});

Deno.test("today's hours are those of the business's own clock, and yesterday's are left out", async () => {
  await using pool = await openTestPool();
  await pool.db.query(
    `insert into stat_deltas (stat, area, hour, delta)
    select stat, 'lucknow', date_trunc('day', now(), $1) + hours * interval '1 hour', delta
    from (values ('scans', 0, 2), ('scans', 9, 3), ('scans', 9, 4), ('scans', -1, 50), ('children_linked', 9, 5),
      ('bills_completed', 10, 1)) as v (stat, hours, delta)`,
    [TIME_ZONE],
  );
  const { today, asOf } = await statRows(pool.db, TIME_ZONE).dashboard({ all: true });
  same([today.scans, today.childrenLinked, today.billsCompleted], [9, 5, 1]);
  same([today.hourly.length, today.hourly[0], today.hourly[9], today.hourly[23]], [24, 2, 7, 0]);
  same(asOf instanceof Date, true);
});

Deno.test("a new system's dashboard is all zeros", async () => {
  await using pool = await openTestPool();
  const { asOf: _, ...rest } = await statRows(pool.db, TIME_ZONE).dashboard({ all: true });
  const scans = { scans: 0, childrenLinked: 0, refused: 0, refusals: [], hourly: new Array(24).fill(0) };
  const today = { ...scans, billsCompleted: 0 };
  same(rest, { parents: 0, children: 0, bills: 0, billsInWork: 0, scans: 0, openByAge: [0, 0, 0, 0], today });
});

Deno.test("today's refusals are told by reason and station, the most frequent first, and summed up", async () => {
  await using pool = await openTestPool();
  await pool.db.query(
    `insert into stat_deltas (stat, area, detail, hour, delta)
    select 'refused', area, detail, date_trunc('day', now(), $1) + hours * interval '1 hour', delta
    from (values ('lucknow', 'parent_full S1', 1, 2), ('lucknow', 'parent_full S1', 2, 3), ('indore', 'bad_format ', 3, 1),
      ('lucknow', 'bad_format Table 2', 3, 7), ('lucknow', 'bad_format ', -1, 50)) as v (area, detail, hours, delta)`,
    [TIME_ZONE],
  );
  const rows = statRows(pool.db, TIME_ZONE);
  const [all, lucknow] = await Promise.all([
    rows.dashboard({ all: true }),
    rows.dashboard({ all: false, area: "lucknow" }),
  ]);
  same(all.today.refused, 13);
  same(all.today.refusals, [
    { outcome: "bad_format", station: "Table 2", count: 7 },
    { outcome: "parent_full", station: "S1", count: 5 },
    { outcome: "bad_format", station: null, count: 1 },
  ]);
  same(lucknow.today.refused, 12);
});

Deno.test("sacks being packed are counted by the time since they were begun, of the scope alone", async () => {
  await using pool = await openTestPool();
  await pool.db.query(`insert into open_parents (code, area, opened_at)
    select 'SB' || (10000 + n), area, now() - minutes * interval '1 minute'
    from (values (1, 'lucknow', 1), (2, 'lucknow', 9), (3, 'lucknow', 11), (4, 'indore', 59), (5, null, 61),
      (6, 'indore', 239), (7, 'lucknow', 241), (8, 'lucknow', 9999)) as v (n, area, minutes)`);
  const rows = statRows(pool.db, TIME_ZONE);
  same((await rows.dashboard({ all: true })).openByAge, [2, 2, 2, 2]);
  same((await rows.dashboard({ all: false, area: "lucknow" })).openByAge, [2, 1, 0, 2]);
  same((await rows.dashboard({ all: false, area: null })).openByAge, [0, 0, 0, 0]);
});
