/**
 * What a text holds of a badge. A badge's code is a secret like half a password: it is never a scan, never shown and never
 * kept, whatever field it was scanned into.
 */
import { BADGE_PREFIX, normalise } from "./code.ts";

export const BADGE_CHARS = 16;
/** Digits and capitals without those that are taken for each other: 32 of them, 5 bits each. */
export const BADGE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Whether a badge was read here, whole or in part: then nothing of the text may be sent as a scan, shown or kept. */
export const holdsBadge = (text: string): boolean => normalise(text).includes(BADGE_PREFIX);

/** The badge's code; null when it was not read whole. */
export const badgeIn = (text: string): string | null => A_BADGE.exec(normalise(text))?.[0] ?? null;

/** What may be kept of a text that came in a scan's place. */
export const withoutBadge = (text: string): string => holdsBadge(text) ? BADGE_PREFIX : text;

const A_BADGE = new RegExp(`${BADGE_PREFIX}[${BADGE_ALPHABET}]{${BADGE_CHARS}}(?![0-9A-Z])`);
