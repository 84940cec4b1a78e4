/** Rows of sessions: who is signed in, from where, until when. */
import { LIMITS } from "../domain/limits.ts";
import type { SessionLine, Way } from "../domain/people.ts";
import type { Person, Role } from "../domain/shapes.ts";
import type { Database } from "./postgres.ts";

export interface NewSession {
  readonly id: string;
  readonly userId: number;
  readonly lengthMs: number;
  readonly userAgent: string | null;
  readonly address: string | null;
}

/** A session that stands, and its person as he is now. */
export interface LiveSession {
  readonly person: Person;
  readonly mustChangePassword: boolean;
  readonly way: Way;
  readonly expiresAt: Date;
}

interface LiveRow {
  readonly id: number;
  readonly username: string;
  readonly full_name: string | null;
  readonly role: Role;
  readonly dispatch_area: string | null;
  readonly must_change_password: boolean;
  readonly way: Way;
  readonly expires_at: Date;
}

/** `idleMs`: a session that was not used for so long is over. Time is the database's. */
export function sessionRows(db: Database, idleMs: number) {
  return {
    /** Returns when it ends, used or not. */
    async open({ id, userId, lengthMs, userAgent, address }: NewSession): Promise<Date> {
      const [row] = await db.query<{ expires_at: Date }>(
        `insert into sessions (id, user_id, expires_at, user_agent, address)
        values ($1, $2, now() + $3 * interval '1 millisecond', left($4, 255), left($5, 64)) returning expires_at`,
        [id, userId, lengthMs, userAgent, address],
      );
      return row!.expires_at;
    },

    /** Null: unknown, ended, unused for too long, or of a person who is disabled. */
    async findLive(id: string): Promise<LiveSession | null> {
      const [row] = await db.prepared<LiveRow>(FIND_LIVE, [id, idleMs]);
      return row ? liveOf(row) : null;
    },

    /** Those of them that stand, with what their people may do. Asking uses none of them. */
    async standing(ids: readonly string[]): Promise<Map<string, Pick<Person, "role" | "area">>> {
      const rows = await db.prepared<Pick<LiveRow, "role" | "dispatch_area"> & { readonly session: string }>(
        STANDING,
        [ids, idleMs],
      );
      return new Map(rows.map(({ session, role, dispatch_area: area }) => [session, { role, area }]));
    },

    /** Those of one person that stand, the one that was used last first. */
    ofPerson: (userId: number): Promise<SessionLine[]> =>
      db.query<SessionLine>(OF_PERSON, [userId, idleMs, LIMITS.sessionsShownMax]),

    async touch(id: string): Promise<void> {
      await db.prepared("update sessions set last_seen_at = now() where id = $1 and revoked_at is null", [id]);
    },

    async revoke(id: string): Promise<void> {
      await db.query("update sessions set revoked_at = now() where id = $1 and revoked_at is null", [id]);
    },

    async revokeAllOf(userId: number, but: string | null): Promise<void> {
      await db.query(
        `update sessions set revoked_at = now()
        where user_id = $1 and revoked_at is null and id is distinct from $2::uuid`,
        [userId, but],
      );
    },
  };
}

export type SessionRows = ReturnType<typeof sessionRows>;

/** $2: the idle limit in milliseconds. */
const STANDS = `revoked_at is null and disabled_at is null and expires_at > now()
    and last_seen_at > now() - $2 * interval '1 millisecond'`;

const FIND_LIVE = `select users.id, username, full_name, role, dispatch_area, must_change_password, way, expires_at
  from sessions join users on users.id = sessions.user_id where sessions.id = $1 and ${STANDS}`;

const STANDING = `select sessions.id as session, role, dispatch_area
  from sessions join users on users.id = sessions.user_id where sessions.id = any ($1::uuid[]) and ${STANDS}`;

const OF_PERSON = `select sessions.id, sessions.created_at as since, last_seen_at as "seenAt", expires_at as "endsAt",
    address, user_agent as "userAgent", way, is_station as "isStation"
  from sessions join users on users.id = sessions.user_id where user_id = $1 and ${STANDS}
  order by last_seen_at desc limit $3`;

const liveOf = (row: LiveRow): LiveSession => ({
  person: {
    id: row.id,
    username: row.username,
    fullName: row.full_name,
    role: row.role,
    area: row.dispatch_area,
  },
  mustChangePassword: row.must_change_password,
  way: row.way,
  expiresAt: row.expires_at,
});
