/** What people send by forms. Nothing in it is believed: every field is looked at before it is used. */
import type { Context } from "hono";
import { withoutBadge } from "../domain/badge_text.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Refusal } from "../domain/outcomes.ts";
import type { Person } from "../domain/shapes.ts";
import { readBytes, readText } from "./bounded_body.ts";
import type { Env } from "./deps.ts";
import { isSaneInstant } from "./schemas.ts";

export type FormReading = { readonly form: URLSearchParams } | { readonly refused: Refusal };

/** Fields of a form, text only. A scan's body is small: it is read whole and split once. */
export async function readForm(c: Context<Env>): Promise<FormReading> {
  const type = c.req.header("content-type") ?? "";
  if (/^multipart\/form-data/i.test(type)) return await readParts(c, type);
  if (!/^application\/x-www-form-urlencoded/i.test(type)) return { refused: "unsupported_media_type" };
  const text = await readText(c.req.raw, LIMITS.formBodyBytesMax);
  return text === null ? { refused: "payload_too_large" } : { form: new URLSearchParams(text) };
}

async function readParts(c: Context<Env>, type: string): Promise<FormReading> {
  const bytes = await readBytes(c.req.raw, LIMITS.formBodyBytesMax);
  if (!bytes) return { refused: "payload_too_large" };
  const parts = await new Response(bytes, { headers: { "content-type": type } }).formData().catch(() => null);
  if (!parts) return { refused: "malformed" };
  const form = new URLSearchParams();
  for (const [name, value] of parts) if (typeof value === "string") form.append(name, value);
  return { form };
}

/** What every command that comes by a form carries. */
export interface Stamp {
  readonly key: string;
  readonly by: Person;
  readonly station: string | null;
  readonly scannedAt: Date | null;
}

/**
 * The key, the place and the time of a scan, in the contract's order of checks. A browser without script sends no key
 * with some forms: `orNewKey` makes one, since such a form is sent by hand and never again by itself.
 */
export function readStamp(form: URLSearchParams, by: Person, orNewKey = false): Stamp | { readonly refused: Refusal } {
  const user = form.get("user")?.trim();
  if (user && user.toLowerCase() !== by.username.toLowerCase()) return { refused: "wrong_user" };
  const given = form.get("scan_id")?.trim().toLowerCase() ?? "";
  const key = given === "" && orNewKey ? crypto.randomUUID() : given;
  const station = withoutBadge(form.get("station") ?? "").trim() || null;
  const scannedAt = readInstant(form.get("scanned_at"));
  const isWhole = isUuid(key) && (station?.length ?? 0) <= LIMITS.stationCharsMax && scannedAt !== undefined;
  return isWhole ? { key, by, station, scannedAt } : { refused: "malformed" };
}

/** A form that people send by hand, with what its command carries. */
export async function readCommandForm(
  c: Context<Env>,
): Promise<{ readonly form: URLSearchParams; readonly stamp: Stamp } | { readonly refused: Refusal }> {
  const reading = await readForm(c);
  if ("refused" in reading) return reading;
  const stamp = readStamp(reading.form, c.var.signedIn.person, true);
  return "refused" in stamp ? stamp : { form: reading.form, stamp };
}

export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** Undefined for text that is no instant, or one of a year that the API would not take either. */
function readInstant(text: string | null): Date | null | undefined {
  if (!text?.trim()) return null;
  const at = new Date(text);
  return isSaneInstant(at) ? at : undefined;
}

/** A field's text, or null when it is blank. */
export const textOf = (form: URLSearchParams, name: string): string | null => form.get(name)?.trim() || null;

/** A whole number, or null. */
export function wholeNumberOf(form: URLSearchParams, name: string): number | null {
  const text = form.get(name)?.trim() ?? "";
  return /^-?[0-9]{1,9}$/.test(text) ? Number(text) : null;
}
