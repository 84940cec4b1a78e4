/** What the routes need of what people see and change of themselves; part of `Deps`. */
import type {
  OwnAccount,
  OwnDay,
  OwnSession,
  PasswordChange,
  TwoStepChange,
  TwoStepReset,
} from "../domain/own_account.ts";
import type { Doer, SignedIn } from "../domain/people.ts";
import type { TwoStepSetup } from "../domain/two_step.ts";

export interface OwnDeps {
  readonly own: Own;
  readonly ownSecrets: OwnSecrets;
  /** What somebody has scanned since the business day began. */
  readonly ownDay: (userId: number) => Promise<OwnDay>;
  /** For admins: somebody has lost his telephone and his paper. */
  readonly resetTwoStep: (username: string, doer: Doer) => Promise<TwoStepReset>;
}

export interface Own {
  account(userId: number): Promise<OwnAccount | null>;
  /** Where this person is signed in now, the one used last first. */
  sessions(userId: number): Promise<readonly OwnSession[]>;
  /** False: there is no such session of his. */
  endSession(who: SignedIn, sessionId: string, doer: Doer): Promise<boolean>;
  endOtherSessions(who: SignedIn, doer: Doer): Promise<void>;
}

/** All ask for the password, and not too often. */
export interface OwnSecrets {
  /** All other sessions of this person end; this one lives on. */
  changePassword(
    who: SignedIn,
    passwords: { readonly oldPassword: string; readonly newPassword: string },
    doer: Doer,
  ): Promise<PasswordChange>;
  /** A new secret, of which nothing is kept until a code has confirmed it. */
  beginTwoStep(who: SignedIn): Promise<TwoStepSetup>;
  /** The same once more, for a form that comes back; null: it is none of this person's, or too old. */
  showTwoStep(who: SignedIn, setup: string): Promise<TwoStepSetup | null>;
  turnOnTwoStep(doer: Doer, by: { setup: string; password: string; code: string }): Promise<TwoStepChange>;
  turnOffTwoStep(doer: Doer, by: { password: string; code: string }): Promise<TwoStepChange>;
  renewBackupCodes(doer: Doer, by: { password: string; code: string }): Promise<TwoStepChange>;
}
