/** What admins do to somebody's way in, beside changing him: failed sign-ins forgotten, sessions ended. */
import type { AccessChange, AccessChanged, Doer } from "../domain/people.ts";
import { onceByKey } from "./keyed_change.ts";
import type { Database } from "./postgres.ts";
import type { Sessions } from "./sessions.ts";
import { endAllSessions, unlock } from "./user_access_rows.ts";
import { userRows } from "./user_rows.ts";

export function startAccessChanges(db: Database, sessions: Pick<Sessions, "ended">) {
  const rows = userRows(db);

  /** Whatever was done before: with an Idempotency-Key it is done, and written down, once. */
  async function changeAccess(username: string, what: AccessChange, doer: Doer): Promise<AccessChanged> {
    const user = await rows.findNamed(username);
    if (!user) return { is: "not_found" };
    return await onceByKey<AccessChanged>(db, doer, {
      action: what,
      isSame: (id) => id === String(user.id),
      run: async () => {
        await (what === "unlocked" ? unlock : endAllSessions)(db, user.id, doer);
        if (what === "sessions_ended") sessions.ended({ userId: user.id });
        return { is: "done" };
      },
      again: () => Promise.resolve({ is: "done" }),
    });
  }

  return { changeAccess };
}
