import { deepStrictEqual as same, match } from "node:assert/strict";
import {
  type DatabaseFacts,
  distance,
  type Finding,
  judgeCertificate,
  judgeClock,
  judgeDatabase,
  judgeDisk,
  judgeNames,
  judgePort,
  judgeRedis,
  judgeSecretFile,
  type Ours,
} from "../../platform/doctor_judge.ts";

const SOUND: DatabaseFacts = {
  ...{ version: 180_001, fsync: "on", synchronousCommit: "on", fullPageWrites: "on", maxConnections: 100 },
  ...{ reservedConnections: 3, encoding: "UTF8", isEncrypted: true, isSuperuser: false, mayCreate: true },
  ...{ hasTrigrams: true, mayHaveTrigrams: true, hasStatements: true, knowsTimeZone: true, migration: 24 },
  ...{ clockAheadSeconds: 0.1, hearsNotify: true, user: "owner", isWalled: true },
};
const OURS: Ours = {
  ...{ newestMigration: 24, timeZone: "Asia/Kolkata", connectionsOfInstance: 16 },
  ...{ isEmbedded: false, isRemote: true, isVerified: true, hasRedis: true },
};

/** State and part of those that are not well. */
const amiss = (findings: readonly Finding[]): string[] =>
  findings.filter(({ state }) => state !== "ok").map(({ state, part }) => `${state} ${part}`);

const CASES: readonly [change: Partial<DatabaseFacts>, ours: Partial<Ours>, amiss: readonly string[]][] = [
  [{}, {}, []],
  [{ version: 120_000 }, {}, []],
  [{ version: 119_999 }, {}, ["bad version"]],
  [{ fsync: "off" }, {}, ["bad durability"]],
  [{ synchronousCommit: "off", fullPageWrites: "off" }, {}, ["bad durability", "bad durability"]],
  // A standby's "local" or "remote_apply" is on disk here, too.
  [{ synchronousCommit: "remote_apply" }, {}, []],
  [{ maxConnections: 35 }, {}, []],
  [{ maxConnections: 34 }, {}, ["warn connections"]],
  [{ maxConnections: 18 }, {}, ["bad connections"]],
  [{ encoding: "SQL_ASCII" }, {}, ["bad encoding"]],
  [{ isEncrypted: false }, {}, ["bad way to the database"]],
  [{ isEncrypted: false }, { isRemote: false, isVerified: false }, []],
  [{}, { isVerified: false }, ["warn way to the database"]],
  [{ isSuperuser: true }, {}, ["warn role"]],
  [{ isSuperuser: true }, { isEmbedded: true }, []],
  [{ mayCreate: false }, {}, ["bad role"]],
  [{ isWalled: false }, {}, ["warn audit log"]],
  // The next start makes the role.
  [{ isWalled: false, migration: 23 }, {}, []],
  [{ isWalled: false, migration: null }, {}, []],
  [{ migration: null, hasTrigrams: false }, {}, []],
  [{ migration: null, hasTrigrams: false, mayHaveTrigrams: false }, {}, ["bad pg_trgm"]],
  [{ migration: 23 }, {}, []],
  [{ migration: 25 }, {}, ["bad schema"]],
  [{ clockAheadSeconds: -2.1 }, {}, ["warn clock of the database"]],
  [{ knowsTimeZone: false }, {}, ["bad time zone"]],
  [{ hearsNotify: false }, {}, ["warn notifications"]],
  [{ hearsNotify: false }, { hasRedis: false }, ["bad notifications"]],
  [{ hasStatements: false }, {}, ["warn pg_stat_statements"]],
];

for (const [change, ours, expected] of CASES) {
  Deno.test(`of a database with ${JSON.stringify({ ...change, ...ours })} the doctor says: ${expected.join(", ") || "ok"}`, () => {
    same(amiss(judgeDatabase({ ...SOUND, ...change }, { ...OURS, ...ours })), expected);
  });
}

Deno.test("a finding says what to do exactly where something is amiss", () => {
  for (const [change, ours] of CASES) {
    for (const { state, todo } of judgeDatabase({ ...SOUND, ...change }, { ...OURS, ...ours })) {
      same(todo === null, state === "ok");
    }
  }
});

Deno.test("a misspelt variable is told with the one that was meant, and the machine's own are left alone", () => {
  const known = ["SESSION_SECRET", "PORT", "TRACETRACK_ENV"];
  same(amiss(judgeNames(["PATH", "HOME", "PORT", "SESSION_SECRET", "LANG"], known)), []);
  const [misspelt, strange] = judgeNames(["SESION_SECRET", "TRACETRACK_COLOUR"], known);
  same([misspelt!.state, misspelt!.todo], ["warn", "Call it SESSION_SECRET"]);
  same([strange!.state, strange!.todo], ["warn", "Take it away"]);
});

Deno.test("distance counts signs put in, taken out and changed", () => {
  same(["", "abc", "ab", "abcd", "axc", "cab"].map((one) => distance(one, "abc")), [3, 0, 1, 1, 1, 2]);
});

Deno.test("Redis is judged by its version, its clock and what it does when it is full", () => {
  const sound = { version: "7.4.2", maxMemory: 256e6, policy: "allkeys-lru", clockAheadSeconds: 0 };
  same(amiss(judgeRedis(sound)), []);
  same(amiss(judgeRedis({ ...sound, maxMemory: 0, policy: "noeviction" })), []);
  same(amiss(judgeRedis({ ...sound, policy: "noeviction" })), ["warn Redis's memory"]);
  same(amiss(judgeRedis({ ...sound, version: "5.0.14" })), ["bad Redis"]);
  same(amiss(judgeRedis({ ...sound, version: "10.0.0" })), []);
  same(amiss(judgeRedis({ ...sound, clockAheadSeconds: 3 })), ["warn clock of Redis"]);
});

Deno.test("disk, secrets, certificates, clock and port are judged at their bounds", () => {
  same([6e9, 4.9e9, 0.9e9].map((free) => judgeDisk(free).state), ["ok", "warn", "bad"]);
  same([0o600, 0o100400, 0o640, 0o604].map((mode) => judgeSecretFile("s", mode).state), ["ok", "ok", "bad", "bad"]);
  match(judgeSecretFile("/d/secrets.json", 0o100644).seen, /\(644\)/);
  const now = new Date("2026-06-01T00:00:00Z");
  const ends = (day: string) => judgeCertificate("c", new Date(day), now).state;
  same(["2026-08-01", "2026-06-20", "2026-05-31"].map(ends), ["ok", "warn", "bad"]);
  same([1.9, -1.9, 2.1].map((ahead) => judgeClock("c", ahead).state), ["ok", "ok", "warn"]);
  same((["nobody", "us", "another"] as const).map((taker) => judgePort(5000, taker).state), ["ok", "ok", "bad"]);
});
