import { equal, ok } from "node:assert/strict";
import type { Config } from "../../platform/config.ts";
import { startPeople } from "../../platform/people.ts";
import { type Database, openPool } from "../../platform/postgres.ts";
import { openRateLimits } from "../../platform/rate_limits.ts";
import { PEOPLES_PASSWORDS, SECRET } from "../support/people.ts";
import { withDatabase } from "../support/postgres.ts";

const CONFIG = {
  sessionSecret: SECRET,
  ...{ sessionIdleMinutes: 30, stationIdleMinutes: 60, sessionHoursMax: 12, stationHoursMax: 16 },
  adminPassword: PEOPLES_PASSWORDS.admin,
  testUsers: null,
} as unknown as Config;

/** The same database, whose questions are counted. */
function counted(db: Database) {
  const asked = { times: 0 };
  const counting = <Args extends unknown[], Result>(ask: (...args: Args) => Result) => (...args: Args): Result => {
    asked.times++;
    return ask(...args);
  };
  const vital = { query: counting(db.query), prepared: counting(db.prepared), transaction: counting(db.transaction) };
  return { vital: vital as Database, asked };
}

Deno.test("what is refused, whoever floods us with it, and what admins do take none of the connections that scans need", async () => {
  await withDatabase(async (url) => {
    const db = openPool({ url }, () => {});
    const { vital, asked } = counted(db);
    const people = await startPeople(vital, CONFIG, {
      ...{ onFault: (fault) => console.error(fault), isHearing: () => true, onRenamed: () => {} },
      ...{ rates: openRateLimits(null), pages: db },
    });
    const { users, apiTokens, noteRefused, writeTaken } = people.deps;
    const [admin] = await db.query<{ id: number }>("select id from users where username = 'admin'");
    const person = { id: admin!.id, username: "admin", fullName: null, role: "admin", area: null } as const;
    const before = asked.times;
    const where = { route: "GET /x", address: null, requestId: "r" };
    for (let n = 0; n < 50; n++) noteRefused({ ...where, credential: `tt_${String(n).padStart(43, "x")}` });
    noteRefused({ ...where, why: "role", userId: person.id });
    await people.settled();
    await writeTaken("bags.csv", {}, { person, address: null, requestId: "r", key: null });
    ok((await apiTokens.list({ limit: 10, cursor: null }))!.items.length === 0);
    equal((await users.find("admin"))?.username, "admin");
    equal(asked.times, before);
    equal((await db.query("select from audit_log where action in ('refused', 'export_taken')")).length, 2);
    await people.close();
    await db.end();
  });
});
