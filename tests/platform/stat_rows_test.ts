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
  same([none.parents, none.children, none.bills], [0, 2, 4]);
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
  const today = { scans: 0, childrenLinked: 0, billsCompleted: 0, hourly: new Array(24).fill(0) };
  same(rest, { parents: 0, children: 0, bills: 0, scans: 0, today });
});
