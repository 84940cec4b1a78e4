/** How often one person may do a thing: so many at once, and over time no more than so many in so long. */

export interface Rate {
  /** What is counted together. */
  readonly name: string;
  readonly count: number;
  readonly everyMs: number;
}

export type Pace =
  | { readonly waitMs: number; readonly paidUntil?: never }
  /** Allowed: what was done is paid for by then, at the rate's own pace. */
  | { readonly waitMs: 0; readonly paidUntil: number };

/** Less is no wait: clocks and fractions are not finer. */
const WAIT_MS_MIN = 1;

/**
 * Whether `cost` more may be done at `now`, where all before is paid for by `paidUntil`. It slides: there is no moment at
 * which everything is allowed again. More at once than the rate counts may pass when nothing is owed, and is paid for after.
 */
export function paceOf({ count, everyMs }: Rate, paidUntil: number, now: number, cost: number): Pace {
  const from = Math.max(paidUntil, now);
  const waitMs = from - now + Math.min(cost, count) * everyMs / count - everyMs;
  return waitMs >= WAIT_MS_MIN ? { waitMs } : { waitMs: 0, paidUntil: from + cost * everyMs / count };
}
