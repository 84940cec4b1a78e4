/** What instances told of their last hour, brought to even spans of time that a chart or a table can show. */
import type { Figures, Instance } from "./instances.ts";

/** Some instances together, over some minutes of the clock. Null: nothing was told that says it. */
export interface Span {
  readonly from: Date;
  /** Commands that were answered, and requests, in a second. */
  readonly scansPerS: number | null;
  readonly requestsPerS: number | null;
  /** The slowest that any of them told. */
  readonly ackP99Ms: number | null;
  readonly loopDelayP99Ms: number | null;
  /** The most that waited on one of them at a time. */
  readonly waiting: number | null;
  /** The most that one of them took. */
  readonly memoryBytes: number | null;
  /** Of what was asked for, the part that was in memory, near or shared: 0 to 1. */
  readonly cacheHits: number | null;
}

export type Told = Figures & { readonly at: Date };

const HOUR_MS = 60 * 60_000;

/** Oldest first; the last span is still going. `spanMs` divides an hour. */
export function lastHour(instances: readonly Pick<Instance, "history">[], asOf: Date, spanMs: number): Span[] {
  const now = Math.floor(asOf.getTime() / spanMs);
  const first = now + 1 - HOUR_MS / spanMs;
  const spans = Array.from({ length: HOUR_MS / spanMs }, (): Share[] => []);
  for (const told of instances.flatMap(({ history }) => history)) {
    for (const share of sharesOf(told, spanMs)) spans[share.span - first]?.push(share);
  }
  return spans.map((shares, place) => spanOf(new Date((first + place) * spanMs), shares));
}

/** What an instance told once goes to the spans that it reaches into, by their part of its time. */
interface Share {
  readonly span: number;
  readonly told: Told;
  readonly fromMs: number;
  readonly toMs: number;
}

function sharesOf(told: Told, spanMs: number): Share[] {
  const end = told.at.getTime();
  const begin = end - told.seconds * 1_000;
  const shares: Share[] = [];
  for (let fromMs = begin; fromMs < end;) {
    const span = Math.floor(fromMs / spanMs);
    const toMs = Math.min(end, (span + 1) * spanMs);
    shares.push({ span, told, fromMs, toMs });
    fromMs = toMs;
  }
  return shares;
}

function spanOf(from: Date, shares: readonly Share[]): Span {
  const seconds = secondsIn(shares);
  const sum = (count: (told: Told) => number) =>
    shares.reduce((all, { told, fromMs, toMs }) => all + count(told) * (toMs - fromMs) / (told.seconds * 1_000), 0);
  const most = (value: (told: Told) => number | null) =>
    shares.reduce((max: number | null, { told }) => greater(max, value(told)), null);
  const rate = (count: (told: Told) => number) => seconds === 0 ? null : sum(count) / seconds;
  return {
    from,
    scansPerS: rate(commandsOf),
    requestsPerS: rate(({ requests }) => requests),
    ackP99Ms: most(({ ackP99Ms }) => ackP99Ms),
    loopDelayP99Ms: most(({ loopDelayP99Ms }) => loopDelayP99Ms),
    waiting: most(({ waiting }) => waiting),
    memoryBytes: most(({ memoryBytes }) => memoryBytes),
    cacheHits: hitsOf({ hits: sum(({ cacheNear, cacheShared }) => cacheNear + cacheShared), all: sum(readsOf) }),
  };
}

/** Seconds of which anybody told anything: instances side by side count once, one that took over from another on top. */
function secondsIn(shares: readonly Share[]): number {
  let ms = 0, until = -Infinity;
  for (const { fromMs, toMs } of shares.toSorted((one, other) => one.fromMs - other.fromMs)) {
    ms += Math.max(0, toMs - Math.max(fromMs, until));
    until = Math.max(until, toMs);
  }
  return ms / 1_000;
}

/** All that people sent and were answered, whatever it came to. */
export const commandsOf = ({ accepted, refused, replayed }: Figures): number => accepted + refused + replayed;

/** All that was asked of the cache. */
export const readsOf = ({ cacheNear, cacheShared, cacheLoaded }: Figures): number =>
  cacheNear + cacheShared + cacheLoaded;

const hitsOf = ({ hits, all }: { hits: number; all: number }): number | null => all === 0 ? null : hits / all;

const greater = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? one ?? other : Math.max(one, other);
