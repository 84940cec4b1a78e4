import { deepStrictEqual as same, ok } from "node:assert/strict";
import { readCode } from "../../domain/code.ts";
import type { News } from "../../domain/notice.ts";
import { openSettings } from "../../platform/settings.ts";
import { startListening } from "../../platform/listening.ts";
import { loadNames } from "../../platform/names.ts";
import { openPool } from "../../platform/postgres.ts";
import { sessionRows } from "../../platform/session_rows.ts";
import { Sessions } from "../../platform/sessions.ts";
import { currentSnapshot } from "../../platform/snapshot_rows.ts";
import { startTokens } from "../../platform/tokens.ts";
import { startUserChanges } from "../../platform/user_changes.ts";
import { cutNotify, until } from "../support/buses.ts";
import { addUser } from "../support/made_rows.ts";
import { openTestDatabase } from "../support/postgres.ts";

const HOURS = { desk: 3_600_000, station: 3_600_000 };

/** An instance, as far as it listens. */
async function startInstance(url: string) {
  const database = { url }, db = openPool(database, () => {});
  const names = await loadNames(db);
  const sessions = new Sessions({
    ...{ rows: sessionRows(db, HOURS), idleMs: HOURS, lengthMaxMs: HOURS, onFault: () => {} },
    tokens: await startTokens("a secret of at least thirty-two characters"),
  });
  const seen: News[] = [], faults: unknown[] = [];
  const world = { caughtUp: 0 };
  const see = (news: News) => void seen.push(news);
  const { bus, cache } = startListening({
    ...{ redis: null, database, db, home: "here", sessions, names },
    lookout: { see, tell: (news) => bus.publish(news), catchUp: () => world.caughtUp++ },
    onFault: (fault) => faults.push(fault),
  });
  return {
    ...{ db, bus, cache, sessions, names, seen, faults, world },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([bus.end(), sessions.settled()]);
      await db.end();
    },
  };
}

async function startTwo() {
  const database = await openTestDatabase();
  const here = await startInstance(database.url), there = await startInstance(database.url);
  await until(() => here.bus.isHearing() && there.bus.isHearing());
  return {
    ...{ here, there },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([here[Symbol.asyncDispose](), there[Symbol.asyncDispose]()]);
      await database[Symbol.asyncDispose]();
    },
  };
}

const FROM = { userAgent: null, address: null };

Deno.test("a session that is ended on one instance, or all of a person, is dead on the other when it hears of it", async () => {
  await using two = await startTwo();
  const { here, there } = two;
  const userId = await addUser(here.db, "asha");
  const opened = await Promise.all([1, 2, 3].map(() => here.sessions.open(userId, FROM)));
  const [first, second, third] = opened.map(({ token }) => token) as [string, string, string];
  for (const token of [first, second, third]) ok(await there.sessions.read(token));
  await here.sessions.revoke((await here.sessions.read(first))!.sessionId);
  await until(() => there.seen.length === 1);
  same(await there.sessions.read(first), null);
  ok(await there.sessions.read(second));
  await here.sessions.revokeAllOf(userId, (await here.sessions.read(third))!.sessionId);
  await until(() => there.seen.length === 2);
  same(await there.sessions.read(second), null);
  ok(await there.sessions.read(third));
});

Deno.test("kinds that one instance finds to be others are read by the other, and nobody goes on telling of them", async () => {
  await using two = await startTwo();
  const { here, there } = two;
  const capacities = () => there.names.kinds().map(({ capacity }) => capacity);
  await here.names.reloadKinds();
  await here.db.query("update bag_kinds set capacity = 29 where kind = 'SB'");
  same(capacities().includes(29), false);
  await here.names.reloadKinds();
  await until(() => capacities().includes(29));
  await until(() => here.seen.length > 0);
  await here.names.reloadKinds();
  same([here.seen, there.seen], [[{ is: "kinds" }], [{ is: "kinds" }]]);
});

Deno.test("a kind that is made and an area that is renamed on one instance are known to the other within a second", async () => {
  await using two = await startTwo();
  const { here, there } = two;
  const settings = openSettings(here.db, here.names);
  const id = await addUser(here.db, "anil", "admin");
  const person = { id, username: "anil", fullName: null, role: "admin" as const, area: null };
  const by = { person, address: null, requestId: "r", key: null };
  const rice = { kind: "RC", prefix: "RC-", digits: 5, product: "Rice", capacity: 20 };
  await settings.kindSettings.create({ ...rice, childWeightG: 1_000, expectedWeightG: 20_000 }, by);
  ok(here.names.kinds().some(({ kind }) => kind === "RC"));
  ok(await until(() => readCode("RC-00042", there.names.kinds()).is === "parent") < 1_000);
  await settings.areaSettings.change("indore", { version: 1, label: "Indore West" }, by);
  same(here.names.areas().indore, "Indore West");
  ok(await until(() => there.names.areas().indore === "Indore West") < 1_000);
});

Deno.test("when hearing begins anew, sessions are looked up and kinds read again: word of them may have been missed", async () => {
  await using two = await startTwo();
  const { here } = two;
  const { token } = await here.sessions.open(await addUser(here.db, "asha"), FROM);
  ok(await here.sessions.read(token));
  await here.db.query("update sessions set revoked_at = now()");
  await here.db.query("update bag_kinds set capacity = 29 where kind = 'SB'");
  ok(await here.sessions.read(token));
  await cutNotify(here.db);
  await until(() => here.world.caughtUp >= 2);
  same(await here.sessions.read(token), null);
  ok(here.names.kinds().some(({ capacity }) => capacity === 29));
});

Deno.test("when hearing begins, values must have all that the database has by then, and pages are drawn anew", async () => {
  await using database = await openTestDatabase();
  await using here = await startInstance(database.url);
  const before = { value: "before", subjects: [], rows: 1, snapshot: await currentSnapshot(here.db) };
  await addUser(here.db, "asha");
  await until(() => here.bus.isHearing());
  same([here.world.caughtUp, here.faults], [1, []]);
  const after = { ...before, value: "after", snapshot: await currentSnapshot(here.db) };
  same(await here.cache.read("key", () => Promise.resolve(before)), "before");
  same(await here.cache.read("key", () => Promise.resolve(after)), "after");
  same(await here.cache.read("key", () => Promise.resolve(before)), "after");
});

Deno.test("a role that is changed on one instance holds on the other when it hears of it, and who is disabled is out there", async () => {
  await using two = await startTwo();
  const { here, there } = two;
  const admin = await addUser(here.db, "admin", "admin");
  const { token } = await here.sessions.open(await addUser(here.db, "asha", "dispatcher", "lucknow"), FROM);
  const passwords = { hash: () => Promise.resolve(""), isRight: () => Promise.resolve(false), close: () => {} };
  const { change } = startUserChanges({
    ...{ db: here.db, sessions: here.sessions, onRenamed: () => {} },
    passwords: { ...passwords, flawOf: () => Promise.resolve(null) },
  });
  const person = { id: admin, username: "admin", fullName: null, role: "admin", area: null } as const;
  const doer = { person, address: null, requestId: "r1", key: null };
  const roleThere = async () => (await there.sessions.read(token))?.person.role ?? null;
  same(await roleThere(), "dispatcher");
  await change("asha", { version: 1, role: "biller" }, doer);
  await until(() => there.seen.length === 1);
  same(await roleThere(), "biller");
  await change("asha", { version: 2, disabled: true }, doer);
  await until(() => there.seen.length === 2);
  same(await roleThere(), null);
});
