/** How the system is: what every instance tells of itself, and how the database and Redis are. For admins' eyes. */

/** One instance over some seconds. Counts are of those seconds; times are milliseconds. */
export interface Figures {
  /** What the counts are over. */
  readonly seconds: number;
  /** Commands answered: accepted, refused, and told again because somebody asked again. */
  readonly accepted: number;
  readonly refused: number;
  readonly replayed: number;
  /** From a command's arrival to its answer; null when there was none. */
  readonly ackP50Ms: number | null;
  readonly ackP99Ms: number | null;
  readonly batches: number;
  /** Means of a batch: how many commands; locking and reading, deciding, writing and committing. */
  readonly batchSize: number | null;
  readonly lockMs: number | null;
  readonly decideMs: number | null;
  readonly writeMs: number | null;
  readonly batchesRetried: number;
  readonly batchesHalved: number;
  /** Commands that wait just now, and how long the oldest has. */
  readonly waiting: number;
  readonly oldestMs: number;
  readonly actors: number;
  readonly cacheNear: number;
  readonly cacheShared: number;
  readonly cacheLoaded: number;
  /** Connections for reads, and callers that wait for one, just now. */
  readonly poolOpen: number;
  readonly poolWaiting: number;
  /** Pages that are connected just now. */
  readonly liveReaders: number;
  readonly importRows: number;
  readonly requests: number;
  readonly requestP99Ms: number | null;
  readonly memoryBytes: number;
  readonly heapBytes: number;
  /** By how much timers came late. */
  readonly loopDelayP99Ms: number | null;
  readonly bus: "ok" | "degraded";
}

export interface Instance {
  readonly id: string;
  /** What people call it: its host and port. */
  readonly name: string;
  /** Of the application: its newest migration and when its process began tell two apart. */
  readonly migration: number;
  readonly deno: string;
  readonly startedAt: Date;
  /** When it last told of itself. */
  readonly seenAt: Date;
  /** Silent for `LIMITS.instanceSilentMs`, or has said that it leaves. */
  readonly isGone: boolean;
  /** When it said that it leaves; null: it lives, or had no time to say so. */
  readonly leftAt: Date | null;
  /** The last hour, oldest first. */
  readonly history: readonly (Figures & { readonly at: Date })[];
}

export interface DatabaseState {
  readonly version: string;
  readonly bytes: number;
  readonly connections: number;
  readonly connectionsMax: number;
  /** The newest migration that is applied, and the newest that this instance knows. */
  readonly migration: number;
  readonly migrationKnown: number;
  /** Of the blocks that were asked for, how many were in memory: 0 to 1; null before anything was asked for. */
  readonly hitRatio: number | null;
  readonly deadlocks: number;
  /** How long the oldest transaction has been under way; null: none is. */
  readonly oldestTransactionMs: number | null;
  /** The slowest by all their time together, since they are counted; null: pg_stat_statements is not there. */
  readonly slow: readonly SlowStatement[] | null;
}

export interface SlowStatement {
  /** Without its values, cut to some lines. */
  readonly text: string;
  readonly calls: number;
  readonly meanMs: number;
  readonly totalMs: number;
}

export interface RedisState {
  /** `away`: it is configured, and not to be had. */
  readonly state: "ok" | "away";
  readonly version: string | null;
  readonly memoryBytes: number | null;
  readonly clients: number | null;
}

export interface SystemState {
  /** By the database's clock. */
  readonly asOf: Date;
  /** Those that live first, by their start; who is gone stays for an hour. */
  readonly instances: readonly Instance[];
  /** The one that answers. */
  readonly here: string;
  readonly database: DatabaseState;
  /** Null: none is configured. */
  readonly redis: RedisState | null;
}
