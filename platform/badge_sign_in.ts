/**
 * Going on at a station in another's place, by badge and PIN. Silent about why it says no: a badge that nobody has, one that
 * was revoked, a PIN that is wrong or void, somebody who is disabled cost the same and are told in the same words.
 */
import type { SwitchAttempt, SwitchResult } from "../domain/badge.ts";
import { badgeIn } from "../domain/badge_text.ts";
import { LIMITS } from "../domain/limits.ts";
import { PIN_DIGITS_MAX } from "../domain/pin_rule.ts";
import type { Person } from "../domain/shapes.ts";
import { type AuditRecord, writeAudit } from "./audit_rows.ts";
import { badgeRows, type TriedBadge, type Try } from "./badge_rows.ts";
import { type BadgeSettings, hashOfBadge } from "./badges.ts";
import type { Opening } from "./session_rows.ts";

export function startBadgeSignIn({ db, passwords, sessions }: BadgeSettings) {
  const rows = badgeRows(db);

  return async function switchTo(attempt: SwitchAttempt): Promise<SwitchResult> {
    const tried: Try = {
      // What is no badge is tried like one that nobody has.
      codeHash: hashOfBadge(badgeIn(attempt.badge) ?? attempt.badge.slice(0, LIMITS.scanTextCharsMax)),
      address: attempt.address ?? "unknown",
    };
    const { failures, waitSeconds } = await rows.chargeTry(tried);
    if (waitSeconds > 0) return { is: "throttled", retryAfterSeconds: waitSeconds };
    const badge = await rows.chargePin(tried.codeHash);
    const isRight = await passwords.isRight(attempt.pin.slice(0, PIN_DIGITS_MAX + 1), badge?.pinHash ?? null);
    if (!badge || !isRight) {
      await noteRefused(attempt, badge);
      return { is: "refused", triesLeft: Math.max(0, LIMITS.badgeTriesFree - failures) };
    }
    if (badge.userId === attempt.from.person.id && attempt.from.way === "password") {
      await rows.forgive(tried, badge.userId);
      return { is: "same" };
    }
    return await exchange(attempt, tried, badge);
  };

  async function exchange(attempt: SwitchAttempt, tried: Try, badge: TriedBadge): Promise<SwitchResult> {
    const kind = { way: "badge", isStation: true } as const;
    const opening = openingBy(attempt, tried, badge);
    const opened = await sessions.exchange(attempt.from.sessionId, badge.userId, attempt, kind, opening);
    // Taken away while the PIN was looked at: the badge, the PIN, the person, or the session that stood here.
    if (!opened) return { is: "refused", triesLeft: 0 };
    return { is: "switched", ...opened, person: personOf(badge), language: badge.language };
  }

  /** A void PIN is on record once, by the try that made it so. */
  async function noteRefused(attempt: SwitchAttempt, badge: TriedBadge | null): Promise<void> {
    const isVoid = badge !== null && badge.failures >= LIMITS.pinTriesMax;
    await writeAudit(db, {
      ...recordOf(attempt, badge, isVoid ? "pin_voided" : "badge_refused"),
      userId: attempt.from.person.id,
      after: { station: attempt.station },
    });
  }
}

const openingBy = (attempt: SwitchAttempt, tried: Try, badge: TriedBadge): Opening => ({
  may: (inside) => badgeRows(inside).stillOpens(tried.codeHash, badge),
  write: async (inside) => {
    await badgeRows(inside).forgive(tried, badge.userId);
    await writeAudit(inside, {
      ...recordOf(attempt, badge, "badge_signed_in"),
      userId: badge.userId,
      after: { station: attempt.station, in_place_of: attempt.from.person.username },
    });
  },
});

const recordOf = (
  { address, requestId }: SwitchAttempt,
  badge: TriedBadge | null,
  action: string,
): Omit<AuditRecord, "userId"> => ({
  ...{ action, entityType: "user", entityId: badge === null ? null : String(badge.userId), address, requestId },
});

/** As his new session shows him: see `session_rows.ts`. */
const personOf = ({ userId, username, fullName, role, area }: TriedBadge): Person => ({
  ...{ id: userId, username, fullName, area },
  role: role === "admin" ? "biller" : role,
});
