import assert from "node:assert/strict";
import { LIMITS } from "../../domain/limits.ts";
import { allTurns } from "../support/fake_clock.ts";
import { floorWorld, inTurn } from "../support/floor_world.ts";
import { link, open, undo } from "../support/heart.ts";
import type { CommitFault } from "../support/memory_ledger.ts";
import { told } from "../support/warehouse.ts";

Deno.test("Committer answers nobody before the commit is confirmed", async () => {
  const world = floorWorld();
  const floor = world.floor();
  const [reply] = floor.submit([link("SB00001", "C001")]);
  let isAnswered = false;
  reply!.then(() => isAnswered = true);
  for (;;) {
    await allTurns();
    assert.equal(isAnswered && world.database.store.commits.length === 0, false, "Answered, and nothing is stored");
    if (isAnswered || !world.clock.step()) break;
  }
  assert.equal(isAnswered, true);
  assert.equal(world.database.store.commits.length, 1);
});

Deno.test("Committer takes all that came in one turn as one batch, and what came meanwhile as the next", async () => {
  const world = floorWorld();
  const floor = world.floor();
  const first = [floor.submit([open("SB00001")]), floor.submit([open("SB00002")])].flat();
  await allTurns();
  const later = [3, 4, 5].flatMap((n) => floor.submit([open(`SB0000${n}`)]));
  await world.clock.until(Promise.all([...first, ...later]));
  assert.deepEqual(world.batches, [2, 3]);
});

Deno.test("Committer never commits more than the limit at once", async () => {
  const world = floorWorld();
  const commands = Array.from({ length: 250 }, (_, n) => open(`SB${10_000 + n}`));
  assert.equal(
    told(await world.ask(world.floor(), ...commands)).filter((word) => word === "parent_created").length,
    250,
  );
  assert.deepEqual(world.batches, [LIMITS.commitCommandsMax, LIMITS.commitCommandsMax, 50]);
});

for (const fault of ["lost_race", "lost_unknown", "stored_unknown", "stored_late_unknown"] as const) {
  Deno.test(`Committer takes a batch again until it is stored once, and calls it no replay (${fault}, thrice)`, async () => {
    const world = floorWorld();
    const scan = link("SB00001", "C001");
    const floor = world.floor({ onCommit: inTurn<CommitFault>(fault, fault, fault) });
    const [reply] = await world.ask(floor, scan);
    assert.equal(reply && "answer" in reply && reply.answer.outcome, "child_linked");
    assert.equal(reply && "answer" in reply && reply.answer.replayed, false);
    assert.equal(world.database.store.events.size, 1);
    assert.equal(world.database.store.bags.size, 2);
    assert.equal(world.database.locks.areFree, true);
  });
}

Deno.test("Committer still calls a true replay a replay after a fate was unknown", async () => {
  const world = floorWorld();
  const scan = link("SB00001", "C001");
  const floor = world.floor({ onCommit: inTurn<CommitFault>("stored_unknown") });
  const replies = await world.ask(floor, scan, scan);
  assert.deepEqual(replies.map((reply) => "answer" in reply && reply.answer.replayed), [false, true]);
});

Deno.test("Committer waits for a database that is away, and stores when it is back", async () => {
  const world = floorWorld();
  const floor = world.floor({ onOpen: inTurn<"away">(...Array(20).fill("away")) });
  assert.deepEqual(told(await world.ask(floor, open("SB00001"))), ["parent_created"]);
  assert.equal(world.faults.length, 20);
});

Deno.test("Committer finds the one command at fault, answers it alone with 503, and stores the others in order", async () => {
  const world = floorWorld();
  const scans = Array.from({ length: 9 }, (_, n) => link("SB00001", `C00${n}`));
  const poison = scans[5]!.key;
  const floor = world.floor({ onCommit: ({ events }) => events.some(({ key }) => key === poison) ? "refused" : null });
  const replies = await world.clock.until(Promise.all(scans.flatMap((scan) => floor.submit([scan]))));
  const wanted = [...Array(4).fill("child_linked"), "parent_full", "busy", ...Array(3).fill("parent_full")];
  assert.deepEqual(told(replies), wanted);
  const order = world.database.store.commits.flatMap(({ events }) => events.map(({ key }) => key));
  assert.deepEqual(order, scans.map(({ key }) => key).filter((key) => key !== poison));
});

Deno.test("Committer tries nothing more of a request after its first 503", async () => {
  const world = floorWorld();
  const [first, second, third] = [link("SB00001", "C001"), link("SB00001", "C002"), link("SB00001", "C003")];
  const floor = world.floor({
    onCommit: ({ events }) => events.some(({ key }) => key === second.key) ? "refused" : null,
  });
  const other = floor.submit([link("SB00002", "C009")]);
  const replies = await world.ask(floor, first, second, third);
  assert.deepEqual(told(replies), ["child_linked", "busy", "busy"]);
  assert.deepEqual(told(await Promise.all(other)), ["child_linked"]);
  assert.equal(world.database.store.events.has(third.key), false);
});

Deno.test("Committer answers 503 when every try fails, and nothing is stored", async () => {
  const world = floorWorld();
  const floor = world.floor({ onCommit: () => "refused" });
  assert.deepEqual(told(await world.ask(floor, open("SB00001"), open("SB00002"))), ["busy", "busy"]);
  assert.equal(world.database.store.events.size, 0);
  assert.equal(world.answers.length, 0);
});

Deno.test("Committer drops a command whose time is up before the batch, and never stores it", async () => {
  const world = floorWorld();
  const floor = world.floor({ onCommit: () => "lost_race" });
  const replies = await world.ask(floor, open("SB00001"));
  assert.deepEqual(replies, [{ refused: "busy", why: "expired" }]);
  assert(world.clock.now() > LIMITS.commandDeadlineMs && world.clock.now() < LIMITS.commandDeadlineMs + 200);
  assert.equal(world.database.store.events.size, 0);
});

Deno.test("Committer reports every fault of the database", async () => {
  const world = floorWorld();
  const floor = world.floor({ onCommit: inTurn<CommitFault>("lost_race", "refused", "lost_unknown") });
  await world.ask(floor, open("SB00001"));
  assert.deepEqual(world.faults.map((fault) => (fault as Error).name), ["LostRace", "Error", "UnknownFate"]);
  assert.deepEqual(world.afterFaults, ["retried", "retried", "retried"]);
});

Deno.test("Committer tells what becomes of a batch that failed: retried, halved, given up", async () => {
  const world = floorWorld();
  await world.ask(world.floor({ onCommit: () => "refused" }), open("SB00001"), open("SB00002"));
  assert.deepEqual(world.afterFaults, ["retried", "halved", "given_up"]);
});

Deno.test("Committer keeps an undo behind the scan that it undoes, through two lanes and slow commits", async () => {
  const world = floorWorld(3);
  const floor = world.floor({ flightMs: () => 1 + world.clock.random() * 40 }, 2);
  const scans = Array.from({ length: 20 }, (_, n) => link(`SB0000${n % 5}`, `C0${10 + n}`));
  const replies = scans.flatMap((scan) => [...floor.submit([scan]), ...floor.submit([undo(scan.key)])]);
  const words = told(await world.clock.until(Promise.all(replies)));
  assert.deepEqual(words, scans.flatMap(() => ["child_linked", "child_unlinked"]));
});
