import { deepStrictEqual as same, ok } from "node:assert/strict";
import { figuresBetween, lookAt } from "../../platform/figures.ts";
import { link } from "../support/heart.ts";
import { makeAnswer } from "../support/made_shapes.ts";
import { countersOn } from "../support/quiet_parts.ts";

Deno.test("figures are what has come since the last look, and how it is now", () => {
  let rows = 100, near = 10;
  const { commits, metrics, loopDelay, counters } = countersOn({
    floor: { state: () => ({ waiting: 3, oldestMs: 12.3, actors: 7, largestMailbox: 2 }) },
    live: { state: () => ({ readers: 5, topics: 2, dropped: 1 }) },
    imports: { rows: () => rows },
    cache: { use: () => ({ near, shared: 4, loaded: 2, entries: 9 }) },
    db: { usage: () => ({ open: 6, idle: 0, waiting: 2 }) },
    bus: { state: () => "degraded", isHearing: () => false },
  });
  const scan = (outcome: "child_linked" | "parent_full", ms: number) =>
    commits.onReply(link("SB00001", "C001"), { answer: makeAnswer({ outcome }) }, ms);
  scan("child_linked", 900);
  commits.onBatch({ size: 50, ms: 900 });
  metrics.requested("GET", 200, 3);
  const earlier = lookAt(counters);

  for (let n = 0; n < 99; n++) scan("child_linked", 2);
  scan("parent_full", 250);
  for (const size of [3, 4]) commits.onBatch({ size, ms: 3 });
  commits.onTimes({ lockMs: 2, decideMs: 1, writeMs: 4 });
  commits.onTimes({ lockMs: 4, decideMs: 1, writeMs: 4 });
  metrics.requested("GET", 200, 0.009);
  loopDelay.observe(0.002);
  [rows, near] = [350, 25];
  const { seconds, memoryBytes, heapBytes, ackP50Ms, ...figures } = figuresBetween(earlier, lookAt(counters));

  ok(seconds >= 0 && seconds < 60 && memoryBytes > heapBytes && heapBytes > 0);
  ok(ackP50Ms! > 1 && ackP50Ms! <= 2, String(ackP50Ms));
  same(figures, {
    ...{ accepted: 99, refused: 1, replayed: 0, ackP99Ms: 2, batches: 2, batchSize: 3.5 },
    ...{ lockMs: 3, decideMs: 1, writeMs: 4, batchesRetried: 0, batchesHalved: 0 },
    ...{ waiting: 3, oldestMs: 12, actors: 7, cacheNear: 15, cacheShared: 0, cacheLoaded: 0 },
    ...{ poolOpen: 6, poolWaiting: 2, liveReaders: 5, importRows: 250 },
    ...{ requests: 1, requestP99Ms: 9.98, loopDelayP99Ms: 1.99, bus: "degraded" },
  });
});

Deno.test("figures of a time in which nothing happened are nothing, not zero milliseconds", () => {
  const { counters } = countersOn();
  const at = lookAt(counters);
  const { ackP50Ms, ackP99Ms, batchSize, lockMs, decideMs, writeMs, requestP99Ms, loopDelayP99Ms } = figuresBetween(
    at,
    at,
  );
  same(
    [ackP50Ms, ackP99Ms, batchSize, lockMs, decideMs, writeMs, requestP99Ms, loopDelayP99Ms],
    [null, null, null, null, null, null, null, null],
  );
});
