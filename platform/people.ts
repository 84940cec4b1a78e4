/** Who uses TraceTrack: passwords, sessions, sign-in and users, wired on one pool. */
import type { Config } from "./config.ts";
import { type Passwords, startPasswords } from "./passwords.ts";
import type { Database } from "./postgres.ts";
import { startResets } from "./resets.ts";
import { type SessionRows, sessionRows } from "./session_rows.ts";
import { Sessions, type SessionSettings } from "./sessions.ts";
import { startSignIn } from "./sign_in.ts";
import { startTokens } from "./tokens.ts";
import { startAccessChanges } from "./user_access.ts";
import { startUserChanges, type UserChangeSettings } from "./user_changes.ts";
import { ensureFirstPeople, startUsers } from "./users.ts";

export interface People {
  /** What the routes are handed. */
  readonly deps: {
    readonly sessions: Sessions;
    readonly signIn: ReturnType<typeof startSignIn>;
    readonly users:
      & ReturnType<typeof startUsers>
      & ReturnType<typeof startUserChanges>
      & ReturnType<typeof startAccessChanges>
      & {
        sessionsOf: SessionRows["ofPerson"];
      };
    readonly resets: ReturnType<typeof startResets>;
  };
  /** Before the database is closed. */
  close(): Promise<void>;
}

export type PeopleSettings =
  & Required<Pick<SessionSettings, "onFault" | "isHearing">>
  & Pick<UserChangeSettings, "onRenamed">;

/** Makes the first people where they are missing. */
export async function startPeople(
  db: Database,
  config: Config,
  { onFault, isHearing, onRenamed }: PeopleSettings,
): Promise<People> {
  const passwords: Passwords = startPasswords();
  await ensureFirstPeople(db, passwords, config);
  const idleMs = config.sessionIdleMinutes * 60_000;
  const rows = sessionRows(db, idleMs);
  const sessions = new Sessions({
    rows,
    tokens: await startTokens(config.sessionSecret),
    idleMs,
    lengthMaxMs: config.sessionHoursMax * 3_600_000,
    onFault,
    isHearing,
  });
  return {
    deps: {
      sessions,
      signIn: startSignIn({ db, passwords, sessions }),
      users: {
        ...startUsers(db, passwords),
        ...startUserChanges({ db, passwords, sessions, onRenamed }),
        ...startAccessChanges(db, sessions),
        sessionsOf: rows.ofPerson,
      },
      resets: startResets({ db, passwords, sessions }),
    },
    close: async () => {
      passwords.close();
      await sessions.settled();
    },
  };
}
