import { deepStrictEqual as same, ok, rejects } from "node:assert/strict";
import type { Database } from "../../platform/postgres.ts";
import { sessionRows } from "../../platform/session_rows.ts";
import type { Ended } from "../../domain/people.ts";
import { Sessions } from "../../platform/sessions.ts";
import { startTokens } from "../../platform/tokens.ts";
import { addUser, openTestPool } from "../support/made_rows.ts";

const HERE = { userAgent: "a browser", address: "10.0.0.1" };
const HOUR_MS = 3_600_000;
const HOURS = { desk: HOUR_MS, station: 4 * HOUR_MS };

async function setup(db: Database, { idleMs = HOURS, lengthMaxMs = HOURS } = {}) {
  const clock = { ms: 1_000_000, isHearing: true };
  const reads = { count: 0 };
  const ended: Ended[] = [];
  const rows = sessionRows(db, idleMs);
  const findLive: typeof rows.findLive = (id) => {
    reads.count++;
    return rows.findLive(id);
  };
  const faults: unknown[] = [];
  const sessions = new Sessions({
    rows: { ...rows, findLive },
    tokens: await startTokens("a secret of at least thirty-two characters"),
    idleMs,
    lengthMaxMs,
    now: () => clock.ms,
    isHearing: () => clock.isHearing,
    onFault: (fault) => faults.push(fault),
  });
  sessions.onEnd((one) => ended.push(one));
  const userId = await addUser(db, "asha", "dispatcher", "lucknow");
  return { sessions, clock, reads, ended, faults, userId };
}

Deno.test("a token is looked up once, then believed for five seconds, then looked up behind its use", async () => {
  await using pool = await openTestPool();
  const { sessions, clock, reads, userId } = await setup(pool.db);
  const { token } = await sessions.open(userId, HERE);
  const first = await sessions.read(token);
  same(first?.person, { id: userId, username: "asha", fullName: null, role: "dispatcher", area: "lucknow" });
  for (let n = 0; n < 100; n++) ok(!(sessions.read(token) instanceof Promise));
  same(reads.count, 1);
  clock.ms += 6_000;
  ok(!(sessions.read(token) instanceof Promise));
  ok(!(sessions.read(token) instanceof Promise));
  await sessions.settled();
  same(reads.count, 2);
  clock.ms += 16_000;
  const lookedUp = sessions.read(token);
  ok(lookedUp instanceof Promise);
  ok(await lookedUp);
  await sessions.settled();
});

Deno.test("however many requests come at once, a token that has to be looked up is looked up once", async () => {
  await using pool = await openTestPool();
  const { sessions, clock, reads, userId } = await setup(pool.db);
  const { token } = await sessions.open(userId, HERE);
  const { token: other } = await sessions.open(userId, HERE);
  const atOnce = () => Promise.all(Array.from({ length: 50 }, (_, n) => sessions.read(n % 2 ? token : other)));
  for (const one of await atOnce()) same(one?.person.id, userId);
  same(reads.count, 2);
  clock.ms += 16_000;
  await atOnce();
  same(reads.count, 4);
  await sessions.settled();
});

Deno.test("a session that is revoked is gone at once, and others are told", async () => {
  await using pool = await openTestPool();
  const { sessions, ended, userId } = await setup(pool.db);
  const { token } = await sessions.open(userId, HERE);
  const { sessionId } = (await sessions.read(token))!;
  await sessions.revoke(sessionId);
  same(await sessions.read(token), null);
  same(ended, [{ sessionId }]);
  await sessions.settled();
});

Deno.test("all sessions of a person end but the one that asked", async () => {
  await using pool = await openTestPool();
  const { sessions, userId } = await setup(pool.db);
  const tokens = [await sessions.open(userId, HERE), await sessions.open(userId, HERE)].map(({ token }) => token);
  const kept = await sessions.read(tokens[0]!);
  await sessions.read(tokens[1]!);
  await sessions.revokeAllOf(userId, kept!.sessionId);
  same((await sessions.read(tokens[0]!))?.sessionId, kept!.sessionId);
  same(await sessions.read(tokens[1]!), null);
  await sessions.settled();
});

Deno.test("what another instance ended is forgotten when it says so, and after seconds if it does not", async () => {
  await using pool = await openTestPool();
  const { sessions, clock, userId } = await setup(pool.db);
  const { token } = await sessions.open(userId, HERE);
  ok(await sessions.read(token));
  await pool.db.query("update users set disabled_at = now()");
  ok(await sessions.read(token));
  sessions.forget({ userId });
  same(await sessions.read(token), null);

  await pool.db.query("update users set disabled_at = null");
  ok(await sessions.read(token));
  await pool.db.query("update sessions set revoked_at = now()");
  clock.ms += 6_000;
  ok(sessions.read(token));
  await sessions.settled();
  same(await sessions.read(token), null);
});

Deno.test("while nobody is heard a session is looked up every second; without a database it is believed as ever", async () => {
  await using pool = await openTestPool();
  const { sessions, clock, faults, userId } = await setup(pool.db);
  const { token } = await sessions.open(userId, HERE);
  ok(await sessions.read(token));
  await pool.db.query("update sessions set revoked_at = now()");
  clock.isHearing = false;
  clock.ms += 1_000;
  ok(sessions.read(token));
  await pool.db.query("alter table sessions rename to away");
  clock.ms += 1;
  ok(await sessions.read(token));
  same(faults.length, 1);
  await pool.db.query("alter table away rename to sessions");
  same(await sessions.read(token), null);
  await sessions.settled();
});

Deno.test("what may have been ended elsewhere unheard is looked up before it is believed again", async () => {
  await using pool = await openTestPool();
  const { sessions, reads, userId } = await setup(pool.db);
  const { token } = await sessions.open(userId, HERE);
  ok(await sessions.read(token));
  sessions.forgetAll();
  ok(await sessions.read(token));
  same(reads.count, 2);
  await pool.db.query("update sessions set revoked_at = now()");
  sessions.forgetAll();
  same(await sessions.read(token), null);
  await sessions.settled();
});

Deno.test("a look-up that was under way when the session ended does not bring it back", async () => {
  await using pool = await openTestPool();
  const { sessions, clock, userId } = await setup(pool.db);
  const { token } = await sessions.open(userId, HERE);
  const { sessionId } = (await sessions.read(token))!;
  clock.ms += 6_000;
  sessions.read(token);
  await sessions.revoke(sessionId);
  await sessions.settled();
  same(await sessions.read(token), null);
});

Deno.test("a session ends by its length and by its idleness, and its use puts only the latter off", async () => {
  await using pool = await openTestPool();
  const { sessions, clock, userId } = await setup(pool.db, { lengthMaxMs: { desk: 30 * 60_000, station: HOUR_MS } });
  const { token } = await sessions.open(userId, HERE);
  ok(await sessions.read(token));
  await sessions.settled();
  await pool.db.query("update sessions set last_seen_at = now() - interval '59 minutes'");
  clock.ms += 20_000;
  ok(await sessions.read(token));
  clock.ms += 61_000;
  ok(await sessions.read(token));
  await sessions.settled();
  same((await pool.db.query("select from sessions where last_seen_at > now() - interval '1 minute'")).length, 1);
  await pool.db.query("update sessions set last_seen_at = now() - interval '61 minutes'");
  clock.ms += 16_000;
  same(await sessions.read(token), null);
  await pool.db.query("update sessions set last_seen_at = now(), expires_at = now()");
  same(await sessions.read(token), null);
  await sessions.settled();
});

Deno.test("a station's session rests longer and lasts longer than one at a desk", async () => {
  await using pool = await openTestPool();
  const { sessions, userId } = await setup(pool.db, { lengthMaxMs: { desk: HOUR_MS, station: 16 * HOUR_MS } });
  const atDesk = await sessions.open(userId, HERE);
  const atStation = await sessions.open(userId, HERE, { way: "password", isStation: true });
  ok(atStation.expiresAt.getTime() - atDesk.expiresAt.getTime() > 14 * HOUR_MS);
  const rest = (minutes: number) =>
    pool.db.query("update sessions set last_seen_at = now() - $1 * interval '1 minute'", [minutes]);
  const stand = async () => [await sessions.left(atDesk.token), await sessions.left(atStation.token)].map(Boolean);
  await rest(59);
  same(await stand(), [true, true]);
  await rest(61);
  same(await stand(), [false, true]);
  same((await sessions.read(atStation.token))?.isStation, true);
  same(await sessions.read(atDesk.token), null);
  await rest(241);
  same(await stand(), [false, false]);
  await sessions.settled();
});

Deno.test("how long a session still stands can be asked without using it", async () => {
  await using pool = await openTestPool();
  const { sessions, userId } = await setup(pool.db);
  const { token } = await sessions.open(userId, HERE);
  await pool.db.query(
    "update sessions set last_seen_at = now() - interval '50 minutes', expires_at = now() + interval '2 hours'",
  );
  for (let n = 0; n < 2; n++) {
    const left = await sessions.left(token);
    ok(left && left.seconds > 590 && left.seconds <= 600 && !left.isFinal);
  }
  await pool.db.query("update sessions set expires_at = now() + interval '5 minutes'");
  const left = await sessions.left(token);
  ok(left && left.seconds <= 300 && left.isFinal);
  same(await sessions.left("no token"), null);
});

Deno.test("who came by a badge may do what a biller may, at most, and is not asked for a new password", async () => {
  await using pool = await openTestPool();
  const { sessions } = await setup(pool.db);
  const badge = { way: "badge", isStation: true } as const;
  for (const [name, role, seen] of [["an", "admin", "biller"], ["bi", "biller", "biller"]] as const) {
    const id = await addUser(pool.db, `${name}_one`, role, null);
    await pool.db.query("update users set must_change_password = true where id = $1", [id]);
    const { token } = await sessions.open(id, HERE, badge);
    const signedIn = (await sessions.read(token))!;
    same([signedIn.person.role, signedIn.way, signedIn.mustChangePassword], [seen, "badge", false]);
    same((await sessions.standing([signedIn.sessionId])).get(signedIn.sessionId), { role: seen, area: null });
    const byPassword = (await sessions.read((await sessions.open(id, HERE)).token))!;
    same([byPassword.person.role, byPassword.mustChangePassword], [role, true]);
  }
  await sessions.settled();
});

Deno.test("with the database away a session is believed for seconds, then nobody is", async () => {
  const pool = await openTestPool();
  const { sessions, clock, faults, userId } = await setup(pool.db);
  const { token } = await sessions.open(userId, HERE);
  ok(await sessions.read(token));
  await sessions.settled();
  await pool[Symbol.asyncDispose]();
  clock.ms += 6_000;
  ok(!(sessions.read(token) instanceof Promise));
  await sessions.settled();
  same(faults.length, 1);
  clock.ms += 10_000;
  await rejects(async () => await sessions.read(token));
});
