import { deepStrictEqual as same, ok } from "node:assert/strict";
import type { SwitchResult } from "../../domain/badge.ts";
import type { Doer, SignedIn } from "../../domain/people.ts";
import type { Role } from "../../domain/shapes.ts";
import { startBadgeSignIn } from "../../platform/badge_sign_in.ts";
import { startBadges } from "../../platform/badges.ts";
import { type Passwords, startPasswords } from "../../platform/passwords.ts";
import type { Database } from "../../platform/postgres.ts";
import { sessionRows } from "../../platform/session_rows.ts";
import { Sessions } from "../../platform/sessions.ts";
import { startTokens } from "../../platform/tokens.ts";
import { addUser, openTestPool } from "../support/made_rows.ts";

const HOURS = { desk: 3_600_000, station: 4 * 3_600_000 };
const HERE = { userAgent: "a browser", address: "10.0.0.1" };
const PIN = "482913";

/** As quick as a test needs: a hash that says what it hashes. */
const QUICK: Passwords = {
  hash: (text) => Promise.resolve(`quick:${text}`),
  isRight: (text, hash) => Promise.resolve(hash === `quick:${text}`),
  flawOf: () => Promise.resolve(null),
  close: () => {},
};

async function setup(db: Database, passwords: Passwords = QUICK) {
  const ended: unknown[] = [];
  const sessions = new Sessions({
    ...{ rows: sessionRows(db, HOURS), idleMs: HOURS, lengthMaxMs: HOURS, onFault: () => {} },
    tokens: await startTokens("a secret of at least thirty-two characters"),
  });
  sessions.onEnd((one) => ended.push(one));
  const badges = startBadges({ db, passwords, sessions });
  const switchTo = startBadgeSignIn({ db, passwords, sessions });
  const add = async (username: string, role: Role, area: string | null = null) => {
    const id = await addUser(db, username, role, area);
    return { id, username, fullName: null, role, area };
  };
  const admin = await add("anil", "admin");
  const doer: Doer = { person: admin, address: "10.0.0.9", requestId: "r-1", key: null };
  const ravi = await add("ravi", "dispatcher", "lucknow");
  const opened = await sessions.open(ravi.id, HERE, { way: "password", isStation: true });
  const from = (await sessions.read(opened.token))!;
  const handOver = async (username: string, pin: string | null = PIN) => {
    const holder = (await badges.holder(username))!;
    const code = await badges.make(holder, doer);
    if (pin !== null) await badges.setPin(holder, pin, doer);
    return code;
  };
  const attempt = (badge: string, pin: string, { at = "10.0.0.1", as = from as SignedIn } = {}) =>
    switchTo({ from: as, badge, pin, station: "S1", address: at, userAgent: "a browser", requestId: "r-2" });
  return { db, sessions, badges, doer, admin, ravi, from, opened, add, handOver, attempt, ended };
}

async function inWorld(
  use: (world: Awaited<ReturnType<typeof setup>>) => Promise<void>,
  passwords?: Passwords,
): Promise<void> {
  await using pool = await openTestPool();
  const world = await setup(pool.db, passwords);
  await use(world);
  await world.sessions.settled();
}

const REFUSED = (triesLeft: number): SwitchResult => ({ is: "refused", triesLeft });

const auditOf = (db: Database) =>
  db.query<{ action: string; user_id: number; entity_id: string | null; after: Record<string, string> | null }>(
    "select action, user_id, entity_id, after from audit_log order by id",
  );

Deno.test("badge and PIN put another's session in place of the one that stands, and it is on record", () =>
  inWorld(async ({ db, sessions, ravi, from, opened, add, handOver, attempt, ended }) => {
    const asha = await add("asha", "dispatcher", "indore");
    const code = await handOver("asha");
    const result = await attempt(code.toLowerCase(), PIN);
    ok(result.is === "switched");
    const signedIn = (await sessions.read(result.token))!;
    same([signedIn.person.id, signedIn.way, signedIn.isStation], [asha.id, "badge", true]);
    same(await sessions.read(opened.token), null, "The one before is out");
    same(ended.at(-1), { sessionId: from.sessionId }, "Other instances hear of it");
    const last = (await auditOf(db)).at(-1)!;
    same([last.action, last.user_id, last.entity_id], ["badge_signed_in", asha.id, String(asha.id)]);
    same(last.after, { station: "S1", in_place_of: ravi.username });
  }));

Deno.test("neither a badge alone nor a PIN alone is anything; all that is wrong is told alike", () =>
  inWorld(async ({ db, badges, doer, add, handOver, attempt }) => {
    for (const name of ["asha", "bela", "chand", "dev_one"]) await add(name, "dispatcher", "indore");
    const code = await handOver("asha");
    const withoutPin = await handOver("bela", null);
    const revoked = await handOver("chand");
    await badges.revoke((await badges.holder("chand"))!, doer);
    const ofDisabled = await handOver("dev_one");
    await db.query("update users set disabled_at = now() where username = 'dev_one'");
    const tried = [[code, ""], [withoutPin, PIN], [revoked, PIN], [ofDisabled, PIN], ["TTB-0000000000000000", PIN]];
    for (const [badge, pin] of [...tried, ["", PIN], ["no badge", PIN]]) {
      same(await attempt(badge!, pin!), REFUSED(3), `${badge}`);
    }
    same(await attempt(code, "482914"), REFUSED(2));
    same((await attempt(code, PIN)).is, "switched");
  }));

Deno.test("the PIN is hashed whether such a badge exists or not", () =>
  inWorld(async ({ add, handOver, attempt }) => {
    await add("asha", "dispatcher");
    const code = await handOver("asha");
    for (const badge of [code, "TTB-0000000000000000", "nothing"]) await attempt(badge, "111111");
    same(asked, [true, false, false]);
  }, { ...QUICK, isRight: (_, hash) => Promise.resolve(asked.push(hash !== null) < 0) }));
const asked: boolean[] = [];

Deno.test("four wrong PINs and the badge waits at that address, twice as long each time; other stations do not", () =>
  inWorld(async ({ db, add, handOver, attempt }) => {
    await add("asha", "dispatcher");
    const code = await handOver("asha");
    for (const left of [3, 2, 1, 0]) same(await attempt(code, "111111"), REFUSED(left));
    const isLocked = async (badge: string, seconds: number) => {
      const result = await attempt(badge, PIN);
      ok(result.is === "throttled" && result.retryAfterSeconds > seconds / 2 && result.retryAfterSeconds <= seconds);
    };
    await isLocked(code, 30);
    const pass = () => db.query("update badge_tries set locked_until = now()");
    await pass();
    same(await attempt(code, "111111"), REFUSED(0));
    await isLocked(code, 60);
    // Of a badge that nobody has, nobody can tell that nobody has it.
    for (const left of [3, 2, 1, 0]) same(await attempt("TTB-0000000000000000", PIN), REFUSED(left));
    await isLocked("TTB-0000000000000000", 30);
    same((await attempt(code, PIN, { at: "10.0.0.2" })).is, "switched");
  }));

Deno.test("after ten wrong tries, wherever they were made, the PIN is void until a new one is set", () =>
  inWorld(async ({ db, badges, doer, add, handOver, attempt }) => {
    await add("asha", "dispatcher");
    const code = await handOver("asha");
    for (let n = 0; n < 10; n++) same((await attempt(code, "111111", { at: `10.0.1.${n}` })).is, "refused");
    same(await attempt(code, PIN, { at: "10.0.2.1" }), REFUSED(3), "Right, and void");
    const holder = (await badges.holder("asha"))!;
    same([holder.pin?.isVoid, holder.badge !== null], [true, true]);
    same((await auditOf(db)).filter(({ action }) => action === "pin_voided").length, 1);
    await badges.setPin(holder, "905172", doer);
    same((await attempt(code, "905172", { at: "10.0.2.1" })).is, "switched");
  }));

Deno.test("the right PIN makes good what was tried here, and nothing that was tried elsewhere", () =>
  inWorld(async ({ db, add, handOver, attempt }) => {
    await add("asha", "dispatcher");
    const code = await handOver("asha");
    const failures = async () =>
      (await db.query<{ failures: number }>("select failures from station_pins"))[0]!.failures;
    for (let n = 0; n < 3; n++) await attempt(code, "111111", { at: "10.6.6.6" });
    for (let n = 0; n < 2; n++) await attempt(code, "111111");
    same(await failures(), 5);
    same((await attempt(code, PIN)).is, "switched");
    same(await failures(), 3, "A thief's guesses do not begin anew with each shift");
  }));

Deno.test("many tries at once are no more than a few one after the other", () =>
  inWorld(async ({ db, add, handOver, attempt }) => {
    await add("asha", "dispatcher");
    const code = await handOver("asha");
    const here = await Promise.all(Array.from({ length: 12 }, () => attempt(code, "111111")));
    same(here.filter(({ is }) => is === "refused").length, 4);
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, n) => attempt(code, n === 11 ? PIN : "111111", { at: `10.0.1.${n}` })),
    );
    ok(all.every(({ is }) => is === "refused" || is === "switched"));
    const [row] = await db.query<{ failures: number }>("select failures from station_pins");
    ok(row!.failures <= 10);
  }));

Deno.test("an admin's badge has a biller's rights", () =>
  inWorld(async ({ sessions, handOver, attempt }) => {
    const result = await attempt(await handOver("anil"), PIN);
    ok(result.is === "switched");
    same(result.person.role, "biller");
    same((await sessions.read(result.token))!.person.role, "biller");
  }));

Deno.test("whoever is in by his password and scans his own badge stays as he is", () =>
  inWorld(async ({ sessions, ravi, opened, from, handOver, attempt }) => {
    const code = await handOver("ravi");
    same(await attempt(code, PIN), { is: "same" });
    same((await sessions.read(opened.token))?.person.id, ravi.id);
    // By his badge he gets a fresh session, so that a shift can be gone on with.
    same((await attempt(code, PIN, { as: { ...from, way: "badge" } })).is, "switched");
  }));

Deno.test("a new badge, a lost badge and a new PIN end what was opened by badge, and nothing else", () =>
  inWorld(async ({ sessions, badges, doer, ravi, add, handOver, attempt, ended }) => {
    const asha = await add("asha", "dispatcher");
    const byPassword = await sessions.open(asha.id, HERE);
    const endings: ((holder: NonNullable<Awaited<ReturnType<typeof badges.holder>>>) => Promise<unknown>)[] = [
      (holder) => badges.revoke(holder, doer),
      (holder) => badges.make(holder, doer),
      (holder) => badges.setPin(holder, "905172", doer),
    ];
    for (const [n, end] of endings.entries()) {
      const as = (await sessions.read((await sessions.open(ravi.id, HERE)).token))!;
      const result = await attempt(await handOver("asha"), PIN, { at: `10.0.0.${n}`, as });
      ok(result.is === "switched");
      ok(await sessions.read(result.token));
      await end((await badges.holder("asha"))!);
      same(await sessions.read(result.token), null);
      same(ended.at(-1), { userId: asha.id });
      ok(await sessions.read(byPassword.token));
    }
  }));

Deno.test("of two admins who make a badge at once one has made the live one; a person never has two", () =>
  inWorld(async ({ db, badges, doer, add }) => {
    await add("asha", "dispatcher");
    const holder = (await badges.holder("asha"))!;
    const codes = await Promise.all(Array.from({ length: 5 }, () => badges.make(holder, doer)));
    same(new Set(codes).size, 5);
    same((await db.query("select from badges where revoked_at is null")).length, 1);
  }));

Deno.test("with real hashes: neither code nor PIN stands in any table", async () => {
  const passwords = startPasswords();
  try {
    await inWorld(async ({ db, badges, doer, add, handOver, attempt }) => {
      const asha = await add("asha", "dispatcher");
      const code = await handOver("asha");
      const hash = await passwords.hash("asha's own words");
      await db.query("update users set password_hash = $2 where id = $1", [asha.id, hash]);
      same((await badges.setOwnPin({ ...doer, person: asha }, "no password", "905172")).is, "wrong_password");
      same((await badges.setOwnPin({ ...doer, person: asha }, "asha's own words", "739105")).is, "set");
      // As often as on the page where the password is changed, both together.
      for (let n = 0; n < 5; n++) {
        same((await badges.setOwnPin({ ...doer, person: asha }, "no password", "905172")).is, "wrong_password");
      }
      same((await badges.setOwnPin({ ...doer, person: asha }, "asha's own words", "905172")).is, "too_often");
      await db.query("delete from sign_in_failures");
      same((await attempt(code, PIN)).is, "refused");
      await badges.setPin((await badges.holder("asha"))!, PIN, doer);
      same((await badges.setPin((await badges.holder("asha"))!, "123456", doer)).is, "in_order");
      same((await attempt(code, "905172")).is, "refused");
      same((await attempt(code, PIN)).is, "switched");
      const tables = await db.query<{ name: string }>(
        "select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r'",
      );
      for (const { name } of tables) {
        for (const { row } of await db.query<{ row: string }>(`select t::text as row from ${name} t`)) {
          ok(!row.includes(code) && !row.includes(code.slice(4)), name);
          ok(name === "schema_migrations" || !new RegExp(`\\b${PIN}\\b`).test(row), name);
        }
      }
    }, passwords);
  } finally {
    passwords.close();
  }
});
