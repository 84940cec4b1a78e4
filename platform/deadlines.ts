/** Gives up on what takes too long. Looked at once a second: a timer for each request would cost a scan some 5 µs. */
import { LIMITS } from "../domain/limits.ts";

export interface Deadlines {
  /**
   * True when the work is done; false once it has taken longer than `msMax()`, which is asked anew at each look. The work
   * itself goes on, and what becomes of it then is nobody's.
   */
  within(work: Promise<unknown>, msMax: () => number): Promise<boolean>;
  stop(): void;
}

interface Waiting {
  readonly since: number;
  readonly msMax: () => number;
  readonly giveUp: () => void;
}

export function startDeadlines(lookMs: number = LIMITS.deadlineLookMs): Deadlines {
  const waiting = new Set<Waiting>();
  const look = () => {
    const now = performance.now();
    for (const one of waiting) if (now - one.since > one.msMax()) one.giveUp();
  };
  const timer = setInterval(look, lookMs);
  return {
    within: (work, msMax) =>
      new Promise((resolve, reject) => {
        const one = { since: performance.now(), msMax, giveUp: () => settle(() => resolve(false)) };
        const settle = (tell: () => void) => {
          waiting.delete(one);
          tell();
        };
        waiting.add(one);
        work.then(() => settle(() => resolve(true)), (fault) => settle(() => reject(fault)));
      }),
    stop: () => clearInterval(timer),
  };
}
