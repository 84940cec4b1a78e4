/** What people see and change of themselves. */
import type { Device } from "./device.ts";
import type { PasswordFlaw } from "./password_rule.ts";
import type { SignedIn, Way } from "./people.ts";
import type { TwoStepState } from "./two_step.ts";

/** One place where somebody is signed in. */
export interface OwnSession {
  readonly id: string;
  readonly userAgent: string | null;
  readonly device: Device;
  readonly address: string | null;
  readonly way: Way;
  readonly isStation: boolean;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
}

/** What somebody has scanned on the present business day. */
export interface OwnDay {
  readonly scans: number;
  readonly bagsPacked: number;
  readonly refused: number;
}

export interface OwnAccount {
  readonly email: string | null;
  readonly createdAt: Date;
  readonly passwordChangedAt: Date | null;
  readonly twoStep: TwoStepState | null;
}

/** Who came by a badge and a short number, or with a script's token, changes no secret. */
export const mayChangeSecrets = ({ way }: Pick<SignedIn, "way">): boolean => way === "password";

/** What a change of one's own secrets comes to where the password has to be known. */
export type PasswordAsked =
  | { readonly is: "wrong_password" }
  | { readonly is: "throttled"; readonly retryAfterSeconds: number };

export type PasswordChange =
  | { readonly is: "changed" }
  | { readonly is: "weak_password"; readonly flaw: PasswordFlaw }
  | { readonly is: "key_reused" }
  | PasswordAsked;

export type TwoStepChange =
  /** Shown once, and never again. */
  | { readonly is: "done"; readonly backupCodes: readonly string[] }
  | { readonly is: "wrong_code" }
  /** It is on already, or off. */
  | { readonly is: "as_it_was" }
  /** What was brought back was made too long ago, or for somebody else. */
  | { readonly is: "setup_over" }
  | PasswordAsked;

export type TwoStepReset = "reset" | "not_found" | "was_off" | "own" | "key_reused";
