import { ok } from "node:assert/strict";
import { CacheWorld } from "../support/cache_world.ts";

const SEEDS = 12;
const STORY_MS = 60_000;

Deno.test("whatever is late, lost, cut or frozen, no reader sees what is older than he was shown or told, or than the bound", async () => {
  const use = { near: 0, shared: 0, loaded: 0 };
  let reads = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const world = new CacheWorld(seed);
    await world.run(STORY_MS).catch((fault) => {
      throw new Error(`Seed ${seed}: ${fault.message}`, { cause: fault });
    });
    reads += world.reads;
    for (const { cache } of world.instances) {
      for (const layer of ["near", "shared", "loaded"] as const) use[layer] += cache.use()[layer];
    }
  }
  // A cache that never answers is always right.
  ok(use.near > reads / 10 && use.shared > reads / 100, `Too little is kept: ${JSON.stringify({ reads, ...use })}`);
});
