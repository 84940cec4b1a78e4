import assert from "node:assert/strict";
import { Importer } from "../../actors/importer.ts";
import { LIMITS } from "../../domain/limits.ts";
import { DatabaseAway } from "../../domain/ledger.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { memoryImportWorld, type Mishaps } from "../support/import_world.ts";

/** Whoever looks at batches so often will never end. */
const LOOKS_MAX = 1_000;

/** Works on imports 1 and 2 until `isOver`, and then leaves. */
async function work(mishaps: Mishaps, isOver: (states: readonly string[]) => boolean) {
  const clock = new FakeClock();
  let looked = 0;
  const world = memoryImportWorld(clock, [1, 2], {
    atBatch: (id, n) => {
      if (++looked > LOOKS_MAX) importer.leave();
      return mishaps.atBatch?.(id, n) ?? Promise.resolve();
    },
  });
  const states = () => [...world.made.values()].map(({ state }) => state);
  const importer = new Importer(world, () => {
    if (isOver(states())) importer.leave();
    return Promise.resolve(false);
  });
  await clock.until(importer.run());
  return { world, states: states() };
}

Deno.test("an import that meets its fault again and again is given up, and others go on meanwhile", async () => {
  const { world, states } = await work({
    atBatch: (id, n) =>
      id === 1 && n === 3 ? Promise.reject(new Error("A row that nobody can read")) : Promise.resolve(),
  }, (states) => states.every((state) => state !== "checking"));
  assert.deepEqual(states, ["failed", "checked"]);
  assert.equal(world.made.get(1)?.fault, "internal");
  assert.equal(world.taken.filter((id) => id === 1).length, LIMITS.importRetriesMax + 1);
  assert.equal(world.taken.indexOf(2), 1, "the second did not wait until the first was given up");
});

Deno.test("without a database an import waits, however long", async () => {
  let left = LIMITS.importRetriesMax * 2;
  const { states } = await work({
    atBatch: () => left-- > 0 ? Promise.reject(new DatabaseAway("Away")) : Promise.resolve(),
  }, (states) => states.every((state) => state === "checked"));
  assert.deepEqual(states, ["checked", "checked"]);
});

Deno.test("an import in the middle of which one server after the other ended is given up", async () => {
  const clock = new FakeClock();
  const world = memoryImportWorld(clock, [1, 2]);
  world.made.get(1)!.starts = LIMITS.importStartsMax;
  world.made.get(2)!.starts = LIMITS.importStartsMax - 1;
  const importer: Importer = new Importer(world, () => {
    importer.leave();
    return Promise.resolve(false);
  });
  await clock.until(importer.run());
  assert.deepEqual([...world.made.values()].map(({ state }) => state), ["failed", "checked"]);
});
