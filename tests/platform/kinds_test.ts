import assert from "node:assert/strict";
import type { Command } from "../../domain/command.ts";
import { LostRace } from "../../domain/ledger.ts";
import { openPool } from "../../platform/postgres.ts";
import { startKinds } from "../../platform/kinds.ts";
import { untruths } from "../support/facts.ts";
import { ADMIN, link, open } from "../support/heart.ts";
import { until } from "../support/buses.ts";
import { openPostgresWorld, type PostgresWorld } from "../support/heart_pg.ts";
import { untilSomebodyWaits } from "../support/locked.ts";

const BY = { person: ADMIN, address: null, requestId: "r", key: null };
const RICE = {
  ...{ kind: "RC", prefix: "RC", digits: 5, product: "Rice", capacity: 20 },
  ...{ childWeightG: 500, expectedWeightG: 10_000 },
};

async function openWorld() {
  const world = await openPostgresWorld({ small: false });
  const knowing = await world.server(), stale = await world.server();
  const pool = openPool({ url: world.url }, () => {});
  return {
    ...{ world, knowing, stale, kinds: startKinds(pool, knowing.names) },
    async [Symbol.asyncDispose]() {
      await pool.end();
      await world[Symbol.asyncDispose]();
    },
  };
}

const outcomeOf = (reply: Awaited<ReturnType<Awaited<ReturnType<PostgresWorld["server"]>>["ask"]>>[number]) =>
  "answer" in reply ? reply.answer.outcome : reply.refused;

Deno.test("who has not heard of a new kind registers no child by a sack's code: it meets the kind, and decides again", async () => {
  await using all = await openWorld();
  const { kinds, stale, world } = all;
  assert.equal(outcomeOf((await stale.ask(open("SB00001")))[0]!), "parent_created");
  assert.equal((await kinds.create(RICE, BY)).is, "done");
  const [asChild] = await stale.ask(link("SB00001", "RC00042"));
  assert.equal(outcomeOf(asChild!), "wrong_type");
  const [asParent] = await stale.ask(open("RC00042"));
  assert.equal(outcomeOf(asParent!), "parent_created");
  assert.deepEqual(await world.query("select code, role from bags order by code"), [
    { code: "RC00042", role: "parent" },
    { code: "SB00001", role: "parent" },
  ]);
});

Deno.test("a child that is registered while its prefix is being taken is in the way, whoever is quicker", async () => {
  await using all = await openWorld();
  const { kinds, world } = all;
  const register = "insert into bags (role, code, created_at) values ('child', 'RC00042', now())";
  const one = await world.client();
  await one.query("begin");
  await one.query(register);
  const waits = kinds.create(RICE, BY).catch(({ code }) => code);
  await untilSomebodyWaits(world.query);
  await one.query("commit");
  assert.deepEqual(await waits, { is: "kind_codes_taken", example: "RC00042" });

  const other = { ...RICE, kind: "RX", prefix: "RX" };
  await one.query("begin");
  await one.query(`insert into bag_kinds (kind, prefix, digits, product, capacity, child_weight_g, expected_weight_g)
    values ('RX', 'RX', 5, 'Rice', 20, 500, 10000)`);
  const two = await world.client();
  const late = two.query(register.replace("RC", "RX")).then(() => "stored", ({ code }) => code);
  await untilSomebodyWaits(world.query);
  await one.query("commit");
  assert.equal(await late, "TT001");
  assert.equal((await kinds.create(other, BY)).is, "kind_exists");
});

Deno.test("a first sack that is registered while its kind's prefix changes is in the way, whoever is quicker", async () => {
  await using all = await openWorld();
  const { kinds, world } = all;
  const register = "insert into bags (role, code, kind, created_at) values ('parent', 'SB00001', 'SB', now())";
  const one = await world.client();
  await one.query("begin");
  await one.query(register);
  const change = (version: number, prefix: string) => kinds.change("SB", { version, prefix }, BY);
  const waits = change(1, "BS");
  await untilSomebodyWaits(world.query);
  await one.query("commit");
  assert.equal((await waits).is, "kind_in_use");

  await one.query("begin");
  await one.query("update bag_kinds set prefix = 'M4X-' where kind = 'M444'");
  const two = await world.client();
  const late = two.query(register.replace("SB00001", "M444-00001").replace("'SB'", "'M444'"))
    .then(() => "stored", ({ code }) => code);
  await untilSomebodyWaits(world.query);
  await one.query("commit");
  assert.equal(await late, "TT001");
});

Deno.test("while two instances scan and a kind is edited again and again, nothing is lost, doubled or told wrongly", async () => {
  await using all = await openWorld();
  const { kinds, knowing, stale, world } = all;
  let isOver = false, n = 0;
  const stored: string[] = [], told = new Map<string, number>();
  const scanOn = async (server: typeof knowing, hand: number) => {
    for (let sack = 0; !isOver; sack++) {
      const parent = `SB${hand}${String(sack).padStart(4, "0")}`;
      const commands: Command[] = [0, 1, 2].map(() => link(parent, `${hand}${String(n++).padStart(7, "0")}`));
      const replies = await server.ask(open(parent), ...commands);
      for (const [place, reply] of replies.entries()) {
        assert.ok("answer" in reply, outcomeOf(reply));
        if (place > 0) stored.push(reply.answer.child!.code);
        told.set(parent, reply.answer.parent!.capacity);
      }
    }
  };
  const hands = [1, 2, 3, 4].map((hand) => scanOn(hand % 2 ? knowing : stale, hand));
  const edits = 30;
  for (let edit = 1; edit <= edits; edit++) {
    const { is } = await kinds.change("SB", { version: edit, capacity: 30 + edit, childWeightG: 1_000 + edit }, BY);
    assert.equal(is, "done");
    const before = told.size;
    await until(() => told.size > before + 4);
  }
  isOver = true;
  await Promise.all(hands);

  const facts = await world.facts();
  assert.deepEqual(untruths(facts), []);
  assert.deepEqual(new Set(facts.children.map(({ code }) => code)), new Set(stored));
  assert.equal(facts.children.length, stored.length);
  for (const { code, capacity } of facts.parents) assert.equal(told.get(code), capacity, code);
  assert.ok(
    new Set(facts.parents.map(({ capacity }) => capacity)).size > 25,
    "Sacks of many capacities were registered",
  );
  for (const fault of [...knowing.faults, ...stale.faults]) assert.ok(fault instanceof LostRace, String(fault));
  const [audit] = await world.query<{ n: string }>("select count(*) as n from audit_log where action = 'kind_changed'");
  assert.equal(Number(audit!.n), edits);
});

Deno.test("areas and kinds are never deleted, not even by the owner", async () => {
  await using world = await openPostgresWorld();
  for (const table of ["dispatch_areas", "bag_kinds"]) {
    for (const sql of [`delete from ${table}`, `truncate ${table} cascade`]) {
      await assert.rejects(world.query(sql), { code: "23514" }, sql);
    }
  }
});
