// Runs in a pair: signs in dozens of times, each a password's hash
import { deepStrictEqual as same, ok } from "node:assert/strict";
import { routeTable } from "../../routes/app.ts";
import { RECIPES, TRACELESS } from "../support/audited/recipes.ts";
import { codeNow } from "../support/people.ts";
import { openWalk, PASSWORD, PIN, type Walk } from "../support/audited/walk.ts";

const SAFE = ["GET", "HEAD", "OPTIONS"];

const unsafeRoutes = (walk: Walk): string[] =>
  routeTable(walk.app).filter(({ method }) => !SAFE.includes(method)).map(({ method, path }) => `${method} ${path}`);

interface Trace {
  /** Of the log, by this request. */
  readonly logged: readonly { readonly user_id: number | null; readonly action: string }[];
  readonly events: number;
}

async function traceOf(walk: Walk, requestId: string): Promise<Trace> {
  const logged = await walk.world.db.query<Trace["logged"][number]>(
    "select user_id, action from audit_log where request_id = $1",
    [requestId],
  );
  const [row] = await walk.world.db.query<{ n: number }>(
    "select count(*)::integer as n from scan_events where kind <> 'audited' and user_id is not null",
  );
  return { logged, events: row!.n };
}

Deno.test("whatever changes something leaves who did it, in the log with the request or among the events with its key", async () => {
  await using walk = await openWalk();
  const untold: string[] = [];
  for (const route of unsafeRoutes(walk)) {
    if (TRACELESS.has(route)) continue;
    const recipe = RECIPES[route];
    ok(recipe, `${route} has no recipe: say in tests/support/audited/recipes.ts how it succeeds`);
    const shot = await recipe(walk);
    const requestId = `walk-${crypto.randomUUID()}`;
    const before = await traceOf(walk, requestId);
    if (shot.who !== null) await walk.sessionOf(shot.who);
    const reply = await walk.send(shot, requestId);
    const text = await reply.text();
    ok(reply.status < 400, `${route}: ${reply.status} ${text.replace(/<[^>]*>/g, " ").slice(0, 600)}`);
    const after = await traceOf(walk, requestId);
    const isLogged = after.logged.some(({ user_id, action }) => user_id !== null && !/refused/.test(action));
    if (!isLogged && after.events === before.events) untold.push(route);
  }
  same(untold, []);
});

Deno.test("no password, PIN, token, badge or code of a second step stands in the log, among the events or in what the server writes", async () => {
  await using walk = await openWalk();
  const secrets = [PASSWORD, PIN, "wrong-Password-77"];
  const badge = await walk.badge();
  const token = await walk.token();
  const reset = await walk.resetToken();
  secrets.push(badge.code, badge.code.slice(4), token.token, reset, await walk.sessionOf("anil"));
  secrets.push(...await secondStepsOf(walk));
  await walk.send({ who: null, path: "/login", form: { username: badge.username, password: PASSWORD } });
  await walk.send({ who: null, path: "/login", form: { username: badge.username, password: "wrong-Password-77" } });
  // Typed into the wrong field.
  await walk.send({ who: null, path: "/login", form: { username: "wrong-Password-77", password: "x" } });
  await walk.send({ who: null, path: "/api/v1/session", json: { username: PASSWORD, password: badge.username } });
  await walk.send({
    who: await walk.person(),
    path: "/station/switch",
    form: { badge: badge.code, pin: PIN, station: "S1", next: "/station" },
  });
  await walk.send({ who: null, path: `/reset/${reset}`, form: { password: PASSWORD, repeat: PASSWORD } });
  await walk.send({ who: null, path: `/reset/${reset}`, form: { password: PASSWORD, repeat: PASSWORD } });
  await walk.send({ who: null, path: `/reset/${reset}`, method: "GET" });
  await walk.made({ who: "anil", path: `/api/v1/tokens/${token.id}`, method: "DELETE" });
  await walk.send({
    who: null,
    path: "/api/v1/bills",
    method: "GET",
    headers: { authorization: `Bearer ${token.token}` },
  });
  await walk.world.settled();
  const { db, logged } = walk.world;
  const kept = JSON.stringify([
    await db.query("select * from audit_log"),
    await db.query("select * from scan_events"),
    await db.query("select text from (select sessions::text as text from sessions) s"),
    logged,
  ]);
  for (const secret of secrets) ok(!kept.includes(secret), secret);
  ok(!/argon2|\$[a-z0-9]+\$v=/.test(kept), "a hash");
  ok(
    kept.includes("sign_in_refused") && kept.includes("reset_link_refused") && kept.includes("export_taken") === false,
  );
});

/** Somebody signs in by code and by backup code, rightly and not: all of it that nobody else may read. */
async function secondStepsOf(walk: Walk): Promise<string[]> {
  const { username, setup, secret, codes } = await walk.twoStep();
  same(codes.length, 10);
  const tickets: string[] = [], devices: string[] = [];
  for (const code of [codeNow(secret), codes[0]!, codes[1]!]) {
    const ticket = await walk.ticket(username);
    const form = { ticket, code };
    const reply = await walk.send({ who: null, path: "/login/code", form });
    same(reply.status, 303);
    for (const cookie of reply.headers.getSetCookie()) devices.push(/^[^=]+=([^;]+)/.exec(cookie)![1]!);
    same((await walk.send({ who: null, path: "/login/code", form })).status, 401, "used before");
    tickets.push(ticket);
  }
  same(devices.length, 6, "a session and a browser's mark each");
  // Typed into the wrong field, and by a script.
  for (const name of [secret, codes[2]!, tickets[0]!]) {
    await walk.send({ who: null, path: "/login", form: { username: name, password: "x" } });
    await walk.send({ who: null, path: "/login/code", form: { ticket: name, code: name } });
    await walk.send({
      who: null,
      path: "/api/v1/session",
      json: { username, password: PASSWORD, code: name.slice(0, 40) },
    });
  }
  const spaced = secret.replace(/(.{4})(?=.)/g, "$1 ");
  return [secret, spaced, setup, ...codes, ...codes.map((code) => code.replaceAll("-", "")), ...tickets, ...devices];
}
