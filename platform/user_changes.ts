/** What admins change of people: their fields, their password, whether they may come in at all. */
import type { Doer, UserChanged } from "../domain/people.ts";
import { isRecorded, type UserChange } from "../domain/user_change.ts";
import { isKeyTaken, keyUse } from "./audit_rows.ts";
import type { Passwords } from "./passwords.ts";
import type { Database } from "./postgres.ts";
import type { Sessions } from "./sessions.ts";
import { changeUser, judgeChange } from "./user_change_rows.ts";

import { userRows } from "./user_rows.ts";

export interface UserChangeSettings {
  readonly db: Database;
  readonly passwords: Passwords;
  readonly sessions: Pick<Sessions, "ended">;
  /** What pages show of a person by name is different now; the transaction that made it so. */
  readonly onRenamed: (transaction: number) => void;
}

export function startUserChanges({ db, passwords, sessions, onRenamed }: UserChangeSettings) {
  const rows = userRows(db);

  async function change(username: string, asked: UserChange, doer: Doer): Promise<UserChanged> {
    const known = doer.key === null ? null : await replayOf(username, asked, doer, doer.key);
    if (known) return known;
    const { password } = asked;
    const refused = password === undefined ? null : await refusalOfPassword(username, asked, password, doer);
    if (refused) return refused;
    try {
      return await save(username, asked, password === undefined ? null : await passwords.hash(password), doer);
    } catch (fault) {
      if (isKeyTaken(fault)) return await change(username, asked, doer);
      if (isEmailTaken(fault)) return { is: "email_taken" };
      throw fault;
    }
  }

  /** Before a hash is paid for; what is true then is judged once more, under the lock. */
  async function refusalOfPassword(username: string, asked: UserChange, password: string, { person }: Doer) {
    const judged = await judgeChange(db, username, asked, person.id);
    if (judged.is !== "allowed") return judged;
    const flaw = await passwords.flawOf(password, judged.user.username);
    return flaw && { is: "weak_password", flaw } as const;
  }

  async function save(username: string, asked: UserChange, passwordHash: string | null, doer: Doer) {
    const changed = await changeUser(db, username, asked, passwordHash, doer);
    if (changed.is === "same") return { is: "changed", user: changed.user, replayed: false } as const;
    if (changed.is !== "changed") return changed;
    // Who is signed in goes on with what he may do now, or not at all: here at once, elsewhere as soon as it is heard.
    sessions.ended({ userId: changed.user.id });
    if (changed.isRenamed) onRenamed(changed.transaction);
    return { is: "changed", user: changed.user, replayed: false } as const;
  }

  /** What the key did before; null when it is new. */
  async function replayOf(username: string, asked: UserChange, doer: Doer, key: string): Promise<UserChanged | null> {
    const [use, user] = await Promise.all([keyUse(db, key), rows.findNamed(username)]);
    if (use.by === "nothing") return null;
    const isOurs = use.by === "change" && use.action === "user_changed" && use.userId === doer.person.id &&
      use.entityId === String(user?.id) && isRecorded(asked, use.after);
    // The record does not tell which password was set: whoever has it now has it from then.
    const hash = isOurs && asked.password !== undefined ? (await rows.credentialsOf(username))?.passwordHash : null;
    const isSame = isOurs && (!hash || await passwords.isRight(asked.password ?? "", hash));
    return user && isSame ? { is: "changed", user, replayed: true } : { is: "key_reused" };
  }

  return { change };
}

const isEmailTaken = (fault: unknown): boolean =>
  fault instanceof Error && "constraint" in fault && fault.constraint === "users_email";
