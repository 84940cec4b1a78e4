/** How many rows a step may have, so that the rows it locks are free again within some 50 ms. */
import { LostRace } from "../domain/ledger.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Clock } from "./clock.ts";

export class StepSize {
  #rows: number = LIMITS.importStepRowsFirst;
  readonly #clock: Clock;
  /** Races lost one after the other. */
  #lost = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get rows(): number {
    return Math.round(this.#rows);
  }

  /**
   * Learns from how long `step` takes for its rows: shrinks at once, grows slowly. Null: a scan was quicker, so nothing of
   * the step is stored, and it is to be taken again at once; with fewer rows it will win.
   */
  async timed<Result>(rows: number, step: () => Promise<Result>): Promise<Result | null> {
    const startedAt = this.#clock.now();
    const result = await step().catch((fault) => this.#lose(rows, fault));
    if (result === null) return null;
    this.#lost = 0;
    const ms = Math.max(1, this.#clock.now() - startedAt);
    const fitting = rows * LIMITS.importStepMs / ms;
    const wanted = ms > LIMITS.importStepMs ? fitting * 0.9 : Math.min(fitting * 0.9, this.#rows * 1.25);
    this.#rows = Math.min(LIMITS.importStepRowsMax, Math.max(LIMITS.importStepRowsMin, wanted));
    return result;
  }

  #lose(rows: number, fault: unknown): null {
    if (!(fault instanceof LostRace) || ++this.#lost > LIMITS.importRacesLostMax) throw fault;
    this.#rows = Math.max(LIMITS.importStepRowsMin, rows / 2);
    return null;
  }
}
