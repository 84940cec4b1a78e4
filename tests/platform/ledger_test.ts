import assert from "node:assert/strict";
import type pg from "pg";
import type { Reply } from "../../domain/answer.ts";
import type { Command } from "../../domain/command.ts";
import { commitBatch } from "../../actors/commit_batch.ts";
import { UnknownFate } from "../../domain/ledger.ts";
import { chanceOf, oneOf } from "../support/chance.ts";
import { untruths } from "../support/facts.ts";
import {
  complete,
  createBill,
  editBill,
  link,
  move,
  open,
  putOn,
  reopen,
  SMALL_TERMS,
  takeOut,
  undo,
} from "../support/heart.ts";
import { openPostgresWorld, type PostgresWorld } from "../support/heart_pg.ts";
import { type Asked, lies } from "../support/run_log.ts";
import { HANDS, scanScript } from "../support/scan_script.ts";
import type { StoredEvent } from "../support/memory_store.ts";
import { told } from "../support/warehouse.ts";

const replayed = (replies: readonly Reply[]) => replies.map((reply) => "answer" in reply && reply.answer.replayed);

for (const { seed, lanes } of [{ seed: 11, lanes: 1 }, { seed: 12, lanes: 2 }]) {
  Deno.test(`two servers of ${lanes} lanes hammer one PostgreSQL, and all eight truths hold (seed ${seed})`, async () => {
    await using world = await openPostgresWorld();
    const servers = [await world.server(lanes), await world.server(lanes)];
    const chance = chanceOf(seed);
    const versions = new Map<string, number>();
    const script = scanScript(chance, (bill) => versions.get(bill) ?? 1);
    const log: Asked[] = [];
    await Promise.all(HANDS.map(async (by) => {
      for (let request = 0; request < 40; request++) {
        const commands = script.request(by);
        const replies = await Promise.all(oneOf(chance, servers).floor.submit(commands));
        log.push({ commands, replies });
        if (request % 4 === 0) await readVersions(world, versions);
      }
    }));
    const facts = await world.facts();
    assert.deepEqual(untruths(facts), []);
    assert.deepEqual(lies(await storedEvents(world), log, true), []);
    assert(facts.events.length > 400, `Only ${facts.events.length} events`);
    assert(new Set(facts.events.map(({ outcome }) => outcome)).size >= 25);
  });
}

async function readVersions({ query }: PostgresWorld, versions: Map<string, number>): Promise<void> {
  const rows = await query<{ number: string; version: number }>("select number, version from bills");
  for (const { number, version } of rows) versions.set(number, version);
}

async function storedEvents({ query }: PostgresWorld): Promise<{ events: Map<string, StoredEvent> }> {
  const rows = await query<StoredEvent>(
    `select key, outcome, child, content_hash::float8 as "contentHash" from scan_events`,
  );
  return { events: new Map(rows.map((event) => [event.key, event])) };
}

Deno.test("the same scan sent to both servers at once is stored once: one new, one a replay with the sack as it stands", async () => {
  await using world = await openPostgresWorld();
  const servers = [await world.server(), await world.server()];
  for (let round = 0; round < 60; round++) {
    const scan = link(`SB${10_000 + round}`, `C${1_000 + round}`);
    const replies = (await Promise.all(servers.map((server) => server.ask(scan)))).flat();
    assert.deepEqual(told(replies), ["child_linked", "child_linked"]);
    assert.deepEqual(replayed(replies).sort(), [false, true]);
    assert.deepEqual(replies.map((reply) => "answer" in reply && reply.answer.parent?.childCount), [1, 1]);
  }
  const [row] = await world.query<{ n: number }>("select count(*)::integer as n from scan_events");
  assert.equal(row?.n, 60);
});

Deno.test("one key with two contents, sent to both servers at once: one is stored, the other refused", async () => {
  await using world = await openPostgresWorld();
  const servers = [await world.server(), await world.server()];
  for (let round = 0; round < 20; round++) {
    const key = crypto.randomUUID();
    const rivals = [link("SB00001", `C${1_000 + round}`, { key }), open("SB00002", { key })];
    const words = told((await Promise.all(rivals.map((rival, place) => servers[place]!.ask(rival)))).flat());
    assert.equal(words.filter((word) => word === "scan_id_reused").length, 1, String(words));
  }
});

Deno.test("servers that fight over one bag, the last place and one bill have one winner each", async () => {
  await using world = await openPostgresWorld();
  const servers = [await world.server(2), await world.server(2)];
  const fight = async (...rivals: readonly Command[]) =>
    told((await Promise.all(rivals.map((rival, place) => servers[place % 2]!.ask(rival)))).flat()).sort();
  for (let round = 0; round < 10; round++) {
    const [one, two] = [`SB1000${round}`, `SB2000${round}`];
    assert.deepEqual(await fight(link(one, `C10${round}`), link(two, `C10${round}`)), [
      "child_elsewhere",
      "child_linked",
    ]);
    const five = ["A", "B", "C", "D", "E"].map((name) => link(`SB3000${round}`, `${name}30${round}`));
    assert.deepEqual(await fight(...five), [...Array(4).fill("child_linked"), "parent_full"]);
    await servers[0]!.ask(
      createBill(`X${round}`, 1),
      createBill(`Y${round}`, 1),
      link(one, `F10${round}`),
      link(two, `G10${round}`),
    );
    assert.deepEqual(await fight(putOn(`X${round}`, one), putOn(`Y${round}`, one)), [
      "bag_on_other_bill",
      "bill_linked",
    ]);
    assert.deepEqual(await fight(createBill("", 1), createBill("", 1)), ["bill_created", "bill_created"]);
    assert.deepEqual(await fight(createBill(`z${round}`, 1), createBill(`Z${round}`, 1)), [
      "bill_created",
      "bill_exists",
    ]);
  }
  assert.deepEqual(untruths(await world.facts()), []);
});

Deno.test("crosswise moves between two servers never wait for each other in a circle", async () => {
  await using world = await openPostgresWorld();
  const servers = [await world.server(), await world.server()];
  await servers[0]!.ask(link("SB00001", "C001"), link("SB00002", "C002"));
  for (let round = 0; round < 40; round++) {
    const sacks = round % 2 ? ["SB00001", "SB00002"] as const : ["SB00002", "SB00001"] as const;
    const words = await Promise.all([servers[0]!.ask(move("C001", sacks[0])), servers[1]!.ask(move("C002", sacks[1]))]);
    assert(told(words.flat()).every((word) => word === "child_moved" || word === "child_already_here"));
  }
  assert.deepEqual(servers.flatMap(({ faults }) => faults).filter((fault) => (fault as Error).name !== "LostRace"), []);
  assert.deepEqual(untruths(await world.facts()), []);
});

Deno.test("what appears while a batch waits for a lock is looked up again: a replay tells of its sack, a move finds its bag", async () => {
  await using world = await openPostgresWorld();
  const [late, early] = [await world.server(), await world.server()];
  await late.ask(open("SB00001"));
  const holder = await world.client();
  await holder.query("begin");
  await holder.query("select from bags where code = 'SB00001' for no key update");
  const scan = link("SB00002", "C001");
  const waiting = late.ask(open("SB00001"), scan, move("C002", "SB00003"));
  let isAnswered = false;
  waiting.then(() => isAnswered = true);
  const waits = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  while (!isAnswered && (await world.query(waits)).length === 0);
  await early.ask(scan, link("SB00002", "C002"), open("SB00003"));
  await holder.query("commit");
  const replies = await waiting;
  assert.deepEqual(told(replies), ["parent_opened", "child_linked", "child_moved"]);
  assert.deepEqual(replayed(replies), [false, true, false]);
  assert.deepEqual(replies.map((reply) => "answer" in reply && reply.answer.parent?.childCount), [0, 2, 1]);
});

Deno.test("a frozen transaction delays those who need its rows until PostgreSQL ends it, and loses nothing", async () => {
  await using world = await openPostgresWorld();
  const server = await world.server();
  await server.ask(open("SB00001"));
  const frozen = await world.client();
  await frozen.query("set idle_in_transaction_session_timeout = '1s'; begin");
  await frozen.query("select from bags where code = 'SB00001' for no key update");
  const startedAt = performance.now();
  const scan = link("SB00001", "C001");
  let words = told(await server.ask(scan));
  while (words[0] === "busy") words = told(await server.ask(scan)); // as a scanner's outbox does
  const ms = performance.now() - startedAt;
  assert.deepEqual(words, ["child_linked"]);
  assert(ms < 2_500, `${ms} ms`);
  assert.deepEqual(untruths(await world.facts()), []);
});

Deno.test("connections killed in mid batch lose nothing, double nothing, and are replaced", async () => {
  await using world = await openPostgresWorld();
  const server = await world.server(2);
  const log: Asked[] = [];
  const kills = killBusyOnes(await world.client(), 12);
  let isOver = false;
  kills.then(() => isOver = true);
  for (let round = 0; !isOver; round++) {
    const commands = [
      link(`SB1${1_000 + round}`, `C${1_000 + round}`),
      link(`SB1${1_000 + round}`, `D${1_000 + round}`),
    ];
    log.push({ commands, replies: await server.ask(...commands) });
  }
  assert.deepEqual(lies(await storedEvents(world), log, false), []);
  assert.deepEqual(untruths(await world.facts()), []);
  assert.deepEqual(told(await server.ask(open("SB00009"))), ["parent_created"]);
  assert(server.faults.length > 0, "Nothing was killed");
});

/** Ends connections in mid transaction, until so many are ended. */
async function killBusyOnes(client: pg.Client, wanted: number): Promise<void> {
  for (let killed = 0; killed < wanted;) {
    const { rowCount } = await client.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'tracetrack' and datname = current_database() and state <> 'idle' limit 1`);
    killed += rowCount ?? 0;
    if (rowCount) await client.query("select pg_sleep(0.05)"); // lets the lane come back: a storm of kills shows no more
  }
}

Deno.test("a commit that PostgreSQL answers with ROLLBACK is no commit", async () => {
  await using world = await openPostgresWorld();
  const server = await world.server();
  // Whatever refuses one statement turns the commit after it into a rollback, which PostgreSQL answers without complaint.
  await world.query("alter table scan_events add constraint none_of_these check (parent is distinct from 'SB00666')");
  const replies = await server.ask(open("SB00001"), open("SB00666"), open("SB00002"));
  assert.deepEqual(told(replies), ["parent_created", "busy", "busy"]);
  const codes = await world.query<{ code: string }>("select code from bags");
  assert.deepEqual(codes, [{ code: "SB00001" }]);
});

Deno.test("a commit that is judged only as it commits, and fails, is no commit either", async () => {
  await using world = await openPostgresWorld();
  const server = await world.server();
  await world.query("create table allowed (code text primary key)");
  await world.query(`alter table scan_events add constraint allowed foreign key (parent) references allowed (code)
    deferrable initially deferred`);
  await world.query("insert into allowed values ('SB00001')");
  assert.deepEqual(told(await server.ask(open("SB00001"))), ["parent_created"]);
  assert.deepEqual(told(await server.ask(open("SB00002"))), ["busy"]);
  assert.deepEqual(await world.query("select code from bags"), [{ code: "SB00001" }]);
});

Deno.test("a write that meets fewer rows than were decided on raises, and stores nothing", async () => {
  await using world = await openPostgresWorld();
  const server = await world.server();
  await server.ask(link("SB00001", "C001"));
  await world.query("create function lose() returns trigger language plpgsql as 'begin return null; end'");
  await world.query(
    "create trigger a_lose before insert on bags for each row when (new.code = 'C666') execute function lose()",
  );
  const scans = [link("SB00001", "C002"), link("SB00001", "C666")];
  const batch = commitBatch(server.ledgers[0]!, scans, SMALL_TERMS);
  await assert.rejects(batch, { name: "LostRace" });
  const [row] = await world.query("select count(*)::integer as n from scan_events");
  assert.deepEqual(row, { n: 1 });
  assert.deepEqual(untruths(await world.facts()), []);
});

Deno.test("a commit that is not answered has an unknown fate, and its connection is not used again", async () => {
  await using world = await openPostgresWorld();
  const server = await world.server();
  await world.query(`create function die() returns trigger language plpgsql as
    'begin perform pg_terminate_backend(pg_backend_pid()); return null; end'`);
  await world.query("create trigger z_die after insert on scan_events for each statement execute function die()");
  await assert.rejects(
    commitBatch(server.ledgers[0]!, [open("SB00001")], SMALL_TERMS),
    (fault) => fault instanceof UnknownFate,
  );
  await world.query("drop trigger z_die on scan_events");
  assert.deepEqual(told(await server.ask(open("SB00001"))), ["parent_created"]);
});

Deno.test("one batch may open a sold bill, change what is in it and on it, and sell it again", async () => {
  await using world = await openPostgresWorld();
  const server = await world.server();
  await server.ask(link("SB00001", "C001"), link("SB00002", "C002"), createBill("B1", 3), putOn("B1", "SB00001"));
  assert.deepEqual(told(await server.ask(putOn("B1", "SB00002"), complete("B1", 3, "short"))), [
    "bill_linked",
    "bill_closed",
  ]);
  const [bill] = await world.query<{ version: number }>("select version from bills");
  const version = bill!.version;
  const again = [
    reopen("B1", version),
    takeOut("SB00001", "C001"),
    editBill("B1", version + 1, { capacity: 2 }),
    complete("B1", version + 2),
  ];
  assert.deepEqual(told(await server.ask(...again)), [
    "bill_reopened",
    "child_unlinked",
    "bill_changed",
    "bill_closed",
  ]);
  assert.deepEqual(server.faults, []);
  assert.deepEqual(untruths(await world.facts()), []);
});

Deno.test("an undo, its scan and the scan again in one request leave the last word in the database", async () => {
  await using world = await openPostgresWorld();
  const server = await world.server();
  const scan = link("SB00001", "C001");
  const words = told(await server.ask(scan, undo(scan.key), link("SB00001", "C001"), undo(scan.key)));
  assert.deepEqual(words, ["child_linked", "child_unlinked", "child_linked", "already_undone"]);
  assert.deepEqual(untruths(await world.facts()), []);
});
