/** Rows that people read and change of themselves: the account, where they are signed in, what they have scanned today. */
import { SCAN_KINDS } from "../domain/change.ts";
import { deviceOf } from "../domain/device.ts";
import type { OwnAccount, OwnDay, OwnSession } from "../domain/own_account.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Way } from "../domain/people.ts";
import type { Database } from "./postgres.ts";
import { type IdleLimits, STANDS } from "./session_rows.ts";
import { twoStepRows } from "./two_step_rows.ts";

interface SessionRow {
  readonly id: string;
  readonly user_agent: string | null;
  readonly address: string | null;
  readonly way: Way;
  readonly is_station: boolean;
  readonly created_at: Date;
  readonly last_seen_at: Date;
}

export function ownRows(db: Database, idle: IdleLimits) {
  return {
    async account(userId: number): Promise<OwnAccount | null> {
      const [[row], twoStep] = await Promise.all([
        db.query<{ email: string | null; created_at: Date; password_changed_at: Date | null }>(
          "select email, created_at, password_changed_at from users where id = $1",
          [userId],
        ),
        twoStepRows(db).find(userId),
      ]);
      if (!row) return null;
      return { email: row.email, createdAt: row.created_at, passwordChangedAt: row.password_changed_at, twoStep };
    },

    /** Those that stand, the one used last first. */
    async sessions(userId: number): Promise<readonly OwnSession[]> {
      const rows = await db.query<SessionRow>(
        `select s.id, user_agent, address, way, is_station, s.created_at, last_seen_at
        from (select * from sessions where user_id = $1) s join users on users.id = s.user_id
        where ${STANDS} order by last_seen_at desc, s.id limit $4`,
        [userId, idle.desk, idle.station, LIMITS.ownSessionsMax],
      );
      return rows.map(sessionOf);
    },
  };
}

/** What somebody has scanned since the business day began: it goes through all of the day, and may take its time. */
export const ownDayRows = (db: Database, timeZone: string) => async (userId: number): Promise<OwnDay> => {
  const [row] = await db.query<OwnDay>(
    `select count(*) as scans, count(*) filter (where outcome = 'child_linked') as "bagsPacked",
      count(*) filter (where not accepted and outcome not in ('child_already_here', 'bag_already_on_bill')) as refused
    from scan_events where user_id = $1 and kind = any ($2::text[])
      and at >= ((now() at time zone $3)::date::timestamp at time zone $3)`,
    [userId, SCAN_KINDS, timeZone],
  );
  return row!;
};

/** False: the password has been changed meanwhile. */
export async function changePassword(inside: Database, userId: number, from: string, to: string): Promise<boolean> {
  const rows = await inside.query(
    `update users set password_hash = $3, must_change_password = false, password_changed_at = now()
    where id = $1 and password_hash = $2 returning id`,
    [userId, from, to],
  );
  return rows.length > 0;
}

/** False: it is none of this person's that stands. */
export async function endOwnSession(inside: Database, userId: number, sessionId: string): Promise<boolean> {
  const rows = await inside.query(
    "update sessions set revoked_at = now() where id = $2 and user_id = $1 and revoked_at is null returning id",
    [userId, sessionId],
  );
  return rows.length > 0;
}

/** All but that one; how many there were. */
export async function endOtherSessions(inside: Database, userId: number, but: string): Promise<number> {
  const rows = await inside.query(
    "update sessions set revoked_at = now() where user_id = $1 and revoked_at is null and id <> $2 returning id",
    [userId, but],
  );
  return rows.length;
}

const sessionOf = (row: SessionRow): OwnSession => ({
  id: row.id,
  userAgent: row.user_agent,
  device: deviceOf(row.user_agent),
  address: row.address,
  way: row.way,
  isStation: row.is_station,
  createdAt: row.created_at,
  lastSeenAt: row.last_seen_at,
});
