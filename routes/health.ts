/** Whether it lives, whether it can work, and what it measures: for probes and monitors, without secrets. */
import { type Context, Hono } from "hono";
import type { Deps, Env, Health, Part } from "./deps.ts";
import { door } from "./door.ts";
import { json } from "./json.ts";
import { refuseJson } from "./refusals.ts";
import { peerOf } from "./peer.ts";

/** A part that takes longer to say how it is, is not well. */
const ANSWER_MS_MAX = 1_000;

export function health(deps: Deps): Hono<Env> {
  const { anybody } = door(deps);
  return new Hono<Env>()
    // Touches nothing, so that an outage of the database never restarts the server.
    .get("/api/health", anybody(), (c) => json(c, { status: "healthy" }))
    .get("/api/health/ready", anybody(), async (c) => {
      const checks = await checkAll(deps.readiness);
      const status = worstOf(Object.values(checks));
      return json(c, { status, checks }, status === "unavailable" ? 503 : 200);
    })
    .get("/metrics", anybody(), (c) => {
      const refusal = metricsRefusal(deps, c);
      if (refusal) return refuseJson(c, refusal);
      return c.body(deps.metrics.text(), 200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
    });
}

async function checkAll(readiness: Deps["readiness"]): Promise<Record<Part, Health>> {
  const [database, schema, committer, bus] = await Promise.all([
    inTime(readiness.database),
    inTime(readiness.schema),
    inTime(readiness.committer),
    inTime(readiness.bus),
  ]);
  return { database, schema, committer, bus };
}

async function inTime(check: () => Promise<Health>): Promise<Health> {
  const late = Promise.withResolvers<Health>();
  const timer = setTimeout(() => late.resolve("unavailable"), ANSWER_MS_MAX);
  try {
    return await Promise.race([check(), late.promise]);
  } catch {
    return "unavailable";
  } finally {
    clearTimeout(timer);
  }
}

const worstOf = (parts: readonly Health[]): Health =>
  parts.includes("unavailable") ? "unavailable" : parts.includes("degraded") ? "degraded" : "ok";

/** With a token: who knows it. Without: this machine, and nobody whom a proxy on it speaks for. */
function metricsRefusal(
  { site, isSameSecret }: Deps,
  c: Context<Env>,
): "unauthenticated" | "forbidden" | null {
  if (site.metricsToken !== null) {
    const token = /^Bearer +(\S+) *$/i.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
    return isSameSecret(token, site.metricsToken) ? null : "unauthenticated";
  }
  const isForwarded = FORWARDING_HEADERS.some((name) => c.req.header(name) !== undefined);
  return isLoopback(peerOf(c)) && !isForwarded ? null : "forbidden";
}

const FORWARDING_HEADERS = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
  "via",
];

const isLoopback = (peer: string | null): boolean =>
  peer !== null && (peer === "::1" || /^(::ffff:)?127\./i.test(peer));
