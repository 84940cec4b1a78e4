/** Real people on a database of their own: passwords, sessions, sign-ins, second steps, as `main.ts` wires them. */
import { startPeople } from "../../platform/people.ts";
import type { Database } from "../../platform/postgres.ts";
import { openRateLimits } from "../../platform/rate_limits.ts";
import type { Config } from "../../platform/config.ts";
import type { SignInAttempt, SignInResult } from "../../domain/people.ts";
import { Secret, TOTP } from "otpauth";

export const PEOPLES_PASSWORDS = {
  admin: "admin's own words",
  biller: "biller's own words",
  dispatcher: "dispatcher's own words",
} as const;

export const SECRET = "a secret of at least thirty-two characters";

const CONFIG = {
  sessionSecret: SECRET,
  ...{ sessionIdleMinutes: 30, stationIdleMinutes: 60, sessionHoursMax: 12, stationHoursMax: 16 },
  adminPassword: PEOPLES_PASSWORDS.admin,
  testUsers: { billerPassword: PEOPLES_PASSWORDS.biller, dispatcherPassword: PEOPLES_PASSWORDS.dispatcher },
};

/** With admin, biller and dispatcher. Another one on the same database is another instance. */
export async function openPeople(
  db: Database,
  change: Partial<typeof CONFIG> = {},
  rates = openRateLimits(null),
  pace: { readonly strangerWaitMs?: number } = {},
) {
  const { deps, close } = await startPeople(db, { ...CONFIG, ...change } as Config, {
    onFault: (fault) => console.error(fault),
    isHearing: () => true,
    onRenamed: () => {},
    ...{ rates, ...pace },
  });
  const from = (attempt: Partial<SignInAttempt> & Pick<SignInAttempt, "username" | "password">) =>
    deps.signIns.signIn({ address: "10.0.0.1", userAgent: null, requestId: "r1", ...attempt });
  return { ...deps, from, [Symbol.asyncDispose]: close };
}

/** @throws when it is anything else. */
export function signedIn(result: SignInResult): Extract<SignInResult, { is: "signed_in" }> {
  if (result.is !== "signed_in") throw new Error(`Not signed in: ${JSON.stringify(result)}`);
  return result;
}

/** What an authenticator app shows for this secret, so many steps away from now. */
export const codeNow = (secret: string, stepsOff = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + stepsOff * 30_000 });
