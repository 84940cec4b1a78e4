/** How a request is refused: as JSON under /api, as a page or fragment elsewhere. */
import type { Context } from "hono";
import { type Refusal, REFUSALS } from "../domain/outcomes.ts";
import type { PasswordFlaw } from "../domain/password_rule.ts";
import { en } from "../views/words/en.ts";
import type { Deps, Env } from "./deps.ts";
import { type Header, isForScripts, json } from "./json.ts";

export interface ErrorBody {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly request_id: string;
    readonly details?: unknown;
  };
}

export const errorBody = (code: Refusal, requestId: string, details?: unknown): ErrorBody => ({
  error: {
    code,
    message: en.refusals[code].says,
    request_id: requestId,
    ...(details === undefined ? {} : { details }),
  },
});

export interface Particulars {
  /** What exactly was wrong. Never repeats a secret. */
  readonly details?: unknown;
  readonly retryAfterSeconds?: number;
  /** Of `method_not_allowed`: what the path does take. */
  readonly methods?: readonly string[];
}

/** JSON, for routes that only scripts call. */
export function refuseJson(c: Context<Env>, refusal: Refusal, particulars: Particulars = {}): Response {
  const body = errorBody(refusal, c.var.requestId, particulars.details);
  return json(c, body, REFUSALS[refusal], headersOf(refusal, particulars));
}

/** What is wrong with a password that was to be had, and under which name it was sent. */
export const flawDetails = (path: string, flaw: PasswordFlaw): Particulars => ({
  details: [{ path, flaw, message: en.passwordFlaws[flaw].says }],
});

/** By the path: what stands under /api never answers with a page. */
export function refuse(
  { pages }: Pick<Deps, "pages">,
  c: Context<Env>,
  refusal: Refusal,
  particulars: Particulars = {},
): Response | Promise<Response> {
  if (isForScripts(c.req.path)) return refuseJson(c, refusal, particulars);
  c.status(REFUSALS[refusal]);
  for (const [name, value] of headersOf(refusal, particulars)) c.header(name, value);
  return pages.refusal(c, refusal);
}

/** How long somebody waits who was told "not now", where nothing better is known. */
export const RETRY_AFTER_SECONDS = 1;

function headersOf(refusal: Refusal, { retryAfterSeconds = RETRY_AFTER_SECONDS, methods }: Particulars): Header[] {
  if (methods) return [["allow", methods.join(", ")]];
  // The rest of that body is not waited for.
  if (refusal === "timed_out") return [["connection", "close"]];
  if (refusal === "unauthenticated") return [["www-authenticate", 'Bearer realm="TraceTrack"']];
  return refusal === "busy" || refusal === "rate_limited" ? [["retry-after", String(retryAfterSeconds)]] : [];
}
