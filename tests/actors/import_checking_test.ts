import assert from "node:assert/strict";
import { checkImport } from "../../actors/import_checking.ts";
import { allTurns, FakeClock } from "../support/fake_clock.ts";
import { memoryImportWorld } from "../support/import_world.ts";

Deno.test("a check that is broken off ends only when nothing of it is on its way to the database any more", async () => {
  const clock = new FakeClock();
  const answer = Promise.withResolvers<void>();
  const world = memoryImportWorld(clock, [1], { atBatch: (_, n) => n === 2 ? answer.promise : Promise.resolve() });
  const job = (await world.jobs.take())!;
  let steps = 0, isOver = false;
  const work = { shown() {}, stored() {}, stepped() {}, goesOn: () => Promise.resolve(++steps < 2) };
  const over = checkImport(world, job, work).then(() => isOver = true);
  for (let n = 0; n < 20; n++) {
    await allTurns();
    clock.step();
  }
  assert.equal(steps, 2, "it was told to stop");
  assert.equal(isOver, false, "the next batches are still being read");
  answer.resolve();
  await clock.until(over);
});
