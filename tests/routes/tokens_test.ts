import { deepStrictEqual as same, match, ok } from "node:assert/strict";
import { type Api, newKey, openApi, ORIGIN } from "../support/api.ts";
import { openRealPages } from "../support/real_pages.ts";

const TOKENS = "/api/v1/tokens";

/** Makes one and returns what it was answered with. */
async function make(api: Api, wanted: object = {}) {
  const made = await api.ask("anil", "POST", TOKENS, { name: "scale-3", role: "dispatcher", ...wanted });
  same(made.status, 201, JSON.stringify(made.body));
  return made.body as { id: number; token: string; expires_at: string };
}

const statusOf = async (api: Api, token: string, path: string, method = "GET", body?: object) =>
  (await api.ask(token, method, path, body)).status;

Deno.test("an admin makes a token, sees it once, and what uses it acts under the token's own name", async () => {
  await using api = await openApi();
  const { id, token, expires_at, ...shown } = (await api.ask("anil", "POST", TOKENS, {
    ...{ name: "Scale-3", role: "dispatcher", dispatch_area: "lucknow" },
  })).body;
  match(token, /^tt_[A-Za-z0-9_-]{43}$/);
  const days = (Date.parse(expires_at) - Date.now()) / 86_400_000;
  ok(days > 89.9 && days <= 90, String(days));
  same({ ...shown, created_at: null }, {
    ...{ name: "Scale-3", username: "token.Scale-3", role: "dispatcher", dispatch_area: "lucknow", state: "live" },
    ...{ created_at: null, created_by: "anil", created_by_disabled: false, revoked_at: null, revoked_by: null },
    ...{ last_used_at: null, last_address: null, replayed: false },
  });
  const scan = await api.ask(token, "POST", "/api/v1/scans", {
    scan_id: newKey(),
    parent: "SB00042",
    child: "0016586",
  });
  same([scan.status, scan.body.outcome], [201, "child_linked"]);
  const life = await api.ask("anil", "GET", "/api/v1/bags/0016586/events");
  same(life.body.items.map(({ user }: { user: string }) => user), ["token.Scale-3"]);
  const self = await api.ask(token, "GET", "/api/v1/session");
  same(self.body.user, { username: "token.Scale-3", role: "dispatcher", dispatch_area: "lucknow", full_name: null });
  const list = await api.ask("anil", "GET", TOKENS);
  ok(!JSON.stringify(list.body).includes(token) && list.body.items[0].id === id);
});

Deno.test("of a token only its hash is kept, and the audit log tells of it without either", async () => {
  await using api = await openApi();
  const { id, token } = await make(api);
  same((await api.ask("anil", "DELETE", `${TOKENS}/${id}`)).status, 200);
  const kept = JSON.stringify([
    await api.db.query("select * from api_tokens t join users u on u.id = t.user_id"),
    await api.db.query("select * from audit_log"),
  ]);
  ok(!kept.includes(token) && !kept.includes(token.slice(3)));
  const audit = await api.db.query<{ action: string; before: unknown; after: unknown; request_id: string }>(
    "select action, entity_id, before, after, request_id from audit_log where entity_type = 'token' order by id",
  );
  same(audit.map(({ action }) => action), ["token_created", "token_revoked"]);
  const hash = (await api.db.query<{ hash: Uint8Array }>("select hash from api_tokens"))[0]!.hash;
  const hex = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  ok(audit.every((one) => one.request_id && !JSON.stringify(one).includes(hex)));
});

Deno.test("a token that is revoked, past its time, changed by a letter or made up is nobody", async () => {
  await using api = await openApi();
  const { id, token } = await make(api);
  const self = "/api/v1/session";
  same(await statusOf(api, token, self), 200);
  const last = token.endsWith("A") ? "B" : "A";
  for (
    const forged of [
      token.slice(0, -1) + last,
      `tt_${"A".repeat(43)}`,
      "tt_",
      `${token}A`,
      token.slice(0, -1),
      `x${token}`,
    ]
  ) {
    same(await statusOf(api, forged, self), 401, forged);
  }
  const revoked = await api.ask("anil", "DELETE", `${TOKENS}/${id}`);
  same([revoked.status, revoked.body.state, revoked.body.revoked_by], [200, "revoked", "anil"]);
  // At once, though it was remembered a moment ago.
  same(await statusOf(api, token, self), 401);
  const again = await api.ask("anil", "DELETE", `${TOKENS}/${id}`);
  same([again.status, again.body.replayed], [200, true]);
  same(await statusOf(api, "anil", `${TOKENS}/999`, "DELETE"), 404);

  const other = await make(api, { name: "late" });
  await api.db.query(
    "update api_tokens set created_at = now() - interval '2 days', expires_at = now() - interval '1 second' where id = $1",
    [other.id],
  );
  same(await statusOf(api, other.token, self), 401);
  same((await api.ask("anil", "GET", TOKENS)).body.items[0].state, "expired");
});

Deno.test("a token is sent as a Bearer token alone: in a cookie or in the address it is nothing", async () => {
  await using api = await openRealPages();
  const { token } = await make(api, { role: "admin" });
  const cookie = await api.app.request(`${ORIGIN}/api/v1/users`, { headers: { cookie: `tracetrack=${token}` } });
  same([cookie.status, (await cookie.body?.cancel(), null)], [401, null]);
  same((await api.open(token, "/users")).status, 303);
  ok(!(await api.open(token, "/no-such-page")).text.includes("token.scale-3"));
  for (const name of ["token", "access_token", "authorization"]) {
    same((await api.ask(null, "GET", `/api/v1/users?${name}=${token}`)).status, 401);
  }
  same((await api.ask(null, "GET", "/api/v1/users", undefined, { authorization: `Basic ${token}` })).status, 401);
});

Deno.test("a token does what its role may, and never what belongs to a person: tokens, accounts, pages", async () => {
  await using api = await openRealPages();
  const biller = await make(api, { name: "tally", role: "biller" });
  same(await statusOf(api, biller.token, "/api/v1/bills"), 200);
  same(await statusOf(api, biller.token, "/api/v1/users"), 403);
  const dispatcher = await make(api);
  same(await statusOf(api, dispatcher.token, "/api/v1/bills"), 403);
  const { token, id } = await make(api, { name: "root", role: "admin" });
  same(await statusOf(api, token, "/api/v1/users"), 200);
  // Else who has one could make himself an account, or take somebody's, that outlives it.
  same(
    await statusOf(api, token, "/api/v1/users", "POST", { username: "eve", password: "k7#mQ2xz", role: "admin" }),
    403,
  );
  same(await statusOf(api, token, "/api/v1/users/bina", "PATCH", { version: 1, password: "k7#mQ2xz9" }), 403);
  same(await statusOf(api, token, "/api/v1/users/bina/reset-link", "POST"), 403);
  same(await statusOf(api, token, TOKENS), 403);
  same(await statusOf(api, token, TOKENS, "POST", { name: "x", role: "admin" }), 403);
  same(await statusOf(api, token, `${TOKENS}/${id}`, "DELETE"), 403);
  same(await statusOf(api, token, "/api/v1/session", "DELETE"), 403);
  for (const path of ["/", "/profile", "/users", "/tokens", "/bags", "/scan"]) {
    const page = await api.app.request(ORIGIN + path, { headers: { authorization: `Bearer ${token}` } });
    ok([403, 404].includes(page.status), `${path}: ${page.status}`);
    await page.body?.cancel();
  }
});

Deno.test("a dispatcher's token of one area lists that area alone", async () => {
  await using api = await openApi();
  await api.ask("dev", "POST", "/api/v1/scans", { scan_id: newKey(), parent: "SB00001" });
  await api.ask("esha", "POST", "/api/v1/scans", { scan_id: newKey(), parent: "SB00002" });
  const { token } = await make(api, { dispatch_area: "indore" });
  const codes = async (query = "") =>
    (await api.ask(token, "GET", `/api/v1/bags${query}`)).body.items.map(({ code }: { code: string }) => code);
  same(await codes(), ["SB00002"]);
  same(await codes("?area=lucknow"), []);
  same(
    (await make(api, { name: "b", role: "biller", dispatch_area: "indore" }) as { dispatch_area?: null }).dispatch_area,
    null,
  );
});

Deno.test("a name belongs to one live token, in any case, and to no person; free again, it goes on as the same one", async () => {
  await using api = await openApi();
  const first = await make(api, { name: "Scale" });
  const taken = await api.ask("anil", "POST", TOKENS, { name: "scale", role: "biller" });
  same([taken.status, taken.body.error.code], [409, "token_name_taken"]);
  // What was refused changed nothing about the one that lives.
  same((await api.ask(first.token, "GET", "/api/v1/session")).body.user.role, "dispatcher");
  await api.ask("anil", "DELETE", `${TOKENS}/${first.id}`);
  const second = await make(api, { name: "scale", role: "biller" });
  same((await api.ask(second.token, "GET", "/api/v1/session")).body.user, {
    ...{ username: "token.Scale", role: "biller", dispatch_area: null, full_name: null },
  });
  same(await statusOf(api, first.token, "/api/v1/session"), 401);
  // Past its time is out of the way, too.
  await api.db.query(
    "update api_tokens set created_at = now() - interval '2 days', expires_at = now() - interval '1 day' where id = $1",
    [second.id],
  );
  await make(api, { name: "scale" });
  const states = (await api.ask("anil", "GET", TOKENS)).body.items.map(({ state }: { state: string }) => state);
  same(states, ["live", "expired", "revoked"]);
  await api.ask("anil", "POST", "/api/v1/users", { username: "token.asha", password: "k7#mQ2xz", role: "biller" });
  const person = await api.ask("anil", "POST", TOKENS, { name: "asha", role: "admin" });
  same([person.status, person.body.error.code], [409, "token_name_taken"]);
});

Deno.test("of two requests for one name at once, one token comes", async () => {
  await using api = await openApi();
  const made = await Promise.all([1, 2, 3].map(() => api.ask("anil", "POST", TOKENS, { name: "a", role: "biller" })));
  same(made.map(({ status }) => status).sort(), [201, 409, 409]);
});

Deno.test("what no token can have is refused: names, roles, areas, times", async () => {
  await using api = await openApi();
  const bad = [{ name: "" }, { name: "a b" }, { name: "x".repeat(51) }, { name: "é" }, { role: "owner" }];
  const times = [0, 366, 1.5, "90"].map((expires_in_days) => ({ expires_in_days }));
  for (const wanted of [...bad, ...times, { dispatch_area: "nowhere" }]) {
    const { status, body } = await api.ask("anil", "POST", TOKENS, { name: "a", role: "dispatcher", ...wanted });
    same([status, body.error.code], [400, "malformed"], JSON.stringify(wanted));
  }
  const year = await make(api, { expires_in_days: 365 });
  ok(Date.parse(year.expires_at) > Date.now() + 364 * 86_400_000);
});

Deno.test("a key makes one token: again it is told of, but shown no more; with another content it is refused", async () => {
  await using api = await openApi();
  const key = { "idempotency-key": newKey() };
  const wanted = { name: "a", role: "biller" };
  const [first, again] = [
    await api.ask("anil", "POST", TOKENS, wanted, key),
    await api.ask("anil", "POST", TOKENS, wanted, key),
  ];
  same([again.status, again.body.id, again.body.token, again.body.replayed], [201, first.body.id, null, true]);
  const other = await api.ask("anil", "POST", TOKENS, { ...wanted, name: "b" }, key);
  same([other.status, other.body.error.code], [409, "scan_id_reused"]);
  const gone = { "idempotency-key": newKey() };
  const path = `${TOKENS}/${first.body.id}`;
  same((await api.ask("anil", "DELETE", path, undefined, gone)).body.replayed, false);
  same((await api.ask("anil", "DELETE", path, undefined, gone)).body.replayed, true);
  same((await api.ask("anil", "DELETE", path, undefined, key)).status, 409);
  same((await api.ask("anil", "DELETE", path, undefined, { "idempotency-key": "x" })).status, 400);
});

Deno.test("a token's person is in no list of people, and nobody signs in as one", async () => {
  await using api = await openApi();
  await make(api, { role: "admin" });
  const people = (await api.ask("anil", "GET", "/api/v1/users")).body.items;
  ok(people.length === 4 && !JSON.stringify(people).includes("token."));
  const [row] = await api.db.query<{ password_hash: string }>("select password_hash from users where is_token");
  same(row!.password_hash, "!");
});

Deno.test("whoever made a token may go: it lives on, and the list says so", async () => {
  await using api = await openApi();
  const { token } = await make(api);
  await api.db.query("update users set disabled_at = now() where username = 'anil'");
  same(await statusOf(api, token, "/api/v1/session"), 200);
  const [line] = (await api.ask("anil", "GET", TOKENS)).body.items;
  same([line.state, line.created_by, line.created_by_disabled], ["live", "anil", true]);
});

Deno.test("the page makes a token, shows it in that one answer, and revokes it", async () => {
  await using world = await openRealPages();
  const fields = { name: "tally", role: "dispatcher", dispatch_area: "lucknow", expires_in_days: "30" };
  const made = await world.send("anil", "/tokens", fields);
  const token = /value="(tt_[\w-]{43})"/.exec(made.text)?.[1] ?? "";
  same([made.status, await statusOf(world, token, "/api/v1/session")], [201, 200]);
  const seen = await world.open("anil", "/tokens");
  ok(seen.text.includes("tally") && !seen.text.includes(token));
  const again = await world.send("anil", "/tokens", fields);
  same(again.status, 409);
  match(again.text, /A token or a person has this name/);
  match(again.text, /value="tally"/);
  const { id } = (await world.ask("anil", "GET", TOKENS)).body.items[0];
  const gone = await world.send("anil", `/tokens/${id}/revoke`, {});
  same([gone.status, gone.location], [303, "/tokens?revoked=tally"]);
  match((await world.open("anil", "/tokens?revoked=tally")).text, /The token tally is revoked/);
  same(await statusOf(world, token, "/api/v1/session"), 401);
  same((await world.send("anil", "/tokens/0/revoke", {})).status, 404);
  same((await world.send("anil", "/tokens", { ...fields, role: "owner" })).status, 400);
  same((await world.open("bina", "/tokens")).status, 403);
});
