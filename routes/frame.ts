/** What every response has, whatever made it: a request id, security headers, a place in the log and in the metrics. */
import type { Context, MiddlewareHandler } from "hono";
import { LIMITS } from "../domain/limits.ts";
import type { Refusal } from "../domain/outcomes.ts";
import { isArriving } from "./bounded_body.ts";
import type { Deps, Env } from "./deps.ts";
import { hostCheck } from "./host.ts";
import { isForScripts } from "./json.ts";
import { refuse } from "./refusals.ts";

/**
 * Each header that is set by itself costs some 3 µs, all of them handed to one Response 6 µs. So what answers scripts and
 * scans does the latter, pages have them set before they are rendered, and only what forgot both is mended afterwards.
 */
export function frame(deps: Deps): MiddlewareHandler<Env> {
  const { site, log, metrics } = deps;
  const headers = securityHeaders(site.isHttps);
  const pageHeaders = [...headers, ["permissions-policy", PERMISSIONS] as const];
  const isAskedByName = hostCheck(site.publicOrigin);
  const fragmentHeaders = headers.filter(([name]) => FOR_FRAGMENTS.has(name));
  return async (c, next) => {
    const startedAt = performance.now();
    const requestId = requestIdOf(c.req.header("x-request-id"));
    c.set("requestId", requestId);
    const isFragment = c.req.header("hx-request") !== undefined;
    const isPage = !isFragment && !isForScripts(c.req.path);
    const own = isFragment ? fragmentHeaders : isPage ? pageHeaders : headers;
    const all = [...own, ["x-request-id", requestId] as const];
    c.set("headers", all);
    if (isPage) { for (const [name, value] of all) c.header(name, value); }

    const why = isAskedByName(c.req) ? await whyLate(deps, c, next()) : "wrong_host";
    if (why) c.res = await refuse(deps, c, why);

    if (!c.res.headers.has("x-request-id")) addMissing(c.res.headers, all);
    const ms = performance.now() - startedAt;
    metrics.requested(c.req.method, c.res.status, ms / 1_000);
    const what = () => ({ requestId, status: c.res.status, ms: Math.round(ms), ...whatOf(c.req) });
    if (c.res.status >= 500) log.warn("Answered with a fault", what());
    else if (ms > LIMITS.slowMs) log.warn("Answered slowly", what());
  };
}

/** Null when it was answered in time. Who waits for a body that does not come tells the client, else the fault is ours. */
async function whyLate({ inTime }: Deps, c: Context<Env>, answered: Promise<void>): Promise<Refusal | null> {
  if (!inTime || PATIENT.test(c.req.path)) await answered;
  else if (!await inTime(answered, () => isArriving(c.req.raw) ? LIMITS.bodyMs : LIMITS.answerMs)) {
    return isArriving(c.req.raw) ? "timed_out" : "busy";
  }
  return null;
}

/**
 * Long by nature, each with bounds of its own: files that arrive, and what counts or reads millions of rows. Streams are not
 * among them: they are answered at once, and then go on.
 */
const PATIENT = /^\/(api\/v1\/)?(imports|exports|reports|integrity)\b/;

/** A fragment becomes part of a page, whose own headers hold; these are about the answer itself. */
const FOR_FRAGMENTS = new Set(["x-content-type-options", "cache-control"]);

/** Method and path: never the query, which may hold what people searched for. */
export const whatOf = ({ method, path }: { readonly method: string; readonly path: string }) => ({
  method,
  path: path.replace(SECRET_PART, "$1…").slice(0, LOGGED_PATH_CHARS_MAX),
});

/** Whoever knows the rest of such an address can do what it is for. */
const SECRET_PART = /^(\/reset\/).*$/s;

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
    ["cross-origin-resource-policy", "same-origin"],
    // For browsers that do not know `frame-ancestors`.
    ["x-frame-options", "DENY"],
    ["cache-control", "no-store"],
    // Over plain http on a warehouse's own network nothing may be forced to https, and browsers only complain of the other.
    ...(isHttps ? HTTPS_HEADERS : []),
  ];
}

const HTTPS_HEADERS: readonly [string, string][] = [
  ["strict-transport-security", "max-age=31536000"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-embedder-policy", "require-corp"],
];

/** What a page may ask of the device: sounds, and a screen that stays on. Only documents have use for this header. */
const PERMISSIONS = [
  ...["autoplay=(self)", "fullscreen=(self)", "screen-wake-lock=(self)"],
  ...["accelerometer", "bluetooth", "camera", "clipboard-read", "display-capture", "encrypted-media", "gamepad"]
    .map((feature) => `${feature}=()`),
  ...["geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi"]
    .map((feature) => `${feature}=()`),
  ...["payment", "picture-in-picture", "publickey-credentials-create", "publickey-credentials-get", "serial"]
    .map((feature) => `${feature}=()`),
  ...["storage-access", "usb", "window-management", "xr-spatial-tracking"].map((feature) => `${feature}=()`),
].join(", ");

function addMissing(headers: Headers, missing: readonly (readonly [string, string])[]): void {
  for (const [name, value] of missing) if (!headers.has(name)) headers.set(name, value);
}

const requestIdOf = (given: string | undefined): string =>
  given !== undefined && /^[\w.:-]{1,64}$/.test(given) ? given : crypto.randomUUID();
