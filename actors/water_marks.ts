/** Refuses from the high mark on, and goes on refusing until no more than the low mark wait: so it does not flap. */
export class WaterMarks {
  #isRefusing = false;

  constructor(readonly high: number, readonly low: number) {}

  /** Whether one more may come when so many wait. */
  admits(waiting: number): boolean {
    this.#isRefusing = waiting >= (this.#isRefusing ? this.low + 1 : this.high);
    return !this.#isRefusing;
  }
}
