import assert from "node:assert/strict";
import { StepSize } from "../../actors/import_step_size.ts";
import { LostRace } from "../../domain/ledger.ts";
import { LIMITS } from "../../domain/limits.ts";

/** A clock that a step moves on by what its rows take. */
function stepsOf(msPerRow: number) {
  let now = 0;
  const size = new StepSize({ now: () => now, wait: () => Promise.resolve(), random: () => 0 });
  const step = async () => {
    const rows = size.rows;
    await size.timed(rows, () => {
      now += rows * msPerRow;
      return Promise.resolve();
    });
    return rows * msPerRow;
  };
  return { size, step, slowDown: (times: number) => msPerRow *= times };
}

Deno.test("a step grows until its rows take some 50 ms, and stays below", async () => {
  const { size, step } = stepsOf(0.06);
  const took = [];
  for (let n = 0; n < 30; n++) took.push(await step());
  assert(took.every((ms) => ms <= LIMITS.importStepMs), took.join(" "));
  assert(took.at(-1)! > LIMITS.importStepMs * 0.8, `the last step took ${took.at(-1)} ms`);
  assert(size.rows > LIMITS.importStepRowsFirst);
});

Deno.test("a step that took too long makes the next one short at once", async () => {
  const { step, slowDown } = stepsOf(0.06);
  for (let n = 0; n < 30; n++) await step();
  slowDown(10);
  assert(await step() > LIMITS.importStepMs * 8);
  assert(await step() <= LIMITS.importStepMs);
});

Deno.test("a step is never larger than the locks allow, nor so small that nothing gets on", async () => {
  const quick = stepsOf(0.0001), slow = stepsOf(1_000);
  for (let n = 0; n < 40; n++) await Promise.all([quick.step(), slow.step()]);
  assert.equal(quick.size.rows, LIMITS.importStepRowsMax);
  assert.equal(slow.size.rows, LIMITS.importStepRowsMin);
});

Deno.test("a step that lost a race is to be taken again with half its rows, but not for ever", async () => {
  const { size } = stepsOf(0.06);
  const lose = () => size.timed(size.rows, () => Promise.reject(new LostRace("A scan was quicker")));
  assert.equal(await lose(), null);
  assert.equal(size.rows, LIMITS.importStepRowsFirst / 2);
  for (let lost = 1; lost < LIMITS.importRacesLostMax; lost++) assert.equal(await lose(), null);
  assert.equal(size.rows, LIMITS.importStepRowsMin);
  await assert.rejects(lose, LostRace);
});

Deno.test("a step's own fault is none of a race", async () => {
  const { size } = stepsOf(0.06);
  await assert.rejects(() => size.timed(500, () => Promise.reject(new TypeError("Wrong"))), TypeError);
  assert.equal(size.rows, LIMITS.importStepRowsFirst);
});
