import { deepStrictEqual as same, ok } from "node:assert/strict";
import { newKey, openApi } from "../support/api.ts";

const USERS = "/api/v1/users";
const asha = { username: "asha", password: "k7#mQ2xz", role: "dispatcher", dispatch_area: "lucknow" };

Deno.test("an admin makes a user, whom the list shows first, without password or hash", async () => {
  await using api = await openApi();
  const made = await api.ask("anil", "POST", USERS, { ...asha, full_name: " Asha Rao ", email: "asha@example.com" });
  same(made.status, 201);
  const { id, created_at, ...shown } = made.body;
  ok(Number.isInteger(id) && typeof created_at === "string");
  same(shown, {
    ...{ username: "asha", role: "dispatcher", dispatch_area: "lucknow", full_name: "Asha Rao" },
    ...{ email: "asha@example.com", disabled: false, must_change_password: false, version: 1, replayed: false },
    ...{ last_sign_in_at: null, locked_until: null },
  });
  const list = await api.ask("anil", "GET", `${USERS}?limit=1`);
  same([list.body.items[0].username, typeof list.body.next_cursor], ["asha", "string"]);
  ok(!/argon2|k7#mQ2xz/.test(JSON.stringify([made.body, list.body])));
});

Deno.test("a name that is taken in any case, an easy password and an unknown area are told apart", async () => {
  await using api = await openApi();
  const codeOf = async (change: object) => {
    const { status, body } = await api.ask("anil", "POST", USERS, { ...asha, ...change });
    return [status, body.error?.code];
  };
  same(await codeOf({ username: "DEV" }), [409, "username_taken"]);
  same(await codeOf({ password: "short" }), [422, "weak_password"]);
  same(await codeOf({ dispatch_area: "nowhere" }), [400, "malformed"]);
  same(await codeOf({ role: "owner" }), [400, "malformed"]);
  same(await codeOf({ username: "a b" }), [400, "malformed"]);
});

Deno.test("a key makes one user: the same again is replayed, another content refused", async () => {
  await using api = await openApi();
  const key = { "idempotency-key": newKey().toUpperCase() };
  const first = await api.ask("anil", "POST", USERS, asha, key);
  const again = await api.ask("anil", "POST", USERS, asha, key);
  same([again.status, again.body.id, again.body.replayed], [201, first.body.id, true]);
  const other = await api.ask("anil", "POST", USERS, { ...asha, username: "bela" }, key);
  same([other.status, other.body.error.code], [409, "scan_id_reused"]);
});

Deno.test("a key that made a user is taken for scans, too: there is one key space", async () => {
  await using api = await openApi();
  const key = newKey();
  same((await api.ask("anil", "POST", USERS, asha, { "idempotency-key": key })).status, 201);
  const scan = await api.ask("anil", "POST", "/api/v1/scans", { scan_id: key, parent: "SB00042" });
  same([scan.status, scan.body.error.code], [409, "scan_id_reused"]);
});

Deno.test("only dispatchers belong to an area", async () => {
  await using api = await openApi();
  const { status, body } = await api.ask("anil", "POST", USERS, { ...asha, role: "biller" });
  same([status, body.dispatch_area], [201, null]);
});
