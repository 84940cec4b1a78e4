/** Signing in with name and password: slowed down per account and address, and silent about which names exist. */
import { createHash } from "node:crypto";
import { LIMITS } from "../domain/limits.ts";
import type { SignInAttempt, SignInResult } from "../domain/people.ts";
import { writeAudit } from "./audit_rows.ts";
import type { Passwords } from "./passwords.ts";
import type { Database } from "./postgres.ts";
import type { Sessions } from "./sessions.ts";
import { signInRows } from "./sign_in_rows.ts";
import { type Credentials, userRows } from "./user_rows.ts";

export interface SignInSettings {
  readonly db: Database;
  readonly passwords: Passwords;
  readonly sessions: Pick<Sessions, "open">;
}

/** A permanent lock would let anybody shut out anybody; this one only makes guessing hopeless. */
const THROTTLE = { failuresFree: 5, waitSecondsMin: 30, waitSecondsMax: 15 * 60 } as const;

export function startSignIn({ db, passwords, sessions }: SignInSettings) {
  const users = userRows(db);
  const failures = signInRows(db, THROTTLE);

  return async function signIn(attempt: SignInAttempt): Promise<SignInResult> {
    const account = accountOf(attempt.username);
    const address = attempt.address ?? "unknown";
    const retryAfterSeconds = await failures.waitSeconds(account, address);
    if (retryAfterSeconds > 0) return { is: "throttled", retryAfterSeconds };

    const found = isPossibleName(attempt.username) ? await users.credentialsOf(attempt.username) : null;
    // Asked even when nobody has that name, so that the answer takes as long.
    const isRight = await passwords.isRight(attempt.password, found?.passwordHash ?? null);
    if (!found || !isRight || found.isDisabled) {
      await failures.failed(account, address);
      await noteRefused(attempt, found);
      return { is: "refused" };
    }
    await failures.succeeded(account, address);
    await users.noteSignIn(found.person.id, true);
    const kind = { way: "password", isStation: attempt.isStation ?? false } as const;
    const opened = await sessions.open(found.person.id, attempt, kind);
    await writeAudit(db, recordOf(attempt, found, "signed_in"));
    const { person, mustChangePassword, language } = found;
    return { is: "signed_in", ...opened, person, mustChangePassword, language };
  };

  async function noteRefused(attempt: SignInAttempt, found: Credentials | null): Promise<void> {
    await users.noteSignIn(found?.person.id ?? NOBODY, false);
    await writeAudit(db, recordOf(attempt, found, "sign_in_refused"));
  }
}

/** An id that no row has: an unknown name costs the same statements. */
const NOBODY = -1;

const isPossibleName = (username: string): boolean => /^[A-Za-z0-9._-]{3,64}$/.test(username);

const accountOf = (username: string): string =>
  createHash("sha256").update(username.slice(0, LIMITS.scanTextCharsMax).trim().toLowerCase()).digest("hex");

const recordOf = ({ address, requestId }: SignInAttempt, found: Credentials | null, action: string) => ({
  userId: action === "signed_in" ? found?.person.id ?? null : null,
  action,
  entityType: "user",
  entityId: found ? String(found.person.id) : null,
  address,
  requestId,
});
