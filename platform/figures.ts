/** What an instance tells of its last seconds: the difference of two looks at its counters, and how it is now. */
import type { Figures } from "../domain/instances.ts";
import type { CommitCounts } from "./commit_metrics.ts";
import { type Counted, countOf, type Histogram, meanOf, quantileOf, since } from "./histogram.ts";
import type { Parts } from "./state_metrics.ts";

export interface Counters {
  readonly commits: () => CommitCounts;
  readonly requests: Histogram;
  readonly loopDelay: Histogram;
  readonly parts: Omit<Parts, "vital">;
}

/** Counters at one moment. */
export type Look = ReturnType<typeof lookAt>;

export function lookAt({ commits, requests, loopDelay, parts }: Counters) {
  const { ack, batchSize, lock, decide, write, ...commands } = commits();
  const { near, shared, loaded } = parts.cache.use();
  return {
    atMs: performance.now(),
    sums: { ...commands, cacheNear: near, cacheShared: shared, cacheLoaded: loaded, importRows: parts.imports.rows() },
    histograms: {
      ...{
        ack: ack.read(),
        batchSize: batchSize.read(),
        lock: lock.read(),
        decide: decide.read(),
        write: write.read(),
      },
      ...{ requests: requests.read(), loopDelay: loopDelay.read() },
    },
    now: stateOf(parts),
  };
}

function stateOf({ floor, live, bus, db }: Counters["parts"]) {
  const { waiting, oldestMs, actors } = floor.state();
  const { open, waiting: poolWaiting } = db.usage();
  const { rss, heapUsed } = Deno.memoryUsage();
  return {
    ...{
      waiting,
      oldestMs: Math.round(oldestMs),
      actors,
      poolOpen: open,
      poolWaiting,
      liveReaders: live.state().readers,
    },
    ...{ memoryBytes: rss, heapBytes: heapUsed, bus: bus.state() },
  };
}

/** `earlier` and `later` of the same counters. */
export function figuresBetween(earlier: Look, later: Look): Figures {
  const of = (name: keyof Look["histograms"]) => since(earlier.histograms[name], later.histograms[name]);
  const grown = (name: keyof Look["sums"]) => later.sums[name] - earlier.sums[name];
  const [ack, batches, requests] = [of("ack"), of("batchSize"), of("requests")];
  return {
    ...later.now,
    seconds: rounded((later.atMs - earlier.atMs) / 1_000),
    ...{ accepted: grown("accepted"), refused: grown("refused"), replayed: grown("replayed") },
    ...{ ackP50Ms: quantileMs(ack, 0.5), ackP99Ms: quantileMs(ack, 0.99) },
    batches: countOf(batches),
    batchSize: orNull(meanOf(batches)),
    ...{ lockMs: meanMs(of("lock")), decideMs: meanMs(of("decide")), writeMs: meanMs(of("write")) },
    ...{ batchesRetried: grown("batchesRetried"), batchesHalved: grown("batchesHalved") },
    ...{ cacheNear: grown("cacheNear"), cacheShared: grown("cacheShared"), cacheLoaded: grown("cacheLoaded") },
    importRows: grown("importRows"),
    ...{ requests: countOf(requests), requestP99Ms: quantileMs(requests, 0.99) },
    loopDelayP99Ms: quantileMs(of("loopDelay"), 0.99),
  };
}

const meanMs = (seconds: Counted): number | null => orNull(meanOf(seconds), 1_000);

const quantileMs = (seconds: Counted, part: number): number | null => orNull(quantileOf(seconds, part), 1_000);

const orNull = (value: number | null, times = 1): number | null => value === null ? null : rounded(value * times);

/** More digits say nothing. */
const rounded = (value: number): number => Math.round(value * 100) / 100;
