/** How often a number was how large: enough for Prometheus, and for the shares below a value that people look at. */

/** Upper ends in seconds: a scan is answered in milliseconds, 50 ms is the promise, 8 s the end of all patience. */
export const SECONDS: readonly number[] = [
  ...[0.001, 0.002, 0.003, 0.004, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.075],
  ...[0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10],
];

export class Histogram {
  /** One more than there are ends: the last counts what is above all of them. */
  readonly #counts: number[];
  #sum = 0;

  /** `ends`: the largest value that each bucket takes, ascending. */
  constructor(readonly ends: readonly number[]) {
    this.#counts = new Array<number>(ends.length + 1).fill(0);
  }

  observe(value: number): void {
    let place = 0;
    while (place < this.ends.length && value > this.ends[place]!) place++;
    this.#counts[place]! += 1;
    this.#sum += value;
  }

  /** As it stands now; what comes later does not change it. */
  read(): Counted {
    return { ends: this.ends, counts: [...this.#counts], sum: this.#sum };
  }
}

export interface Counted {
  readonly ends: readonly number[];
  readonly counts: readonly number[];
  readonly sum: number;
}

/** What has come to `later` since `earlier`, both of one histogram. */
export const since = (earlier: Counted, later: Counted): Counted => ({
  ends: later.ends,
  counts: later.counts.map((count, place) => count - earlier.counts[place]!),
  sum: later.sum - earlier.sum,
});

export const countOf = ({ counts }: Counted): number => counts.reduce((all, count) => all + count, 0);

/** Null: there was none. */
export function meanOf(counted: Counted): number | null {
  const count = countOf(counted);
  return count === 0 ? null : counted.sum / count;
}

/**
 * The value that this part of them (0 to 1) did not exceed, null when there was none. As exact as the buckets are narrow; of what
 * is above the last end nothing more is known than that end.
 */
export function quantileOf(counted: Counted, part: number): number | null {
  const { ends, counts } = counted;
  let left = part * countOf(counted);
  if (left === 0) return null;
  for (const [place, count] of counts.entries()) {
    const from = ends[place - 1] ?? 0, to = ends[place] ?? from;
    if (left <= count) return from + (to - from) * left / count;
    left -= count;
  }
  return ends.at(-1) ?? null;
}
