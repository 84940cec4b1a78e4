import { deepStrictEqual as same, ok, rejects } from "node:assert/strict";
import type { Database } from "../../platform/postgres.ts";
import { startPasswords } from "../../platform/passwords.ts";
import { openRateLimits } from "../../platform/rate_limits.ts";
import type { Sessions } from "../../platform/sessions.ts";
import { startSealing } from "../../platform/sealing.ts";
import { SignIns } from "../../platform/sign_in.ts";
import { startTickets } from "../../platform/tickets.ts";
import { startTwoSteps } from "../../platform/two_steps.ts";
import { ensureFirstPeople, startUsers } from "../../platform/users.ts";
import { addEvent, openTestPool } from "../support/made_rows.ts";

const FIRST = {
  adminPassword: "admin's own words",
  testUsers: { billerPassword: "biller's own words", dispatcherPassword: "dispatcher's own words" },
};

async function setup(db: Database) {
  const passwords = startPasswords();
  await ensureFirstPeople(db, passwords, FIRST);
  const opened: number[] = [];
  const openIf: Sessions["openIf"] = async (userId, _from, _kind, { may, write }) => {
    if (!await may(db)) return null;
    await write(db);
    opened.push(userId);
    return { token: "a token", expiresAt: new Date() };
  };
  const signIns = new SignIns({
    ...{ db, passwords, sessions: { openIf }, rates: openRateLimits(null) },
    tickets: await startTickets(SECRET),
    twoSteps: startTwoSteps(db, await startSealing(SECRET, "two-step secrets")),
  });
  const from = (username: string, password: string, address: string | null = "10.0.0.1") =>
    signIns.signIn({ username, password, address, userAgent: null, requestId: "r1" });
  return {
    ...{ passwords, from, opened },
    [Symbol.dispose]: () => {
      signIns.close();
      passwords.close();
    },
  };
}

const SECRET = "a secret of at least thirty-two characters";

const actionsIn = async (db: Database) =>
  (await db.query<{ action: string }>("select action from audit_log order by id")).map(({ action }) => action);

Deno.test("whoever knows name, in any case, and password signs in; it is on record", async () => {
  await using pool = await openTestPool();
  using people = await setup(pool.db);
  const result = await people.from("ADMIN", FIRST.adminPassword);
  ok(result.is === "signed_in");
  same([result.person.username, result.person.role, result.token], ["admin", "admin", "a token"]);
  same((await actionsIn(pool.db)).at(-1), "signed_in");
});

Deno.test("the language that somebody has chosen comes back with him; nobody has one by himself", async () => {
  await using pool = await openTestPool();
  using people = await setup(pool.db);
  const languageOf = async () => {
    const result = await people.from("biller", FIRST.testUsers.billerPassword);
    ok(result.is === "signed_in");
    return { id: result.person.id, language: result.language };
  };
  const { id, language } = await languageOf();
  same(language, null);
  await startUsers(pool.db, people.passwords).setLanguage("hi", {
    person: { id, username: "biller", fullName: null, role: "biller", area: null },
    ...{ address: "10.0.0.9", requestId: "r-9", key: null },
  });
  same(
    await pool.db.query("select user_id, before, after, request_id from audit_log where action = 'language_changed'"),
    [{ user_id: id, before: { language: null }, after: { language: "hi" }, request_id: "r-9" }],
  );
  same((await languageOf()).language, "hi");
  await rejects(pool.db.query("update users set language = 'xx'"), { code: "23514" });
});

Deno.test("a wrong password, an unknown name and a disabled person are refused alike", async () => {
  await using pool = await openTestPool();
  using people = await setup(pool.db);
  await pool.db.query("update users set disabled_at = now() where username = 'biller'");
  for (
    const [name, password] of [
      ["admin", "wrong"],
      ["nobody", "wrong"],
      ["biller", FIRST.testUsers.billerPassword],
      ["", ""],
      ["\u0000", "\ud800"],
      ["x".repeat(100_000), "y"],
      ["admin' or '1'='1", "z"],
    ] as const
  ) same(await people.from(name, password), { is: "refused" }, name.slice(0, 20));
  same(people.opened, []);
});

Deno.test("the sixth try of a name from one address has to wait, right or wrong, known or not; others do not", async () => {
  await using pool = await openTestPool();
  using people = await setup(pool.db);
  for (const name of ["admin", "nobody"]) {
    for (let n = 0; n < 5; n++) same((await people.from(name, "wrong")).is, "refused");
    const sixth = await people.from(name, FIRST.adminPassword);
    ok(sixth.is === "throttled");
    ok(sixth.retryAfterSeconds > 0 && sixth.retryAfterSeconds <= 30);
  }
  same((await people.from("admin", FIRST.adminPassword, "10.0.0.2")).is, "signed_in");
  same((await people.from("biller", FIRST.testUsers.billerPassword)).is, "signed_in");
});

Deno.test("the wait doubles up to a quarter of an hour, and a good sign-in forgets what went before", async () => {
  await using pool = await openTestPool();
  using people = await setup(pool.db);
  const wait = async () => {
    const [row] = await pool.db.query<{ seconds: number }>(
      "select round(extract(epoch from locked_until - last_at))::integer as seconds from sign_in_failures",
    );
    await pool.db.query("update sign_in_failures set locked_until = null");
    return row?.seconds;
  };
  await pool.db.query("delete from sign_in_failures");
  for (let n = 0; n < 5; n++) await people.from("admin", "wrong");
  const waits = [await wait()];
  for (let n = 0; n < 7; n++) {
    await people.from("admin", "wrong");
    waits.push(await wait());
  }
  same(waits, [30, 60, 120, 240, 480, 900, 900, 900]);
  same((await people.from("admin", FIRST.adminPassword)).is, "signed_in");
  same((await pool.db.query("select from sign_in_failures")).length, 0);
});

Deno.test("the first start makes the first people once, resets nobody, and needs a password for the admin", async () => {
  await using pool = await openTestPool();
  const passwords = startPasswords();
  await rejects(ensureFirstPeople(pool.db, passwords, { adminPassword: null, testUsers: null }), /ADMIN_PASSWORD/);
  const [one, other] = await Promise.all([1, 2].map(() => ensureFirstPeople(pool.db, passwords, FIRST)));
  same([...one!, ...other!].sort(), ["admin", "biller", "dispatcher"]);
  const hashes = () => pool.db.query("select username, password_hash, role, dispatch_area from users order by id");
  const before = await hashes();
  same(await ensureFirstPeople(pool.db, passwords, { ...FIRST, adminPassword: "another one" }), []);
  same(await ensureFirstPeople(pool.db, passwords, { adminPassword: null, testUsers: null }), []);
  same(await hashes(), before);
  same(
    (await pool.db.query("select from users where username = 'dispatcher' and dispatch_area = 'lucknow'")).length,
    1,
  );
  passwords.close();
});

Deno.test("in production nobody starts with a password that is tried first, and the start says which and why", async () => {
  await using pool = await openTestPool();
  const passwords = startPasswords();
  const start = (adminPassword: string, environment: "development" | "production" = "production") =>
    ensureFirstPeople(pool.db, passwords, { environment, adminPassword, testUsers: null });
  await rejects(start("admin1"), /ADMIN_PASSWORD has less than 8 characters/);
  await rejects(start("admin-123"), /ADMIN_PASSWORD is little more than the name/);
  await rejects(start("password1"), /ADMIN_PASSWORD is one of the passwords that are tried first/);
  const all = { environment: "production", ...FIRST } as const;
  const easy = { ...FIRST.testUsers, billerPassword: "biller" };
  await rejects(ensureFirstPeople(pool.db, passwords, { ...all, testUsers: easy }), /BILLER_PASSWORD/);
  // Whoever is there already is not judged by what the environment still says.
  same(await start("admin1"), []);
  passwords.close();
});

Deno.test("a new user stands with its audit record, once a key, and never with its password", async () => {
  await using pool = await openTestPool();
  const passwords = startPasswords();
  await ensureFirstPeople(pool.db, passwords, FIRST);
  const users = startUsers(pool.db, passwords);
  const person = { id: 1, username: "admin", fullName: null, role: "admin", area: null } as const;
  const key = "0199f0c2-0000-4000-8000-000000000000";
  const doer = { person, address: null, requestId: "r1", key };
  const asha = {
    username: "Asha",
    password: "a long secret",
    role: "dispatcher",
    area: "lucknow",
    fullName: null,
    email: "asha@example.com",
    mustChangePassword: false,
  } as const;
  const first = await users.create(asha, doer);
  ok(first.is === "created" && !first.replayed && first.user.username === "Asha" && first.user.area === "lucknow");
  const again = await users.create(asha, doer);
  ok(again.is === "created" && again.replayed && again.user.id === first.user.id);
  same(await users.create({ ...asha, username: "bela" }, doer), { is: "key_reused" });
  same(await users.create({ ...asha, password: "another secret" }, doer), { is: "key_reused" });

  const scan = await addEvent(pool.db);
  same(await users.create({ ...asha, username: "bela" }, { ...doer, key: scan }), { is: "key_reused" });
  const fresh = { ...doer, key: null };
  same(await users.create({ ...asha, username: "aSHA" }, fresh), { is: "username_taken" });
  same(await users.create({ ...asha, username: "bela" }, fresh), { is: "email_taken" });
  same(await users.create({ ...asha, username: "bela", email: null, area: "nowhere" }, fresh), { is: "unknown_area" });
  same(await users.create({ ...asha, username: "bela", email: null, password: "bela1" }, fresh), {
    is: "weak_password",
    flaw: "too_short",
  });

  const [record] = await pool.db.query<{ text: string }>(
    "select row_to_json(a)::text as text from audit_log a where key is not null",
  );
  ok(record && !/secret|argon2/.test(record.text) && /"action":"user_created"/.test(record.text));
  passwords.close();
});
