import { deepEqual, equal, ok } from "node:assert/strict";
import type { BagAsOf, BillAsOf } from "../../domain/history.ts";
import { LIMITS } from "../../domain/limits.ts";
import type { BagDetail, BillDetail, PackedChild } from "../../domain/shapes.ts";
import { bagRows } from "../../platform/bag_rows.ts";
import { billRows } from "../../platform/bill_rows.ts";
import { historyRows } from "../../platform/history_rows.ts";
import { type Database, openPool } from "../../platform/postgres.ts";
import { chanceOf, oneOf } from "../support/chance.ts";
import { BILLER, editBill, link, open, putOn, takeOut, undo, voidBag } from "../support/heart.ts";
import { openPostgresWorld, type PostgresWorld } from "../support/heart_pg.ts";
import { addBill, addUser, openTestPool, TIME_ZONE } from "../support/made_rows.ts";
import { HANDS, scanScript } from "../support/scan_script.ts";

const REQUESTS = 150;
/** What a biller at a desk waits for without wondering. */
const BIG_BILL_MS_MAX = 300;

/** What stood after a commit, as the rows themselves say it: all sacks, all bills, some of the bags. */
interface Snapshot {
  readonly at: Date;
  readonly bags: readonly BagDetail[];
  readonly bills: readonly BillDetail[];
}

const SEED = 21;

Deno.test(`whatever people do, the past is told as it stood then: sacks, bags and bills (seed ${SEED})`, async () => {
  await using world = await openPostgresWorld();
  const db = openPool({ url: world.url }, () => {});
  await using _ = { [Symbol.asyncDispose]: () => db.end() };
  const snapshots = await workAndLook(world, db, SEED);

  const histories = historyRows(db);
  for (const { at, bags, bills } of snapshots) {
    const then = await Promise.all([
      ...bags.map(async ({ code }) => tellBag(await histories.bag(code, at))),
      ...bills.map(async ({ number }) => tellBill(await histories.bill(number, at))),
    ]);
    deepEqual(then, [...bags.map(tellNow), ...bills.map(tellBillNow)], at.toISOString());
  }
  await assertWorthTheName(world, snapshots);
});

/** Random people at work; after each commit everything is looked at. */
async function workAndLook(world: PostgresWorld, db: Database, seed: number): Promise<Snapshot[]> {
  const server = await world.server();
  const chance = chanceOf(seed);
  const versions = new Map<string, number>();
  const script = scanScript(chance, (bill) => versions.get(bill) ?? 1);
  const snapshots: Snapshot[] = [];
  for (let request = 0; request < REQUESTS; request++) {
    const commands = script.request(oneOf(chance, HANDS));
    const [number, version] = oneOf(chance, [...versions, ["none", 1] as const]);
    // Words change too, not only capacities.
    if (request % 5 === 0) commands.push(editBill(number, version, { destination: `Town ${request}` }, { by: BILLER }));
    const sold = snapshots.at(-1)?.bags.find(({ role, bill }) => role === "parent" && bill !== null);
    if (sold && request % 4 === 0) commands.push(putOn(number, sold.code, sold.bill));
    await server.ask(...commands);
    const snapshot = await lookAt(world, db);
    for (const bill of snapshot.bills) versions.set(bill.number, bill.version);
    // Times are told to the millisecond: of two commits within one, the later one is what stood at its end.
    if (snapshots.at(-1)?.at.getTime() === snapshot.at.getTime()) snapshots.pop();
    snapshots.push(snapshot);
  }
  return snapshots;
}

async function lookAt(world: PostgresWorld, db: Database): Promise<Snapshot> {
  const [row] = await world.query<{ at: Date; bags: string[] | null; bills: string[] | null }>(
    `select (select max(at) from scan_events) as at, (select array_agg(code::text) from bags where role = 'parent' or code like '%5') as bags,
      (select array_agg(number) from bills) as bills`,
  );
  const bags = bagRows(db, TIME_ZONE), bills = billRows(db, TIME_ZONE);
  return {
    at: row!.at,
    bags: await Promise.all((row!.bags ?? []).map(async (code) => (await bags.find(code))!)),
    bills: await Promise.all((row!.bills ?? []).map(async (number) => (await bills.find(number))!)),
  };
}

const byCode = <Thing extends { readonly code: string }>(things: readonly Thing[]): Thing[] =>
  [...things].sort((one, other) => one.code < other.code ? -1 : 1);

const tellChildren = (children: readonly PackedChild[]) =>
  byCode(children).map(({ code, packedAt, packedBy, scanId }) => [code, packedAt?.getTime(), packedBy, scanId]);

function tellBag(bag: BagAsOf | null) {
  ok(bag?.existed, "It was registered by then");
  const { code, bill, voided } = bag;
  return bag.role === "parent"
    ? { code, bill, voided, filled: bag.childCount, kg: bag.weightKg, children: tellChildren(bag.children) }
    : { code, bill, voided, in: bag.parent, at: bag.packedAt?.getTime(), by: bag.packedBy };
}

function tellNow(bag: BagDetail) {
  const { code, bill, voided } = bag;
  return bag.role === "parent"
    ? { code, bill, voided, filled: bag.childCount, kg: bag.weightKg, children: tellChildren(bag.children) }
    : { code, bill, voided, in: bag.parent, at: bag.packedAt?.getTime(), by: bag.packedBy };
}

function tellBill(bill: BillAsOf | null) {
  ok(bill?.existed, "It was made by then");
  return tellBillNow(bill);
}

function tellBillNow(bill: Omit<BillAsOf, "at" | "existed" | "voided"> | BillDetail) {
  const { number, status, capacity, linkedCount, childCount, weightKg, expectedWeightKg } = bill;
  const { short, shortReason, completedAt, completedBy, description, destination, vehicle } = bill;
  return {
    ...{ number, status, capacity, linkedCount, childCount, weightKg, expectedWeightKg, short, shortReason },
    ...{ completedAt, completedBy, description, destination, vehicle, parents: byCode(bill.parents) },
  };
}

/** A run in which nothing happens proves nothing. */
async function assertWorthTheName({ query }: PostgresWorld, snapshots: readonly Snapshot[]): Promise<void> {
  ok(snapshots.length > REQUESTS / 2, `Only ${snapshots.length} moments`);
  const rows = await query<{ outcome: string; undo: boolean; moved: boolean }>(
    `select distinct outcome, undoes is not null as undo, from_bill_id is not null as moved
    from scan_events where accepted`,
  );
  const seen = (outcome: string, { undo = false, moved = false } = {}) =>
    rows.some((row) => row.outcome === outcome && (!undo || row.undo) && (!moved || row.moved));
  for (const outcome of ["child_moved", "child_unlinked", "bill_closed", "bill_reopened", "bill_changed"]) {
    ok(seen(outcome), `No ${outcome}`);
  }
  ok(seen("child_unlinked", { undo: true }) && seen("bill_linked", { moved: true }));
}

Deno.test("before it was registered nothing is known of a bag, and after it what was undone is gone", async () => {
  await using world = await openPostgresWorld();
  const db = openPool({ url: world.url }, () => {});
  await using _ = { [Symbol.asyncDispose]: () => db.end() };
  const server = await world.server();
  const scan = link("SB00001", "C001");
  await server.ask(open("SB00001"));
  await server.ask(scan);
  await server.ask(undo(scan.key));
  await server.ask(link("SB00001", "C002"), takeOut("SB00001", "C002"), voidBag("SB00001"));
  const times = await world.query<{ at: Date }>("select distinct at from scan_events order by at");
  const histories = historyRows(db);
  const seen = await Promise.all(times.map(({ at }) => histories.bag("SB00001", at)));
  deepEqual(seen.map((bag) => bag?.role === "parent" && [bag.childCount, bag.voided]), [
    ...[[0, false], [1, false], [0, false], [0, true]],
  ]);
  const before = await histories.bag("SB00001", new Date(times[0]!.at.getTime() - 1));
  deepEqual([before?.existed, before?.createdAt.getTime()], [false, times[0]!.at.getTime()]);
  equal(await histories.bag("SB99999", new Date()), null);
  equal(await histories.bill("INV-1", new Date()), null);
});

Deno.test("a moment ahead is told as now", async () => {
  await using pool = await openTestPool();
  await addBill(pool.db, "INV-1");
  const bill = await historyRows(pool.db).bill("inv-1", new Date("2999-01-01T00:00:00Z"));
  ok(bill && Math.abs(bill.at.getTime() - Date.now()) < 60_000, String(bill?.at));
  deepEqual([bill.number, bill.status, bill.existed], ["INV-1", "new", true]);
});

Deno.test("the largest bill, every sack full and each bag moved once, is put together while the biller waits", async () => {
  await using pool = await openTestPool();
  const by = await addUser(pool.db, "asha");
  const billId = await addBill(pool.db, "INV-1", { capacity: LIMITS.billCapacityMax });
  // Filling a warehouse is no page: it may take its time.
  await pool.db.transaction((db) => fillBill(db, billId, by), 60_000);
  const histories = historyRows(pool.db);
  const times: number[] = [];
  // Half of what is in the sacks now came after that moment, and all of it was moved before it came.
  for (const [at, bags] of [[new Date(), 15_000], [await momentOfHalf(pool.db), 7_500]] as const) {
    for (let round = 0; round < 4; round++) {
      const startedAt = performance.now();
      const bill = await histories.bill("INV-1", at);
      times.push(performance.now() - startedAt);
      deepEqual([bill?.linkedCount, bill?.childCount, bill?.weightKg], [500, bags, bags]);
    }
  }
  // Other tests run beside this one: the quickest is what it takes.
  for (const moment of [times.slice(0, 4), times.slice(4)]) {
    ok(Math.min(...moment) <= BIG_BILL_MS_MAX, `${moment.map(Math.round)} ms`);
  }
});

/** Events as commits would have left them: into a first sack, the sack put on the bill, the bags moved on to it. */
async function fillBill(db: Database, billId: number, by: number): Promise<void> {
  const sack = "'SB' || lpad((10000 + n % 500)::text, 5, '0')", first = "'SB' || lpad((20000 + n % 500)::text, 5, '0')";
  const child = "(1000000 + n)::text";
  await db.query(`insert into bags (role, code, kind, created_at)
    select 'parent', ${sack}, 'SB', now() - interval '90 minutes' from generate_series(0, 499) n`);
  await db.query(`insert into bags (role, code, parent_id, packed_at, created_at)
    select 'child', ${child}, (select id from bags where code = ${sack}), now(), now() from generate_series(0, 14999) n`);
  const tell = (minutes: number, outcome: string, columns: string, values: string, to: number) =>
    db.query(
      `insert into scan_events (key, at, place, kind, outcome, accepted, user_id, content_hash, ${columns})
      select gen_random_uuid(), now() - interval '${minutes} minutes' + n * interval '1 millisecond', 0, 'x', '${outcome}',
        true, $1, 0, ${values} from generate_series(0, ${to}) n`,
      [by],
    );
  await tell(60, "child_linked", "parent, child", `${first}, ${child}`, 14_999);
  await tell(40, "bill_linked", "parent, bill_id", `${sack}, ${billId}`, 499);
  await tell(30, "child_moved", "parent, from_parent, child", `${sack}, ${first}, ${child}`, 14_999);
  await db.query("analyze scan_events");
}

async function momentOfHalf(db: Database): Promise<Date> {
  const [row] = await db.query<{ at: Date }>(
    "select at from scan_events where outcome = 'child_moved' order by at offset 7499 limit 1",
  );
  return row!.at;
}

Deno.test("a sack that goes from one bill to another is on one of them at a time", async () => {
  await using world = await openPostgresWorld();
  const db = openPool({ url: world.url }, () => {});
  await using _ = { [Symbol.asyncDispose]: () => db.end() };
  await world.query("insert into bills (number, capacity, created_at) values ('A/1', 2, now()), ('B 2', 2, now())");
  const server = await world.server();
  await server.ask(link("SB00001", "C001"));
  await server.ask(putOn("a/1", "SB00001"));
  await server.ask(putOn("B 2", "SB00001", "A/1"));
  const times = await world.query<{ at: Date }>("select distinct at from scan_events order by at");
  const histories = historyRows(db);
  const seen = await Promise.all(times.map(async ({ at }) => {
    const [one, other, child] = [
      await histories.bill("A/1", at),
      await histories.bill("b 2", at),
      await histories.bag("C001", at),
    ];
    return [one?.linkedCount, other?.linkedCount, child?.bill];
  }));
  deepEqual(seen, [[0, 0, null], [1, 0, "A/1"], [0, 1, "B 2"]]);
});
