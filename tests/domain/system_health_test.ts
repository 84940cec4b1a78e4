import { deepEqual, equal } from "node:assert/strict";
import type { Figures, Instance, SystemState } from "../../domain/instances.ts";
import { LIMITS } from "../../domain/limits.ts";
import { type Concern, concernsOf, WATCH } from "../../domain/system_health.ts";
import {
  before,
  makeDatabase,
  makeFigures,
  makeHistory,
  makeInstance,
  makeRedis,
  makeSystem,
} from "../support/made_system.ts";

const brief = (state: Partial<SystemState>): string[] =>
  concernsOf(makeSystem(state)).map(({ level, is }) => `${level} ${is}`);

/** What is said of one instance that told this twice, or as often as is said, at last. */
const toldLast = (figures: Partial<Figures>, more: Partial<SystemState> = {}, times = 2): string[] => {
  const history = makeHistory(2, (ago) => ago < 10 * times ? figures : {});
  return brief({ instances: [makeInstance({ history })], ...more });
};

const gone = (more: Partial<Instance>): Instance => makeInstance({ isGone: true, ...more });

Deno.test("where all is as it should be, nothing is said, with one instance, three, or none that has told", () => {
  deepEqual(brief({}), []);
  const three = [1, 2, 3].map((place) => makeInstance({ id: String(place), name: `warehouse:500${place}` }));
  deepEqual(brief({ instances: three }), []);
  deepEqual(brief({ instances: [makeInstance({ history: [] })], redis: null }), []);
});

Deno.test("each number of an instance is told of from its threshold on, and no sooner", () => {
  const cases: [keyof Figures, below: number, at: number, said: string][] = [
    ["ackP99Ms", WATCH.ackP99MsWarn - 1, WATCH.ackP99MsWarn, "warn slow"],
    ["ackP99Ms", WATCH.ackP99MsBad - 1, WATCH.ackP99MsBad, "bad slow"],
    ["oldestMs", WATCH.oldestMsWarn - 1, WATCH.oldestMsWarn, "warn waits"],
    ["oldestMs", LIMITS.oldestScanMsMax - 1, LIMITS.oldestScanMsMax, "bad waits"],
    ["loopDelayP99Ms", WATCH.loopDelayMsWarn - 1, WATCH.loopDelayMsWarn, "warn late"],
    ["loopDelayP99Ms", WATCH.loopDelayMsBad - 1, WATCH.loopDelayMsBad, "bad late"],
    ["memoryBytes", WATCH.memoryBytesWarn - 1, WATCH.memoryBytesWarn, "warn large"],
    ["poolWaiting", WATCH.poolWaitingWarn - 1, WATCH.poolWaitingWarn, "warn crowded"],
    ["batchesHalved", 0, 1, "warn halved"],
  ];
  for (const [name, below, at, said] of cases) {
    const sooner = toldLast({ [name]: below });
    deepEqual(sooner, said.startsWith("bad") ? [said.replace("bad", "warn")] : [], `${name} ${below}`);
    deepEqual(toldLast({ [name]: at }), [said], `${name} ${at}`);
  }
});

Deno.test("an instance is told of as it was last, and of what is counted as it was for five minutes", () => {
  const slowBefore = makeHistory(6, (ago) => ago > 10 ? { ackP99Ms: 9_000, oldestMs: 9_000, poolWaiting: 99 } : {});
  deepEqual(brief({ instances: [makeInstance({ history: slowBefore })] }), []);
  const halved = (ago: number) =>
    concernsOf(makeSystem({
      instances: [makeInstance({ history: makeHistory(8, (one) => one === ago ? { batchesHalved: 2 } : {}) })],
    }));
  deepEqual(halved(284), [{ level: "warn", is: "halved", instance: "warehouse-1:5000", count: 2 }]);
  deepEqual(halved(304), []);
});

Deno.test("slow answers and late timers are told of when they last, what waits at once", () => {
  const slow = { ackP99Ms: 9_000, loopDelayP99Ms: 9_000 };
  deepEqual(toldLast(slow, {}, 1), []);
  deepEqual(toldLast(slow, {}, 2), ["bad slow", "bad late"]);
  deepEqual(toldLast({ ackP99Ms: null, loopDelayP99Ms: null }), []);
  deepEqual(toldLast({ oldestMs: 9_000 }, {}, 1), ["bad waits"]);
  const first = { ...makeFigures(slow), at: before(4) };
  deepEqual(brief({ instances: [makeInstance({ history: [first] })] }), [], "it has only just begun");
});

Deno.test("a cache that misses more than half is told of under load only", () => {
  const history = (reads: number, hits: number) =>
    makeHistory(
      1,
      (ago) =>
        ago === 4
          ? { cacheNear: hits - 1, cacheShared: 1, cacheLoaded: reads - hits }
          : { cacheNear: 0, cacheShared: 0, cacheLoaded: 0 },
    );
  const said = (reads: number, hits: number) => brief({ instances: [makeInstance({ history: history(reads, hits) })] });
  deepEqual(said(WATCH.cacheReadsMin, WATCH.cacheReadsMin / 2 - 1), ["warn uncached"]);
  deepEqual(said(WATCH.cacheReadsMin, WATCH.cacheReadsMin / 2), []);
  deepEqual(said(WATCH.cacheReadsMin - 1, 1), []);
});

Deno.test("whoever falls silent is told of for a while, unless it said that it leaves or another came in its place", () => {
  const silentFor = (seconds: number, more: Partial<Instance> = {}, others: Instance[] = []) =>
    brief({ instances: [makeInstance({ name: "other:5000" }), ...others, gone({ seenAt: before(seconds), ...more })] });
  deepEqual(silentFor(LIMITS.instanceSilentMs / 1_000 + 1), ["bad silent"]);
  deepEqual(silentFor(LIMITS.instanceSilentMs / 1_000), []);
  deepEqual(silentFor(WATCH.silentToldMs / 1_000), ["bad silent"]);
  deepEqual(silentFor(WATCH.silentToldMs / 1_000 + 1), []);
  deepEqual(silentFor(40, { leftAt: before(40) }), []);
  const startedAfter = (
    seconds: number,
    name: string,
  ) => [makeInstance({ id: "new", name, startedAt: before(seconds) })];
  deepEqual(silentFor(40, {}, startedAfter(20, "warehouse-1:5000")), []);
  deepEqual(silentFor(40, {}, startedAfter(20, "warehouse-2:5000")), ["bad silent"]);
  deepEqual(silentFor(40, {}, startedAfter(60, "warehouse-1:5000")), ["bad silent"], "it was there before");
});

Deno.test("an instance that answers and is not among those that told is told of", () => {
  deepEqual(brief({ instances: [] }), ["warn untold"]);
  deepEqual(brief({ here: "another" }), ["warn untold"]);
});

Deno.test("who is gone is no reason to worry about what it told last", () => {
  const history = makeHistory(1, () => ({ ackP99Ms: 9_000, batchesHalved: 1, memoryBytes: 9e9 }));
  deepEqual(brief({ instances: [makeInstance(), gone({ leftAt: before(30), seenAt: before(30), history })] }), []);
  const older = gone({ leftAt: before(30), seenAt: before(30), migration: 24 });
  deepEqual(brief({ instances: [makeInstance(), older] }), []);
});

Deno.test("the database is told of by its schema, its connections and its oldest transaction", () => {
  const said = (more: Parameters<typeof makeDatabase>[0]) => brief({ database: makeDatabase(more) });
  deepEqual(said({ migration: 26 }), ["bad newer"]);
  deepEqual(said({ migration: 24 }), ["bad older"]);
  const used = (connections: number) => said({ connections, connectionsMax: 100 });
  deepEqual([used(84), used(85), used(94), used(95)], [
    ...[[], ["warn connections"], ["warn connections"], ["bad connections"]],
  ]);
  const under = (oldestTransactionMs: number | null) => said({ oldestTransactionMs });
  deepEqual([under(null), under(WATCH.transactionMsWarn - 1), under(WATCH.transactionMsWarn)], [
    ...[[], [], ["warn transaction"]],
  ]);
  deepEqual(under(WATCH.transactionMsBad), ["bad transaction"]);
});

Deno.test("without Redis that is said once, and not again of each instance that does not hear", () => {
  const away = makeRedis({ state: "away" });
  deepEqual(toldLast({ bus: "degraded" }, { redis: away }), ["warn redis_away"]);
  deepEqual(toldLast({ bus: "degraded" }), ["warn deaf"]);
  deepEqual(toldLast({ bus: "degraded" }, { redis: null }), ["warn deaf"]);
  deepEqual(toldLast({}, { redis: null }), []);
});

Deno.test("instances of different releases are told of together, in order", () => {
  const instances = [26, 24, 26].map((migration, place) => makeInstance({ id: String(place), migration }));
  const mixed = concernsOf(makeSystem({ instances })).find(({ is }) => is === "mixed");
  deepEqual(mixed, { level: "warn", is: "mixed", migrations: [24, 26] });
});

Deno.test("what somebody has to act on now comes first", () => {
  const levels = concernsOf(makeSystem({
    instances: [makeInstance({ history: makeHistory(1, () => ({ oldestMs: 5_000, ackP99Ms: 600 })) })],
    redis: makeRedis({ state: "away" }),
    database: makeDatabase({ connections: 99 }),
  })).map(({ level }: Concern) => level);
  deepEqual(levels, ["bad", "bad", "warn", "warn"]);
  equal(levels.length, 4);
});
