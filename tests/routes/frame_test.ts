/** What every answer carries, and what is not answered: other names, other methods, what takes too long. */
import { deepStrictEqual as same, match, ok } from "node:assert/strict";
import { LIMITS } from "../../domain/limits.ts";
import { routeTable } from "../../routes/app.ts";
import { isForScripts } from "../../routes/json.ts";
import { openApi, ORIGIN } from "../support/api.ts";
import { byBearer, byCookie, FROM_HERE, openPeopleWorld, type PeopleWorld } from "../support/people_world.ts";

const ALWAYS = ["x-request-id", "content-security-policy", "x-content-type-options", "referrer-policy"];
const ALSO = ["x-frame-options", "cross-origin-resource-policy", "cache-control"];
const OVER_HTTPS = ["strict-transport-security", "cross-origin-opener-policy", "cross-origin-embedder-policy"];
const site = { publicOrigin: null, isHttps: false, timeZone: "Asia/Kolkata", metricsToken: null };

/** Every route, by somebody who may and by nobody; what no route knows, what it takes by another method, what is broken. */
async function everyAnswer(world: PeopleWorld, isHttps: boolean): Promise<[what: string, answer: Response][]> {
  const token = await world.signIn("anil");
  const name = isHttps ? "__Host-tracetrack" : "tracetrack";
  const admin = { ...FROM_HERE, cookie: `${name}=${token}` };
  const asked: [method: string, path: string][] = routeTable(world.app).filter(({ method }) => method === "GET")
    .map(({ path }) => ["GET", path.replace(/:\w+/g, "X").replace("*", "x")]);
  asked.push(["GET", "/none"], ["GET", "/api/none"], ["PUT", "/bags"], ["PUT", "/api/v1/bags"], ["POST", "/bills"]);
  asked.push(["HEAD", "/"], ["OPTIONS", "/api/v1/scans"], ["POST", "/static/app.js"], ["GET", "/api/v1/bags?limit=x"]);
  for (const path of await filesOf(world, admin)) asked.push(["GET", path]);
  const answers: [string, Response][] = [];
  for (const [method, path] of asked) {
    for (const headers of [admin, {}]) {
      answers.push([
        `${method} ${path} for ${"cookie" in headers ? "an admin" : "nobody"}`,
        await world.send(method, path, headers),
      ]);
    }
  }
  return answers;
}

/** The script and the style sheet that a page of ours loads. */
async function filesOf(world: PeopleWorld, headers: Record<string, string>): Promise<string[]> {
  const html = await (await world.send("GET", "/", headers)).text();
  return [...html.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)].map(([, path]) => path!);
}

for (const isHttps of [false, true]) {
  Deno.test(`every answer there is has the security headers, over ${isHttps ? "https" : "http"}`, async () => {
    await using world = await openPeopleWorld({ site: { ...site, isHttps } });
    const statuses = new Set<number>();
    for (const [what, { status, headers, body }] of await everyAnswer(world, isHttps)) {
      await body?.cancel();
      statuses.add(status);
      for (const name of [...ALWAYS, ...ALSO]) ok(headers.get(name), `${what} (${status}) has no ${name}`);
      for (const name of OVER_HTTPS) same(headers.has(name), isHttps, `${what}: ${name}`);
      const isPage = !isForScripts(what.split(" ")[1]!);
      same(headers.has("permissions-policy"), isPage, what);
      same(headers.get("x-frame-options"), "DENY");
      const policy = headers.get("content-security-policy")!;
      match(policy, /default-src 'none'; script-src 'self'; style-src 'self';.*frame-ancestors 'none'/);
      ok(!/unsafe|\*|upgrade-insecure|http:/.test(policy), policy);
      const isFile = /GET \/(static|sw\.js)/.test(what) && status === 200;
      if (!isFile) match(headers.get("cache-control")!, /^no-(store|cache, no-transform|cache)$/, what);
      same(headers.get("access-control-allow-origin"), null, "nobody else's page reads what we answer");
      same([headers.get("server"), headers.get("x-powered-by")], [null, null]);
    }
    for (const status of [200, 303, 400, 401, 404, 405, 415]) ok(statuses.has(status), `no answer was ${status}`);
  });
}

Deno.test("a fault of ours, a database that is away and a live page carry the security headers, too", async () => {
  const dashboard = () => Promise.reject(new Error("a secret detail"));
  const live = { hasRoomFor: () => true, join: () => ({ leave: () => {} }) };
  await using world = await openPeopleWorld({ dashboard, live });
  const cookie = byCookie(await world.signIn("anil"));
  for (const [path, status] of [["/", 500], ["/api/v1/dashboard", 500], ["/live", 200]] as const) {
    const { status: found, headers, body } = await world.send("GET", path, cookie);
    if (path !== "/live") ok(!(await new Response(body).text()).includes("secret"), path);
    else await body?.cancel();
    same(found, status);
    for (const name of [...ALWAYS, ...ALSO]) ok(headers.get(name), `${path} has no ${name}`);
  }
});

Deno.test("cookies are for this host, this site and http alone; over https their names bind browsers to it", async () => {
  for (const isHttps of [false, true]) {
    await using world = await openPeopleWorld({
      site: { ...site, isHttps },
      signIn: async () => ({
        ...{ is: "signed_in", token: await world.signIn("anil"), expiresAt: new Date(Date.now() + 60_000) },
        ...{ person: { id: 1, username: "anil", fullName: null, role: "admin", area: null } },
        ...{ mustChangePassword: false, language: "hi" },
      }),
    });
    const form = { ...FROM_HERE, "content-type": "application/x-www-form-urlencoded" };
    const set = [
      ...(await world.send("POST", "/login", form, "username=anil&password=x")).headers.getSetCookie(),
      ...(await world.send("POST", "/theme", form, "theme=dark")).headers.getSetCookie(),
      ...(await world.send("POST", "/language", form, "language=hi")).headers.getSetCookie(),
    ];
    ok(set.length >= 4, set.join("\n"));
    for (const cookie of set) {
      match(cookie, /; Path=\/(;|$)/);
      match(cookie, /; HttpOnly/);
      match(cookie, /; SameSite=Lax/);
      ok(!/; Domain=/i.test(cookie), cookie);
      same([cookie.startsWith("__Host-"), /; Secure/.test(cookie)], [isHttps, isHttps], cookie);
    }
    const dark = await world.send("GET", "/login", { cookie: `${isHttps ? "__Host-" : ""}theme=dark; theme=light` });
    match(await dark.text(), isHttps ? /data-theme="dark"/ : /data-theme="dark"|data-theme="light"/);
  }
});

Deno.test("with a name of its own the server answers under no other, but to probes; what a proxy says of names is not read", async () => {
  const named = { ...site, publicOrigin: "https://bags.example", isHttps: true };
  await using api = await openApi({ site: named });
  const statusAt = async (url: string, headers: Record<string, string> = {}) => {
    const answer = await api.app.request(url, { headers });
    await answer.body?.cancel();
    return answer.status;
  };
  for (
    const origin of ["http://bags.example", "https://bags.example", "http://bags.example:443", "http://BAGS.example"]
  ) {
    same(await statusAt(`${origin}/api/v1/bags`), 401, origin);
  }
  const others = [
    "http://evil.test",
    "http://10.0.0.5:5000",
    "http://bags.example.evil.test",
    "http://bags.example:8080",
    "http://localhost",
  ];
  for (const origin of others) {
    for (const path of ["/", "/login", "/api/v1/bags", "/none", "/static/app.js"]) {
      const headers = {
        "x-forwarded-host": "bags.example",
        "x-forwarded-proto": "https",
        forwarded: "host=bags.example",
      };
      same(await statusAt(origin + path, headers), 421, origin + path);
    }
    same([await statusAt(`${origin}/api/health`), await statusAt(`${origin}/api/health/ready`)], [200, 200]);
    ok(await statusAt(`${origin}/metrics`) !== 421);
  }
  same(await statusAt("https://bags.example/api/v1/bags", { "x-forwarded-host": "evil.test" }), 401);
  const refused = await api.ask("anil", "GET", "/api/v1/bags");
  same([refused.status, refused.body.error.code], [421, "wrong_host"]);
});

Deno.test("what a proxy says of names and schemes makes no request one of our own pages'", async () => {
  await using world = await openPeopleWorld();
  const headers = {
    ...byCookie(await world.signIn("anil")),
    ...{
      origin: "https://evil.test",
      "x-forwarded-host": "evil.test",
      "x-forwarded-proto": "https",
      "x-original-host": "evil.test",
    },
  };
  same((await world.send("POST", "/bills", headers, "number=1")).status, 403);
});

Deno.test("a path that is known tells which methods it takes; one that is not is unknown by any", async () => {
  await using api = await openApi();
  const answer = await api.ask("anil", "PUT", "/api/v1/bills/X");
  same([answer.status, answer.body.error.code, answer.headers.get("allow")], [
    405,
    "method_not_allowed",
    "GET, HEAD, PATCH",
  ]);
  same((await api.ask(null, "OPTIONS", "/api/v1/scans")).headers.get("allow"), "POST");
  same((await api.ask("anil", "PUT", "/api/v1/nothing")).status, 404);
  same((await api.ask("anil", "DELETE", "/api/none")).status, 404);
});

Deno.test("a handler that hangs is answered 503 in time; what is long by nature is waited for", async () => {
  const limits: number[] = [];
  const atOnce = (_: Promise<unknown>, msMax: () => number) => Promise.resolve(limits.push(msMax()) < 0);
  await using api = await openApi({ inTime: atOnce, dashboard: () => new Promise(() => {}) });
  const busy = await api.ask("dev", "GET", "/api/v1/dashboard", undefined, { "x-request-id": "r-1" });
  same([busy.status, busy.body.error.code, busy.headers.get("retry-after")], [503, "busy", "1"]);
  same([busy.headers.get("x-request-id"), limits], ["r-1", [LIMITS.answerMs]]);
  for (
    const path of [
      "/api/v1/integrity",
      "/api/v1/reports/day?day=2026-01-01",
      "/api/v1/exports/bags.csv",
      "/api/v1/imports",
    ]
  ) {
    same((await api.ask("anil", "GET", path)).status, 200, path);
  }
});

Deno.test("a body is bounded by its route, and refused by its length before any of it is read", async () => {
  await using api = await openApi();
  const json = { "content-type": "application/json" };
  const unread = (length: number) => ({ ...json, "content-length": String(length) });
  const never = () =>
    new ReadableStream({ pull: () => Promise.reject(new Error("it was read")) }, { highWaterMark: 0 });
  for (
    const [path, bytesMax] of [
      ["/api/v1/session", LIMITS.signInBodyBytesMax],
      ["/api/v1/scans", LIMITS.jsonBodyBytesMax],
      ["/api/v1/scans/batch", LIMITS.batchBodyBytesMax],
    ] as const
  ) {
    const headers = { ...unread(bytesMax + 1), ...byBearer("dev") };
    const refused = await api.app.request(ORIGIN + path, { method: "POST", headers, body: never() });
    same(refused.status, 413, path);
    await refused.body?.cancel();
  }
  const whole = `{"parent":"${"x".repeat(LIMITS.jsonBodyBytesMax - 20)}"}`;
  same((await api.ask("dev", "POST", "/api/v1/scans", whole)).status, 400);
});
