import { deepStrictEqual as same, equal, ok } from "node:assert/strict";
import { startRefusedAttempts } from "../../platform/refused_attempts.ts";
import type { Api } from "../support/api.ts";
import { openApi } from "../support/api.ts";
import { byBearer, byCookie, FROM_HERE, openPeopleWorld } from "../support/people_world.ts";

interface Refused {
  readonly who: string | null;
  readonly after: { readonly route: string; readonly why: string; readonly times?: number };
  readonly address: string | null;
  readonly request_id: string;
}

const refusals = (db: Api["db"]) =>
  db.query<Refused>(
    `select u.username as who, a.after, a.address, a.request_id from audit_log a left join users u on u.id = a.user_id
    where action in ('refused', 'reset_link_refused') order by a.id`,
  );

Deno.test("who may not, leaves a record with who, where and which request: once, and then a number", async () => {
  await using api = await openApi();
  const first = await api.ask("dev", "GET", "/api/v1/users?q=x");
  equal(first.status, 403);
  for (let n = 0; n < 20; n++) await api.ask("dev", "GET", "/api/v1/users");
  await api.ask("dev", "POST", "/api/v1/users", { username: "x" });
  await api.ask("bina", "GET", "/api/v1/users");
  await api.ask("anil", "GET", "/api/v1/users");
  await api.ask(null, "GET", "/api/v1/users");
  await api.attempts.settled();
  const lines = await refusals(api.db);
  same(lines.map(({ who, after }) => [who, after.route, after.why]), [
    ["dev", "GET /api/v1/users", "role"],
    ["dev", "POST /api/v1/users", "role"],
    ["bina", "GET /api/v1/users", "role"],
  ]);
  equal(lines[0]!.request_id, first.headers.get("x-request-id"));
  await api.attempts.closeWindow();
  same((await refusals(api.db)).at(-1)!.after, { route: "GET /api/v1/users", why: "role", times: 20 });
});

Deno.test("a record that cannot be written costs nobody his answer, and a storm is one record", async () => {
  await using api = await openApi();
  const answers = await Promise.all(Array.from({ length: 500 }, () => api.ask("dev", "GET", "/api/v1/tokens")));
  ok(answers.every(({ status }) => status === 403));
  await api.attempts.settled();
  equal((await refusals(api.db)).length, 1);
  const faults: unknown[] = [];
  const db = { ...api.db, query: () => Promise.reject(new Error("No database")) };
  const away = startRefusedAttempts({
    db,
    ownerOfEnded: () => Promise.resolve(null),
    onFault: (fault) => void faults.push(fault),
  });
  away.noteRefused({ why: "role", userId: 1, route: "GET /x", address: null, requestId: "r" });
  await away.end();
  equal(faults.length, 1);
});

Deno.test("another site's request, an ended session, a revoked token and a wrong link leave a record; what was never ours does not", async () => {
  await using world = await openPeopleWorld();
  const anil = await world.signIn("anil");
  const bina = await world.signIn("bina");
  equal((await world.send("POST", "/logout", { ...byCookie(bina), "sec-fetch-site": "cross-site" })).status, 403);
  equal((await world.send("POST", "/logout", { ...byCookie(bina), ...FROM_HERE })).status, 303);
  equal((await world.send("GET", "/bills", byCookie(bina))).status, 303);
  equal((await world.send("GET", "/api/v1/bills", byBearer(bina))).status, 401);
  const doer = {
    person: { id: await world.idOf("anil"), username: "anil", fullName: null, role: "admin", area: null } as const,
    ...{ address: null, requestId: "r-1", key: null },
  };
  const made = await world.people.apiTokens.create({ name: "scale", role: "biller", area: null, days: 30 }, doer);
  ok(made.is === "created" && made.secret);
  await world.people.apiTokens.revoke(made.token.id, doer);
  equal((await world.send("GET", "/api/v1/bills", byBearer(made.secret))).status, 401);
  const secretLink = `tokenthatneverwas${"x".repeat(26)}`;
  equal((await world.send("GET", `/reset/${secretLink}`)).status, 404);
  for (const junk of ["junk", `tt_${"a".repeat(43)}`, `${anil.slice(0, -3)}abc`]) {
    equal((await world.send("GET", "/api/v1/bills", byBearer(junk))).status, 401);
  }
  await world.settled();
  const lines = await refusals(world.db);
  same(lines.map(({ who, after }) => [who, after.route.replace(/:\w+/, ":x"), after.why]), [
    ["bina", "POST /logout", "origin"],
    ["bina", "GET /bills", "session"],
    ["bina", "GET /api/v1/bills", "session"],
    ["token.scale", "GET /api/v1/bills", "token"],
    [null, "GET /reset/:x", "reset_link"],
  ]);
  const all = JSON.stringify(await world.db.query("select * from audit_log"));
  ok(![bina, anil, made.secret, secretLink].some((secret) => all.includes(secret)));
  // Signing out is told, too.
  const [out] = await world.db.query<{ user_id: number; request_id: string }>(
    "select user_id, request_id from audit_log where action = 'signed_out'",
  );
  equal(out!.user_id, await world.idOf("bina"));
  ok(out!.request_id);
});

Deno.test("who takes a file out is told before it is given, with what it was narrowed to", async () => {
  await using api = await openApi();
  const taken = await api.ask("anil", "GET", "/api/v1/exports/bags.csv?area=lucknow");
  equal(taken.status, 200);
  await api.ask("anil", "HEAD", "/api/v1/exports/bags.csv");
  const lines = await api.db.query<{ entity_id: string; after: unknown; request_id: string }>(
    "select entity_id, after, request_id from audit_log where action = 'export_taken'",
  );
  same(lines, [{
    entity_id: "bags.csv",
    after: { file: "bags.csv", area: "lucknow" },
    request_id: taken.headers.get("x-request-id"),
  }]);
});
