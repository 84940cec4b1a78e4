import { deepStrictEqual as same, match, ok, throws } from "node:assert/strict";
import { Hono } from "hono";
import { LIMITS } from "../../domain/limits.ts";
import { createApp, routeTable } from "../../routes/app.ts";
import type { Deps, Env, Noun } from "../../routes/deps.ts";
import { door } from "../../routes/door.ts";
import { A_SYSTEM } from "../support/made_system.ts";
import { openApi, ORIGIN } from "../support/api.ts";

const withNoun = (deps: Deps, noun: Noun): Deps => ({ ...deps, pages: { ...deps.pages, nouns: [noun] } });

const TABLE = [
  "admin GET /api/v1/exports/activity.csv",
  "admin GET /api/v1/exports/activity.xlsx",
  "admin GET /api/v1/exports/audit.csv",
  "admin GET /api/v1/exports/audit.xlsx",
  "admin GET /api/v1/exports/bags.csv",
  "admin GET /api/v1/exports/bags.xlsx",
  "admin GET /api/v1/exports/loading.csv",
  "admin GET /api/v1/exports/loading.xlsx",
  "admin GET /api/v1/exports/packing.csv",
  "admin GET /api/v1/exports/packing.xlsx",
  "admin GET /api/v1/exports/scans.csv",
  "admin GET /api/v1/exports/scans.xlsx",
  "admin GET /api/v1/exports/totals.csv",
  "admin GET /api/v1/exports/totals.xlsx",
  "admin GET /api/v1/imports",
  "admin GET /api/v1/imports/:id",
  "admin GET /api/v1/imports/:id/problems",
  "admin GET /api/v1/integrity",
  "admin GET /api/v1/system",
  "admin GET /api/v1/users",
  "admin POST /api/v1/bags/:code/void",
  "admin POST /api/v1/bills/:number/void",
  "admin POST /api/v1/imports",
  "admin POST /api/v1/imports/:id/apply",
  "admin POST /api/v1/imports/:id/cancel",
  "admin POST /api/v1/imports/:id/mapping",
  "admin POST /api/v1/imports/:id/undo",
  "admin POST /api/v1/users",
  "anybody GET /api/health",
  "anybody GET /api/health/ready",
  "anybody GET /metrics",
  "anybody POST /api/v1/session",
  "biller DELETE /api/v1/bags/:parent/children/:child",
  "biller DELETE /api/v1/bills/:number/completion",
  "biller DELETE /api/v1/bills/:number/parents/:code",
  "biller GET /api/v1/bags/:code/as-of",
  "biller GET /api/v1/bills",
  "biller GET /api/v1/bills/:number",
  "biller GET /api/v1/bills/:number/as-of",
  "biller GET /api/v1/exports/bill-summary.csv",
  "biller GET /api/v1/exports/bill-summary.xlsx",
  "biller GET /api/v1/exports/bills.csv",
  "biller GET /api/v1/exports/bills.xlsx",
  "biller GET /api/v1/reports/bills",
  "biller GET /api/v1/reports/bills.csv",
  "biller GET /api/v1/reports/bills.xlsx",
  "biller GET /api/v1/reports/day",
  "biller GET /api/v1/reports/day.csv",
  "biller GET /api/v1/reports/day.xlsx",
  "biller GET /api/v1/reports/scans",
  "biller GET /api/v1/reports/scans.csv",
  "biller GET /api/v1/reports/scans.xlsx",
  "biller PATCH /api/v1/bills/:number",
  "biller POST /api/v1/bills",
  "biller POST /api/v1/bills/:number/completion",
  "biller POST /api/v1/bills/:number/parents",
  "biller POST /api/v1/moves",
  "dispatcher DELETE /api/v1/session",
  "dispatcher GET /api/bag/:code",
  "dispatcher GET /api/v1/bags",
  "dispatcher GET /api/v1/bags/:code/events",
  "dispatcher GET /api/v1/dashboard",
  "dispatcher GET /api/v1/search",
  "dispatcher GET /api/v1/session",
  "dispatcher POST /api/v1/scans",
  "dispatcher POST /api/v1/scans/batch",
  "dispatcher POST /api/v1/undos",
];

Deno.test("every route of the API says who may use it", async () => {
  await using api = await openApi();
  const table = routeTable(api.app).map(({ who, method, path }) => `${who} ${method} ${path}`).sort();
  same(table, TABLE);
});

Deno.test("an app with a route that declares nobody, too late, or twice does not start", async () => {
  await using api = await openApi();
  const only = (deps: Deps) => door(deps).only("admin");
  const bad: Noun[] = [
    () => new Hono<Env>().get("/open", (c) => c.text("x")),
    (deps) => new Hono<Env>().get("/late", (_, next) => next(), only(deps), (c) => c.text("x")),
    (deps) => new Hono<Env>().get("/api/v1/bags", only(deps), (c) => c.text("x")),
  ];
  for (const noun of bad) throws(() => createApp(withNoun(api.deps, noun)), /Cannot start/);
});

Deno.test("every refused role is refused, and nobody at all is asked to sign in", async () => {
  await using api = await openApi();
  const rank = { dispatcher: 1, biller: 2, admin: 3, anybody: 0 };
  const people = { dev: 1, bina: 2 };
  for (const { method, path, who } of routeTable(api.app)) {
    if (who === "anybody") continue;
    const at = path.replace(/:\w+/g, "X");
    const nobody = await api.ask(null, method, at);
    same([nobody.status, nobody.body.error.code], [401, "unauthenticated"], `${method} ${path}`);
    same((await api.ask("forged", method, at)).status, 401);
    for (const [name, standing] of Object.entries(people)) {
      if (standing < rank[who]) {
        same((await api.ask(name, method, at)).body.error.code, "forbidden", `${method} ${path}`);
      }
    }
  }
});

Deno.test("every answer has a request id, taken over where it is a sane one, and the security headers", async () => {
  await using api = await openApi();
  for (const path of ["/api/health", "/api/none", "/api/v1/bags", "/none"]) {
    const { headers } = await api.ask(null, "GET", path, undefined, { "x-request-id": "abc-1.2:3" });
    same(headers.get("x-request-id"), "abc-1.2:3");
    match(headers.get("content-security-policy")!, /default-src 'none'; script-src 'self'/);
    same([headers.get("x-content-type-options"), headers.get("cache-control")], ["nosniff", "no-store"]);
    same(headers.get("strict-transport-security"), null);
  }
  for (const bad of ["", "x".repeat(65), "a b", "<x>"]) {
    const { headers } = await api.ask(null, "GET", "/api/health", undefined, { "x-request-id": bad });
    match(headers.get("x-request-id")!, /^[0-9a-f-]{36}$/);
  }
});

Deno.test("a Response that a route made itself gets the headers too, and keeps its own", async () => {
  const file: Noun = (deps) =>
    new Hono<Env>().get(
      "/file",
      door(deps).anybody(),
      () => new Response("x", { headers: { "cache-control": "max-age=1" } }),
    );
  await using api = await openApi();
  const app = createApp(withNoun(api.deps, file));
  const { headers } = await app.request("/file");
  same([headers.get("cache-control"), headers.get("x-content-type-options")], ["max-age=1", "nosniff"]);
});

Deno.test("a fault is 500 with its request id in the log, a database that is away 503, and neither tells why", async () => {
  const secret = new Error("secret detail");
  const away = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  for (const [fault, status, code] of [[secret, 500, "internal"], [away, 503, "busy"]] as const) {
    await using api = await openApi({ dashboard: () => Promise.reject(fault) });
    const answer = await api.ask("dev", "GET", "/api/v1/dashboard", undefined, { "x-request-id": "r-77" });
    same([answer.status, answer.body.error.code, answer.body.error.request_id], [status, code, "r-77"]);
    ok(!JSON.stringify(answer.body).includes("secret"));
    ok(api.logged.some(([, fields]) => fields.requestId === "r-77" && fields.fault === fault));
  }
});

Deno.test("an unsafe request by cookie comes from our own pages or not at all", async () => {
  await using api = await openApi();
  const send = async (headers: HeadersInit) =>
    (await api.app.request(`${ORIGIN}/api/v1/scans`, {
      method: "POST",
      headers: { cookie: "tracetrack=dev", "content-type": "application/json", ...headers },
      body: JSON.stringify({ scan_id: crypto.randomUUID(), parent: "SB00001" }),
    })).status;
  same(await send({ "sec-fetch-site": "same-origin" }), 201);
  same(await send({ origin: ORIGIN }), 200);
  same(await send({}), 403);
  same(await send({ origin: "http://evil.test" }), 403);
  same(await send({ origin: "null" }), 403);
  for (const site of ["cross-site", "same-site", "none"]) {
    same(await send({ "sec-fetch-site": site, origin: ORIGIN }), 403);
  }
  same(await send({ authorization: "Bearer dev" }), 200);
  same(await send({ authorization: "Bearer forged", origin: ORIGIN }), 401);
});

Deno.test("a page without a session leads to the login, a fragment sends the page there, a scan page stays", async () => {
  const page: Noun = (deps) => {
    const { only } = door(deps);
    return new Hono<Env>().get("/bags", only("biller"), (c) => c.text("x")).post(
      "/scan",
      only("biller"),
      (c) => c.text("x"),
    );
  };
  await using api = await openApi();
  const app = createApp(withNoun(api.deps, page));
  const plain = await app.request(`${ORIGIN}/bags?q=1&x=2`);
  same([plain.status, plain.headers.get("location")], [303, "/login?next=%2Fbags%3Fq%3D1%26x%3D2"]);
  const htmx = { "hx-request": "true", "hx-current-url": `${ORIGIN}/bags?q=2` };
  const fragment = await app.request(`${ORIGIN}/bags`, { headers: htmx });
  same([fragment.status, fragment.headers.get("hx-redirect")], [401, "/login?next=%2Fbags%3Fq%3D2"]);
  const scan = await app.request(`${ORIGIN}/scan`, { method: "POST", headers: htmx });
  same([scan.status, scan.headers.get("hx-redirect")], [401, null]);
  const form = await app.request(`${ORIGIN}/scan`, { method: "POST" });
  same([form.status, form.headers.get("location")], [303, "/login?next=%2Fscan"]);
  const forbidden = await app.request(`${ORIGIN}/bags`, { headers: { cookie: "tracetrack=dev" } });
  same([forbidden.status, await forbidden.text()], [403, "<p>forbidden</p>"]);
});

Deno.test("an answer that took long is logged with its request id and path, never with what was asked; a quick one is not", async () => {
  let ms = LIMITS.slowMs + 1;
  const system = () => new Promise<typeof A_SYSTEM>((resolve) => setTimeout(() => resolve(A_SYSTEM), ms));
  await using api = await openApi({ system });
  const ask = () => api.ask("anil", "GET", "/api/v1/system?q=hunter2", undefined, { "x-request-id": "slow-one" });
  await ask();
  ms = 0;
  await ask();
  const [[message, { ms: took, ...fields }], ...others] = api.logged as [typeof api.logged[number]];
  same([message, fields], [
    "Answered slowly",
    { requestId: "slow-one", status: 200, method: "GET", path: "/api/v1/system" },
  ]);
  ok(Number(took) >= LIMITS.slowMs, String(took));
  same(others, []);
});
