/** Rows of failed sign-ins: how often, and until when the next attempt has to wait; and who was seen at an address. */
import { createHash } from "node:crypto";
import { LIMITS } from "../domain/limits.ts";
import type { Database } from "./postgres.ts";

export interface ThrottleSettings {
  /** So many failures are free. */
  readonly failuresFree: number;
  /** The wait after the first one that is not; it doubles with each further failure. */
  readonly waitSecondsMin: number;
  readonly waitSecondsMax: number;
}

/** A permanent lock would let anybody shut out anybody; this one only makes guessing hopeless. */
export const THROTTLE: ThrottleSettings = { failuresFree: 5, waitSecondsMin: 30, waitSecondsMax: 15 * 60 };

/** Under which name failures are kept: a hash, since people type passwords into the wrong field. */
export const accountOf = (username: string): string =>
  createHash("sha256").update(username.slice(0, LIMITS.scanTextCharsMax).trim().toLowerCase()).digest("hex");

/** Failures on one's own pages are counted by themselves, all of them together: they lock nobody out of signing in. */
export const OWN_PAGE = "own page";

/** Of an account, failures are counted by place: an address, a browser that is known to us, a code, the person's own page. */
export function signInRows(db: Database, throttle: ThrottleSettings = THROTTLE) {
  const { failuresFree, waitSecondsMin, waitSecondsMax } = throttle;
  return {
    /** Seconds until this account may be tried again from this address; 0 when it may now. */
    async waitSeconds(account: string, place: string): Promise<number> {
      const [row] = await db.query<{ seconds: number }>(
        `select ceil(extract(epoch from locked_until - now()))::integer as seconds from sign_in_failures
        where account = $1 and address = $2 and locked_until > now() and last_at > now() - ${REMEMBERED}`,
        [account, place],
      );
      return row?.seconds ?? 0;
    },

    /** Counts a failure, whether the account exists or not. */
    async failed(account: string, place: string): Promise<void> {
      await db.query(
        `insert into sign_in_failures as f (account, address, failures) values ($1, $2, 1)
        on conflict (account, address) do update set
          failures = case when f.last_at > now() - ${REMEMBERED} then least(f.failures, 1000) + 1 else 1 end,
          last_at = now()`,
        [account, place],
      );
      await db.query(
        `update sign_in_failures set locked_until = now() + interval '1 second'
          * least($4::integer, $5::integer * power(2, least(failures - $3::integer, 20)))
        where account = $1 and address = $2 and failures >= $3::integer`,
        [account, place, failuresFree, waitSecondsMax, waitSecondsMin],
      );
      // A few at a time, so that guessing at made-up names cannot fill the table.
      await db.query(
        `delete from sign_in_failures where ctid in (
          select ctid from sign_in_failures where last_at < now() - ${REMEMBERED} limit 10 for update skip locked
        )`,
      );
    },

    async succeeded(account: string, place: string): Promise<void> {
      await db.query("delete from sign_in_failures where account = $1 and address = $2", [account, place]);
    },
  };
}

/** A shift later, nobody remembers having mistyped. */
const REMEMBERED = "interval '12 hours'";

/** Whether this person has lately signed in from there, by a password. */
export async function wasHere(db: Database, userId: number, address: string): Promise<boolean> {
  const rows = await db.query(
    `select from sessions where user_id = $1 and address = left($2, 64) and way = 'password'
      and created_at > now() - $3 * interval '1 day' limit 1`,
    [userId, address, LIMITS.knownHereDays],
  );
  return rows.length > 0;
}
