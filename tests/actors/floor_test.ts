import assert from "node:assert/strict";
import { commitBatch } from "../../actors/commit_batch.ts";
import { Floor } from "../../actors/floor.ts";
import { LIMITS } from "../../domain/limits.ts";
import { allTurns } from "../support/fake_clock.ts";
import { floorWorld, inTurn } from "../support/floor_world.ts";
import { link, open, SMALL_TERMS } from "../support/heart.ts";
import type { CommitFault } from "../support/memory_ledger.ts";
import { told } from "../support/warehouse.ts";

Deno.test("Floor refuses what is too much for one actor, takes it again at the low mark, and leaves others alone", async () => {
  const world = floorWorld();
  const floor = world.floor();
  const replies = Array.from({ length: LIMITS.actorWaitingHigh + 5 }, () => floor.submit([open("SB00001")])).flat();
  const other = floor.submit([open("SB00002")]);
  const words = told(await world.clock.until(Promise.all(replies)));
  assert.deepEqual(words.slice(-6), ["parent_opened", ...Array(5).fill("busy")]);
  assert.deepEqual(told(await world.clock.until(Promise.all(other))), ["parent_created"]);
  assert.deepEqual(told(await world.ask(floor, open("SB00001"))), ["parent_opened"]);
});

Deno.test("Floor stores what it let in of a request, though it had no room for the rest of it", async () => {
  const world = floorWorld();
  const floor = world.floor();
  const commands = Array.from({ length: LIMITS.actorWaitingHigh + 2 }, () => open("SB00001"));
  const words = told(await world.clock.until(Promise.all(floor.submit(commands))));
  assert.deepEqual(words.slice(0, 2), ["parent_created", "parent_opened"]);
  assert.deepEqual(words.slice(-3), ["parent_opened", "busy", "busy"]);
});

Deno.test("Floor refuses what is too much for the instance", async () => {
  const world = floorWorld();
  const floor = world.floor();
  const replies = Array.from(
    { length: LIMITS.instanceWaitingHigh + 1 },
    (_, n) => floor.submit([open(`SB${10_000 + n}`)]),
  );
  assert.equal(floor.state().waiting, LIMITS.instanceWaitingHigh);
  assert.deepEqual(await replies.at(-1)![0], { refused: "busy", why: "overloaded" });
  await world.clock.until(Promise.all(replies.flat()));
  assert.equal(floor.state().waiting, 0);
});

Deno.test("Floor refuses newcomers once it leaves, and has answered all that waited when it has left", async () => {
  const world = floorWorld();
  const floor = world.floor({ onCommit: inTurn<CommitFault>("stored_unknown", "lost_race") });
  const waiting = floor.submit([link("SB00001", "C001"), link("SB00001", "C002")]);
  const left = floor.leave();
  assert.deepEqual(await Promise.all(floor.submit([open("SB00002")])), [{ refused: "busy", why: "leaving" }]);
  await world.clock.until(left);
  assert.deepEqual(told(await Promise.all(waiting)), ["child_linked", "child_linked"]);
  await world.clock.until(floor.leave());
});

Deno.test("Floor lets everybody who asks know when it has left", async () => {
  const world = floorWorld();
  const floor = world.floor();
  const reply = floor.submit([open("SB00001")]);
  await world.clock.until(Promise.all([floor.leave(), floor.leave(), ...reply]));
});

Deno.test("Floor forgets an actor that nobody has used for a minute", async () => {
  const world = floorWorld();
  const floor = world.floor();
  await world.ask(floor, open("SB00001"));
  world.clock.pass(LIMITS.actorIdleMs + 1);
  await world.ask(floor, open("SB00002"));
  assert.equal(floor.state().actors, 1);
});

Deno.test("Floor tells how long the oldest command has waited", async () => {
  const world = floorWorld();
  const floor = world.floor({ flightMs: () => 100 });
  const first = floor.submit([open("SB00001")]);
  await allTurns();
  const second = floor.submit([open("SB00001")]);
  world.clock.step();
  assert.deepEqual([floor.state().waiting, floor.state().oldestMs], [1, 100]);
  await world.clock.until(Promise.all([...first, ...second]));
  assert.equal(floor.state().oldestMs, 0);
});

Deno.test("Floor tells how long each command waited, and of which it did not let in", async () => {
  const world = floorWorld();
  const floor = world.floor({ onCommit: inTurn<CommitFault>("lost_race") });
  const startedAt = world.clock.now();
  await world.ask(floor, link("SB00001", "C001"), open("SB00002"));
  const [first, second] = world.waits;
  assert.ok(first! > 0 && first! <= world.clock.now() - startedAt, String(first));
  assert.equal(second, first, "they went in one batch");
  void floor.leave();
  await world.ask(floor, open("SB00003"));
  assert.deepEqual(world.waits.slice(2), [null]);
});

Deno.test("Floor knows the actor that has most to do", async () => {
  const world = floorWorld();
  const floor = world.floor();
  const replies = floor.submit([open("SB00001"), open("SB00002"), link("SB00002", "C001"), link("SB00002", "C002")]);
  assert.equal(floor.state().largestMailbox, 3);
  await world.clock.until(Promise.all(replies));
  assert.equal(floor.state().largestMailbox, 0);
});

Deno.test("Floor has all that becomes of a batch done inside what goes around it", async () => {
  const world = floorWorld();
  const around: string[] = [];
  const floor = new Floor({
    lanes: [async (commands) => {
      around.push(`commit of ${commands.length}`);
      return await commitBatch(world.database.ledger(), commands, SMALL_TERMS);
    }],
    ...{ kinds: () => SMALL_TERMS.kinds, clock: world.clock, onBatch: () => {}, onFault: () => {}, onAnswer: () => {} },
    aroundBatch: async (commands, work) => {
      around.push(`begin of ${commands.length}`);
      await work();
      around.push("end");
    },
  });
  await world.clock.until(Promise.all(floor.submit([open("SB00001"), open("SB00002")])));
  await allTurns();
  assert.deepEqual(around, ["begin of 2", "commit of 2", "end"]);
});
