import { deepStrictEqual as same, match } from "node:assert/strict";
import { createApp } from "../../routes/app.ts";
import type { Health } from "../../routes/deps.ts";
import { openApi, ORIGIN } from "../support/api.ts";

Deno.test("GET /api/health answers anybody, whatever is broken", async () => {
  const away = () => Promise.reject(new Error("away"));
  await using api = await openApi({ readiness: { database: away, schema: away, committer: away, bus: away } });
  const { status, body } = await api.ask(null, "GET", "/api/health");
  same([status, body], [200, { status: "healthy" }]);
});

Deno.test("readiness is as good as its worst part; a part that fails or hangs is unavailable", async () => {
  const is = (health: Health) => () => Promise.resolve(health);
  const good = { database: is("ok"), schema: is("ok"), committer: is("ok"), bus: is("ok") };
  const hangs = Promise.withResolvers<Health>();
  for (
    const [change, status, word] of [
      [{}, 200, "ok"],
      [{ bus: is("degraded") }, 200, "degraded"],
      [{ bus: is("degraded"), committer: is("unavailable") }, 503, "unavailable"],
      [{ database: () => Promise.reject(new Error("password=x")) }, 503, "unavailable"],
      [{ schema: () => hangs.promise }, 503, "unavailable"],
    ] as const
  ) {
    await using api = await openApi({ readiness: { ...good, ...change } });
    const answer = await api.ask(null, "GET", "/api/health/ready");
    same([answer.status, answer.body.status, Object.keys(answer.body.checks)], [status, word, Object.keys(good)]);
  }
  hangs.resolve("ok");
});

Deno.test("the metrics are for who knows the token, or without one for this machine alone", async () => {
  await using api = await openApi();
  const statusOf = async (metricsToken: string | null, hostname: string, headers: HeadersInit = {}) => {
    const app = createApp({ ...api.deps, site: { ...api.deps.site, metricsToken } });
    const remoteAddr = { transport: "tcp", hostname, port: 1 } as const;
    return (await app.request(`${ORIGIN}/metrics`, { headers }, { remoteAddr })).status;
  };
  same(await statusOf(null, "127.0.0.1"), 200);
  same(await statusOf(null, "::1"), 200);
  same(await statusOf(null, "::ffff:127.0.0.1"), 200);
  same(await statusOf(null, "10.0.0.1"), 403);
  same(await statusOf(null, "127.0.0.1", { "x-forwarded-for": "10.0.0.1" }), 403);
  same(await statusOf("secret", "127.0.0.1"), 401);
  same(await statusOf("secret", "10.0.0.1", { authorization: "Bearer wrong" }), 401);
  same(await statusOf("secret", "10.0.0.1", { authorization: "Bearer secret" }), 200);
});

Deno.test("the metrics are Prometheus text that counts what was asked", async () => {
  await using api = await openApi();
  await api.ask(null, "GET", "/api/health");
  const remoteAddr = { transport: "tcp", hostname: "127.0.0.1", port: 1 } as const;
  const response = await api.app.request(`${ORIGIN}/metrics`, {}, { remoteAddr });
  match(response.headers.get("content-type")!, /^text\/plain; version=0\.0\.4/);
  match(await response.text(), /tracetrack_http_requests_total\{method="GET",status="200"\} 1\n/);
});
