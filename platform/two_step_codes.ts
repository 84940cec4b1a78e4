/** Codes of the second step: those that a telephone shows by RFC 6238, and those on paper. */
import { createHash } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { LIMITS } from "../domain/limits.ts";
import { randomText } from "./secrets.ts";

/** What every authenticator app can do, and some can do nothing else. */
const FORM = { algorithm: "SHA1", digits: 6, period: 30 } as const;
const STEP_MS = FORM.period * 1_000;
/** A telephone's clock may be half a minute off, either way. */
const STEPS_OFF_MAX = 1;
/** What RFC 4226 asks for: as long as the hash. */
const SECRET_BYTES = 20;

export const newSecret = (): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(SECRET_BYTES));

export const secretText = (secret: Uint8Array<ArrayBuffer>): string => secretOf(secret).base32;

/** What the picture says: any authenticator app reads it. */
export const addressOf = (secret: Uint8Array<ArrayBuffer>, username: string): string =>
  new TOTP({ ...FORM, secret: secretOf(secret), issuer: "TraceTrack", label: username }).toString();

/** The step whose code this is, around the one of that moment; null: it is none of them. */
export function stepOf(secret: Uint8Array<ArrayBuffer>, code: string, nowMs: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const totp = new TOTP({ ...FORM, secret: secretOf(secret) });
  const off = totp.validate({ token: code, timestamp: nowMs, window: STEPS_OFF_MAX });
  return off === null ? null : Math.floor(nowMs / STEP_MS) + off;
}

/** Letters and digits, 60 bits: read from paper, and too many for anybody to try them all who has seen the hashes. */
export const newBackupCodes = (): string[] =>
  Array.from({ length: LIMITS.backupCodes }, () => randomText(BACKUP_CHARS));

const BACKUP_CHARS = 12;

/** Null: nothing that a backup code could look like. */
export const backupHash = (userId: number, code: string): Uint8Array | null =>
  /^[a-z2-9]{12}$/.test(code) ? createHash("sha256").update(`${userId}:${code}`).digest() : null;

const secretOf = ({ buffer }: Uint8Array<ArrayBuffer>): Secret => new Secret({ buffer });
