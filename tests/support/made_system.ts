/** Made-up states of the whole system. */
import type { DatabaseState, Figures, Instance, RedisState, SystemState } from "../../domain/instances.ts";

export const AS_OF = new Date("2026-11-22T05:11:07Z");

export const before = (seconds: number): Date => new Date(AS_OF.getTime() - seconds * 1_000);

export const makeFigures = (more: Partial<Figures> = {}): Figures => ({
  ...{ seconds: 10, accepted: 1_180, refused: 12, replayed: 8, ackP50Ms: 2.4, ackP99Ms: 11.62 },
  ...{ batches: 240, batchSize: 5, lockMs: 0.61, decideMs: 0.08, writeMs: 1.43 },
  ...{ batchesRetried: 0, batchesHalved: 0, waiting: 3, oldestMs: 4, actors: 104 },
  ...{ cacheNear: 800, cacheShared: 150, cacheLoaded: 50, poolOpen: 3, poolWaiting: 0 },
  ...{ liveReaders: 14, importRows: 0, requests: 2_480, requestP99Ms: 18.25 },
  ...{ memoryBytes: 214_000_000, heapBytes: 96_000_000, loopDelayP99Ms: 3.1, bus: "ok" as const },
  ...more,
});

type History = Instance["history"];

/** One every ten seconds, the last of them some seconds ago; `figures` is told how many seconds ago each was. */
export const makeHistory = (minutes: number, figures: (secondsAgo: number) => Partial<Figures> = () => ({})): History =>
  Array.from({ length: minutes * 6 }, (_, place) => {
    const secondsAgo = (minutes * 6 - 1 - place) * 10 + 4;
    return { ...makeFigures(figures(secondsAgo)), at: before(secondsAgo) };
  });

export const makeInstance = (more: Partial<Instance> = {}): Instance => ({
  ...{ id: "0f5f1c5e-6d0f-4c2b-9a8e-0a5d8a0c7a01", name: "warehouse-1:5000", migration: 25, deno: "2.9.6" },
  ...{ startedAt: before(3 * 86_400), seenAt: before(4), isGone: false, leftAt: null, history: makeHistory(60) },
  ...more,
});

export const makeDatabase = (more: Partial<DatabaseState> = {}): DatabaseState => ({
  ...{ version: "18.4", bytes: 1_830_000_000, connections: 31, connectionsMax: 100, migration: 25, migrationKnown: 25 },
  ...{ hitRatio: 0.9971, deadlocks: 0, oldestTransactionMs: 12, slow: null },
  ...more,
});

export const makeRedis = (more: Partial<RedisState> = {}): RedisState => ({
  ...{ state: "ok" as const, version: "8.0.2", memoryBytes: 3_400_000, clients: 9 },
  ...more,
});

export const makeSystem = (more: Partial<SystemState> = {}): SystemState => {
  const instances = more.instances ?? [makeInstance()];
  return {
    asOf: AS_OF,
    instances,
    here: instances[0]?.id ?? "",
    database: makeDatabase(),
    redis: makeRedis(),
    ...more,
  };
};

export const SOME_FIGURES = makeFigures();

/** One at work, and one that has gone. */
export const A_SYSTEM: SystemState = makeSystem({
  instances: [
    makeInstance({ name: "floor-1:5000" }),
    makeInstance({
      id: "gone",
      name: "floor-2:5000",
      isGone: true,
      leftAt: before(300),
      seenAt: before(300),
      history: [],
    }),
  ],
  database: makeDatabase({
    slow: [{ text: "select code from bags where id > $1 limit $2", calls: 410, meanMs: 3.1, totalMs: 1_271 }],
  }),
});
