/** Who uses TraceTrack: passwords, sessions, sign-in and users, wired on one pool. */
import { startBadgeSignIn } from "./badge_sign_in.ts";
import { startBadges } from "./badges.ts";
import type { Config } from "./config.ts";
import { type Passwords, startPasswords } from "./passwords.ts";
import type { Database } from "./postgres.ts";
import { sessionRows } from "./session_rows.ts";
import { Sessions, type SessionSettings } from "./sessions.ts";
import { startSignIn } from "./sign_in.ts";
import { startTokens } from "./tokens.ts";
import { ensureFirstPeople, startUsers } from "./users.ts";

export interface People {
  /** What the routes are handed. */
  readonly deps: {
    readonly sessions: Sessions;
    readonly signIn: ReturnType<typeof startSignIn>;
    readonly users: ReturnType<typeof startUsers>;
    readonly badges: ReturnType<typeof startBadges>;
    readonly switchTo: ReturnType<typeof startBadgeSignIn>;
    readonly sessionTime: Pick<Sessions, "left" | "stay">;
  };
  /** Before the database is closed. */
  close(): Promise<void>;
}

/** Makes the first people where they are missing. */
export async function startPeople(
  db: Database,
  config: Config,
  { onFault, isHearing }: Required<Pick<SessionSettings, "onFault" | "isHearing">>,
): Promise<People> {
  const passwords: Passwords = startPasswords();
  await ensureFirstPeople(db, passwords, config);
  const minutes = (desk: number, station: number) => ({ desk: desk * 60_000, station: station * 60_000 });
  const idleMs = minutes(config.sessionIdleMinutes, config.stationIdleMinutes);
  const sessions = new Sessions({
    rows: sessionRows(db, idleMs),
    tokens: await startTokens(config.sessionSecret),
    idleMs,
    lengthMaxMs: minutes(config.sessionHoursMax * 60, config.stationHoursMax * 60),
    onFault,
    isHearing,
  });
  return {
    deps: {
      sessions,
      signIn: startSignIn({ db, passwords, sessions }),
      users: startUsers(db, passwords),
      badges: startBadges({ db, passwords, sessions }),
      switchTo: startBadgeSignIn({ db, passwords, sessions }),
      sessionTime: sessions,
    },
    close: async () => {
      passwords.close();
      await sessions.settled();
    },
  };
}
