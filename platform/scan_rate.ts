/** How fast one person may scan, where a limit is set: so many a second on average, and ten seconds' worth at once. */

/** An outbox that was offline comes back with a heap of scans, and a batch is one request. */
const BURST_SECONDS = 10;
/** Whoever has not scanned for the length of a burst is forgotten when so many are remembered. */
const PEOPLE_MAX = 10_000;

/**
 * Seconds that a person has to wait before so many more scans; 0: none, and they are counted. A batch larger than the burst
 * is let through when nothing else was, or it never would be. `perSecond` null: no limit. `now` in milliseconds.
 */
export function scanRate(perSecond: number | null, now: () => number = () => performance.now()) {
  /** When each person's scans so far will have been paid for. */
  const paidUntil = new Map<number, number>();

  return function scanWaitSeconds(userId: number, scans: number): number {
    if (perSecond === null) return 0;
    const at = now();
    const from = Math.max(paidUntil.get(userId) ?? at, at);
    const until = from + scans * 1_000 / perSecond;
    const tooMuchMs = until - at - BURST_SECONDS * 1_000;
    if (tooMuchMs > 0 && from > at) return Math.ceil(Math.min(tooMuchMs, from - at) / 1_000);
    if (paidUntil.size >= PEOPLE_MAX) forgetPaid(paidUntil, at);
    paidUntil.set(userId, until);
    return 0;
  };
}

function forgetPaid(paidUntil: Map<number, number>, at: number): void {
  for (const [userId, until] of paidUntil) if (until <= at) paidUntil.delete(userId);
}
