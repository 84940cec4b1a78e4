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
  "anybody GET /api/docs",
  "anybody GET /api/health",
  "anybody GET /api/health/ready",
  "anybody GET /api/openapi.json",
  "anybody GET /metrics",
  "anybody POST /api/v1/session",
  "check_integrity GET /api/v1/integrity",
  "edit_bills DELETE /api/v1/bills/:number/completion",
  "edit_bills DELETE /api/v1/bills/:number/parents/:code",
  "edit_bills PATCH /api/v1/bills/:number",
  "edit_bills POST /api/v1/bills",
  "edit_bills POST /api/v1/bills/:number/completion",
  "edit_bills POST /api/v1/bills/:number/parents",
  "export_all GET /api/v1/exports/activity.csv",
  "export_all GET /api/v1/exports/activity.xlsx",
  "export_all GET /api/v1/exports/audit.csv",
  "export_all GET /api/v1/exports/audit.xlsx",
  "export_all GET /api/v1/exports/bags.csv",
  "export_all GET /api/v1/exports/bags.xlsx",
  "export_all GET /api/v1/exports/loading.csv",
  "export_all GET /api/v1/exports/loading.xlsx",
  "export_all GET /api/v1/exports/packing.csv",
  "export_all GET /api/v1/exports/packing.xlsx",
  "export_all GET /api/v1/exports/scans.csv",
  "export_all GET /api/v1/exports/scans.xlsx",
  "export_all GET /api/v1/exports/totals.csv",
  "export_all GET /api/v1/exports/totals.xlsx",
  "export_bills GET /api/v1/exports/bill-summary.csv",
  "export_bills GET /api/v1/exports/bill-summary.xlsx",
  "export_bills GET /api/v1/exports/bills.csv",
  "export_bills GET /api/v1/exports/bills.xlsx",
  "import_sheets GET /api/v1/imports",
  "import_sheets GET /api/v1/imports/:id",
  "import_sheets GET /api/v1/imports/:id/problems",
  "import_sheets POST /api/v1/imports",
  "import_sheets POST /api/v1/imports/:id/apply",
  "import_sheets POST /api/v1/imports/:id/cancel",
  "import_sheets POST /api/v1/imports/:id/mapping",
  "import_sheets POST /api/v1/imports/:id/undo",
  "look_up GET /api/bag/:code",
  "look_up GET /api/v1/bags/:code/events",
  "manage_areas GET /api/v1/areas",
  "manage_areas PATCH /api/v1/areas/:key",
  "manage_areas POST /api/v1/areas",
  "manage_kinds GET /api/v1/kinds",
  "manage_kinds PATCH /api/v1/kinds/:kind",
  "manage_kinds POST /api/v1/kinds",
  "manage_people DELETE /api/v1/users/:username/lock",
  "manage_people DELETE /api/v1/users/:username/sessions",
  "manage_people PATCH /api/v1/users",
  "manage_people PATCH /api/v1/users/:username",
  "manage_people POST /api/v1/users",
  "manage_people POST /api/v1/users/:username/reset-link",
  "manage_tokens DELETE /api/v1/tokens/:id",
  "manage_tokens GET /api/v1/tokens",
  "manage_tokens POST /api/v1/tokens",
  "move_bags DELETE /api/v1/bags/:parent/children/:child",
  "move_bags POST /api/v1/moves",
  "scan POST /api/v1/scans",
  "scan POST /api/v1/scans/batch",
  "search GET /api/v1/search",
  "see_audit GET /api/v1/audit",
  "see_bills GET /api/v1/bills",
  "see_bills GET /api/v1/bills/:number",
  "see_dashboard GET /api/v1/dashboard",
  "see_history GET /api/v1/bags/:code/as-of",
  "see_history GET /api/v1/bills/:number/as-of",
  "see_lists GET /api/v1/bags",
  "see_people GET /api/v1/users",
  "see_people GET /api/v1/users/:username",
  "see_reports GET /api/v1/reports/bills",
  "see_reports GET /api/v1/reports/bills.csv",
  "see_reports GET /api/v1/reports/bills.xlsx",
  "see_reports GET /api/v1/reports/day",
  "see_reports GET /api/v1/reports/day.csv",
  "see_reports GET /api/v1/reports/day.xlsx",
  "see_reports GET /api/v1/reports/scans",
  "see_reports GET /api/v1/reports/scans.csv",
  "see_reports GET /api/v1/reports/scans.xlsx",
  "see_self GET /api/v1/session",
  "see_system GET /api/v1/system",
  "undo POST /api/v1/undos",
  "use_account DELETE /api/v1/session",
  "void_things POST /api/v1/bags/:code/void",
  "void_things POST /api/v1/bills/:number/void",
];

Deno.test("every route of the API says who may use it", async () => {
  await using api = await openApi();
  const table = routeTable(api.app).map(({ who, method, path }) => `${who} ${method} ${path}`).sort();
  same(table, TABLE);
});

Deno.test("an app with a route that declares nobody, too late, or twice does not start", async () => {
  await using api = await openApi();
  const admins = (deps: Deps) => door(deps).may("manage_people");
  const bad: Noun[] = [
    () => new Hono<Env>().get("/open", (c) => c.text("x")),
    (deps) => new Hono<Env>().get("/late", (_, next) => next(), admins(deps), (c) => c.text("x")),
    (deps) => new Hono<Env>().get("/api/v1/bags", admins(deps), (c) => c.text("x")),
  ];
  for (const noun of bad) throws(() => createApp(withNoun(api.deps, noun)), /Cannot start/);
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

Deno.test("an unsafe request by cookie is taken from our own pages, whether the browser says so itself or names the origin", async () => {
  await using api = await openApi();
  const send = async (headers: HeadersInit) =>
    (await api.app.request(`${ORIGIN}/api/v1/scans`, {
      method: "POST",
      headers: { cookie: "tracetrack=dev", "content-type": "application/json", ...headers },
      body: JSON.stringify({ scan_id: crypto.randomUUID(), parent: "SB00001" }),
    })).status;
  same(await send({ "sec-fetch-site": "same-origin" }), 201);
  same(await send({ origin: ORIGIN }), 200);
  same(await send({ authorization: "Bearer dev" }), 200);
  same(await send({ authorization: "Bearer forged", origin: ORIGIN }), 401);
});

Deno.test("a page without a session leads to the login, a fragment sends the page there, a scan page stays", async () => {
  const page: Noun = (deps) => {
    const { may } = door(deps);
    return new Hono<Env>().get("/bags", may("see_bills"), (c) => c.text("x")).post(
      "/scan",
      may("see_bills"),
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
