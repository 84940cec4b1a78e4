/** An instance as others see it: it tells the database how it is, every few seconds, and reads how all the others are. */
import type { SystemState } from "../domain/instances.ts";
import { LIMITS } from "../domain/limits.ts";
import type { CommitCounts } from "./commit_metrics.ts";
import { figuresBetween, type Look, lookAt } from "./figures.ts";
import { type Self, tellFigures, tellLeft } from "./instance_rows.ts";
import { watchLoopDelay } from "./loop_delay.ts";
import type { Metrics } from "./metrics.ts";
import type { Database, Pool } from "./postgres.ts";
import type { Redis } from "./redis.ts";
import { readRedisState } from "./redis_state.ts";
import { type Parts, watchState } from "./state_metrics.ts";
import { readDatabaseState, readInstances } from "./system_rows.ts";
import { repeat } from "./upkeep.ts";

export interface TellingSettings extends Omit<Parts, "db" | "vital"> {
  readonly db: Pool;
  /** By which it tells: slow pages that fill the other are worth telling of. */
  readonly vital: Pool;
  readonly metrics: Metrics;
  readonly commits: { counts(): CommitCounts };
  /** The newest migration that this code knows. */
  readonly migration: number;
  /** Null: none is configured. */
  readonly redis: Redis | null;
  readonly onFault: (fault: unknown) => void;
}

export interface Telling {
  readonly system: () => Promise<SystemState>;
  /** Once it is known what port it listens on. */
  begin(port: number): Promise<void>;
  /** Says that it leaves. */
  leave(): Promise<void>;
}

export function openTelling({ metrics, commits, migration, redis, onFault, ...parts }: TellingSettings): Telling {
  const { db, vital } = parts;
  const id = crypto.randomUUID();
  const release = { migration, deno: Deno.version.deno };
  watchState(metrics, parts, release);
  const loop = watchLoopDelay(metrics);
  const look = () => lookAt({ commits: commits.counts, requests: metrics.requests, loopDelay: loop.delays, parts });
  let stop = () => Promise.resolve();
  return {
    system: shared(() => readSystem(db, id, migration, redis), LIMITS.systemMs),
    begin: async (port) => {
      const self: Self = { id, name: `${Deno.hostname()}:${port}`, ...release };
      stop = repeat(tellEach(vital, self, look), LIMITS.figuresMs, onFault);
      await tellFigures(vital, self, null).catch(onFault);
    },
    leave: async () => {
      loop.stop();
      await stop();
      await tellLeft(vital, id).catch(onFault);
    },
  };
}

/** What it does every few seconds. What could not be written is part of what is written next: nothing is lost while the database is away. */
export function tellEach(db: Database, self: Self, look: () => Look): () => Promise<void> {
  let earlier = look();
  return async () => {
    const later = look();
    await tellFigures(db, self, figuresBetween(earlier, later));
    earlier = later;
  };
}

/** Many who look are one reading, and what was read a moment ago is new enough. What failed is tried again at once. */
export function shared<Value>(read: () => Promise<Value>, ms: number): () => Promise<Value> {
  let last: { readonly value: Promise<Value>; readonly at: number } | null = null;
  return () => {
    if (last !== null && performance.now() - last.at < ms) return last.value;
    const mine = last = { value: read(), at: performance.now() };
    mine.value.catch(() => last = last === mine ? null : last);
    return mine.value;
  };
}

async function readSystem(
  db: Pool,
  here: string,
  migration: number,
  redis: Redis | null,
): Promise<SystemState> {
  const [{ asOf, instances }, database, redisState] = await Promise.all([
    readInstances(db),
    readDatabaseState(db, migration),
    redis && readRedisState(redis),
  ]);
  return { asOf, instances, here, database, redis: redisState };
}
