/** Who has done too much of something: known to all instances through Redis, and while it is away to each by itself. */
import { createHash } from "node:crypto";
import { LIMITS } from "../domain/limits.ts";
import { paceOf, type Rate } from "../domain/rate.ts";
import { networkOf } from "./addresses.ts";
import type { Redis } from "./redis.ts";

export interface RateLimits {
  /**
   * Seconds to wait before so much more of it; 0: it is allowed, and counted. Never rejects, and waits for nobody long.
   * `who`: a person's id, or an address. A cost of 0 asks about one more, and counts nothing.
   */
  waitSeconds(rate: Rate, who: number | string, cost?: number): Promise<number>;
}

/** `now`: milliseconds by a clock that never goes back; only for what is counted here. */
export function openRateLimits(redis: Redis | null, now: () => number = () => performance.now()): RateLimits {
  const own = new OwnLimits(now);
  return {
    waitSeconds: async (rate, who, cost = 1) => {
      const key = `tt:v1:rate:${rate.name}:${who}`;
      const shared = redis && await askRedis(redis, rate, key, cost).catch(() => null);
      const waitMs = shared ?? own.waitMs(rate, key, cost);
      return Math.ceil(waitMs / 1_000);
    },
  };
}

/** As the routes ask for it. Scans have a rate only where one is configured, and two seconds of it may come at once. */
export const waits = ({ waitSeconds }: RateLimits, scansPerSecond: number | null) => ({
  readWaitSeconds: (rate: Rate, userId: number) => waitSeconds(rate, userId),
  addressWaitSeconds: (rate: Rate, address: string | null) => waitSeconds(rate, networkOf(address ?? "unknown")),
  scanWaitSeconds: scansPerSecond === null
    ? null
    : (userId: number, scans: number) =>
      waitSeconds({ name: "scans", count: scansPerSecond * 2, everyMs: 2_000 }, userId, scans),
});

class OwnLimits {
  readonly #now: () => number;
  /** Those who came last stand last. */
  readonly #paidUntil = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  waitMs(rate: Rate, key: string, cost: number): number {
    const { waitMs, paidUntil } = paceOf(rate, this.#paidUntil.get(key) ?? -Infinity, this.#now(), Math.max(cost, 1));
    if (paidUntil !== undefined && cost > 0) this.#keep(key, paidUntil);
    return waitMs;
  }

  #keep(key: string, paidUntil: number): void {
    this.#paidUntil.delete(key);
    this.#paidUntil.set(key, paidUntil);
    if (this.#paidUntil.size <= LIMITS.ratesKeptMax) return;
    for (const oldest of this.#paidUntil.keys()) return void this.#paidUntil.delete(oldest);
  }
}

/** `paceOf`, in Redis and by its clock: instances' clocks differ. */
const SCRIPT = `
  local count, every, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
  local time = redis.call('TIME')
  local now = time[1] * 1000 + time[2] / 1000
  local from = math.max(tonumber(redis.call('GET', KEYS[1])) or 0, now)
  local wait = from - now + math.min(math.max(cost, 1), count) * every / count - every
  if wait >= 1 then return math.ceil(wait) end
  if cost == 0 then return 0 end
  local paid_until = from + cost * every / count
  redis.call('SET', KEYS[1], string.format('%.3f', paid_until), 'PX', math.ceil(paid_until - now))
  return 0`;

const DIGEST = createHash("sha1").update(SCRIPT).digest("hex");

/** One round trip; two after Redis has started, since it does not know the script yet. */
async function askRedis(redis: Redis, { count, everyMs }: Rate, key: string, cost: number): Promise<number> {
  const asked = { keys: [key], arguments: [count, everyMs, cost].map(String) };
  try {
    return Number(await redis.ask((client) => client.evalSha(DIGEST, asked)));
  } catch (fault) {
    if (!String(fault).includes("NOSCRIPT")) throw fault;
    return Number(await redis.ask((client) => client.eval(SCRIPT, asked)));
  }
}
