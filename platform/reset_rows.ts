/** Rows of the one-time links by which people set a new password. Only hashes of what the links hold. */
import { LIMITS } from "../domain/limits.ts";
import type { Caller, Doer } from "../domain/people.ts";
import { writeAudit } from "./audit_rows.ts";
import type { Database } from "./postgres.ts";
import { clearFailures } from "./user_access_rows.ts";
import { auditOf, endSessions } from "./user_change_rows.ts";

/** Whom a link that works is for. */
export interface LinkOwner {
  readonly userId: number;
  readonly username: string;
}

/** The older one of this person works no more. Returns when this one ends; null: he is disabled. */
export const makeLink = (db: Database, userId: number, tokenHash: Uint8Array, doer: Doer): Promise<Date | null> =>
  db.transaction(async (inside) => {
    const enabled = "select from users where id = $1 and disabled_at is null for no key update";
    if ((await inside.query(enabled, [userId])).length === 0) return null;
    const [row] = await inside.query<{ expires_at: Date }>(
      `insert into password_resets as r (user_id, token_hash, created_by, expires_at)
      values ($1, $2, $3, now() + $4 * interval '1 millisecond')
      on conflict (user_id) do update set token_hash = excluded.token_hash, created_by = excluded.created_by,
        created_at = excluded.created_at, expires_at = excluded.expires_at
      returning expires_at`,
      [userId, tokenHash, doer.person.id, LIMITS.resetLinkMs],
    );
    const expiresAt = row!.expires_at;
    await writeAudit(inside, { ...auditOf(userId, doer), action: "reset_link_made", after: { expiresAt } });
    return expiresAt;
  });

const WORKS = "r.token_hash = $1 and r.expires_at > now() and u.disabled_at is null";

/** Null: wrong, used, too old, replaced by a newer one, or of somebody who is disabled. One look-up, whatever it is. */
export async function ownerOfLink(db: Database, tokenHash: Uint8Array): Promise<LinkOwner | null> {
  const [row] = await db.query<LinkOwner>(
    `select u.id as "userId", u.username from password_resets r join users u on u.id = r.user_id where ${WORKS}`,
    [tokenHash],
  );
  return row ?? null;
}

/** Uses the link up, and returns whose it was. Null: somebody was quicker with it, or it ended meanwhile. */
export const useLink = (
  db: Database,
  tokenHash: Uint8Array,
  passwordHash: string,
  { address, requestId }: Caller,
): Promise<number | null> =>
  db.transaction(async (inside) => {
    // The person before the link, as whoever changes him does: else each could wait for the other.
    await inside.query(
      `select from users u where id = (select r.user_id from password_resets r where r.token_hash = $1)
      for no key update`,
      [tokenHash],
    );
    const [link] = await inside.query<{ user_id: number }>(
      `delete from password_resets r using users u where u.id = r.user_id and ${WORKS} returning r.user_id`,
      [tokenHash],
    );
    if (!link) return null;
    const userId = link.user_id;
    await inside.query(
      `update users set password_hash = $2, must_change_password = false, password_changed_at = now(),
        version = version + 1
      where id = $1`,
      [userId, passwordHash],
    );
    await clearFailures(inside, userId);
    const sessions = await endSessions(inside, userId);
    const who = { userId, entityType: "user", entityId: String(userId), address, requestId };
    await writeAudit(inside, { ...who, action: "password_reset", before: { sessions }, after: { sessions: 0 } });
    return userId;
  });
