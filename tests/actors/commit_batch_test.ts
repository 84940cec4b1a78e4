import assert from "node:assert/strict";
import { type BatchTimes, commitBatch } from "../../actors/commit_batch.ts";
import type { Ledger, Transaction } from "../../domain/ledger.ts";
import { floorWorld } from "../support/floor_world.ts";
import { complete, createBill, link, move, open, putOn, SMALL_TERMS, undo, voidBill } from "../support/heart.ts";
import { told } from "../support/warehouse.ts";

/** Commits whatever `first` does right after the ledger has guessed, before anything is locked. */
function afterGuess(ledger: Ledger, first: () => Promise<unknown>): Ledger {
  let isDone = false;
  return {
    open: (needs) => ledger.open(needs),
    look: (needs) => ledger.look(needs),
    guess: async (needs) => {
      const codes = await ledger.guess(needs);
      if (!isDone) await first();
      isDone = true;
      return codes;
    },
  };
}

const setup = () => {
  const world = floorWorld();
  const ledger = world.database.ledger();
  const commit = (on: Ledger, ...commands: Parameters<typeof commitBatch>[1]) =>
    world.clock.until(commitBatch(on, commands, SMALL_TERMS)).then(told);
  return { world, ledger, commit };
};

Deno.test("commitBatch locks the sack that a child is in now, though it was another when it guessed", async () => {
  const { world, ledger, commit } = setup();
  await commit(ledger, link("SB00001", "C001"), open("SB00002"), open("SB00003"));
  const stale = afterGuess(ledger, () => commitBatch(ledger, [move("C001", "SB00002")], SMALL_TERMS));
  assert.deepEqual(await commit(stale, move("C001", "SB00003")), ["child_moved"]);
  const child = world.database.store.bags.get("C001");
  assert.equal(child?.role === "child" && child.parent, "SB00003");
  assert.equal(world.database.locks.areFree, true);
});

Deno.test("commitBatch tells of the sack that a moved child truly left, and asks its bill", async () => {
  const { world, ledger, commit } = setup();
  await commit(ledger, link("SB00001", "C001"), open("SB00002"), open("SB00003"), createBill("B1", 1));
  const over = () => commitBatch(ledger, [move("C001", "SB00002")], SMALL_TERMS);
  const [reply] = await world.clock.until(
    commitBatch(afterGuess(ledger, over), [move("C001", "SB00003")], SMALL_TERMS),
  );
  const from = reply && "answer" in reply ? reply.answer.from : null;
  assert.deepEqual([from?.code, from?.childCount], ["SB00002", 0]);
  const back = [move("C001", "SB00002"), putOn("B1", "SB00002"), complete("B1", 2)];
  const sell = () => commitBatch(ledger, back, SMALL_TERMS);
  assert.deepEqual(await commit(afterGuess(ledger, sell), move("C001", "SB00001")), ["bill_completed"]);
});

Deno.test("commitBatch frees every sack of a voided bill, those put on since it guessed too", async () => {
  const { world, ledger, commit } = setup();
  await commit(ledger, link("SB00001", "C001"), link("SB00002", "C002"), createBill("B1", 5), putOn("B1", "SB00001"));
  const stale = afterGuess(ledger, () => commitBatch(ledger, [putOn("B1", "SB00002")], SMALL_TERMS));
  assert.deepEqual(await commit(stale, voidBill("B1", 3)), ["bill_made_void"]);
  assert.deepEqual([...world.database.store.bags.values()].filter((bag) => bag.role === "parent" && bag.bill), []);
});

Deno.test("commitBatch undoes a scan that was not yet stored when it guessed", async () => {
  const { ledger, commit } = setup();
  const scan = link("SB00001", "C001");
  const stale = afterGuess(ledger, () => commitBatch(ledger, [scan], SMALL_TERMS));
  assert.deepEqual(await commit(stale, undo(scan.key)), ["child_unlinked"]);
});

Deno.test("commitBatch starts over when a code appears while it waits for a lock", async () => {
  const { world, ledger, commit } = setup();
  await commit(ledger, open("SB00001"));
  const other = {};
  await world.database.locks.acquire("bag SB00001", other);
  const batch = commitBatch(ledger, [link("SB00001", "C001")], SMALL_TERMS);
  await world.clock.until(commitBatch(ledger, [link("SB00002", "C001")], SMALL_TERMS));
  world.database.locks.release(other);
  await assert.rejects(world.clock.until(batch), { name: "LostRace" });
  assert.deepEqual(await commit(ledger, link("SB00001", "C001")), ["child_elsewhere"]);
});

Deno.test("commitBatch decides on what stands once it has the lock, not on what stood when it asked", async () => {
  const { world, ledger, commit } = setup();
  await commit(ledger, ...["C001", "C002", "C003"].map((child) => link("SB00001", child)));
  await commit(ledger, link("SB00002", "C008"), link("SB00002", "C009"));
  const rivals = ["C008", "C009"].map((child) => commitBatch(ledger, [move(child, "SB00001")], SMALL_TERMS));
  const words = (await world.clock.until(Promise.all(rivals))).map((replies) => told(replies)[0]);
  assert.deepEqual(words.sort(), ["child_moved", "parent_full"]);
});

Deno.test("commitBatch stores nothing and lets go of its locks when there is nothing but replays", async () => {
  const { world, ledger, commit } = setup();
  const scan = link("SB00001", "C001");
  await commit(ledger, scan);
  assert.deepEqual(await commit(ledger, scan), ["child_linked"]);
  assert.equal(world.database.store.commits.length, 1);
  assert.equal(world.database.locks.areFree, true);
});

Deno.test("commitBatch swallows no failed commit", async () => {
  const { ledger, commit } = setup();
  const failing: Ledger = {
    guess: (needs) => ledger.guess(needs),
    look: (needs) => ledger.look(needs),
    open: async (needs) => {
      const transaction = await ledger.open(needs);
      const commit = () => transaction.rollback().then(() => Promise.reject(new Error("Refused")));
      return { ...transaction, commit } satisfies Transaction;
    },
  };
  await assert.rejects(commit(failing, open("SB00001")), /Refused/);
});

Deno.test("commitBatch tells once how long locking, deciding and writing took, also where it widened what it locks", async () => {
  const { world, ledger, commit } = setup();
  await commit(ledger, link("SB00001", "C001"), open("SB00002"));
  const told: BatchTimes[] = [];
  const watch = { now: world.clock.now, onTimes: (times: BatchTimes) => void told.push(times) };
  const startedAt = world.clock.now();
  await world.clock.until(commitBatch(ledger, [move("C001", "SB00002")], SMALL_TERMS, watch));
  const [times, ...more] = told;
  assert.deepEqual(more, []);
  assert.ok(times!.lockMs > 0 && times!.writeMs > 0, JSON.stringify(times));
  assert.equal(times!.lockMs + times!.decideMs + times!.writeMs, world.clock.now() - startedAt);
});
