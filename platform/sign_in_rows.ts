/** Rows of failed sign-ins: how often, and until when the next attempt has to wait. */
import type { Database } from "./postgres.ts";

export interface ThrottleSettings {
  /** So many failures are free. */
  readonly failuresFree: number;
  /** The wait after the first one that is not; it doubles with each further failure. */
  readonly waitSecondsMin: number;
  readonly waitSecondsMax: number;
}

export function signInRows(db: Database, { failuresFree, waitSecondsMin, waitSecondsMax }: ThrottleSettings) {
  return {
    /** Seconds until this account may be tried again from this address; 0 when it may now. */
    async waitSeconds(account: string, address: string): Promise<number> {
      const [row] = await db.query<{ seconds: number }>(
        `select ceil(extract(epoch from locked_until - now()))::integer as seconds from sign_in_failures
        where account = $1 and address = $2 and locked_until > now() and last_at > now() - ${REMEMBERED}`,
        [account, address],
      );
      return row?.seconds ?? 0;
    },

    /** Counts a failure, whether the account exists or not. */
    async failed(account: string, address: string): Promise<void> {
      await db.query(
        `insert into sign_in_failures as f (account, address, failures) values ($1, $2, 1)
        on conflict (account, address) do update set
          failures = case when f.last_at > now() - ${REMEMBERED} then least(f.failures, 1000) + 1 else 1 end,
          last_at = now()`,
        [account, address],
      );
      await db.query(
        `update sign_in_failures set locked_until = now() + interval '1 second'
          * least($4::integer, $5::integer * power(2, least(failures - $3::integer, 20)))
        where account = $1 and address = $2 and failures >= $3::integer`,
        [account, address, failuresFree, waitSecondsMax, waitSecondsMin],
      );
      // A few at a time, so that guessing at made-up names cannot fill the table.
      await db.query(
        `delete from sign_in_failures where ctid in (
          select ctid from sign_in_failures where last_at < now() - ${REMEMBERED} limit 10
        )`,
      );
    },

    async succeeded(account: string, address: string): Promise<void> {
      await db.query("delete from sign_in_failures where account = $1 and address = $2", [account, address]);
    },
  };
}

/** A shift later, nobody remembers having mistyped. */
const REMEMBERED = "interval '12 hours'";
