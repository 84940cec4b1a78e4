import assert from "node:assert/strict";
import { decideLocked } from "../../actors/decide_locked.ts";
import { Books } from "../../domain/books.ts";
import { changeOf } from "../../domain/change.ts";
import { decideBatches, type ImportTerms, needsOfBatches } from "../../domain/import_decide.ts";
import type { StagedBatch } from "../../domain/import_shapes.ts";
import { decideTakingBack, type ImportedNames, needsOfTakingBack } from "../../domain/import_undo.ts";
import type { Ledger } from "../../domain/ledger.ts";
import { bagRows } from "../../platform/bag_rows.ts";
import { billDeskRows } from "../../platform/bill_desk_rows.ts";
import { billRows } from "../../platform/bill_rows.ts";
import { eventRows } from "../../platform/event_rows.ts";
import { historyRows } from "../../platform/history_rows.ts";
import { integrityRows } from "../../platform/integrity_rows.ts";
import { openPool } from "../../platform/postgres.ts";
import { reportRows } from "../../platform/report_rows.ts";
import { untruths } from "../support/facts.ts";
import { createBill, link, open } from "../support/heart.ts";
import { openPostgresWorld, type PostgresWorld } from "../support/heart_pg.ts";
import { apart, bag, bill, importTerms, lorryload, sackful } from "../support/sheet_warehouse.ts";
import { told } from "../support/warehouse.ts";

const SHEET = [
  sackful(1, "SB00001", "C001", "C002"),
  apart(2, bag("C003", "SB00002"), bill("B2", 2, "Truck")),
  lorryload(3, "B3", "SB00001", "SB00002"),
];

async function putIn(ledger: Ledger, sheet: readonly StagedBatch[], terms: ImportTerms) {
  const needs = needsOfBatches(sheet, terms.kinds);
  const { transaction, decided: { books, verdict } } = await decideLocked(ledger, needs, (reading) => {
    const books = new Books(needs, reading);
    return { books, verdict: decideBatches(books, sheet, terms) };
  });
  await transaction.commit(changeOf(books, verdict.events));
  return verdict;
}

async function takeBack(world: PostgresWorld, ledger: Ledger, terms: ImportTerms) {
  const names = await world.query<ImportedNames>(
    `select e.key, e.parent, e.child, (select number from bills where id = e.bill_id) as bill from scan_events e
    where e.import_id = $1 and e.accepted and e.kind in ('open_parent', 'link_child', 'create_bill', 'link_bill')`,
    [terms.importId],
  );
  const needs = needsOfTakingBack(names);
  const { transaction, decided: { books, verdict } } = await decideLocked(ledger, needs, (reading) => {
    const books = new Books(needs, reading);
    const newestFirst = [...reading.events].sort((one, other) => one.key < other.key ? 1 : -1);
    return { books, verdict: decideTakingBack(books, newestFirst, terms) };
  });
  await transaction.commit(changeOf(books, verdict.events));
  return verdict;
}

const rowsOf = (world: PostgresWorld) =>
  world.query<{ code: string; id: number; withdrawn: boolean; import: number | null }>(
    `select code, id::integer, withdrawn, import_id::integer as import from bags
    union all select number, id::integer, withdrawn, import_id::integer from bills order by 1`,
  );

async function isSound(world: PostgresWorld): Promise<void> {
  assert.deepEqual(untruths(await world.facts()), []);
  await using pool = disposable(world);
  assert.deepEqual((await integrityRows(pool).recount()).problems, []);
}

function disposable(world: PostgresWorld) {
  const pool = openPool({ url: world.url }, (fault) => {
    throw fault;
  });
  return Object.assign(pool, { [Symbol.asyncDispose]: () => pool.end() });
}

Deno.test("an import goes in, is taken back, and comes back in the same rows", async () => {
  await using world = await openPostgresWorld();
  const server = await world.server();
  const ledger = server.ledgers[0]!;
  const first = await putIn(ledger, SHEET, importTerms(1));
  assert.deepEqual([first.problems, first.counts.newRows], [[], 8]);
  const made = await rowsOf(world);
  assert.deepEqual(made.map(({ withdrawn, import: by }) => [withdrawn, by]), made.map(() => [false, 1]));
  await isSound(world);

  assert.deepEqual((await takeBack(world, ledger, importTerms(1))).obstacles, []);
  assert.deepEqual(await rowsOf(world), made.map((row) => ({ ...row, withdrawn: true })));
  await isSound(world);

  const again = await putIn(ledger, SHEET, importTerms(2));
  assert.deepEqual([again.counts, again.problems], [first.counts, []]);
  assert.deepEqual(await rowsOf(world), made.map((row) => ({ ...row, import: 2 })));
  await isSound(world);
});

Deno.test("a scan registers what was withdrawn, and counts follow", async () => {
  await using world = await openPostgresWorld();
  const server = await world.server();
  await putIn(server.ledgers[0]!, SHEET, importTerms(1));
  await takeBack(world, server.ledgers[0]!, importTerms(1));
  const replies = await server.ask(open("SB00001"), link("SB00002", "C001"), createBill("b3", 9), createBill("B9", 1));
  assert.deepEqual(told(replies), ["parent_created", "child_linked", "bill_created", "bill_created"]);
  const rows = (await rowsOf(world)).filter(({ withdrawn }) => !withdrawn);
  assert.deepEqual(rows.map(({ code, import: by }) => [code, by]), [
    ...["B9", "C001", "SB00001", "SB00002", "b3"].map((code) => [code, null]),
  ]);
  const [made] = await world.query<{ capacity: number; voided: boolean; version: number }>(
    "select capacity, voided_at is not null as voided, version from bills where number = 'b3'",
  );
  assert.deepEqual([made!.capacity, made!.voided], [9, false]);
  await isSound(world);
});

Deno.test("a kind that was edited meanwhile holds for a sack that is registered again", async () => {
  await using world = await openPostgresWorld();
  const server = await world.server();
  await putIn(server.ledgers[0]!, SHEET, importTerms(1));
  await takeBack(world, server.ledgers[0]!, importTerms(1));
  await world.query("update bag_kinds set capacity = 7 where kind = 'SB'");
  // The first try still decides on the kind as it was, and is taken again.
  assert.deepEqual(told(await server.ask(open("SB00001"))), ["parent_created"]);
  const [row] = await world.query<{ capacity: number }>("select capacity from bags where code = 'SB00001'");
  assert.equal(row!.capacity, 7);
});

Deno.test("who comes too late writes over nothing that is there", async () => {
  await using world = await openPostgresWorld();
  const server = await world.server();
  const [one, other] = [server.ledgers[0]!, (await world.server()).ledgers[0]!];
  const needs = needsOfBatches(SHEET, importTerms(1).kinds);
  const stale = await decideLocked(one, needs, (reading) => {
    const books = new Books(needs, reading);
    return { books, verdict: decideBatches(books, SHEET, importTerms(1)) };
  });
  // Nothing of it exists, so nothing is locked: the other one is first.
  await putIn(other, SHEET, importTerms(2));
  await assert.rejects(stale.transaction.commit(changeOf(stale.decided.books, stale.decided.verdict.events)));
  assert((await rowsOf(world)).every((row) => row.import === 2));
  await isSound(world);
});

Deno.test("pages do not know what was withdrawn; its events can still be read", async () => {
  await using world = await openPostgresWorld();
  const server = await world.server();
  await putIn(server.ledgers[0]!, SHEET, importTerms(1));
  await server.ask(createBill("B8", 1));
  await using pool = disposable(world);
  const bags = bagRows(pool, "Asia/Kolkata"), bills = billRows(pool, "Asia/Kolkata"), desk = billDeskRows(pool);
  const scope = { all: true } as const, page = { limit: 50, cursor: null };
  const range = { from: "2000-01-01", to: "2100-01-01" };
  const seen = async () => ({
    found: [await bags.find("SB00001"), await bags.find("C001"), await bills.find("b3"), await desk.packingList("B3")]
      .map((row) => row !== null),
    lists: [
      (await bags.list({ scope }, page))!.items.length,
      (await bills.list({ scope }, page))!.items.map(({ number }) => number),
      (await bills.list({ scope, q: "B" }, page))!.items.map(({ number }) => number),
      (await bills.list({ scope, status: "voided" }, page))!.items.length,
    ],
    counts: [(await bills.count({ scope })).count, (await bills.count({ scope, q: "B" })).count],
    known: await bags.known(["SB00001", "C001"], scope),
    makers: await desk.makers(),
    tallied: (await reportRows(pool, "Asia/Kolkata").billTallies(range)).reduce((sum, { bills }) => sum + bills, 0),
    histories: [
      await historyRows(pool).bag("SB00001", new Date()) !== null,
      await historyRows(pool).bill("B3", new Date()) !== null,
    ],
  });
  const yes = [true, true, true, true];
  assert.deepEqual(await seen(), {
    found: yes,
    lists: [5, ["B8", "B3", "B2"], ["B8", "B3", "B2"], 0],
    counts: [3, 3],
    known: ["SB00001", "C001"],
    makers: ["admin"],
    tallied: 3,
    histories: [true, true],
  });
  await takeBack(world, server.ledgers[0]!, importTerms(1));
  assert.deepEqual(await seen(), {
    found: yes.map(() => false),
    lists: [0, ["B8"], ["B8"], 0],
    counts: [1, 1],
    known: [],
    makers: ["admin"],
    tallied: 1,
    histories: [false, false],
  });
  const life = await eventRows(pool).ofBag("C001", { limit: 9, cursor: null });
  assert.deepEqual(life!.items.map(({ outcome }) => outcome), ["bag_withdrawn", "child_unlinked", "child_linked"]);
});
