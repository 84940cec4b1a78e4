/** Limits how fast one person scans, where the configuration asks for it. */

/**
 * A bucket a person: it holds two seconds' worth and fills at the given rate, so a burst of a batch read is let through.
 * @param now milliseconds by a clock that never goes back.
 * @returns seconds to wait before so many more scans; 0 takes them from the bucket. A batch larger than the bucket may
 * pass a full one, and is paid for afterwards.
 */
export function scanPace(perSecond: number | null, now: () => number = () => performance.now()) {
  if (perSecond === null) return (): number => 0;
  const size = perSecond * 2;
  const buckets = new Map<number, { level: number; at: number }>();

  return function waitSeconds(userId: number, scans: number): number {
    const at = now();
    const bucket = buckets.get(userId) ?? { level: size, at };
    const level = Math.min(size, bucket.level + (at - bucket.at) / 1_000 * perSecond);
    const wanted = Math.min(scans, size);
    const isAllowed = level >= wanted;
    buckets.set(userId, { level: isAllowed ? level - scans : level, at });
    return isAllowed ? 0 : Math.max(1, Math.ceil((wanted - level) / perSecond));
  };
}
