/** What admins do to somebody's way in, beside changing him: failed sign-ins forgotten, sessions ended. */
import type { AccessChange, AccessChanged, Doer } from "../domain/people.ts";
import { isKeyTaken, keyUse } from "./audit_rows.ts";
import type { Database } from "./postgres.ts";
import type { Sessions } from "./sessions.ts";
import { endAllSessions, unlock } from "./user_access_rows.ts";
import { userRows } from "./user_rows.ts";

export function startAccessChanges(db: Database, sessions: Pick<Sessions, "ended">) {
  const rows = userRows(db);

  /** Whatever was done before: with an Idempotency-Key it is done, and written down, once. */
  async function changeAccess(username: string, what: AccessChange, doer: Doer): Promise<AccessChanged> {
    const user = await rows.findNamed(username);
    if (!user) return "not_found";
    const use = doer.key === null ? null : await keyUse(db, doer.key);
    if (use && use.by !== "nothing") {
      const isOurs = use.by === "change" && use.action === what && use.userId === doer.person.id &&
        use.entityId === String(user.id);
      return isOurs ? "done" : "key_reused";
    }
    try {
      await (what === "unlocked" ? unlock : endAllSessions)(db, user.id, doer);
    } catch (fault) {
      if (isKeyTaken(fault)) return await changeAccess(username, what, doer);
      throw fault;
    }
    if (what === "sessions_ended") sessions.ended({ userId: user.id });
    return "done";
  }

  return { changeAccess };
}
