import { deepStrictEqual as same, equal, match, notEqual, ok } from "node:assert/strict";
import { LIMITS } from "../../domain/limits.ts";
import { startPasswords } from "../../platform/passwords.ts";
import { startResets } from "../../platform/resets.ts";
import { createApp } from "../../routes/app.ts";
import { newKey, openApi, ORIGIN } from "../support/api.ts";
import { openRealPages, type RealPages } from "../support/real_pages.ts";

const LINK = "/api/v1/users/dev/reset-link";
const GOOD = { password: "three long words", repeat: "three long words" };

/** A link for dev: its path. */
async function makeLink(pages: RealPages, headers: HeadersInit = {}): Promise<string> {
  const { status, body } = await pages.ask("anil", "POST", LINK, undefined, headers);
  equal(status, 201);
  return new URL(body.url).pathname;
}

const hashOf = async (pages: RealPages) =>
  (await pages.db.query<{ hash: string }>("select password_hash as hash from users where username = 'dev'"))[0]!.hash;

Deno.test("by a link that an admin made, its owner sets a password once: sessions, locks and must-change are gone", async () => {
  await using pages = await openRealPages();
  const { db } = pages;
  await db.query("update users set must_change_password = true, failed_logins = 7 where username = 'dev'");
  await db.query(`insert into sessions (id, user_id, expires_at)
    select gen_random_uuid(), id, now() + interval '1 hour' from users`);
  await db.query(`insert into sign_in_failures (account, address, failures, locked_until)
    values (encode(sha256('dev'), 'hex'), '10.0.0.1', 9, now() + interval '1 minute')`);
  const path = await makeLink(pages);
  match(path, /^\/reset\/[\w-]{43}$/);
  const form = await pages.open(null, path);
  equal(form.status, 200);
  match(form.text, /value="dev"/);

  const used = await pages.send("nobody", path, GOOD);
  same([used.status, used.location], [303, "/login?changed"]);
  match((await pages.open(null, "/login?changed")).text, /Your new password is saved/);
  const { rows } = {
    rows: await db.query("select must_change_password, failed_logins, version from users where username = 'dev'"),
  };
  same(rows, [{ must_change_password: false, failed_logins: 0, version: 2 }]);
  equal((await db.query("select from sessions where revoked_at is null")).length, 3, "those of others stand");
  equal((await db.query("select from sign_in_failures")).length, 0);
  const passwords = startPasswords();
  ok(await passwords.isRight(GOOD.password, await hashOf(pages)));
  passwords.close();

  const before = await hashOf(pages);
  equal((await pages.open(null, path)).status, 404);
  equal((await pages.send("nobody", path, GOOD)).status, 404);
  equal(await hashOf(pages), before, "a link works once");
});

Deno.test("a wrong link, an old, a replaced, a used one and that of a disabled person are answered with one page", async () => {
  await using pages = await openRealPages();
  const { db } = pages;
  const wrong = `/reset/${"A".repeat(43)}`;
  const shown = await pages.open(null, wrong);
  equal(shown.status, 404);
  match(shown.text, /This link does not work/);
  const plain = (text: string) => text.replace(/\/reset\/[^"]*/g, "/reset/…").replace(/[0-9a-f-]{36}/g, "…");
  const isGone = async (path: string, why: string) => {
    for (const page of [await pages.open(null, path), await pages.send("nobody", path, GOOD)]) {
      same([page.status, plain(page.text)], [404, plain(shown.text)], why);
    }
  };
  for (const text of ["x", "%00", "%F0%9F%98%80", "A".repeat(5_000), "..%2F"]) await isGone(`/reset/${text}`, text);

  const first = await makeLink(pages), second = await makeLink(pages);
  notEqual(first, second);
  await isGone(first, "replaced");
  await db.query("update users set disabled_at = now() where username = 'dev'");
  await isGone(second, "disabled");
  await db.query("update users set disabled_at = null");
  equal((await pages.open(null, second)).status, 200);
  await db.query("update password_resets set expires_at = now()");
  await isGone(second, "too old");
  equal(await hashOf(pages), "");
});

Deno.test("whoever has changed his password himself meanwhile cannot be got at by a link that was made for him before", async () => {
  await using pages = await openRealPages();
  const passwords = startPasswords();
  const hash = await passwords.hash("dev's own words");
  passwords.close();
  await pages.db.query("update users set password_hash = $1 where username = 'dev'", [hash]);
  const path = await makeLink(pages);
  const change = { old_password: "dev's own words", new_password: GOOD.password };
  equal((await pages.ask("dev", "POST", "/api/v1/session/password", change)).status, 204);
  equal((await pages.open(null, path)).status, 404);
  equal((await pages.send("nobody", path, GOOD)).status, 404);
});

Deno.test("a link lasts an hour, and what the database keeps of it opens nothing", async () => {
  await using pages = await openRealPages();
  const token = (await makeLink(pages)).split("/").at(-1)!;
  const [row] = await pages.db.query<{ ms: number; text: string }>(
    `select extract(epoch from expires_at - created_at)::float8 * 1000 as ms, row_to_json(r)::text as text
    from password_resets r`,
  );
  equal(row!.ms, LIMITS.resetLinkMs);
  ok(!row!.text.includes(token));
  const [{ text: stored }] = await pages.db.query<{ text: string }>(
    "select encode(token_hash, 'hex') as text from password_resets",
  ) as [{ text: string }];
  equal((await pages.open(null, `/reset/${stored}`)).status, 404);
});

Deno.test("passwords that differ or are weak keep the link, and say what is wrong", async () => {
  await using pages = await openRealPages();
  const path = await makeLink(pages);
  const differ = await pages.send("nobody", path, { ...GOOD, repeat: "another" });
  equal(differ.status, 422);
  match(differ.text, /not the same/);
  const weak = await pages.send("nobody", path, { password: "dev123", repeat: "dev123" });
  equal(weak.status, 422);
  match(weak.text, /too short/);
  ok(!weak.text.includes("dev123"));
  equal((await pages.send("nobody", path, { password: "x".repeat(1_001), repeat: "x".repeat(1_001) })).status, 400);
  equal((await pages.send("nobody", path, GOOD)).status, 303);
});

Deno.test("of two who use one link at once one sets his password, and the other is told that it does not work", async () => {
  await using pages = await openRealPages();
  const path = await makeLink(pages);
  const words = ["first long words", "second long words", "third long words"];
  const used = await Promise.all(words.map((text) => pages.send("nobody", path, { password: text, repeat: text })));
  same(used.map(({ status }) => status).sort(), [303, 404, 404]);
  const passwords = startPasswords();
  const won = words[used.findIndex(({ status }) => status === 303)]!;
  ok(await passwords.isRight(won, await hashOf(pages)));
  passwords.close();
  equal((await pages.db.query("select from audit_log where action = 'password_reset'")).length, 1);
});

Deno.test("the link's secret and the password stand in no log and no record, and no other site is told where one was", async () => {
  await using pages = await openRealPages();
  const path = await makeLink(pages), token = path.split("/").at(-1)!;
  const ownerOf = () => Promise.reject(new Error("a fault"));
  const broken = createApp({ ...pages.deps, resets: { ...pages.deps.resets, ownerOf } });
  equal((await broken.request(ORIGIN + path)).status, 500);
  const reply = await pages.app.request(ORIGIN + path);
  equal(reply.headers.get("referrer-policy"), "strict-origin");
  equal(reply.headers.get("cache-control"), "no-store");
  equal((await pages.send("nobody", path, GOOD)).status, 303);
  const log = JSON.stringify(pages.logged);
  ok(log.includes("/reset/…"));
  const kept = log + JSON.stringify(await pages.db.query("select * from audit_log"));
  ok(!kept.includes(token) && !kept.includes(GOOD.password) && !kept.includes("argon2"));
  const records = await pages.db.query<{ action: string; actor: string }>(
    "select action, username as actor from audit_log join users on users.id = user_id order by audit_log.id",
  );
  same(records, [{ action: "reset_link_made", actor: "anil" }, { action: "password_reset", actor: "dev" }]);
});

Deno.test("a link is asked for by admins, for somebody else who is not disabled; a key makes one, and shows it once", async () => {
  await using api = await openApi();
  const codeOf = async (name: string) => {
    const { status, body } = await api.ask("anil", "POST", `/api/v1/users/${name}/reset-link`);
    return [status, body.error?.code];
  };
  same(await codeOf("nobody"), [404, "not_found"]);
  same(await codeOf("anil"), [409, "own_account"]);
  await api.db.query("update users set disabled_at = now() where username = 'esha'");
  same(await codeOf("esha"), [409, "user_disabled"]);
  same((await api.ask("bina", "POST", LINK)).status, 403);

  const key = { "idempotency-key": newKey() };
  const first = await api.ask("anil", "POST", LINK, undefined, key);
  const again = await api.ask("anil", "POST", LINK, undefined, key);
  same([again.status, again.body], [201, { url: null, expires_at: first.body.expires_at, replayed: true }]);
  same(
    (await api.ask("anil", "POST", "/api/v1/users/bina/reset-link", undefined, key)).body.error.code,
    "scan_id_reused",
  );
  equal((await api.db.query("select from password_resets")).length, 1);
});

Deno.test("a form from elsewhere sets nothing, and whoever asks too often from one address waits", async () => {
  await using pages = await openRealPages();
  const path = await makeLink(pages);
  const foreign = await pages.app.request(ORIGIN + path, {
    method: "POST",
    headers: { "sec-fetch-site": "cross-site", "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(GOOD),
  });
  equal(foreign.status, 403);
  await using slow = await openApi({ ...pages.deps, addressWaitSeconds: () => Promise.resolve(7) });
  const waits = await slow.app.request(ORIGIN + path);
  same([waits.status, waits.headers.get("retry-after")], [429, "7"]);
});

Deno.test("a person whose password was set by a link is looked up again on every instance", async () => {
  await using api = await openApi();
  const passwords = startPasswords();
  const ended: unknown[] = [];
  const resets = startResets({ db: api.db, passwords, sessions: { ended: (one) => void ended.push(one) } });
  const [dev] = await api.db.query<{ id: number }>("select id from users where username = 'dev'");
  const [anil] = await api.db.query<{ id: number }>("select id from users where username = 'anil'");
  const person = { id: anil!.id, username: "anil", fullName: null, role: "admin", area: null } as const;
  const made = await resets.make("dev", { person, address: null, requestId: "r1", key: null });
  ok(made.is === "done" && made.token);
  same(await resets.use(made.token, GOOD.password, { address: null, requestId: "r2" }), { is: "changed" });
  same(ended, [{ userId: dev!.id }]);
  passwords.close();
});
