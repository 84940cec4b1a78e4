/** What is measured whenever somebody looks: what waits just now, who is connected, and how the process is. */
import type { Bus } from "./bus.ts";
import type { Cache } from "./cache.ts";
import type { Metrics } from "./metrics.ts";
import type { Pool } from "./postgres.ts";

interface FloorState {
  readonly waiting: number;
  readonly oldestMs: number;
  readonly actors: number;
  readonly largestMailbox: number;
}

interface LiveState {
  readonly readers: number;
  readonly topics: number;
  readonly dropped: number;
}

/** The parts of an instance that say how they are. */
export interface Parts {
  readonly floor: { state(): FloorState };
  readonly live: { state(): LiveState };
  readonly bus: Pick<Bus, "state" | "isHearing">;
  readonly cache: Pick<Cache, "use">;
  /** Rows of sheets that were put in since this process began. */
  readonly imports: { rows(): number };
  /** For pages and look-ups. */
  readonly db: Pick<Pool, "usage">;
  /** For what scans need beside a commit. */
  readonly vital: Pick<Pool, "usage">;
}

export interface Release {
  /** The newest that this code knows. */
  readonly migration: number;
  readonly deno: string;
}

export function watchState(metrics: Metrics, parts: Parts, { migration, deno }: Release): void {
  const { measure } = metrics;
  const build = { migration: String(migration), deno };
  measure("tracetrack_build_info", "The release: its newest migration, and what it runs on.", () => [[build, 1]]);
  watchFloor(metrics, parts.floor);
  watchPools(metrics, parts);
  watchProcess(metrics);
  watchCache(metrics, parts.cache);
  const { bus, imports } = parts, live = () => parts.live.state();
  measure("tracetrack_live_readers", "Pages that are connected.", () => live().readers);
  measure("tracetrack_live_topics", "What they look at, each drawn once a change.", () => live().topics);
  measure(
    "tracetrack_live_dropped_total",
    "Pages let go because they took in too slowly.",
    () => live().dropped,
    "counter",
  );
  measure("tracetrack_bus_hearing", "Whether it hears others, and believes its memory.", () => Number(bus.isHearing()));
  measure("tracetrack_import_rows_total", "Rows of sheets that were put in.", imports.rows, "counter");
}

function watchCache({ measure }: Metrics, cache: Parts["cache"]): void {
  measure("tracetrack_cache_reads_total", "Values read, by where they came from.", () => {
    const { near, shared, loaded } = cache.use();
    return [[{ layer: "near" }, near], [{ layer: "shared" }, shared], [{ layer: "database" }, loaded]];
  }, "counter");
  measure("tracetrack_cache_entries", "Values kept in this process.", () => cache.use().entries);
}

function watchFloor({ measure }: Metrics, part: Parts["floor"]): void {
  const floor = () => part.state();
  measure("tracetrack_waiting_commands", "Commands that wait for a batch.", () => floor().waiting);
  measure("tracetrack_oldest_wait_seconds", "How long the oldest has waited.", () => floor().oldestMs / 1_000);
  measure("tracetrack_actors", "Bills and parents in memory.", () => floor().actors);
  measure("tracetrack_largest_mailbox_commands", "Commands of the one that has most.", () => floor().largestMailbox);
}

function watchPools({ measure }: Metrics, { db, vital }: Pick<Parts, "db" | "vital">): void {
  const of = (part: "open" | "idle" | "waiting") => () =>
    [[{ pool: "reads" }, db.usage()[part]], [{ pool: "vital" }, vital.usage()[part]]] as const;
  measure("tracetrack_pool_connections", "Open connections.", of("open"));
  measure("tracetrack_pool_idle_connections", "Open connections that nobody uses.", of("idle"));
  measure("tracetrack_pool_waiting", "Callers that wait for a connection.", of("waiting"));
}

/** By the names that every program's are known by, where there are such. */
function watchProcess({ measure }: Metrics): void {
  const startedAt = performance.timeOrigin / 1_000;
  measure("process_start_time_seconds", "When it began, in seconds since 1970.", () => startedAt);
  measure("process_resident_memory_bytes", "Memory of the process.", () => Deno.memoryUsage().rss);
  measure("tracetrack_heap_bytes", "Of it, what objects of the main thread take.", () => Deno.memoryUsage().heapUsed);
}
