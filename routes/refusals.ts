/** How a request is refused: as JSON under /api, as a page or fragment elsewhere. */
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type Refusal, REFUSALS } from "../domain/outcomes.ts";
import { en } from "../views/words/en.ts";
import type { Deps, Env } from "./deps.ts";

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
}

/** JSON, for routes that only scripts call. */
export function refuseJson(c: Context<Env>, refusal: Refusal, particulars: Particulars = {}): Response {
  prepare(c, refusal, particulars);
  return c.json(errorBody(refusal, c.var.requestId, particulars.details), REFUSALS[refusal] as ContentfulStatusCode);
}

/** By the path: what stands under /api never answers with a page. */
export function refuse(
  { pages }: Pick<Deps, "pages">,
  c: Context<Env>,
  refusal: Refusal,
): Response | Promise<Response> {
  if (isForScripts(c.req.path)) return refuseJson(c, refusal);
  prepare(c, refusal, {});
  return pages.refusal(c, refusal);
}

export const isForScripts = (path: string): boolean =>
  path.startsWith("/api/") || path === "/api" || path === "/metrics";

/** How long somebody waits who was told "not now", where nothing better is known. */
export const RETRY_AFTER_SECONDS = 1;

function prepare(c: Context<Env>, refusal: Refusal, { retryAfterSeconds = RETRY_AFTER_SECONDS }: Particulars): void {
  c.status(REFUSALS[refusal]);
  if (refusal === "unauthenticated") c.header("www-authenticate", 'Bearer realm="TraceTrack"');
  if (refusal === "busy" || refusal === "rate_limited") c.header("retry-after", String(retryAfterSeconds));
}
