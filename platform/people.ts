/** Who uses TraceTrack: passwords, sessions, sign-in and users, wired on the pools. */
import { startBadgeSignIn } from "./badge_sign_in.ts";
import { startBadges } from "./badges.ts";
import type { Config } from "./config.ts";
import { apiTokenReading, type ApiTokens, startApiTokens } from "./api_tokens.ts";
import { writeTaken } from "./audit_rows.ts";
import { ownerOfEnded } from "./ended_rows.ts";
import { startManaging } from "./managing.ts";
import { type Passwords, startPasswords } from "./passwords.ts";
import type { Database } from "./postgres.ts";
import { startRefusedAttempts } from "./refused_attempts.ts";
import { sessionRows } from "./session_rows.ts";
import { Sessions, type SessionSettings } from "./sessions.ts";
import { startOwnAccount, startTwoStepResets } from "./own_account.ts";
import { OwnSecrets } from "./own_secrets.ts";
import type { RateLimits } from "./rate_limits.ts";
import { startSealing } from "./sealing.ts";
import { SignIns } from "./sign_in.ts";
import { startTickets } from "./tickets.ts";
import { startTwoSteps } from "./two_steps.ts";
import { startTokens } from "./tokens.ts";
import type { UserChangeSettings } from "./user_changes.ts";
import { ensureFirstPeople } from "./users.ts";

export interface People {
  /** What the routes are handed. */
  readonly deps: ReturnType<typeof startManaging> & {
    readonly sessions: Sessions;
    readonly signIns: SignIns;
    readonly own: ReturnType<typeof startOwnAccount>;
    readonly ownSecrets: OwnSecrets;
    readonly resetTwoStep: ReturnType<typeof startTwoStepResets>;
    readonly apiTokens: ApiTokens;
    readonly noteRefused: ReturnType<typeof startRefusedAttempts>["noteRefused"];
    readonly writeTaken: ReturnType<typeof writeTaken>;
    readonly badges: ReturnType<typeof startBadges>;
    readonly switchTo: ReturnType<typeof startBadgeSignIn>;
    readonly sessionTime: Pick<Sessions, "left" | "stay">;
  };
  /** Resolves when what was refused so far is written down. */
  settled(): Promise<void>;
  /** Before the database is closed. */
  close(): Promise<void>;
}

export type PeopleSettings =
  & Required<Pick<SessionSettings, "onFault" | "isHearing">>
  & Pick<UserChangeSettings, "onRenamed">
  & {
    readonly rates: RateLimits;
    readonly strangerWaitMs?: number;
    /** For what no scan ever waits for: lists and changes of people, what was refused, files that are taken. */
    readonly pages?: Database;
  };

/** Makes the first people where they are missing. `db`: for who it is that asks, and signing in. */
export async function startPeople(
  db: Database,
  config: Config,
  { onFault, isHearing, onRenamed, rates, pages = db, ...pace }: PeopleSettings,
): Promise<People> {
  const passwords: Passwords = startPasswords();
  await ensureFirstPeople(db, passwords, config);
  const minutes = (desk: number, station: number) => ({ desk: desk * 60_000, station: station * 60_000 });
  const idleMs = minutes(config.sessionIdleMinutes, config.stationIdleMinutes);
  const tokens = await startTokens(config.sessionSecret);
  const attempts = startRefusedAttempts({ db: pages, ownerOfEnded: ownerOfEnded(pages, tokens), onFault });
  const sessions = new Sessions({
    rows: sessionRows(db, idleMs),
    tokens,
    apiTokens: apiTokenReading(db),
    idleMs,
    lengthMaxMs: minutes(config.sessionHoursMax * 60, config.stationHoursMax * 60),
    onFault,
    isHearing,
  });
  const sealing = await startSealing(config.sessionSecret, "two-step secrets");
  const twoSteps = startTwoSteps(db, sealing);
  const tickets = await startTickets(config.sessionSecret);
  const signIns = new SignIns({ db, passwords, sessions, tickets, twoSteps, rates, ...pace });
  return {
    deps: {
      sessions,
      signIns,
      own: startOwnAccount(pages, idleMs, sessions),
      ownSecrets: new OwnSecrets({ db: pages, passwords, sessions, twoSteps, sealing }),
      resetTwoStep: startTwoStepResets(pages),
      ...startManaging({ db: pages, passwords, sessions, onRenamed, idleMs }),
      apiTokens: startApiTokens(pages, sessions),
      noteRefused: attempts.noteRefused,
      writeTaken: writeTaken(pages),
      badges: startBadges({ db: pages, passwords, sessions }),
      switchTo: startBadgeSignIn({ db, passwords, sessions }),
      sessionTime: sessions,
    },
    settled: attempts.settled,
    close: async () => {
      signIns.close();
      passwords.close();
      await Promise.all([sessions.settled(), attempts.end()]);
    },
  };
}
