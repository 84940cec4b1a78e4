/** What is measured of live pages. */
import type { Metrics } from "./metrics.ts";

export interface LiveState {
  readonly readers: number;
  readonly topics: number;
  readonly dropped: number;
}

export function watchLive(metrics: Metrics, state: () => LiveState): void {
  metrics.measure("tracetrack_live_readers", "Pages that are connected.", () => state().readers);
  metrics.measure("tracetrack_live_topics", "What they look at, each drawn once a change.", () => state().topics);
  metrics.measure(
    "tracetrack_live_dropped_total",
    "Pages let go because they took in too slowly.",
    () => state().dropped,
    "counter",
  );
}
