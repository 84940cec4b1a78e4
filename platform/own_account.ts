/** What people do on their own page beside changing secrets, and what an admin does when somebody has lost his second step. */
import type { TwoStepReset } from "../domain/own_account.ts";
import type { Doer, SignedIn } from "../domain/people.ts";
import { type AuditRecord, isKeyTaken, keyUse, writeAudit } from "./audit_rows.ts";
import { endOtherSessions, endOwnSession, ownRows } from "./own_rows.ts";
import type { Database } from "./postgres.ts";
import type { IdleLimits } from "./session_rows.ts";
import type { Sessions } from "./sessions.ts";
import { twoStepRows } from "./two_step_rows.ts";
import { userRows } from "./user_rows.ts";

export function startOwnAccount(
  db: Database,
  idle: IdleLimits,
  sessions: Pick<Sessions, "revoke" | "revokeAllOf">,
) {
  const { account, sessions: sessionsOf } = ownRows(db, idle);
  return {
    account,
    sessions: sessionsOf,

    /** False: there is no such session of his. */
    async endSession({ person }: SignedIn, sessionId: string, doer: Doer): Promise<boolean> {
      const isEnded = await db.transaction(async (inside) => {
        const isHis = await endOwnSession(inside, person.id, sessionId);
        if (isHis) await writeAudit(inside, { ...recordOf(doer, "session_ended"), after: { session: sessionId } });
        return isHis;
      });
      if (isEnded) await sessions.revoke(sessionId);
      return isEnded;
    },

    async endOtherSessions({ person, sessionId }: SignedIn, doer: Doer): Promise<void> {
      await db.transaction(async (inside) => {
        const count = await endOtherSessions(inside, person.id, sessionId);
        if (count === 0) return;
        await writeAudit(inside, {
          ...recordOf(doer, "sessions_ended"),
          before: { sessions: count + 1 },
          after: { sessions: 1 },
        });
      });
      await sessions.revokeAllOf(person.id, sessionId);
    },
  };
}

/** For whoever has lost telephone and paper: the password alone is asked for again. */
export function startTwoStepResets(db: Database) {
  return async function resetTwoStep(username: string, doer: Doer): Promise<TwoStepReset> {
    const user = await userRows(db).credentialsOf(username);
    if (!user) return "not_found";
    const { id } = user.person;
    // On his own page the password and a code are asked for: who left his seat must not lose it to the next one.
    if (id === doer.person.id) return "own";
    const use = doer.key === null ? null : await keyUse(db, doer.key);
    if (use && use.by !== "nothing") {
      const isSame = use.by === "change" && use.action === "two_step_reset" && use.userId === doer.person.id;
      return isSame && use.entityId === String(id) ? "reset" : "key_reused";
    }
    return await db.transaction(async (inside) => {
      if (!await twoStepRows(inside).turnOff(id)) return "was_off" as const;
      const record = { ...recordOf(doer, "two_step_reset"), entityId: String(id) };
      await writeAudit(inside, { ...record, before: { two_step: true }, after: { two_step: false } });
      return "reset" as const;
    }).catch((fault) => isKeyTaken(fault) ? "key_reused" : Promise.reject(fault));
  };
}

const recordOf = ({ person, address, requestId, key }: Doer, action: string): AuditRecord => ({
  ...{ userId: person.id, action, address, requestId, key },
  ...{ entityType: "user", entityId: String(person.id) },
});
