import { deepStrictEqual as same, match, ok } from "node:assert/strict";
import { type Api, newKey, openApi } from "../support/api.ts";
import { addUser } from "../support/made_rows.ts";

const USERS = "/api/v1/users";

const change = async (api: Api, name: string, body: object, headers: HeadersInit = {}, who = "anil") => {
  const answer = await api.ask(who, "PATCH", `${USERS}/${name}`, body, headers);
  return { ...answer, code: answer.body.error?.code };
};

const auditOf = async (
  api: Api,
  action: string,
) => (await api.db.query<{ before: unknown; after: unknown; actor: string; request_id: string }>(
  `select before, after, username as actor, request_id from audit_log a left join users u on u.id = a.user_id
    where action = $1 order by a.id desc`,
  [action],
));

Deno.test("an admin changes a person, by either path, and the record tells before and after", async () => {
  await using api = await openApi();
  const id = { "x-request-id": "r-42" };
  const changed = await change(api, "DEV", { version: 1, role: "biller", full_name: " Dev  K " }, id);
  same(changed.status, 200);
  const { role, dispatch_area, full_name, version, replayed } = changed.body;
  same({ role, dispatch_area, full_name, version, replayed }, {
    ...{ role: "biller", dispatch_area: null, full_name: "Dev  K", version: 2, replayed: false },
  });
  same((await auditOf(api, "user_changed"))[0], {
    before: { version: 1, fullName: null, role: "dispatcher", area: "lucknow" },
    after: { version: 2, fullName: "Dev  K", role: "biller", area: null },
    ...{ actor: "anil", request_id: "r-42" },
  });
  const named = await api.ask("anil", "PATCH", USERS, { username: "dev", version: 2, disabled: true });
  same([named.status, named.body.disabled, named.body.version], [200, true, 3]);
  same((await api.ask("anil", "GET", `${USERS}/Dev`)).body.disabled, true);
  same((await api.ask("anil", "GET", `${USERS}/nobody`)).body.error.code, "not_found");
});

Deno.test("what is the same already is answered so, and leaves neither a version nor a record", async () => {
  await using api = await openApi();
  const again = await change(api, "dev", { version: 1, role: "dispatcher", dispatch_area: "lucknow" });
  same([again.status, again.body.version], [200, 1]);
  same((await auditOf(api, "user_changed")).length, 0);
});

Deno.test("each refusal has its code: unknown, stale, last admin, own account, full or unknown area, taken address, weak password", async () => {
  await using api = await openApi();
  await api.db.query("update dispatch_areas set max_dispatchers = 1 where key = 'indore'");
  await api.db.query("update dispatch_areas set active = false where key = 'jaipur'");
  await api.db.query("update users set email = 'e@x.in' where username = 'esha'");
  const codeOf = async (name: string, body: object) => {
    const { status, code } = await change(api, name, { version: 1, ...body });
    return [status, code];
  };
  same(await codeOf("nobody", {}), [404, "not_found"]);
  same(await codeOf("dev", { version: 7, role: "biller" }), [409, "version_conflict"]);
  same(await codeOf("anil", { role: "biller" }), [409, "last_admin"]);
  await addUser(api.db, "second", "admin");
  same(await codeOf("anil", { role: "biller" }), [409, "own_account"]);
  same(await codeOf("anil", { disabled: true }), [409, "own_account"]);
  same(await codeOf("anil", { password: "a long secret" }), [409, "own_account"]);
  same(await codeOf("dev", { dispatch_area: "indore" }), [409, "area_full"]);
  same(await codeOf("bina", { role: "dispatcher", dispatch_area: "indore" }), [409, "area_full"]);
  same(await codeOf("dev", { dispatch_area: "jaipur" }), [400, "malformed"]);
  same(await codeOf("dev", { dispatch_area: "nowhere" }), [400, "malformed"]);
  same(await codeOf("dev", { email: "E@X.in" }), [409, "username_taken"]);
  same(await codeOf("dev", { password: "short" }), [422, "weak_password"]);
  same(await codeOf("dev", { role: "owner" }), [400, "malformed"]);
  same((await api.ask("anil", "PATCH", `${USERS}/dev`, { role: "biller" })).body.error.code, "malformed");
  const fresh = { username: "newone", password: "k7#mQ2xz", role: "dispatcher", dispatch_area: "indore" };
  same((await api.ask("anil", "POST", USERS, fresh)).body.error.code, "area_full");
  same((await auditOf(api, "user_changed")).length, 0, "a refused change leaves nothing");
});

Deno.test("a disabled dispatcher leaves his place to another, and comes back only where there is one", async () => {
  await using api = await openApi();
  await api.db.query("update dispatch_areas set max_dispatchers = 1 where key = 'indore'");
  same((await change(api, "esha", { version: 1, disabled: true })).status, 200);
  same((await change(api, "dev", { version: 1, dispatch_area: "indore" })).status, 200);
  same((await change(api, "esha", { version: 2, disabled: false })).code, "area_full");
  same((await change(api, "esha", { version: 2, disabled: false, dispatch_area: "lucknow" })).status, 200);
});

Deno.test("a biller is demoted though bills are open", async () => {
  await using api = await openApi();
  await api.ask("bina", "POST", "/api/v1/bills", { number: "B-1", capacity: 3 });
  same((await change(api, "bina", { version: 1, role: "dispatcher" })).status, 200);
});

Deno.test("a key changes a person once: the same again is replayed, another content or another's key refused", async () => {
  await using api = await openApi();
  const key = { "idempotency-key": newKey() };
  const asked = { version: 1, role: "biller", password: "k7#mQ2xz" };
  same((await change(api, "dev", asked, key)).body.replayed, false);
  const again = await change(api, "dev", asked, key);
  same([again.status, again.body.replayed, again.body.version], [200, true, 2]);
  same((await change(api, "dev", { ...asked, role: "admin" }, key)).code, "scan_id_reused");
  same((await change(api, "dev", { ...asked, password: "another #1" }, key)).code, "scan_id_reused");
  same((await change(api, "esha", asked, key)).code, "scan_id_reused");
  const scan = await api.ask("anil", "POST", "/api/v1/scans", { scan_id: key["idempotency-key"], parent: "SB00042" });
  same(scan.body.error.code, "scan_id_reused");
  same((await auditOf(api, "user_changed")).length, 1);
});

Deno.test("a password that an admin sets ends that person's sessions and his links, is hashed, and stands nowhere", async () => {
  await using api = await openApi();
  const { body: user } = await api.ask("anil", "GET", `${USERS}/dev`);
  await api.db.query(
    "insert into sessions (id, user_id, expires_at) values (gen_random_uuid(), $1, now() + interval '1 hour')",
    [user.id],
  );
  same((await api.ask("anil", "POST", `${USERS}/dev/reset-link`)).status, 201);
  const set = await change(api, "dev", { version: 1, password: "k7#mQ2xz", must_change_password: true });
  same([set.status, set.body.must_change_password], [200, true]);
  same((await api.db.query("select from sessions where revoked_at is null")).length, 0);
  same((await api.db.query("select from password_resets")).length, 0);
  const [row] = await api.db.query<{ hash: string }>("select password_hash as hash from users where username = 'dev'");
  match(row!.hash, /^\$argon2id/);
  const records = JSON.stringify(await api.db.query("select * from audit_log"));
  ok(!/k7#mQ2xz|argon2/.test(records + JSON.stringify(set.body) + JSON.stringify(api.logged)));
  ok(records.includes('"password":"set"'));
});

Deno.test("people are found by any part of a name or address, role, area and state, page by page, newest first or by name", async () => {
  await using api = await openApi();
  await api.db.query("update users set full_name = 'Asha_100%', email = 'dev@x.in' where username = 'dev'");
  await api.db.query("update users set disabled_at = now() where username = 'esha'");
  await api.db.query(`insert into sign_in_failures (account, address, failures, locked_until)
    values (encode(sha256('bina'), 'hex'), '10.0.0.1', 9, now() + interval '1 minute')`);
  const names = async (query: string) =>
    (await api.ask("anil", "GET", `${USERS}?${query}`)).body.items.map(({ username }: { username: string }) =>
      username
    );
  same(await names(""), ["esha", "dev", "bina", "anil"]);
  same(await names("order=name"), ["anil", "bina", "dev", "esha"]);
  same(await names("q=SHA_100%25"), ["dev"]);
  same(await names("q=X.in"), ["dev"]);
  same(await names("q=_"), ["dev"]);
  same(await names("role=dispatcher"), ["esha", "dev"]);
  same(await names("area=indore"), ["esha"]);
  same(await names("disabled=true"), ["esha"]);
  same(await names("disabled=false"), ["dev", "bina", "anil"]);
  same(await names("state=locked"), ["bina"]);
  same(await names("state=active"), ["dev", "anil"]);
  for (const order of ["newest", "name"]) {
    const whole = await names(`order=${order}`);
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const { body } = await api.ask("anil", "GET", `${USERS}?order=${order}&limit=1&cursor=${cursor}`);
      seen.push(...body.items.map(({ username }: { username: string }) => username));
      cursor = body.next_cursor;
    }
    same(seen, whole);
  }
  same((await api.ask("anil", "GET", `${USERS}?cursor=WzFd&order=name`)).status, 400);
  same(await api.deps.users.counts({ state: "active" }), { admin: 1, biller: 0, dispatcher: 1 });
});

Deno.test("an admin unlocks an account at all addresses, and the record says so", async () => {
  await using api = await openApi();
  for (const account of ["bina", "bina", "dev"]) {
    await api.db.query(
      `insert into sign_in_failures (account, address, failures, locked_until)
      values (encode(sha256($1::bytea), 'hex'), gen_random_uuid()::text, 9, now() + interval '1 minute')`,
      [account],
    );
  }
  await api.db.query("update users set failed_logins = 9");
  ok((await api.ask("anil", "GET", `${USERS}/bina`)).body.locked_until);
  same((await api.ask("anil", "DELETE", `${USERS}/BINA/lock`)).status, 204);
  same((await api.ask("anil", "GET", `${USERS}/bina`)).body.locked_until, null);
  ok((await api.ask("anil", "GET", `${USERS}/dev`)).body.locked_until);
  same((await api.db.query("select from users where failed_logins = 0")).length, 1);
  same((await auditOf(api, "unlocked"))[0]!.before, { addresses: 2 });
  same((await api.ask("anil", "DELETE", `${USERS}/nobody/lock`)).status, 404);
});
