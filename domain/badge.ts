/**
 * Badges: a code on a card says who somebody is, and a PIN that only he knows proves it. What a text holds of a badge is
 * read by `badge_text.ts`.
 */
import { BADGE_PREFIX } from "./code.ts";
import { BADGE_ALPHABET, BADGE_CHARS } from "./badge_text.ts";
import type { PinFault } from "./pin_rule.ts";
import type { Person } from "./shapes.ts";

/** `bytes`: as many random ones as a code has characters. */
export const badgeCode = (bytes: Uint8Array): string =>
  BADGE_PREFIX + [...bytes.slice(0, BADGE_CHARS)].map((byte) => BADGE_ALPHABET[byte % BADGE_ALPHABET.length]).join("");

export const BADGE_RANDOM_BYTES = BADGE_CHARS;

/** How somebody stands with his badge and PIN, for himself and for admins. */
export interface BadgeState {
  /** The one that opens a station now. */
  readonly badge: { readonly madeAt: Date; readonly madeBy: string } | null;
  /** `isVoid`: too many wrong ones were tried; a new one has to be set. */
  readonly pin: { readonly setAt: Date; readonly isVoid: boolean } | null;
}

export interface BadgeHolder extends BadgeState {
  readonly person: Person;
  readonly isDisabled: boolean;
}

/** Somebody wants to go on at a station in place of whoever is signed in there. */
export interface SwitchAttempt {
  /** Whose session it is now. */
  readonly from: { readonly sessionId: string; readonly person: Person; readonly way: string };
  /** As the scanner read it. */
  readonly badge: string;
  readonly pin: string;
  readonly station: string | null;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly requestId: string;
}

export type SwitchResult =
  | {
    readonly is: "switched";
    readonly token: string;
    readonly expiresAt: Date;
    readonly person: Person;
    /** The one that this person has chosen; null: none. */
    readonly language: string | null;
  }
  /** It is the very person who is signed in there, by his password: the session stays as it is. */
  | { readonly is: "same" }
  /** Badge and PIN do not belong together, whatever the reason. So many more tries before the badge has to wait. */
  | { readonly is: "refused"; readonly triesLeft: number }
  | { readonly is: "throttled"; readonly retryAfterSeconds: number };

export type PinSetting = { readonly is: "set" | "wrong_password" | PinFault };

/** `too_often`: too many wrong passwords on his own pages. */
export type OwnPinSetting = PinSetting | { readonly is: "too_often"; readonly retryAfterSeconds: number };
