/** What admins change of people: their fields, their password, whether they may come in at all. */
import type { Doer, UserChanged } from "../domain/people.ts";
import { isRecorded, type UserChange } from "../domain/user_change.ts";
import { onceByKey, takenOf } from "./keyed_change.ts";
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

export function startUserChanges(settings: UserChangeSettings) {
  const { db, passwords, sessions, onRenamed } = settings;
  const rows = userRows(db);

  async function change(username: string, asked: UserChange, doer: Doer): Promise<UserChanged> {
    const user = await rows.findNamed(username);
    if (!user) return { is: "not_found" };
    return await onceByKey<UserChanged>(db, doer, {
      action: "user_changed",
      isSame: (id, after) => id === String(user.id) && isRecorded(asked, after),
      run: () => run(user.username, asked, doer),
      // The record does not tell which password was set: whoever has it now has it from then.
      again: async () =>
        await hasPassword(settings, user.username, asked.password)
          ? { is: "done", user, replayed: true }
          : { is: "key_reused" },
    });
  }

  async function run(username: string, asked: UserChange, doer: Doer): Promise<UserChanged> {
    const { password } = asked;
    const refused = password === undefined ? null : await refusalOfPassword(settings, username, asked, password, doer);
    if (refused) return refused;
    try {
      return await save(username, asked, password === undefined ? null : await passwords.hash(password), doer);
    } catch (fault) {
      if (takenOf(fault) === "users_email") return { is: "email_taken" };
      throw fault;
    }
  }

  async function save(
    username: string,
    asked: UserChange,
    passwordHash: string | null,
    doer: Doer,
  ): Promise<UserChanged> {
    const changed = await changeUser(db, username, asked, passwordHash, doer);
    if (changed.is === "same") return { is: "done", user: changed.user, replayed: false };
    if (changed.is !== "changed") return changed;
    // Who is signed in goes on with what he may do now, or not at all: here at once, elsewhere as soon as it is heard.
    sessions.ended({ userId: changed.user.id });
    if (changed.isRenamed) onRenamed(changed.transaction);
    return { is: "done", user: changed.user, replayed: false };
  }

  return { change };
}

/** Before a hash is paid for; what is true then is judged once more, under the lock. */
async function refusalOfPassword(
  { db, passwords }: UserChangeSettings,
  username: string,
  asked: UserChange,
  password: string,
  doer: Doer,
): Promise<UserChanged | null> {
  const judged = await judgeChange(db, username, asked, doer.person.id);
  if (judged.is !== "allowed") return judged;
  const flaw = await passwords.flawOf(password, judged.user.username);
  return flaw && { is: "weak_password", flaw };
}

async function hasPassword(
  { db, passwords }: UserChangeSettings,
  username: string,
  password: string | undefined,
): Promise<boolean> {
  if (password === undefined) return true;
  const found = await userRows(db).credentialsOf(username);
  return await passwords.isRight(password, found?.passwordHash ?? null);
}
