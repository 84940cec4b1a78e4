/** Runs the upkeep in the background, one piece after the other, and stops cleanly. */
import { LIMITS } from "../domain/limits.ts";
import type { Database } from "./postgres.ts";
import { analyzeYoungTables, feedSearch, foldStats } from "./upkeep_rows.ts";

/**
 * @param isBusy whether scans wait: the search index can.
 * @returns a function that stops it, after the piece under way.
 */
export function startUpkeep(
  db: Database,
  isBusy: () => boolean,
  onFault: (fault: unknown) => void,
): () => Promise<void> {
  let isStopped = false;
  let underWay: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    underWay = underWay.then(() => isStopped ? undefined : keepUp(db, isBusy, () => isStopped).catch(onFault));
  }, LIMITS.upkeepMs);
  return async () => {
    isStopped = true;
    clearInterval(timer);
    await underWay;
  };
}

async function keepUp(db: Database, isBusy: () => boolean, isStopped: () => boolean): Promise<void> {
  await foldStats(db);
  await analyzeYoungTables(db);
  let looked = await feedSearch(db);
  while (looked === LIMITS.searchFeedBagsMax && !isBusy() && !isStopped()) looked = await feedSearch(db);
}
