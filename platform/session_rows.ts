/** Rows of sessions: who is signed in, from where, until when. */
import { LIMITS } from "../domain/limits.ts";
import type { Doer, SessionKind, SessionLine, Way } from "../domain/people.ts";
import type { Person, Role } from "../domain/shapes.ts";
import { writeAudit } from "./audit_rows.ts";
import type { Database } from "./postgres.ts";

export interface NewSession extends SessionKind {
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
  readonly isStation: boolean;
  readonly expiresAt: Date;
}

/** A session that was not used for so long is over, in milliseconds: one at a desk, one at a shared station. */
export interface IdleLimits {
  readonly desk: number;
  readonly station: number;
}

interface LiveRow {
  readonly id: number;
  readonly username: string;
  readonly full_name: string | null;
  readonly role: Role;
  readonly dispatch_area: string | null;
  readonly must_change_password: boolean;
  readonly way: Way;
  readonly is_station: boolean;
  readonly expires_at: Date;
}

/** What lets a session be opened: judged and written in the transaction that opens it. */
export interface Opening {
  /** Locks what it judges: whatever is changed of it afterwards finds the session, and ends it. */
  readonly may: (inside: Database) => Promise<boolean>;
  readonly write: (inside: Database) => Promise<void>;
}

/** Time is the database's. */
export function sessionRows(db: Database, idle: IdleLimits) {
  const limits = [idle.desk, idle.station];
  return {
    /** Returns when it ends, used or not. */
    open: (session: NewSession): Promise<Date> => open(db, session),

    openIf: (session: NewSession, opening: Opening): Promise<Date | null> => openIf(db, null, session, opening),
    exchange: (old: string, session: NewSession, opening: Opening): Promise<Date | null> =>
      openIf(db, old, session, opening),

    /** Null: unknown, ended, unused for too long, or of a person who is disabled. */
    async findLive(id: string): Promise<LiveSession | null> {
      const [row] = await db.prepared<LiveRow>(FIND_LIVE, [id, ...limits]);
      return row ? liveOf(row) : null;
    },

    /** Those of them that stand, with what their people may do. Asking uses none of them. */
    async standing(ids: readonly string[]): Promise<Map<string, Pick<Person, "role" | "area">>> {
      const rows = await db.prepared<Pick<LiveRow, "role" | "dispatch_area"> & { readonly session: string }>(
        STANDING,
        [ids, ...limits],
      );
      return new Map(rows.map(({ session, role, dispatch_area: area }) => [session, { role, area }]));
    },

    /** Seconds until it ends if nobody uses it, and whether that end can be put off. Asking does not use it. */
    async left(id: string): Promise<SessionLeft | null> {
      const [row] = await db.prepared<SessionLeft>(LEFT, [id, ...limits]);
      return row ?? null;
    },

    async touch(id: string): Promise<void> {
      await db.prepared("update sessions set last_seen_at = now() where id = $1 and revoked_at is null", [id]);
    },

    async revoke(id: string, doer?: Doer): Promise<void> {
      await (doer ? signOut(db, id, doer) : revoke(db, id));
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

/** Those of one person that stand, the one that was used last first. */
export const sessionsOf = (db: Database, userId: number, { desk, station }: IdleLimits): Promise<SessionLine[]> =>
  db.query<SessionLine>(OF_PERSON, [userId, desk, station, LIMITS.ownSessionsMax]);

export interface SessionLeft {
  readonly seconds: number;
  readonly isFinal: boolean;
}

/** In place of `old`, where there is one. All of it or nothing; null: it may not be, or the other has ended meanwhile. */
const openIf = (db: Database, old: string | null, session: NewSession, { may, write }: Opening): Promise<Date | null> =>
  db.transaction(async (inside) => {
    if (!await may(inside) || old !== null && !await revoke(inside, old)) return null;
    await write(inside);
    return await open(inside, session);
  });

async function open(db: Database, session: NewSession): Promise<Date> {
  const { id, userId, lengthMs, userAgent, address, way, isStation } = session;
  const [row] = await db.query<{ expires_at: Date }>(
    `insert into sessions (id, user_id, expires_at, user_agent, address, way, is_station)
    values ($1, $2, now() + $3 * interval '1 millisecond', left($4, 255), left($5, 64), $6, $7) returning expires_at`,
    [id, userId, lengthMs, userAgent, address, way, isStation],
  );
  return row!.expires_at;
}

/** Who signs himself out is written down with it. */
const signOut = (db: Database, id: string, { person, address, requestId }: Doer): Promise<void> =>
  db.transaction(async (inside) => {
    await revoke(inside, id);
    const userId = person.id;
    await writeAudit(inside, {
      ...{ userId, action: "signed_out", entityType: "user", entityId: String(userId), address, requestId },
    });
  });

/** Whether it stood. */
async function revoke(db: Database, id: string): Promise<boolean> {
  const revoked = await db.query(
    "update sessions set revoked_at = now() where id = $1 and revoked_at is null returning id",
    [id],
  );
  return revoked.length > 0;
}

/** $2 and $3: the idle limits in milliseconds, of a desk and of a station. */
const IDLE_AT = `last_seen_at + case when is_station then $3::float8 else $2::float8 end * interval '1 millisecond'`;
export const STANDS = `revoked_at is null and disabled_at is null and expires_at > now() and ${IDLE_AT} > now()`;

/** Who came by a badge and a short number may scan and bill, and no more, whoever he is. */
const ROLE = "case when way = 'badge' and role = 'admin' then 'biller' else role end as role";
/** And is not asked for a new password: he has used none, and may not change it here. */
const MUST_CHANGE = "must_change_password and way = 'password' as must_change_password";

const FIND_LIVE =
  `select users.id, username, full_name, ${ROLE}, dispatch_area, ${MUST_CHANGE}, way, is_station, expires_at
  from sessions join users on users.id = sessions.user_id where sessions.id = $1 and ${STANDS}`;

const LEFT = `select ceil(extract(epoch from least(expires_at, ${IDLE_AT}) - now()))::integer as seconds,
    expires_at <= ${IDLE_AT} as "isFinal"
  from sessions join users on users.id = sessions.user_id where sessions.id = $1 and ${STANDS}`;

const STANDING = `select sessions.id as session, ${ROLE}, dispatch_area
  from sessions join users on users.id = sessions.user_id where sessions.id = any ($1::uuid[]) and ${STANDS}`;

const OF_PERSON = `select sessions.id, sessions.created_at as since, last_seen_at as "seenAt", expires_at as "endsAt",
    address, user_agent as "userAgent", way, is_station as "isStation"
  from sessions join users on users.id = sessions.user_id where user_id = $1 and ${STANDS}
  order by last_seen_at desc limit $4`;

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
  isStation: row.is_station,
  expiresAt: row.expires_at,
});
