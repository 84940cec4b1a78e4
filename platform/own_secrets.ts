/** What people change of their own secrets: the password, and the second step. Each asks for the password first, and not too often. */
import type { PasswordAsked, PasswordChange, TwoStepChange } from "../domain/own_account.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Doer, SignedIn } from "../domain/people.ts";
import { inFours, plainCode, type TwoStepSetup } from "../domain/two_step.ts";
import { isKeyTaken, keyUse, writeAudit } from "./audit_rows.ts";
import { changePassword, endOtherSessions } from "./own_rows.ts";
import type { Passwords } from "./passwords.ts";
import type { Database } from "./postgres.ts";
import type { Sealing } from "./sealing.ts";
import type { Sessions } from "./sessions.ts";
import { LineFull, RETRY_AFTER_SECONDS, SignInLine } from "./sign_in_line.ts";
import { accountOf, OWN_PAGE, signInRows } from "./sign_in_rows.ts";
import { addressOf, backupHash, newBackupCodes, newSecret, secretText, stepOf } from "./two_step_codes.ts";
import { replaceBackupCodes, twoStepRows } from "./two_step_rows.ts";
import { aboutUser, type CodeCheck, type TwoSteps } from "./two_steps.ts";
import { revokeLink } from "./user_change_rows.ts";
import { userRows } from "./user_rows.ts";

export interface OwnSecretsSettings {
  readonly db: Database;
  readonly passwords: Passwords;
  readonly sessions: Pick<Sessions, "revokeAllOf">;
  readonly twoSteps: TwoSteps;
  readonly sealing: Sealing;
}

export class OwnSecrets {
  readonly #settings: OwnSecretsSettings;

  readonly #line = new SignInLine();

  constructor(settings: OwnSecretsSettings) {
    this.#settings = settings;
  }

  /** All other sessions of this person end; this one lives on. */
  async changePassword(
    { sessionId, person }: SignedIn,
    { oldPassword, newPassword }: { readonly oldPassword: string; readonly newPassword: string },
    doer: Doer,
  ): Promise<PasswordChange> {
    const { db, passwords, sessions } = this.#settings;
    const replayed = await this.#replayOf(newPassword, doer);
    if (replayed) return replayed;
    const asked = await this.#askPassword(doer, oldPassword);
    if (typeof asked !== "string") return asked;
    const flaw = newPassword === oldPassword ? "same_as_old" : await passwords.flawOf(newPassword, person.username);
    if (flaw) return { is: "weak_password", flaw };
    const passwordHash = await passwords.hash(newPassword);
    const change = { from: asked, to: passwordHash, keeps: sessionId };
    const isChanged = await db.transaction((inside) => changeIn(inside, change, doer))
      .catch((fault) => isKeyTaken(fault) ? null : Promise.reject(fault));
    // Null: the same request came twice at once, and the other one was quicker.
    if (isChanged === null) return await this.#replayOf(newPassword, doer) ?? { is: "key_reused" };
    if (!isChanged) return { is: "wrong_password" };
    await sessions.revokeAllOf(person.id, sessionId);
    return { is: "changed" };
  }

  /** Nothing is kept of it until a code has confirmed it. */
  async beginTwoStep({ person }: SignedIn): Promise<TwoStepSetup> {
    const secret = newSecret();
    const until = new TextEncoder().encode(String(Date.now() + LIMITS.twoStepSetupMs));
    const sealed = await this.#settings.sealing.seal(new Uint8Array([...secret, ...until]), aboutSetup(person.id));
    return { setup: sealed.toBase64(), ...shown(secret, person.username) };
  }

  /** The same once more, for a form that comes back; null: it is none of this person's, or too old. */
  async showTwoStep({ person }: SignedIn, setup: string): Promise<TwoStepSetup | null> {
    const secret = await this.#secretIn(setup, person.id);
    return secret && { setup, ...shown(secret, person.username) };
  }

  async turnOnTwoStep(doer: Doer, by: { setup: string; password: string; code: string }): Promise<TwoStepChange> {
    const { db, sealing } = this.#settings;
    const { id } = doer.person;
    const secret = await this.#secretIn(by.setup, id);
    if (!secret) return { is: "setup_over" };
    const asked = await this.#askPassword(doer, by.password);
    if (typeof asked !== "string") return asked;
    const step = stepOf(secret, plainCode(by.code), Date.now());
    if (step === null) return { is: "wrong_code" };
    const sealed = await sealing.seal(secret, aboutUser(id));
    return await db.transaction(async (inside) => {
      if (!await twoStepRows(inside).turnOn(id, sealed, step)) return { is: "as_it_was" };
      return await newCodesIn(inside, doer, "two_step_on");
    });
  }

  async turnOffTwoStep(doer: Doer, by: { password: string; code: string }): Promise<TwoStepChange> {
    return await this.#withCode(doer, by, async (inside) => {
      await twoStepRows(inside).turnOff(doer.person.id);
      await noteIn(inside, doer, "two_step_off");
      return { is: "done", backupCodes: [] };
    });
  }

  async renewBackupCodes(doer: Doer, by: { password: string; code: string }): Promise<TwoStepChange> {
    return await this.#withCode(doer, by, (inside) => newCodesIn(inside, doer, "backup_codes_renewed"));
  }

  async #withCode(
    doer: Doer,
    { password, code }: { readonly password: string; readonly code: string },
    change: (inside: Database) => Promise<TwoStepChange>,
  ): Promise<TwoStepChange> {
    const asked = await this.#askPassword(doer, password);
    if (typeof asked !== "string") return asked;
    const { id, username } = doer.person;
    const who = { userId: id, account: accountOf(username), place: `code on ${OWN_PAGE}`, code };
    return await this.#settings.db.transaction(async (inside) => {
      const checked = await this.#settings.twoSteps.check(inside, who);
      return checked.is === "right" ? await change(inside) : REFUSED[checked.is](checked);
    });
  }

  /**
   * The hash of the password that is right, by which a change finds whether it still is. One at a time: many guesses at once
   * are not more than one by one.
   */
  async #askPassword(doer: Doer, password: string): Promise<string | PasswordAsked> {
    try {
      return await this.#line.run(true, () => this.#judgePassword(doer, password));
    } catch (fault) {
      if (fault instanceof LineFull) return { is: "throttled", retryAfterSeconds: RETRY_AFTER_SECONDS };
      throw fault;
    }
  }

  async #judgePassword({ person }: Doer, password: string): Promise<string | PasswordAsked> {
    const { db, passwords } = this.#settings;
    const account = accountOf(person.username), failures = signInRows(db);
    const retryAfterSeconds = await failures.waitSeconds(account, OWN_PAGE);
    if (retryAfterSeconds > 0) return { is: "throttled", retryAfterSeconds };
    const hash = (await userRows(db).credentialsOfId(person.id))?.passwordHash ?? null;
    const isRight = await passwords.isRight(password, hash);
    await failures[isRight ? "succeeded" : "failed"](account, OWN_PAGE);
    return isRight && hash !== null ? hash : { is: "wrong_password" };
  }

  async #secretIn(setup: string, userId: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const opened = await this.#settings.sealing.open(bytesIn(setup), aboutSetup(userId));
    if (!opened) return null;
    const until = Number(new TextDecoder().decode(opened.slice(SECRET_BYTES)));
    return until >= Date.now() ? opened.slice(0, SECRET_BYTES) : null;
  }

  /** What the request's key did before; null when it is new. */
  async #replayOf(newPassword: string, { key, person }: Doer): Promise<PasswordChange | null> {
    if (key === null) return null;
    const { db, passwords } = this.#settings;
    const use = await keyUse(db, key);
    if (use.by === "nothing") return null;
    const isSame = use.by === "change" && use.action === "password_changed" && use.userId === person.id;
    const hash = (await userRows(db).credentialsOfId(person.id))?.passwordHash ?? null;
    return isSame && await passwords.isRight(newPassword, hash) ? { is: "changed" } : { is: "key_reused" };
  }
}

const SECRET_BYTES = 20;

const aboutSetup = (userId: number): string => `two-step setup of user ${userId}`;

const shown = (secret: Uint8Array<ArrayBuffer>, username: string): Omit<TwoStepSetup, "setup"> => ({
  secret: inFours(secretText(secret), " "),
  address: addressOf(secret, username),
});

const REFUSED: { readonly [Is in Exclude<CodeCheck["is"], "right">]: (checked: CodeCheck) => TwoStepChange } = {
  wrong: () => ({ is: "wrong_code" }),
  off: () => ({ is: "as_it_was" }),
  throttled: (checked) => checked as Extract<CodeCheck, { is: "throttled" }>,
};

/** No bytes for what is no base64. */
function bytesIn(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.fromBase64(text);
  } catch {
    return new Uint8Array();
  }
}

/** False: the password has been changed meanwhile. */
async function changeIn(
  inside: Database,
  { from, to, keeps }: { readonly from: string; readonly to: string; readonly keeps: string },
  doer: Doer,
): Promise<boolean> {
  if (!await changePassword(inside, doer.person.id, from, to)) return false;
  await endOtherSessions(inside, doer.person.id, keeps);
  await revokeLink(inside, doer.person.id);
  await noteIn(inside, doer, "password_changed");
  return true;
}

async function newCodesIn(inside: Database, doer: Doer, action: string): Promise<TwoStepChange> {
  const { id } = doer.person;
  const backupCodes = newBackupCodes();
  await replaceBackupCodes(inside, id, backupCodes.map((code) => backupHash(id, code)!));
  await noteIn(inside, doer, action);
  return { is: "done", backupCodes: backupCodes.map((code) => inFours(code)) };
}

const noteIn = (inside: Database, { person, address, requestId, key }: Doer, action: string): Promise<void> =>
  writeAudit(inside, {
    ...{ userId: person.id, action, address, requestId, key },
    ...{ entityType: "user", entityId: String(person.id) },
  });
