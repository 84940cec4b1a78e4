/** Reads what a request sent: its JSON body, its query, its idempotency key. Each answers the refusal where there is one. */
import type { Context } from "hono";
import type { z } from "zod";
import { LIMITS } from "../domain/limits.ts";
import type { Refusal } from "../domain/outcomes.ts";
import { readText } from "./bounded_body.ts";
import type { Env } from "./deps.ts";
import { refuseJson } from "./refusals.ts";

/**
 * The body as the schema types it, or the refusal: 413, 415, 400 for what is no JSON object, 409 `wrong_user` for a `user`
 * who is not the session's, 400 for a missing field, a wrong type or a broken Idempotency-Key.
 */
export async function readBody<Schema extends z.ZodType>(
  c: Context<Env>,
  schema: Schema,
  bytesMax: number = LIMITS.jsonBodyBytesMax,
): Promise<z.output<Schema> | Response> {
  const read = await readJson(c.req.raw, bytesMax);
  if ("refused" in read) return refuseJson(c, read.refused, { details: read.why });
  if (c.var.signedIn && isOfAnother(c, read.json)) return refuseJson(c, "wrong_user");
  const key = keyOf(c);
  if (key instanceof Response) return key;
  const parsed = schema.safeParse(read.json);
  return parsed.success ? parsed.data : refuseJson(c, "malformed", { details: problemsOf(parsed.error) });
}

/** The query as the schema types it, or 400. */
export function readQuery<Schema extends z.ZodType>(c: Context<Env>, schema: Schema): z.output<Schema> | Response {
  const parsed = schema.safeParse(c.req.query());
  return parsed.success ? parsed.data : refuseJson(c, "malformed", { details: problemsOf(parsed.error) });
}

/** The request's Idempotency-Key in lower case, null without one, 400 when it is no UUID. */
export function keyOf(c: Context<Env>): string | null | Response {
  const key = c.req.header("idempotency-key");
  if (key === undefined) return null;
  if (UUID.test(key)) return key.toLowerCase();
  return refuseJson(c, "malformed", { details: [{ path: "Idempotency-Key", message: "Not a UUID" }] });
}

/** As `keyOf`, where a key is required. */
export const requiredKeyOf = (c: Context<Env>): string | Response =>
  keyOf(c) ??
    refuseJson(c, "malformed", { details: [{ path: "Idempotency-Key", message: "Required here" }] });

/** Whether a body names another user than the one who is signed in: scanned under one name, sent under another. */
export function isOfAnother(c: Context<Env>, json: unknown): boolean {
  const user = (json as { user?: unknown } | null)?.user;
  return typeof user === "string" && user.toLowerCase() !== c.var.signedIn.person.username.toLowerCase();
}

/** Which fields were wrong, without what they held. */
export const problemsOf = (error: z.ZodError): { path: string; message: string }[] =>
  error.issues.slice(0, 20).map(({ path, message }) => ({ path: path.join("."), message }));

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const JSON_TYPE = /^application\/([\w.+-]+\+)?json *(;|$)/i;

type Read = { readonly json: object } | { readonly refused: Refusal; readonly why?: string };

async function readJson(request: Request, bytesMax: number): Promise<Read> {
  if (!JSON_TYPE.test(request.headers.get("content-type") ?? "")) {
    return { refused: "unsupported_media_type", why: "Send application/json" };
  }
  const text = await readText(request, bytesMax);
  if (text === null) return { refused: "payload_too_large" };
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === "object" && json !== null && !Array.isArray(json)) return { json };
    return { refused: "malformed", why: "Not a JSON object" };
  } catch {
    return { refused: "malformed", why: "Not JSON" };
  }
}
