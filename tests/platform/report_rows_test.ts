import { deepStrictEqual as same, equal, ok } from "node:assert/strict";
import { billReport } from "../../domain/bill_report.ts";
import { businessDay } from "../../domain/business_day.ts";
import { dayReport } from "../../domain/day_report.ts";
import { scanFigures, scanReport } from "../../domain/scan_report.ts";
import { type Database, openPool } from "../../platform/postgres.ts";
import { reportRows } from "../../platform/report_rows.ts";
import { statRows } from "../../platform/stat_rows.ts";
import { chanceOf } from "../support/chance.ts";
import { openPostgresWorld } from "../support/heart_pg.ts";
import { addEvent, addParent, addUser, openTestPool, TIME_ZONE } from "../support/made_rows.ts";
import { HANDS, scanScript } from "../support/scan_script.ts";

const DAY = "2026-11-24";
/** The business day's first moment, its last microsecond, and what stands just outside of it. */
const EDGES = {
  before: "2026-11-23T18:29:59.999999Z",
  first: "2026-11-23T18:30:00Z",
  last: "2026-11-24T18:29:59.999999Z",
  after: "2026-11-24T18:30:00Z",
};

Deno.test("scans of a day are those from its midnight to the next by the business's clock, by hour, user and area", async () => {
  await using pool = await openTestPool();
  const [dev, bina] = [
    await addUser(pool.db, "dev", "dispatcher", "lucknow"),
    await addUser(pool.db, "bina", "biller"),
  ];
  for (const at of Object.values(EDGES)) await addEvent(pool.db, { at, userId: dev, area: "indore" });
  await addEvent(pool.db, { at: EDGES.first, userId: dev });
  await addEvent(pool.db, {
    at: EDGES.first,
    userId: bina,
    area: "",
    kind: "link_bill",
    outcome: "bill_full",
    accepted: false,
  });
  await addEvent(pool.db, { at: EDGES.first, userId: bina, kind: "create_bill", outcome: "bill_created" });
  const report = scanReport(await reportRows(pool.db, TIME_ZONE).scanTallies({ from: DAY, to: DAY }));
  same(report.areas.map(({ area, users }) => [area, users.map(({ user, scans, refused }) => [user, scans, refused])]), [
    ["indore", [["dev", 2, 0]]],
    ["lucknow", [["dev", 1, 0]]],
    [null, [["bina", 1, 1]]],
  ]);
  same([report.totals.hourly[0], report.totals.hourly[23]], [3, 1]);
  const two = scanFigures(await reportRows(pool.db, TIME_ZONE).scanTallies({ from: DAY, to: "2026-11-25" }));
  equal(two.scans, 5);
});

Deno.test("bills of a day are those made, and apart those completed between its midnights; open ones are left", async () => {
  await using pool = await openTestPool();
  const bina = await addUser(pool.db, "bina", "biller");
  const bill = async (number: string, created: string, completed: string | null = null) => {
    await pool.db.query(
      `insert into bills (number, capacity, created_at, created_by, completed_at, completed_by, short)
      values ($1, 10, $2::timestamptz, $3, $4::timestamptz, $3, $4::timestamptz is not null)`,
      [number, created, bina, completed],
    );
  };
  await bill("BEFORE", EDGES.before, EDGES.first);
  await bill("FIRST", EDGES.first, EDGES.before);
  await bill("LAST", EDGES.last, EDGES.last);
  await bill("OPEN", EDGES.last);
  await bill("AFTER", EDGES.after, EDGES.after);
  await bill("LATER", EDGES.after);
  const report = dayReport(DAY, await reportRows(pool.db, TIME_ZONE).day(DAY));
  same([report.made.totals.bills, report.made.totals.byStatus.completed, report.made.totals.byStatus.new], [3, 2, 1]);
  same([report.completed.bills, report.completed.short, report.completedByUser[0]?.user], [2, 2, "bina"]);
  same([report.openCount, report.open.map(({ number }) => number)], [1, ["OPEN"]]);
  ok(report.generatedAt.getTime() > Date.parse(EDGES.after));
});

Deno.test("a bill's figures are those of its sacks, counted anew", async () => {
  await using pool = await openTestPool();
  const by = await addUser(pool.db, "bina", "biller");
  for (const [number, at] of [["B1", EDGES.first], ["B2", EDGES.last], ["B3", EDGES.last]]) {
    await pool.db.query("insert into bills (number, capacity, created_at, created_by) values ($1, 5, $2, $3)", [
      ...[number, at, by],
    ]);
  }
  for (let sack = 1; sack <= 6; sack++) {
    const children = Array.from({ length: sack }, (_, bag) => `BAG${sack}${bag}`);
    const kind = sack % 2 === 0 ? "M444" as const : "SB" as const;
    await addParent(pool.db, `${kind === "SB" ? "SB" : "M444-"}0000${sack}`, { kind, children, billId: 1 + sack % 2 });
  }
  const { totals, byDay } = billReport(await reportRows(pool.db, TIME_ZONE).billTallies({ from: DAY, to: DAY }));
  const [recount] = await pool.db.query<Record<string, number>>(`
    select count(distinct b.id) as bills, count(p.id) as sacks, sum(p.expected_weight_g) / 1000.0 as expected,
      sum((select count(*) from bags c where c.parent_id = p.id)) as bags,
      sum((select count(*) from bags c where c.parent_id = p.id) * p.child_weight_g) / 1000.0 as weight
    from bills b left join bags p on p.bill_id = b.id`);
  const { bills, sacks, bags, weightKg, expectedWeightKg } = totals;
  same({ bills, sacks, bags, weight: weightKg, expected: expectedWeightKg }, recount as unknown);
  same(byDay.map(({ day }) => day), [DAY]);
});

Deno.test("after a storm of commands the report agrees with the dashboard's counters, hour by hour and area by area", async () => {
  await using world = await openPostgresWorld();
  const { ask } = await world.server();
  const script = scanScript(chanceOf(21), () => 1);
  for (let request = 0; request < 200; request++) await ask(...script.request(HANDS[request % HANDS.length]!));
  // Whoever moves to another area takes no scan with him.
  await world.query("update users set role = 'dispatcher', dispatch_area = 'indore'");
  const pool = openPool({ url: world.url }, () => {});
  try {
    const today = businessDay(new Date(), TIME_ZONE);
    const rows = reportRows(pool, TIME_ZONE);
    const [scans, facts, dashboard] = [
      scanReport(await rows.scanTallies({ from: today, to: today })),
      await rows.day(today),
      await statRows(pool, TIME_ZONE).dashboard({ all: true }),
    ];
    ok(scans.totals.scans > 200 && scans.totals.refused > 20 && scans.totals.alreadyThere > 0);
    same(scans.totals.hourly, dashboard.today.hourly);
    same([scans.totals.scans, scans.totals.packed], [dashboard.today.scans, dashboard.today.childrenLinked]);
    same(dayReport(today, facts).scans, scans.totals);
    equal(dayReport(today, facts).made.totals.bills, dashboard.bills);
    for (const { area, totals } of scans.areas) {
      const scope = { all: false, area } as const;
      // Somebody without an area is shown nothing, not what belongs to none.
      const seen = area === null ? 0 : totals.scans;
      equal((await statRows(pool, TIME_ZONE).dashboard(scope)).today.scans, seen, String(area));
    }
    same(scans.areas.map(({ area }) => area), ["lucknow", null]);
  } finally {
    await pool.end();
  }
});

Deno.test("a day is found by the index on time: no report reads the events of the years before", async () => {
  await using pool = await openTestPool();
  await addUser(pool.db, "dev");
  await pool.db.transaction(async (tx) => {
    await tx.query(`insert into scan_events (key, at, place, kind, outcome, accepted, user_id, content_hash)
      select gen_random_uuid(), '2026-01-01'::timestamptz + n * interval '10 minutes', 0, 'link_child', 'child_linked',
        true, 1, 0
      from generate_series(1, 40000) as n`);
    await tx.query("analyze scan_events");
  }, 30_000);
  await pool.db.transaction(async (tx) => {
    const before = await eventsRead(tx);
    const figures = scanFigures(await reportRows(tx, TIME_ZONE).scanTallies({ from: "2026-03-01", to: "2026-03-01" }));
    equal(figures.scans, 144);
    const after = await eventsRead(tx);
    equal(after.whole - before.whole, 0);
    const found = after.found - before.found;
    ok(found >= 144 && found < 8_000, `read ${found} events`);
  });
});

/** What this connection has read and not yet reported, of the transactions before as well: filling the table read it. */
async function eventsRead(db: Database): Promise<{ whole: number; found: number }> {
  const [read] = await db.query<{ whole: number; found: number }>(`select
    pg_stat_get_xact_tuples_returned('scan_events'::regclass)::bigint as whole,
    (pg_stat_get_xact_tuples_fetched('scan_events'::regclass) + (
      select sum(pg_stat_get_xact_tuples_fetched(indexrelid)) from pg_index where indrelid = 'scan_events'::regclass
    ))::bigint as found`);
  return read!;
}
