/** Buses of a test's own, which end with it. */
import type { News } from "../../domain/notice.ts";
import { type Bus, openBus } from "../../platform/bus.ts";
import { openRedis } from "../../platform/redis.ts";

export interface TestBus extends AsyncDisposable {
  readonly bus: Bus;
  readonly heard: News[];
  readonly faults: unknown[];
  /** How often hearing has begun. */
  begun(): number;
}

export interface TestBusOptions {
  readonly databaseUrl: string;
  /** Without it PostgreSQL alone. */
  readonly redisUrl?: string;
  readonly onHearing?: () => Promise<void>;
  readonly now?: () => number;
}

export function openTestBus({ databaseUrl, redisUrl, onHearing, now }: TestBusOptions): TestBus {
  const heard: News[] = [], faults: unknown[] = [];
  let begun = 0;
  const onFault = (fault: unknown) => void faults.push(fault);
  const redis = redisUrl === undefined ? null : openRedis(redisUrl, onFault);
  const bus = openBus({
    ...{ redis, database: { url: databaseUrl }, onFault },
    ...now === undefined ? {} : { now },
    onNews: (news) => heard.push(news),
    onHearing: async () => {
      begun++;
      await onHearing?.();
    },
  });
  return {
    ...{ bus, heard, faults },
    begun: () => begun,
    [Symbol.asyncDispose]: async () => {
      await bus.end();
      await redis?.end();
    },
  };
}

export const untilHearing = (...buses: TestBus[]) => until(() => buses.every(({ bus }) => bus.isHearing()));

/** Asks again in every turn of the event loop: the fact, not the time, ends the wait. Returns how long it took. */
export async function until(isSo: () => boolean): Promise<number> {
  const from = performance.now();
  while (!isSo()) {
    if (performance.now() - from > 10_000) throw new Error(`Waited 10 s in vain for ${isSo}`);
    await new Promise((done) => setTimeout(done, 5));
  }
  return performance.now() - from;
}

/** PostgreSQL ends the connections by which the buses of its database listen. */
export const cutNotify = (db: { query(text: string): Promise<unknown> }) =>
  db.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'tracetrack bus'`);
