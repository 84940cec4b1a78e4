/** Whether all is well with the whole, and if not, what is wrong: rules over what is told, for those who look after it. */
import type { DatabaseState, Instance, RedisState, SystemState } from "./instances.ts";
import { readsOf, type Told } from "./last_hour.ts";
import { LIMITS } from "./limits.ts";

/** From where on something is worth a word, and from where on somebody has to act now. */
export const WATCH = {
  /** An operator feels half a second; after two, people scan again what is under way. */
  ackP99MsWarn: 500,
  ackP99MsBad: 2_000,
  /** A scan that waits for a second waits for something; readiness gives an instance up at `LIMITS.oldestScanMsMax`. */
  oldestMsWarn: 1_000,
  /** Timers that come so late: one core is not enough for what it has to do. */
  loopDelayMsWarn: 200,
  loopDelayMsBad: 1_000,
  /** Twice and more of what an instance may take; an import of a large workbook comes near it for a while. */
  memoryBytesWarn: 1_000_000_000,
  /** Twice as many as there are connections for pages: those who come last wait for two others. */
  poolWaitingWarn: 2 * LIMITS.readConnectionsMax,
  /** Of the connections that the database takes. Deployments start an instance beside each old one. */
  connectionsWarn: 0.85,
  connectionsBad: 0.95,
  /** Nothing of ours is under way for a minute, but a backup may be; beyond, what was deleted cannot be cleared away. */
  transactionMsWarn: 10 * 60_000,
  transactionMsBad: 60 * 60_000,
  /** Of what was asked for; only where it is so much that the database feels it, a hundred a second. */
  cacheHitsWarn: 0.5,
  cacheReadsMin: 30_000,
  /** What is counted rather than seen just now is looked at over so long. */
  countedMs: 5 * 60_000,
  /** An instance that fell silent is told of for so long: whoever comes later finds it among those that are gone. */
  silentToldMs: 15 * 60_000,
} as const;

export type Level = "warn" | "bad";

/** One thing that is not as it should be. `instance`: its name. */
export type Concern =
  & { readonly level: Level }
  & (
    | { readonly is: "silent"; readonly instance: string; readonly ms: number }
    | { readonly is: "slow" | "waits" | "late"; readonly instance: string; readonly ms: number }
    | { readonly is: "large"; readonly instance: string; readonly bytes: number }
    | { readonly is: "crowded" | "halved"; readonly instance: string; readonly count: number }
    | { readonly is: "uncached"; readonly instance: string; readonly hits: number; readonly reads: number }
    | { readonly is: "deaf"; readonly instance: string }
    | { readonly is: "mixed"; readonly migrations: readonly number[] }
    | { readonly is: "newer" | "older"; readonly migration: number; readonly known: number }
    | { readonly is: "connections"; readonly used: number; readonly max: number }
    | { readonly is: "transaction"; readonly ms: number }
    | { readonly is: "redis_away" | "untold" }
  );

/** Those to act on now come first. */
export function concernsOf({ asOf, instances, here, database, redis }: SystemState): Concern[] {
  const living = instances.filter(({ isGone }) => !isGone);
  const concerns = [
    ...concernsOfSilence(instances, asOf),
    ...concernsOfHere(instances, here),
    ...concernsOfDatabase(database),
    ...concernsOfRedis(redis),
    ...concernsOfReleases(living),
    ...living.flatMap((instance) => concernsOfInstance(instance, asOf, redis)),
  ];
  return concerns.toSorted((one, other) => RANK[one.level] - RANK[other.level]);
}

const RANK: Readonly<Record<Level, number>> = { bad: 0, warn: 1 };

/** Those that ended without a word, unless another has begun in their place. */
function concernsOfSilence(instances: readonly Instance[], asOf: Date): Concern[] {
  return instances.flatMap((instance): Concern[] => {
    const ms = asOf.getTime() - instance.seenAt.getTime();
    const isReplaced = instances.some(({ name, startedAt }) => name === instance.name && startedAt > instance.seenAt);
    if (instance.leftAt !== null || isReplaced) return [];
    if (ms <= LIMITS.instanceSilentMs || ms > WATCH.silentToldMs) return [];
    return [{ level: "bad", is: "silent", instance: instance.name, ms }];
  });
}

/** It tells of itself as soon as it listens: where it has not, it cannot. */
const concernsOfHere = (instances: readonly Instance[], here: string): Concern[] =>
  instances.some(({ id }) => id === here) ? [] : [{ level: "warn", is: "untold" }];

function concernsOfDatabase(database: DatabaseState): Concern[] {
  const { connections: used, connectionsMax: max, migration, migrationKnown: known } = database;
  const concerns: Concern[] = [];
  if (migration > known) concerns.push({ level: "bad", is: "newer", migration, known });
  if (migration < known) concerns.push({ level: "bad", is: "older", migration, known });
  const fullness = levelOf(used / max, WATCH.connectionsWarn, WATCH.connectionsBad);
  if (fullness) concerns.push({ level: fullness, is: "connections", used, max });
  const ms = database.oldestTransactionMs ?? 0;
  const age = levelOf(ms, WATCH.transactionMsWarn, WATCH.transactionMsBad);
  if (age) concerns.push({ level: age, is: "transaction", ms });
  return concerns;
}

const concernsOfRedis = (redis: RedisState | null): Concern[] =>
  redis?.state === "away" ? [{ level: "warn", is: "redis_away" }] : [];

function concernsOfReleases(living: readonly Instance[]): Concern[] {
  const migrations = [...new Set(living.map(({ migration }) => migration))].sort((one, other) => one - other);
  return migrations.length > 1 ? [{ level: "warn", is: "mixed", migrations }] : [];
}

function concernsOfInstance({ name: instance, history }: Instance, asOf: Date, redis: RedisState | null): Concern[] {
  const now = history.at(-1);
  if (!now) return [];
  const since = asOf.getTime() - WATCH.countedMs;
  const concerns = concernsOfCounts(instance, history.filter(({ at }) => at.getTime() > since));
  const slowMs = lasting(history, ({ ackP99Ms }) => ackP99Ms);
  const slow = levelOf(slowMs, WATCH.ackP99MsWarn, WATCH.ackP99MsBad);
  if (slow) concerns.push({ level: slow, is: "slow", instance, ms: slowMs });
  const waits = levelOf(now.oldestMs, WATCH.oldestMsWarn, LIMITS.oldestScanMsMax);
  if (waits) concerns.push({ level: waits, is: "waits", instance, ms: now.oldestMs });
  const lateMs = lasting(history, ({ loopDelayP99Ms }) => loopDelayP99Ms);
  const late = levelOf(lateMs, WATCH.loopDelayMsWarn, WATCH.loopDelayMsBad);
  if (late) concerns.push({ level: late, is: "late", instance, ms: lateMs });
  if (now.memoryBytes >= WATCH.memoryBytesWarn) {
    concerns.push({ level: "warn", is: "large", instance, bytes: now.memoryBytes });
  }
  if (now.poolWaiting >= WATCH.poolWaitingWarn) {
    concerns.push({ level: "warn", is: "crowded", instance, count: now.poolWaiting });
  }
  // Without Redis none of them hears: that is said once.
  if (now.bus === "degraded" && redis?.state !== "away") concerns.push({ level: "warn", is: "deaf", instance });
  return concerns;
}

/** What was told twice in a row: the first seconds of a process, and one slow answer among few, are no concern. */
const lasting = (history: readonly Told[], ms: (one: Told) => number | null): number =>
  history.length < 2 ? 0 : Math.min(...history.slice(-2).map((one) => ms(one) ?? 0));

/** What a single moment does not show. */
function concernsOfCounts(instance: string, told: readonly Told[]): Concern[] {
  const sum = (count: (one: Told) => number) => told.reduce((all, one) => all + count(one), 0);
  const concerns: Concern[] = [];
  const halved = sum(({ batchesHalved }) => batchesHalved);
  if (halved > 0) concerns.push({ level: "warn", is: "halved", instance, count: halved });
  const reads = sum(readsOf);
  const hits = sum(({ cacheNear, cacheShared }) => cacheNear + cacheShared);
  if (reads >= WATCH.cacheReadsMin && hits < WATCH.cacheHitsWarn * reads) {
    concerns.push({ level: "warn", is: "uncached", instance, hits, reads });
  }
  return concerns;
}

const levelOf = (value: number, warn: number, bad: number): Level | null =>
  value >= bad ? "bad" : value >= warn ? "warn" : null;
