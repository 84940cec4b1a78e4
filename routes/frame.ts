/** What every response has, whatever made it: a request id, security headers, a place in the log and in the metrics. */
import type { MiddlewareHandler } from "hono";
import { LIMITS } from "../domain/limits.ts";
import type { Deps, Env } from "./deps.ts";
import { isForScripts } from "./json.ts";

/**
 * Each header that is set by itself costs some 3 µs, all of them handed to one Response 6 µs. So what answers scripts and
 * scans does the latter, pages have them set before they are rendered, and only what forgot both is mended afterwards.
 */
export function frame({ site, log, metrics }: Deps): MiddlewareHandler<Env> {
  const headers = securityHeaders(site.isHttps);
  const fragmentHeaders = headers.filter(([name]) => FOR_FRAGMENTS.has(name));
  return async (c, next) => {
    const startedAt = performance.now();
    const requestId = requestIdOf(c.req.header("x-request-id"));
    c.set("requestId", requestId);
    const isFragment = c.req.header("hx-request") !== undefined;
    const all = [...isFragment ? fragmentHeaders : headers, ["x-request-id", requestId] as const];
    c.set("headers", all);
    const isPage = !isFragment && !isForScripts(c.req.path);
    if (isPage) { for (const [name, value] of all) c.header(name, value); }

    await next();

    if (!c.res.headers.has("x-request-id")) addMissing(c.res.headers, all);
    const ms = performance.now() - startedAt;
    metrics.requested(c.req.method, c.res.status, ms / 1_000);
    const what = () => ({ requestId, status: c.res.status, ms: Math.round(ms), ...whatOf(c.req) });
    if (c.res.status >= 500) log.warn("Answered with a fault", what());
    else if (ms > LIMITS.slowMs) log.warn("Answered slowly", what());
  };
}

/** A fragment becomes part of a page, whose own headers hold; these are about the answer itself. */
const FOR_FRAGMENTS = new Set(["x-content-type-options", "cache-control"]);

/** Method and path: never the query, which may hold what people searched for. */
export const whatOf = ({ method, path }: { readonly method: string; readonly path: string }) => ({
  method,
  path: path.slice(0, LOGGED_PATH_CHARS_MAX),
});

/** Longer than any address of ours. */
const LOGGED_PATH_CHARS_MAX = 300;

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "manifest-src 'self'",
  // The service worker, where the context is secure enough for one.
  "worker-src 'self'",
  // Scanners' sounds.
  "media-src 'self' data:",
].join("; ");

function securityHeaders(isHttps: boolean): [string, string][] {
  return [
    ["content-security-policy", POLICY],
    ["x-content-type-options", "nosniff"],
    ["referrer-policy", "strict-origin-when-cross-origin"],
    ["permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), screen-wake-lock=(self)"],
    ["cross-origin-resource-policy", "same-origin"],
    ["cache-control", "no-store"],
    // Over plain http on a warehouse's own network nothing may be forced to https, and browsers only complain of the other.
    ...(isHttps ? HTTPS_HEADERS : []),
  ];
}

const HTTPS_HEADERS: readonly [string, string][] = [
  ["strict-transport-security", "max-age=31536000"],
  ["cross-origin-opener-policy", "same-origin"],
];

function addMissing(headers: Headers, missing: readonly (readonly [string, string])[]): void {
  for (const [name, value] of missing) if (!headers.has(name)) headers.set(name, value);
}

const requestIdOf = (given: string | undefined): string =>
  given !== undefined && /^[\w.:-]{1,64}$/.test(given) ? given : crypto.randomUUID();
