/** What the metrics tell of commits: how many, how large, how long, and what waits. */
import type { Metrics } from "./metrics.ts";

export interface Committing {
  readonly floor: () => { readonly waiting: number; readonly actors: number; readonly oldestMs: number };
  /** Told of each batch that has to be taken again. */
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
  readonly pool: () => { readonly open: number; readonly waiting: number };
}

/** Adds them to the metrics and returns what to call after each batch. */
export function watchCommits(metrics: Metrics, { floor, pool, log }: Committing) {
  let batches = 0, commands = 0, seconds = 0, faults = 0;
  const counters: [name: string, help: string, read: () => number][] = [
    ["tracetrack_batches_total", "Batches settled.", () => batches],
    ["tracetrack_batch_commands_total", "Commands in these batches.", () => commands],
    ["tracetrack_batch_seconds_total", "Time that these batches took.", () => seconds],
    ["tracetrack_batch_faults_total", "Times that a batch had to be taken again.", () => faults],
  ];
  for (const [name, help, read] of counters) metrics.measure(name, help, read, "counter");
  metrics.measure("tracetrack_waiting_commands", "Commands that wait for a batch.", () => floor().waiting);
  metrics.measure("tracetrack_oldest_wait_seconds", "How long the oldest has waited.", () => floor().oldestMs / 1_000);
  metrics.measure("tracetrack_actors", "Bills and parents in memory.", () => floor().actors);
  metrics.measure("tracetrack_pool_connections", "Open connections for reads.", () => pool().open);
  metrics.measure("tracetrack_pool_waiting", "Callers that wait for one of them.", () => pool().waiting);
  return {
    onBatch(batch: { readonly size: number; readonly ms: number }): void {
      batches++;
      commands += batch.size;
      seconds += batch.ms / 1_000;
    },
    onFault(fault: unknown, size: number): void {
      faults++;
      log("A batch is taken again", { fault, size });
    },
  };
}
