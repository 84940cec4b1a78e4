/** Rows of somebody's way in, as an admin clears them: failed sign-ins, live sessions. Each with its audit record. */
import type { Doer } from "../domain/people.ts";
import { writeAudit } from "./audit_rows.ts";
import type { Database } from "./postgres.ts";
import { auditOf, endSessions } from "./user_change_rows.ts";
import { ACCOUNT } from "./user_rows.ts";

/** Forgets the failures of this account at all addresses. */
export const unlock = (db: Database, userId: number, doer: Doer): Promise<void> =>
  db.transaction(async (inside) => {
    const places = await clearFailures(inside, userId);
    const before = { addresses: places };
    await writeAudit(inside, { ...auditOf(userId, doer), action: "unlocked", before, after: { addresses: 0 } });
  });

/** How many addresses he had failed at. */
export async function clearFailures(inside: Database, userId: number): Promise<number> {
  await inside.query("update users set failed_logins = 0 where id = $1 and failed_logins > 0", [userId]);
  const gone = await inside.query(
    `delete from sign_in_failures where account = (select ${ACCOUNT} from users where id = $1) returning address`,
    [userId],
  );
  return gone.length;
}

export const endAllSessions = (db: Database, userId: number, doer: Doer): Promise<void> =>
  db.transaction(async (inside) => {
    const ended = await endSessions(inside, userId);
    const what = { before: { sessions: ended }, after: { sessions: 0 } };
    await writeAudit(inside, { ...auditOf(userId, doer), action: "sessions_ended", ...what });
  });
