/** How many rows a step may have, so that the rows it locks are free again within some 50 ms. */
import { LIMITS } from "../domain/limits.ts";
import type { Clock } from "./clock.ts";

export class StepSize {
  #rows: number = LIMITS.importStepRowsFirst;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get rows(): number {
    return Math.round(this.#rows);
  }

  /** Learns from how long `step` takes for its rows: shrinks at once, grows slowly. */
  async timed<Result>(rows: number, step: () => Promise<Result>): Promise<Result> {
    const startedAt = this.#clock.now();
    const result = await step();
    const ms = Math.max(1, this.#clock.now() - startedAt);
    const fitting = rows * LIMITS.importStepMs / ms;
    const wanted = ms > LIMITS.importStepMs ? fitting * 0.9 : Math.min(fitting * 0.9, this.#rows * 1.25);
    this.#rows = Math.min(LIMITS.importStepRowsMax, Math.max(LIMITS.importStepRowsMin, wanted));
    return result;
  }
}
