import { deepStrictEqual as same, equal, ok } from "node:assert/strict";
import type { Doer } from "../../domain/people.ts";
import type { Role } from "../../domain/shapes.ts";
import { type Passwords, startPasswords } from "../../platform/passwords.ts";
import { openPool, type Pool } from "../../platform/postgres.ts";
import { sessionRows } from "../../platform/session_rows.ts";
import { Sessions } from "../../platform/sessions.ts";
import { startTokens } from "../../platform/tokens.ts";
import { startUserChanges } from "../../platform/user_changes.ts";
import { startUsers } from "../../platform/users.ts";
import { addUser, openTestPool } from "../support/made_rows.ts";
import { openTestDatabase } from "../support/postgres.ts";

const HOURS = { desk: 3_600_000, station: 3_600_000 };
/** For what never sets a password. */
const NO_PASSWORDS: Passwords = {
  hash: () => Promise.resolve("a hash"),
  isRight: () => Promise.resolve(false),
  flawOf: () => Promise.resolve(null),
  close: () => {},
};

const doerOf = (id: number): Doer => ({
  person: { id, username: "someone", fullName: null, role: "admin", area: null },
  ...{ address: null, requestId: "r1", key: null },
});

const changesOn = (db: Pool) =>
  startUserChanges({ db, passwords: NO_PASSWORDS, sessions: { ended: () => {} }, onRenamed: () => {} });

const rolesOf = async (db: Pool) =>
  (await db.query<{ role: Role }>("select role from users order by id")).map(({ role }) => role);

Deno.test("of two admins who demote each other at once one wins, and an admin always remains", async () => {
  await using database = await openTestDatabase();
  // Two instances, each with connections of its own.
  const pools = [1, 2].map(() => openPool({ url: database.url }, () => {}));
  const db = pools[0]!;
  const [one, other] = [await addUser(db, "one", "admin"), await addUser(db, "other", "admin")];
  try {
    for (let round = 0; round < 12; round++) {
      await db.query("update users set role = 'admin', version = 1");
      const role = round % 2 ? { role: "biller" as const } : { disabled: true };
      const [mine, theirs] = await Promise.all([
        changesOn(pools[0]!).change("other", { version: 1, ...role }, doerOf(one)),
        changesOn(pools[1]!).change("one", { version: 1, ...role }, doerOf(other)),
      ]);
      same([mine.is, theirs.is].sort(), ["done", "last_admin"], `round ${round}`);
      const left = await db.query("select from users where role = 'admin' and disabled_at is null");
      equal(left.length, 1);
      await db.query("update users set disabled_at = null");
    }
  } finally {
    await Promise.all(pools.map((pool) => pool.end()));
  }
});

Deno.test("however many come to an area at once, by moving, being enabled or being made, none is one too many", async () => {
  await using pool = await openTestPool();
  const { db } = pool;
  const admin = await addUser(db, "admin", "admin");
  await db.query("update dispatch_areas set max_dispatchers = 4 where key = 'indore'");
  for (const name of ["man1", "man2", "man3"]) await addUser(db, name, "dispatcher", "lucknow");
  for (const name of ["ean1", "ean2", "ean3"]) await addUser(db, name, "dispatcher", "indore");
  await db.query("update users set disabled_at = now() where dispatch_area = 'indore'");
  const { change } = changesOn(db), { create } = startUsers(db, NO_PASSWORDS);
  const fresh = { role: "dispatcher", area: "indore", fullName: null, email: null, mustChangePassword: false } as const;
  const all = await Promise.all([
    ...["man1", "man2", "man3"].map((name) => change(name, { version: 1, area: "indore" }, doerOf(admin))),
    ...["ean1", "ean2", "ean3"].map((name) => change(name, { version: 1, disabled: false }, doerOf(admin))),
    ...["nan1", "nan2", "nan3"].map((username) =>
      create({ ...fresh, username, password: "a long secret" }, doerOf(admin))
    ),
  ]);
  const came = all.filter(({ is }) => is === "done" || is === "created");
  same([came.length, all.length - came.length], [4, all.filter(({ is }) => is === "area_full").length]);
  equal((await db.query("select from users where dispatch_area = 'indore' and disabled_at is null")).length, 4);
});

Deno.test("of two edits of one version at once one is stored and the other told", async () => {
  await using pool = await openTestPool();
  const admin = await addUser(pool.db, "admin", "admin");
  await addUser(pool.db, "dev", "dispatcher");
  const { change } = changesOn(pool.db);
  const edits = await Promise.all(
    ["One", "Two", "Three"].map((fullName) => change("dev", { version: 1, fullName }, doerOf(admin))),
  );
  same(edits.map(({ is }) => is).sort(), ["done", "version_conflict", "version_conflict"]);
  equal((await pool.db.query("select from audit_log where action = 'user_changed'")).length, 1);
});

Deno.test("a live session carries the new role at once, a disabled one's is dead, and other instances are told", async () => {
  await using pool = await openTestPool();
  const { db } = pool;
  const admin = await addUser(db, "admin", "admin"), id = await addUser(db, "dev", "dispatcher", "lucknow");
  const sessions = new Sessions({
    ...{ rows: sessionRows(db, HOURS), idleMs: HOURS, lengthMaxMs: HOURS, onFault: () => {} },
    tokens: await startTokens("a secret of at least thirty-two characters"),
  });
  const told: unknown[] = [];
  sessions.onEnd((ended) => told.push(ended));
  const { token } = await sessions.open(id, { userAgent: null, address: null });
  ok(await sessions.read(token));
  const renamed: number[] = [];
  const settings = { db, passwords: NO_PASSWORDS, sessions, onRenamed: (at: number) => void renamed.push(at) };
  const { change } = startUserChanges(settings);
  equal((await change("dev", { version: 1, role: "biller" }, doerOf(admin))).is, "done");
  const now = await sessions.read(token);
  same([now?.person.role, now?.person.area], ["biller", null]);
  equal((await change("dev", { version: 2, fullName: "Dev" }, doerOf(admin))).is, "done");
  equal((await sessions.read(token))?.person.fullName, "Dev");
  equal(renamed.length, 1);
  equal((await change("dev", { version: 3, disabled: true }, doerOf(admin))).is, "done");
  equal(await sessions.read(token), null);
  equal((await change("dev", { version: 4, disabled: false }, doerOf(admin))).is, "done");
  equal(await sessions.read(token), null, "who is enabled again signs in again");
  same(told, [{ userId: id }, { userId: id }, { userId: id }, { userId: id }]);
  await sessions.settled();
});

Deno.test("a change whose record cannot be written does not stand", async () => {
  await using pool = await openTestPool();
  const admin = await addUser(pool.db, "admin", "admin");
  await addUser(pool.db, "dev", "dispatcher");
  await pool.db.query("alter table audit_log add constraint no_more check (action <> 'user_changed') not valid");
  const failed = await changesOn(pool.db).change("dev", { version: 1, role: "biller" }, doerOf(admin))
    .catch(({ code }) => code);
  equal(failed, "23514");
  same(await rolesOf(pool.db), ["admin", "dispatcher"]);
});

Deno.test("a password's hash is made once the change is known to be allowed", async () => {
  await using pool = await openTestPool();
  const admin = await addUser(pool.db, "admin", "admin");
  await addUser(pool.db, "dev", "dispatcher");
  let hashes = 0;
  const passwords = startPasswords();
  const counting = { ...passwords, hash: (text: string) => (hashes++, passwords.hash(text)) };
  const settings = { db: pool.db, passwords: counting, sessions: { ended: () => {} }, onRenamed: () => {} };
  const { change } = startUserChanges(settings);
  const password = "quite a long one";
  equal((await change("dev", { version: 9, password }, doerOf(admin))).is, "version_conflict");
  equal(hashes, 0);
  equal((await change("dev", { version: 1, password }, doerOf(admin))).is, "done");
  equal(hashes, 1);
  passwords.close();
});
