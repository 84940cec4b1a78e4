/** By how much timers come late: what everybody waits for while one piece of work keeps the thread busy. */
import type { Metrics } from "./metrics.ts";

/** Short enough to meet what blocks for longer, and to cost nothing. */
const TICK_MS = 20;

/** @returns the delays, and what stops looking. */
export function watchLoopDelay(metrics: Metrics) {
  const delays = metrics.histogram("tracetrack_event_loop_delay_seconds", "By how much timers come late.");
  let dueAt = performance.now() + TICK_MS;
  const timer = setInterval(() => {
    const now = performance.now();
    delays.observe(Math.max(0, now - dueAt) / 1_000);
    dueAt = now + TICK_MS;
  }, TICK_MS);
  return { delays, stop: () => clearInterval(timer) };
}
