/** Badges and PINs: made, set and taken away, each with its audit record. */
import { createHash } from "node:crypto";
import {
  BADGE_RANDOM_BYTES,
  badgeCode,
  type BadgeHolder,
  type BadgeState,
  type OwnPinSetting,
  type PinSetting,
} from "../domain/badge.ts";
import type { Doer } from "../domain/people.ts";
import { pinFaultOf } from "../domain/pin_rule.ts";
import { writeAudit } from "./audit_rows.ts";
import { badgeRows } from "./badge_rows.ts";
import type { Passwords } from "./passwords.ts";
import type { Database } from "./postgres.ts";
import type { Sessions } from "./sessions.ts";
import { accountOf, OWN_PAGE, signInRows } from "./sign_in_rows.ts";
import { userRows } from "./user_rows.ts";

export interface BadgeSettings {
  readonly db: Database;
  readonly passwords: Passwords;
  readonly sessions: Pick<Sessions, "ended" | "exchange">;
}

export function startBadges(settings: BadgeSettings) {
  const { db, passwords } = settings;

  async function setPin(holder: BadgeHolder, pin: string, doer: Doer): Promise<PinSetting> {
    const fault = pinFaultOf(pin);
    if (fault) return { is: fault };
    const hash = await passwords.hash(pin);
    await change(settings, holder, doer, "pin_set", (rows) => rows.setPin(holder.person.id, hash));
    return { is: "set" };
  }

  return {
    holder: (username: string): Promise<BadgeHolder | null> => badgeRows(db).holder(username),

    /** Its code, which nobody can ask for again. The one before opens nothing any more. */
    async make(holder: BadgeHolder, doer: Doer): Promise<string> {
      const code = badgeCode(crypto.getRandomValues(new Uint8Array(BADGE_RANDOM_BYTES)));
      await change(settings, holder, doer, "badge_made", async (rows) => {
        await rows.revoke(holder.person.id);
        await rows.make(holder.person.id, hashOfBadge(code), doer.person.id);
      });
      return code;
    },

    revoke: (holder: BadgeHolder, doer: Doer): Promise<void> =>
      change(settings, holder, doer, "badge_revoked", (rows) => rows.revoke(holder.person.id)),

    /** At the hand-over of a badge: an admin stands by while it is typed. */
    setPin,

    /** His own, by the password that he has. */
    async setOwnPin(doer: Doer, password: string, pin: string): Promise<OwnPinSetting> {
      const { id, username } = doer.person;
      const failures = signInRows(db), account = accountOf(username);
      const retryAfterSeconds = await failures.waitSeconds(account, OWN_PAGE);
      if (retryAfterSeconds > 0) return { is: "too_often", retryAfterSeconds };
      const [holder, known] = await Promise.all([badgeRows(db).holder(username), userRows(db).credentialsOfId(id)]);
      const isRight = await passwords.isRight(password, known?.passwordHash ?? null);
      await failures[isRight ? "succeeded" : "failed"](account, OWN_PAGE);
      return holder && isRight ? await setPin(holder, pin, doer) : { is: "wrong_password" };
    },
  };
}

/** Changes something of a person's badge or PIN: what was opened by either before ends with it, on every instance. */
async function change(
  { db, sessions }: BadgeSettings,
  before: BadgeHolder,
  doer: Doer,
  action: string,
  write: (rows: ReturnType<typeof badgeRows>) => Promise<unknown>,
): Promise<void> {
  const { id } = before.person;
  await db.transaction(async (inside) => {
    const rows = badgeRows(inside);
    await rows.lockUser(id);
    await write(rows);
    await rows.endSessions(id);
    await writeAudit(inside, {
      ...{ userId: doer.person.id, address: doer.address, requestId: doer.requestId, key: doer.key },
      ...{ action, entityType: "user", entityId: String(id) },
      before: auditedOf(before),
      after: auditedOf(await rows.holder(before.person.username)),
    });
  });
  sessions.ended({ userId: id });
}

const auditedOf = (state: BadgeState | null) => ({
  badge: state?.badge ? "live" : "none",
  pin: !state?.pin ? "none" : state.pin.isVoid ? "void" : "set",
});

/** What is kept of a badge's code. It is random: a plain hash of it tells nobody anything. */
export const hashOfBadge = (code: string): Uint8Array => createHash("sha256").update(code).digest();
