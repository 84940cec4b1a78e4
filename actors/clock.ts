/** Time and chance come in by the door, so that a simulation can replay both. */
export interface Clock {
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
}

export const realClock: Clock = {
  now: () => performance.now(),
  wait: (ms) => new Promise((done) => setTimeout(done, ms)),
  random: Math.random,
};
