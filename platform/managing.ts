/** What admins do with people, in one piece: made, listed, changed, let in again. */
import type { UserLine } from "../domain/shapes.ts";
import { startResets } from "./resets.ts";
import { type IdleLimits, sessionsOf } from "./session_rows.ts";
import { startAccessChanges } from "./user_access.ts";
import { startUserChanges, type UserChangeSettings } from "./user_changes.ts";
import { startUsers } from "./users.ts";

export interface ManagingSettings extends UserChangeSettings {
  readonly idleMs: IdleLimits;
}

export function startManaging(settings: ManagingSettings) {
  const { db, passwords, sessions, idleMs } = settings;
  return {
    users: {
      ...startUsers(db, passwords),
      ...startUserChanges(settings),
      ...startAccessChanges(db, sessions),
      sessionsOf: ({ id }: Pick<UserLine, "id">) => sessionsOf(db, id, idleMs),
    },
    resets: startResets(settings),
  };
}
