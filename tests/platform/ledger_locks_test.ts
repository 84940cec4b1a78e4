import assert from "node:assert/strict";
import { untruths } from "../support/facts.ts";
import type { Command } from "../../domain/command.ts";
import { complete, createBill, editBill, link, putOn, takeOff } from "../support/heart.ts";
import { openPostgresWorld, type PostgresWorld } from "../support/heart_pg.ts";
import { told } from "../support/warehouse.ts";

/** Somebody who locks a row and lets go when told. */
async function hold({ client }: PostgresWorld, sql: string): Promise<() => Promise<void>> {
  const holder = await client();
  await holder.query("begin");
  await holder.query(sql);
  return async () => void await holder.query("commit");
}

/** Resolves when so many of the servers' connections wait for a lock, or `answered` says that nobody will. */
async function waiting({ query }: PostgresWorld, wanted: number, answered: () => boolean): Promise<void> {
  const waits = "select from pg_stat_activity where application_name = 'tracetrack' and datname = current_database()" +
    " and wait_event_type = 'Lock'";
  while (!answered() && (await query(waits)).length < wanted);
}

/** Sends one command to each of two servers while the bill is held, so that neither can be done before the other asks. */
async function atOnce(...rivals: readonly [Command, Command]) {
  await using world = await openPostgresWorld();
  const servers = [await world.server(), await world.server()];
  await servers[0]!.ask(link("SB00001", "C001"), link("SB00002", "C002"), link("SB00003", "C003"), createBill("B1", 2));
  await servers[0]!.ask(putOn("B1", "SB00001"), putOn("B1", "SB00002"));
  const letGo = await hold(world, "select from bills for no key update");
  let isAnswered = false;
  const replies = Promise.all(rivals.map((rival, place) => servers[place]!.ask(rival)));
  replies.then(() => isAnswered = true);
  await waiting(world, 2, () => isAnswered);
  await letGo();
  const words = told((await replies).flat());
  assert.deepEqual(untruths(await world.facts()), []);
  const [bill] = await world.query<{ linked_count: number; capacity: number; short: boolean; status: string }>(
    "select linked_count, capacity, short, status from bills",
  );
  return { words: words.sort(), bill: bill! };
}

// B1 has two places and holds SB00001 and SB00002; its version is the same for all who ask.
const VERSION = 2;

Deno.test("a bill is not sold as full while its last sack is taken off", async () => {
  const { words, bill } = await atOnce(takeOff("B1", "SB00001"), complete("B1", VERSION));
  const isSold = bill.status === "completed";
  assert.deepEqual(words, isSold ? ["bill_closed", "bill_completed"] : ["bill_unlinked", "version_conflict"]);
  assert.equal(bill.linked_count, isSold ? 2 : 1);
  assert.equal(bill.short, false);
});

Deno.test("a bag is not packed into a sack that is sold at the same moment", async () => {
  const { words, bill } = await atOnce(complete("B1", VERSION), link("SB00001", "C009"));
  assert.equal(bill.status, "completed");
  assert(["bill_closed,bill_completed", "bill_closed,child_linked"].includes(String(words)), String(words));
});

Deno.test("of two who edit a bill that both have seen, one is told that he saw an old one", async () => {
  const { words, bill } = await atOnce(
    editBill("B1", VERSION, { capacity: 3 }),
    editBill("B1", VERSION, { capacity: 4 }),
  );
  assert.deepEqual(words, ["bill_changed", "version_conflict"]);
  assert([3, 4].includes(bill.capacity));
});
