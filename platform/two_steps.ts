/** The second step of signing in: what a code is held against, so that none works twice, on however many instances it is tried. */
import { plainCode } from "../domain/two_step.ts";
import type { Database } from "./postgres.ts";
import type { Sealing } from "./sealing.ts";
import { signInRows } from "./sign_in_rows.ts";
import { backupHash, stepOf } from "./two_step_codes.ts";
import { type LockedTwoStep, twoStepRows } from "./two_step_rows.ts";

export type CodeCheck =
  | { readonly is: "right"; readonly by: "code" | "backup_code" }
  | { readonly is: "wrong" }
  | { readonly is: "throttled"; readonly retryAfterSeconds: number }
  /** There is nothing to ask for. */
  | { readonly is: "off" };

/** For whom failures are counted, and where. */
export interface CodeAsked {
  readonly userId: number;
  readonly account: string;
  readonly place: string;
  /** As typed. */
  readonly code: string;
}

/** Sealed for one person: see `Sealing`. */
export const aboutUser = (userId: number): string => `two-step secret of user ${userId}`;

export interface TwoSteps {
  isOn(userId: number): Promise<boolean>;
  /** Inside a transaction that must be committed whatever it comes to: a wrong code is counted by it. */
  check(inside: Database, asked: CodeAsked): Promise<CodeCheck>;
}

export function startTwoSteps(db: Database, sealing: Sealing): TwoSteps {
  return {
    isOn: (userId) => twoStepRows(db).isOn(userId),

    async check(inside, { userId, account, place, code }) {
      const locked = await twoStepRows(inside).lock(userId);
      if (!locked) return { is: "off" };
      // Under the lock: however many come at once, no more are tried than are free.
      const failures = signInRows(inside);
      const retryAfterSeconds = await failures.waitSeconds(account, place);
      if (retryAfterSeconds > 0) return { is: "throttled", retryAfterSeconds };
      const by = await use(inside, sealing, locked, plainCode(code));
      if (by) await failures.succeeded(account, place);
      else await failures.failed(account, place);
      return by ? { is: "right", by } : { is: "wrong" };
    },
  };
}

async function use(
  inside: Database,
  sealing: Sealing,
  { userId, sealed, lastStep, nowMs }: LockedTwoStep,
  code: string,
): Promise<"code" | "backup_code" | null> {
  const rows = twoStepRows(inside);
  const hash = backupHash(userId, code);
  if (hash) return await rows.useBackupCode(userId, hash) ? "backup_code" : null;
  // Not to be opened after SESSION_SECRET was changed: backup codes work on, and an admin can reset it.
  const secret = await sealing.open(sealed, aboutUser(userId));
  const step = secret && stepOf(secret, code, nowMs);
  if (step === null || step <= lastStep) return null;
  await rows.useStep(userId, step);
  return "code";
}
