/** Of the pages' small world: signing in, and one's own page. */
import type { SignInResult } from "../../domain/people.ts";
import type { OwnDeps } from "../../routes/own_deps.ts";
import type { PeopleDeps } from "../../routes/people_deps.ts";
import { person } from "./page_world.ts";

/** Who may come in; of one's own page there is nothing to change here. */
export const comingIn = (now: () => Date): OwnDeps & Pick<PeopleDeps, "signIns"> => ({
  signIns: {
    signIn: ({ password, code }) => Promise.resolve(signIn(password, code ?? "", now())),
    signInByCode: ({ code }) => Promise.resolve(signIn("stepped", code, now())),
  },
  own: {
    account: () => Promise.resolve({ email: null, createdAt: now(), passwordChangedAt: null, twoStep: null }),
    sessions: () => Promise.resolve([]),
    endSession: () => Promise.resolve(false),
    endOtherSessions: () => Promise.resolve(),
  },
  ownSecrets: {
    changePassword: () => Promise.resolve({ is: "wrong_password" }),
    beginTwoStep: () => Promise.resolve({ setup: "s", secret: "ABCDEFGH", address: "otpauth://totp/x" }),
    showTwoStep: () => Promise.resolve(null),
    turnOnTwoStep: () => Promise.resolve({ is: "wrong_password" }),
    turnOffTwoStep: () => Promise.resolve({ is: "wrong_password" }),
    renewBackupCodes: () => Promise.resolve({ is: "wrong_password" }),
  },
  ownDay: () => Promise.resolve({ scans: 120, bagsPacked: 90, refused: 3 }),
  resetTwoStep: () => Promise.resolve("not_found"),
});

/** "stepped" is a right password that asks for a code, and 123456 the right one. */
function signIn(password: string, code: string, at: Date): SignInResult {
  if (password === "locked") return { is: "throttled", retryAfterSeconds: 120 };
  if (password === "stepped" && code === "") return { is: "code_needed", ticket: "a ticket" };
  if (password === "stepped" && code !== "123456") return { is: "code_refused" };
  if (password !== "right" && password !== "stepped") return { is: "refused" };
  return {
    is: "signed_in",
    token: "dispatcher",
    expiresAt: new Date(at.getTime() + 3_600_000),
    person: person("dispatcher"),
    mustChangePassword: false,
    language: null,
    device: "a device",
  };
}
