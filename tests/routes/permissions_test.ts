/** Every route × everybody who may come: what the door says is what `domain/abilities.ts` declares. */
import { deepStrictEqual as same, ok } from "node:assert/strict";
import { mayRole, ROLES } from "../../domain/abilities.ts";
import type { Role } from "../../domain/shapes.ts";
import { type Route, routeTable } from "../../routes/app.ts";
import { isForScripts } from "../../routes/json.ts";
import { callersOf } from "../support/callers.ts";
import {
  atTheDoor,
  byBearer,
  byCookie,
  FROM_HERE,
  openPeopleWorld,
  type PeopleWorld,
} from "../support/people_world.ts";

const SAFE = new Set(["GET", "HEAD"]);
/** Whoever is let in here ends the session that he came with. */
const ENDS_SESSION = /^\/(logout|api\/v1\/session|profile|api\/v1\/session\/.*)\b/;
/** A script signs in by its name and password: no browser sends that by itself, as JSON. */
const NEEDS_NO_MARK = new Set(["POST /api/v1/session"]);

/** Puts somebody else in the place of who is signed in, by a cookie: a script's session is nobody's place. */
const FOR_BROWSERS = new Set(["POST /station/switch"]);

const nameOf = ({ method, path }: Route) => `${method} ${path}`;
/** An address of this route, of something that does not exist. */
const addressOf = ({ path }: Route) => path.replace(/:\w+/g, "X").replace("*", "x");
/** Metrics have a key of their own. */
const routesOf = (world: PeopleWorld) =>
  routeTable(world.app).filter(({ path }) => path !== "/metrics" && path !== ENDS_OTHERS);
/** Ends the sessions that all callers of one name came with: told by the test of its page. */
const ENDS_OTHERS = "/profile/sessions/end-others";

const send = (world: PeopleWorld, route: Route, headers: Record<string, string>) => {
  const { method, path } = route;
  if (SAFE.has(method)) return world.send(method, addressOf(route), headers);
  const isJson = isForScripts(path);
  const type = isJson ? "application/json" : "application/x-www-form-urlencoded";
  return world.send(method, addressOf(route), { "content-type": type, ...headers }, isJson ? "{}" : "");
};

/** Where a badge may do less than its role, or a handler looks at how its caller came in: told by tests of that page. */
const OF_ITS_OWN = /^\/(profile|api\/v1\/session)\b/;

Deno.test("for every route and everybody who may come, the door says what the table of abilities declares", async () => {
  await using world = await openPeopleWorld();
  const callers = await callersOf(world);
  const wrong: string[] = [];
  for (const route of routesOf(world)) {
    for (const { name, headers, anew, expects } of callers) {
      const isAboutAccount = ENDS_SESSION.test(route.path);
      if (OF_ITS_OWN.test(route.path) && name === "a badge of an admin") continue;
      const sent = isAboutAccount && !SAFE.has(route.method) && anew ? await anew() : headers;
      const found = await atTheDoor(await send(world, route, { ...sent, ...FROM_HERE }));
      // A wrong name and password are asked for again, and so is a wrong code.
      const isSignIn = route.who === "anybody" && /\/login(\/code)?$/.test(route.path) && found === "asked to sign in";
      const expected = expects(route);
      if (!isSignIn && found !== expected) wrong.push(`${nameOf(route)} for ${name}: ${found}, not ${expected}`);
    }
  }
  same(wrong, []);
  ok(callers.length >= 16, `${callers.length} callers`);
});

/** What other sites' pages make a browser send, and what a browser too old to say where from. */
const NOT_FROM_HERE: readonly Record<string, string>[] = [
  {},
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "none" },
  { "sec-fetch-site": "cross-site", origin: "http://tracetrack.test" },
  { origin: "http://evil.test" },
  { origin: "null" },
  { origin: "https://tracetrack.test" },
  { referer: "http://tracetrack.test/bills" },
];

Deno.test("an unsafe request by cookie without our own pages' mark is refused on every route, and changes nothing; by Bearer it is not", async () => {
  await using world = await openPeopleWorld();
  const token = await world.signIn("anil");
  const before = await checksums(world, ATTEMPTS);
  const wrong: string[] = [];
  for (const route of routesOf(world).filter(({ method }) => !SAFE.has(method))) {
    if (NEEDS_NO_MARK.has(nameOf(route))) continue;
    for (const mark of NOT_FROM_HERE) {
      const found = await atTheDoor(await send(world, route, { ...byCookie(token), ...mark }));
      if (found !== "forbidden") wrong.push(`${nameOf(route)} with ${JSON.stringify(mark)}: ${found}`);
    }
  }
  same(wrong, []);
  same(await checksums(world, ATTEMPTS), before);
  const refused: string[] = [];
  for (const route of routesOf(world).filter(({ method, who }) => !SAFE.has(method) && who !== "anybody")) {
    const own = ENDS_SESSION.test(route.path) ? await world.signIn("anil") : token;
    const found = await atTheDoor(await send(world, route, { ...byBearer(own), "sec-fetch-site": "cross-site" }));
    const expected = FOR_BROWSERS.has(nameOf(route)) ? "forbidden" : "in";
    if (found !== expected) refused.push(`${nameOf(route)} by Bearer: ${found}`);
  }
  same(refused, []);
  const signIn = await world.send("POST", "/api/v1/session", { "content-type": "application/json" }, "{}");
  same(signIn.status, 400);
});

/** That somebody tried is written down. */
const ATTEMPTS = ["audit_log"];

/** What each table holds, but when somebody was last seen. */
async function checksums({ db }: PeopleWorld, but: readonly string[] = []): Promise<Record<string, string>> {
  const tables = await db.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  );
  const sums: Record<string, string> = {};
  for (const { name } of tables.filter(({ name }) => !but.includes(name))) {
    const [row] = await db.query<{ sum: string }>(
      `select md5(coalesce(string_agg(held, '|' order by held), '')) as sum
      from (select (to_jsonb(t) - 'last_seen_at' - 'last_used_at' - 'last_used_from')::text as held from "${name}" t) t`,
    );
    sums[name] = row!.sum;
  }
  return sums;
}

Deno.test("no GET changes anything, whoever asks and whatever is asked for", async () => {
  await using world = await openPeopleWorld();
  const [admin, dispatcher] = [await world.signIn("anil"), await world.signIn("dev")];
  const scan = async (scanned: Record<string, string>) => {
    const body = JSON.stringify({ scan_id: crypto.randomUUID(), ...scanned });
    const reply = await world.send("POST", "/api/v1/scans", {
      ...byBearer(dispatcher),
      "content-type": "application/json",
    }, body);
    ok(reply.ok, await reply.text());
  };
  await scan({ parent: "SB00001", child: "0016586" });
  const json = { ...byBearer(admin), "content-type": "application/json" };
  ok((await world.send("POST", "/api/v1/bills", json, JSON.stringify({ number: "INV-1", capacity: 5 }))).ok);
  const real: Record<string, string> = {
    code: "SB00001",
    number: "INV-1",
    id: "1",
    username: "bina",
    parent: "SB00001",
  };
  const before = await checksums(world);
  const beganAt = new Date();
  let asked = 0;
  for (const { method, path } of routesOf(world)) {
    if (method !== "GET") continue;
    const at = path.replace(/:(\w+)/g, (_, name) => real[name] ?? "X").replace("*", "x");
    for (const who of [byCookie(admin), byBearer(admin), byCookie(dispatcher), {}]) {
      for (const more of [{}, { "hx-request": "true" }]) {
        const found = await atTheDoor(await world.send("GET", at, { ...who, ...more }));
        ok(!found.startsWith("failed"), `${at}: ${found}`);
        asked++;
      }
    }
  }
  await Promise.all([world.people.sessions.settled(), world.settled()]);
  // What was taken out and who was refused is told; nothing else is.
  const told = await world.db.query<{ action: string }>(
    "select distinct action from audit_log where at > $1 order by 1",
    [
      beganAt,
    ],
  );
  same(told.map(({ action }) => action), ["export_taken", "refused", "reset_link_refused"]);
  same({ ...await checksums(world), audit_log: "" }, { ...before, audit_log: "" });
  ok(asked > 400, `${asked} requests`);
});

Deno.test("a dispatcher of another area sees nothing of it in lists, counts and searches, but finds an exact code", async () => {
  await using world = await openPeopleWorld();
  const { db, signIn } = world;
  await db.query(`insert into bags (role, code, kind, created_at, dispatch_area)
    values ('parent', 'SB00077', 'SB', now(), 'lucknow'), ('parent', 'SB00078', 'SB', now(), 'indore')`);
  const [own, other] = [byBearer(await signIn("dev")), byBearer(await signIn("esha"))];
  const textOf = async (who: Record<string, string>, path: string) => await (await world.send("GET", path, who)).text();
  for (
    const path of ["/api/v1/bags", "/api/v1/bags?q=SB0007", "/api/v1/search?q=SB0007", "/bags", "/search?q=SB0007"]
  ) {
    ok((await textOf(own, path)).includes("SB00077"), path);
    ok(!(await textOf(other, path)).includes("SB00077"), `${path} shows another area's`);
    ok(!(await textOf(other, `${path}${path.includes("?") ? "&" : "?"}area=lucknow`)).includes("SB00077"), path);
  }
  same((await world.send("GET", "/api/bag/SB00077", other)).status, 200);
});

/** Who may open pages that begin so, at the least; said here once more, since the walk believes what a route declares. */
const LEAST: Readonly<Record<Role | "anybody", readonly string[]>> = {
  anybody: ["static", "sw.js", "login", "reset", "theme", "language", "session"],
  dispatcher: [
    ...["", "live", "scan", "station", "looks", "scanner", "codes", "undos", "bags", "scans", "search"],
    ...["logout", "profile"],
  ],
  biller: ["bills", "reports", "exports"],
  admin: ["users", "roles", "tokens", "areas", "kinds", "audit", "system", "imports"],
};

Deno.test("no page is open to more people than its place says: an admin's page to admins alone", async () => {
  await using world = await openPeopleWorld();
  for (const { method, path, who } of routesOf(world)) {
    if (path.startsWith("/api/")) continue;
    const place = path.split("/")[1]!;
    const least = (Object.keys(LEAST) as (keyof typeof LEAST)[]).find((role) => LEAST[role].includes(place));
    ok(least, `${path}: say in the table above who may open it at the least`);
    if (least === "anybody") continue;
    ok(who !== "anybody", `${method} ${path} is open to anybody`);
    for (const role of ROLES.slice(0, ROLES.indexOf(least))) {
      ok(!mayRole(role, who), `${method} ${path} is open to a ${role}`);
    }
  }
});
