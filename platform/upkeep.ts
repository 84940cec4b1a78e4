/** Runs the upkeep in the background, one piece after the other, and stops cleanly. */
import { LIMITS } from "../domain/limits.ts";
import type { Database } from "./postgres.ts";
import { analyzeYoungTables, feedSearch, foldStats } from "./upkeep_rows.ts";

/** @returns a function that stops it, after the piece under way. */
export function startUpkeep(db: Database, onFault: (fault: unknown) => void): () => Promise<void> {
  let isStopped = false;
  let underWay: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    underWay = underWay.then(() => isStopped ? undefined : keepUp(db, () => isStopped).catch(onFault));
  }, LIMITS.upkeepMs);
  return async () => {
    isStopped = true;
    clearInterval(timer);
    await underWay;
  };
}

async function keepUp(db: Database, isStopped: () => boolean): Promise<void> {
  await foldStats(db);
  await analyzeYoungTables(db);
  await feed(db, isStopped);
}

/** A helping at a time, and then a rest five times as long: the backlog of a large import must not slow a scan. */
async function feed(db: Database, isStopped: () => boolean): Promise<void> {
  for (;;) {
    const startedAt = performance.now();
    const looked = await feedSearch(db);
    if (looked < LIMITS.searchFeedBagsMax || isStopped()) return;
    await new Promise((rested) => setTimeout(rested, 5 * (performance.now() - startedAt)));
  }
}
