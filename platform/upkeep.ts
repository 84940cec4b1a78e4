/** Runs the upkeep in the background, and stops cleanly. */
import { LIMITS } from "../domain/limits.ts";
import { purgeAudit } from "./audit_purge_rows.ts";
import type { Config } from "./config.ts";
import { tidyFigures } from "./instance_rows.ts";
import type { Database } from "./postgres.ts";
import { analyzeYoungTables, feedSearch, feedTimes, foldStats } from "./upkeep_rows.ts";

/** @returns a function that stops it, after the piece under way. */
export function startUpkeep(
  db: Database,
  { auditDays }: Pick<Config, "auditDays">,
  onFault: (fault: unknown) => void,
): () => Promise<void> {
  let isStopped = false;
  const isOver = () => isStopped;
  const chores = [
    () => foldStats(db),
    () => analyzeYoungTables(db),
    () => tidyFigures(db),
    () => feed(() => feedSearch(db), LIMITS.searchFeedBagsMax, isOver),
    () => feed(() => feedTimes(db), LIMITS.bagTimesFeedMax, isOver),
  ];
  const stops = chores.map((chore) => repeat(chore, LIMITS.upkeepMs, onFault));
  if (auditDays > 0) {
    const purge = () => feed(() => purgeAudit(db, auditDays), LIMITS.auditPurgeRowsMax, isOver);
    stops.push(repeat(purge, LIMITS.auditPurgeMs, onFault));
  }
  return async () => {
    isStopped = true;
    await Promise.all(stops.map((stop) => stop()));
  };
}

/**
 * Every so many milliseconds, but never twice at once: one that takes long only misses its turns.
 * @returns a function that stops it, after the one under way.
 */
export function repeat(chore: () => Promise<void>, ms: number, onFault: (fault: unknown) => void): () => Promise<void> {
  let underWay: Promise<void> | null = null;
  const timer = setInterval(() => {
    underWay ??= chore().catch(onFault).finally(() => underWay = null);
  }, ms);
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}

/** A helping at a time, and then a rest five times as long: the backlog of a large import must not slow a scan. */
async function feed(help: () => Promise<number>, helpingMax: number, isStopped: () => boolean): Promise<void> {
  for (;;) {
    const startedAt = performance.now();
    const looked = await help();
    if (looked < helpingMax || isStopped()) return;
    await new Promise((rested) => setTimeout(rested, 5 * (performance.now() - startedAt)));
  }
}
