import { deepStrictEqual as same } from "node:assert/strict";
import { LIMITS } from "../../domain/limits.ts";
import { Hearing } from "../../platform/hearing.ts";
import { allTurns } from "../support/fake_clock.ts";

function setup() {
  const world = { ms: 1_000_000, begun: 0, fails: false, faults: [] as unknown[], finish: () => {} };
  const hearing = new Hearing({
    now: () => world.ms,
    onFault: (fault) => world.faults.push(fault),
    onHearing: () => {
      world.begun++;
      if (world.fails) return Promise.reject(new Error("no database"));
      return new Promise((done) => world.finish = done);
    },
  });
  return { world, hearing };
}

Deno.test("Hearing begins with the first beat, and is believed once what was missed is made good", async () => {
  const { world, hearing } = setup();
  same(hearing.isHearing(), false);
  hearing.heard(world.ms - 10);
  await allTurns();
  same([world.begun, hearing.isHearing()], [1, false]);
  hearing.heard(world.ms);
  world.finish();
  await allTurns();
  same([world.begun, hearing.isHearing()], [1, true]);
});

Deno.test("Hearing is over when no beat has come back for so long, to the millisecond, and begins anew", async () => {
  const { world, hearing } = setup();
  hearing.heard(world.ms);
  world.finish();
  await allTurns();
  world.ms += LIMITS.busSilenceMs;
  same(hearing.isHearing(), true);
  world.ms += 1;
  same(hearing.isHearing(), false);
  hearing.heard(world.ms);
  same([world.begun, hearing.isHearing()], [2, false]);
  world.finish();
  await allTurns();
  same(hearing.isHearing(), true);
});

Deno.test("Hearing after a freeze is not begun by the beats that had waited, only by one that was sent afterwards", async () => {
  const { world, hearing } = setup();
  hearing.heard(world.ms);
  world.finish();
  await allTurns();
  const beforeFreeze = world.ms + 400;
  world.ms += 10_000;
  same(hearing.isHearing(), false);
  hearing.heard(beforeFreeze);
  await allTurns();
  same([world.begun, hearing.isHearing()], [1, false]);
  hearing.heard(world.ms - 5);
  same(world.begun, 2);
  world.finish();
  await allTurns();
  same(hearing.isHearing(), true);
});

Deno.test("Hearing that was lost while it began is not believed when that beginning is done", async () => {
  const { world, hearing } = setup();
  hearing.heard(world.ms);
  const finishFirst = world.finish;
  hearing.lost();
  finishFirst();
  await allTurns();
  same(hearing.isHearing(), false);
  hearing.heard(world.ms);
  finishFirst();
  await allTurns();
  same([world.begun, hearing.isHearing()], [2, false]);
  world.finish();
  await allTurns();
  same(hearing.isHearing(), true);
});

Deno.test("Hearing tries again with the next beat where what was missed could not be made good", async () => {
  const { world, hearing } = setup();
  world.fails = true;
  hearing.heard(world.ms);
  await allTurns();
  same([world.begun, world.faults.length, hearing.isHearing()], [1, 1, false]);
  hearing.heard(world.ms);
  await allTurns();
  same([world.begun, world.faults.length, hearing.isHearing()], [2, 1, false]);
  world.fails = false;
  hearing.heard(world.ms);
  world.finish();
  await allTurns();
  same([world.begun, hearing.isHearing()], [3, true]);
});
