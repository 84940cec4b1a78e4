/** Two instances as they may be on a morning: one at work, and one that has gone. */
import type { Figures, SystemState } from "../../domain/instances.ts";

export const SOME_FIGURES: Figures = {
  ...{ seconds: 10, accepted: 180, refused: 4, replayed: 1, ackP50Ms: 3.2, ackP99Ms: 18 },
  ...{ requests: 260, requestP99Ms: 21 },
  ...{ batches: 90, batchSize: 2.06, lockMs: 1.1, decideMs: 0.3, writeMs: 1.9, batchesRetried: 1, batchesHalved: 0 },
  ...{ waiting: 2, oldestMs: 3, actors: 41, cacheNear: 700, cacheShared: 60, cacheLoaded: 20 },
  ...{ poolOpen: 4, poolWaiting: 0, liveReaders: 12, importRows: 0 },
  ...{ memoryBytes: 210_000_000, heapBytes: 60_000_000, loopDelayP99Ms: 2.4, bus: "ok" },
};

const minutesAfterNine = (minutes: number) => new Date(Date.UTC(2026, 2, 2, 9, minutes));

export const A_SYSTEM: SystemState = {
  asOf: minutesAfterNine(10),
  here: "11111111-1111-4111-8111-111111111111",
  instances: [
    {
      id: "11111111-1111-4111-8111-111111111111",
      ...{ name: "floor-1:5000", migration: 25, deno: "2.9.6", isGone: false },
      ...{ startedAt: minutesAfterNine(0), seenAt: minutesAfterNine(10), leftAt: null },
      history: [{ ...SOME_FIGURES, at: minutesAfterNine(9) }, { ...SOME_FIGURES, at: minutesAfterNine(10) }],
    },
    {
      id: "22222222-2222-4222-8222-222222222222",
      ...{ name: "floor-2:5000", migration: 24, deno: "2.9.6", isGone: true },
      ...{ startedAt: minutesAfterNine(0), seenAt: minutesAfterNine(4), leftAt: minutesAfterNine(4), history: [] },
    },
  ],
  database: {
    ...{
      version: "18.4",
      bytes: 1_400_000_000,
      connections: 14,
      connectionsMax: 60,
      migration: 25,
      migrationKnown: 25,
    },
    ...{ hitRatio: 0.998, deadlocks: 0, oldestTransactionMs: null },
    slow: [{ text: "select code from bags where id > $1 limit $2", calls: 410, meanMs: 3.1, totalMs: 1_271 }],
  },
  redis: { state: "ok", version: "8.0.2", memoryBytes: 2_100_000, clients: 4 },
};
