/** The parts of an instance on which nothing happens: what metrics and figures look at. */
import { watchCommits } from "../../platform/commit_metrics.ts";
import { Histogram, SECONDS } from "../../platform/histogram.ts";
import { startMetrics } from "../../platform/metrics.ts";
import type { Parts } from "../../platform/state_metrics.ts";

export const QUIET_PARTS: Parts = {
  floor: { state: () => ({ waiting: 0, oldestMs: 0, actors: 0, largestMailbox: 0 }) },
  live: { state: () => ({ readers: 0, topics: 0, dropped: 0 }) },
  bus: { state: () => "ok", isHearing: () => true },
  cache: { use: () => ({ near: 0, shared: 0, loaded: 0, entries: 0 }) },
  imports: { rows: () => 0 },
  db: { usage: () => ({ open: 1, idle: 1, waiting: 0 }) },
  vital: { usage: () => ({ open: 1, idle: 1, waiting: 0 }) },
};

/** Counters of an instance with these parts; commands go into `commits`, requests into `metrics`. */
export function countersOn(parts: Partial<Parts> = {}) {
  const metrics = startMetrics();
  const logged: [message: string, fields: Readonly<Record<string, unknown>>][] = [];
  const commits = watchCommits(metrics, (message, fields) => void logged.push([message, fields]));
  const loopDelay = new Histogram(SECONDS);
  const whole = { ...QUIET_PARTS, ...parts };
  return {
    ...{ metrics, logged, commits, loopDelay, parts: whole },
    counters: { commits: commits.counts, requests: metrics.requests, loopDelay, parts: whole },
  };
}
