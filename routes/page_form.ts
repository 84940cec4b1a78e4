/** What people send by forms. Nothing in it is believed: every field is looked at before it is used. */
import type { Context } from "hono";
import { LIMITS } from "../domain/limits.ts";
import type { Refusal } from "../domain/outcomes.ts";
import type { Person } from "../domain/shapes.ts";
import type { Env } from "./deps.ts";

export type FormReading = { readonly form: URLSearchParams } | { readonly refused: Refusal };

/** Fields of a form, text only. A scan's body is small: it is read whole and split once. */
export async function readForm(c: Context<Env>): Promise<FormReading> {
  if (Number(c.req.header("content-length") ?? 0) > LIMITS.formBodyBytesMax) return { refused: "payload_too_large" };
  const type = c.req.header("content-type") ?? "";
  if (/^multipart\/form-data/i.test(type)) return { form: await readParts(c) };
  if (!/^application\/x-www-form-urlencoded/i.test(type)) return { refused: "unsupported_media_type" };
  const text = await c.req.text();
  return text.length > LIMITS.formBodyBytesMax ? { refused: "payload_too_large" } : { form: new URLSearchParams(text) };
}

async function readParts(c: Context<Env>): Promise<URLSearchParams> {
  const fields = new URLSearchParams();
  for (const [name, value] of await c.req.formData()) if (typeof value === "string") fields.append(name, value);
  return fields;
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
  const station = form.get("station")?.trim() || null;
  const scannedAt = readInstant(form.get("scanned_at"));
  const isWhole = isUuid(key) && (station?.length ?? 0) <= LIMITS.stationCharsMax && scannedAt !== undefined;
  return isWhole ? { key, by, station, scannedAt } : { refused: "malformed" };
}

export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** Undefined for text that is no instant. */
function readInstant(text: string | null): Date | null | undefined {
  if (!text?.trim()) return null;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** A field's text, or null when it is blank. */
export const textOf = (form: URLSearchParams, name: string): string | null => form.get(name)?.trim() || null;

/** A whole number, or null. */
export function wholeNumberOf(form: URLSearchParams, name: string): number | null {
  const text = form.get(name)?.trim() ?? "";
  return /^-?[0-9]{1,9}$/.test(text) ? Number(text) : null;
}
