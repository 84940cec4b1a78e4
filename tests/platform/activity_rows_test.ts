import { deepStrictEqual as same } from "node:assert/strict";
import { activityRows } from "../../platform/activity_rows.ts";
import { businessDay, daysAfter } from "../../domain/business_day.ts";
import { addEvent, addUser, openTestPool, TIME_ZONE } from "../support/made_rows.ts";

/** That business day's first moment. */
const startOf = (day: string) => `${day}T00:00:00+05:30`;

Deno.test("each person's scans are counted, of the period and of all time, over years and empty weeks", async () => {
  await using pool = await openTestPool();
  const { db } = pool;
  const dev = await addUser(db, "dev", "dispatcher", "lucknow");
  const bina = await addUser(db, "Bina", "biller");
  await addUser(db, "anil", "admin");
  await db.query("update users set disabled_at = now(), full_name = 'B' where id = $1", [bina]);
  const today = businessDay(new Date(), TIME_ZONE);
  const first = startOf(daysAfter(today, -29));
  const before = new Date(Date.parse(first) - 1).toISOString();
  for (const at of ["2020-02-29T10:00:00Z", before, first, "now"]) await addEvent(db, { at, userId: dev });
  await addEvent(db, { at: "2023-01-01T00:00:00Z", userId: bina, outcome: "child_elsewhere", accepted: false });
  await addEvent(db, { at: "2023-01-01T00:00:01Z", userId: bina, kind: "create_bill", outcome: "bill_created" });
  const rows = await activityRows(db, TIME_ZONE).activity(30);
  same(rows.map(({ username, scans, scansInAll, isDisabled }) => [username, scans, scansInAll, isDisabled]), [
    ["anil", 0, 0, false],
    ["Bina", 0, 1, true],
    ["dev", 2, 4, false],
  ]);
  same(rows[1]!.lastScanAt, new Date("2023-01-01T00:00:00Z"));
  same([rows[0]!.lastScanAt, rows[2]!.area, rows[1]!.fullName], [null, "lucknow", "B"]);
  const one = await activityRows(db, TIME_ZONE).activity(1);
  same(one.map(({ scans, scansInAll }) => [scans, scansInAll]), [[0, 0], [0, 1], [1, 4]]);
});

Deno.test("before the first scan everybody has none", async () => {
  await using pool = await openTestPool();
  await addUser(pool.db, "dev");
  const rows = await activityRows(pool.db, TIME_ZONE).activity(366);
  same(rows.map(({ scans, scansInAll, lastScanAt }) => [scans, scansInAll, lastScanAt]), [[0, 0, null]]);
});
