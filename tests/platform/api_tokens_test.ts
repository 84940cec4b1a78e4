import { deepStrictEqual as same, ok } from "node:assert/strict";
import type { Doer, Ended } from "../../domain/people.ts";
import { apiTokenReading, startApiTokens } from "../../platform/api_tokens.ts";
import type { Database } from "../../platform/postgres.ts";
import { sessionRows } from "../../platform/session_rows.ts";
import { Sessions } from "../../platform/sessions.ts";
import { startTokens } from "../../platform/tokens.ts";
import { addUser, openTestPool } from "../support/made_rows.ts";

const HOURS = { desk: 3_600_000, station: 3_600_000 };

/** One instance on that database, its clock in hand, with the writes of uses counted. */
async function instance(db: Database) {
  const clock = { ms: 1_000_000 };
  const count = { looks: 0, touches: 0 };
  const reading = apiTokenReading(db);
  const sessions = new Sessions({
    rows: sessionRows(db, HOURS),
    tokens: await startTokens("a secret of at least thirty-two characters"),
    apiTokens: {
      findLive: (token) => (count.looks++, reading.findLive(token)),
      touch: (userId, address) => (count.touches++, reading.touch(userId, address)),
    },
    ...{ idleMs: HOURS, lengthMaxMs: HOURS, now: () => clock.ms },
    onFault: (fault) => {
      throw fault;
    },
  });
  const ended: Ended[] = [];
  sessions.onEnd((one) => ended.push(one));
  return { sessions, clock, count, ended, tokens: startApiTokens(db, sessions) };
}

async function setup(db: Database) {
  const id = await addUser(db, "anil", "admin");
  const person = { id, username: "anil", fullName: null, role: "admin", area: null } as const;
  const doer: Doer = { person, address: "10.0.0.1", requestId: "r-1", key: null };
  const one = await instance(db);
  const made = await one.tokens.create({ name: "scale", role: "dispatcher", area: "lucknow", days: 90 }, doer);
  ok(made.is === "created" && made.secret);
  return { ...one, doer, secret: made.secret, id: made.token.id };
}

Deno.test("a token is looked up once, then believed at once, as a session is", async () => {
  await using pool = await openTestPool();
  const { sessions, count, clock, secret } = await setup(pool.db);
  const first = await sessions.read(secret);
  same([first?.way, first?.person.username, first?.mustChangePassword], ["token", "token.scale", false]);
  for (let n = 0; n < 50; n++) ok(!(sessions.read(secret) instanceof Promise));
  same(count.looks, 1);
  clock.ms += 6_000;
  ok(!(sessions.read(secret) instanceof Promise));
  await sessions.settled();
  same(count.looks, 2);
});

Deno.test("its use is noted with the address, once a minute, over all instances", async () => {
  await using pool = await openTestPool();
  const { sessions, count, clock, secret } = await setup(pool.db);
  const other = await instance(pool.db);
  const seen = async () => {
    await Promise.all([sessions.settled(), other.sessions.settled()]);
    const [row] = await pool.db.query<{ last_address: string | null; last_used_at: Date | null }>(
      "select last_address, last_used_at from api_tokens",
    );
    return row!;
  };
  same((await seen()).last_used_at, null);
  for (let n = 0; n < 20; n++) await sessions.read(secret, () => "10.0.0.7");
  const first = await seen();
  same([first.last_address, count.touches], ["10.0.0.7", 1]);
  await other.sessions.read(secret, () => "10.0.0.8");
  same(await seen(), first);
  await pool.db.query("update api_tokens set last_used_at = now() - interval '61 seconds'");
  clock.ms += 61_000;
  await sessions.read(secret, () => "10.0.0.9");
  const later = await seen();
  same([later.last_address, count.touches], ["10.0.0.9", 2]);
});

Deno.test("revoking tells the other instances, which believe it no more as soon as they hear", async () => {
  await using pool = await openTestPool();
  const { sessions, ended, secret, id, doer, tokens } = await setup(pool.db);
  const other = await instance(pool.db);
  ok(await sessions.read(secret) && await other.sessions.read(secret));
  const userId = (await sessions.read(secret))!.person.id;
  same((await tokens.revoke(id, doer)).is, "revoked");
  same(ended, [{ userId }]);
  same(await sessions.read(secret), null);
  for (const one of ended) other.sessions.forget(one);
  same(await other.sessions.read(secret), null);
  await Promise.all([sessions.settled(), other.sessions.settled()]);
});

Deno.test("what has not the form of a token costs no look-up in the database", async () => {
  await using pool = await openTestPool();
  const asked: string[] = [];
  const db = new Proxy(pool.db, {
    get: (target, name, receiver) => (asked.push(String(name)), Reflect.get(target, name, receiver)),
  });
  const reading = apiTokenReading(db);
  asked.length = 0;
  for (const text of ["tt_", `tt_${"x".repeat(44)}`, `tt_${"x".repeat(42)}`, `tt_${"x".repeat(42)}é`]) {
    same(await reading.findLive(text), null);
  }
  same(asked, []);
});
