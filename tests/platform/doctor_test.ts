import { deepStrictEqual as same, equal, match, ok } from "node:assert/strict";
import { examine, told } from "../../platform/doctor.ts";
import { openTestDatabase } from "../support/postgres.ts";
import { startRedis } from "../support/redis.ts";

/** A data folder with a secret in it, and a port that nobody has. */
async function setup(mode = 0o600) {
  const folder = await Deno.makeTempDir({ prefix: "tracetrack-doctor-" });
  await Deno.writeTextFile(`${folder}/secrets.json`, "{}");
  await Deno.chmod(`${folder}/secrets.json`, mode);
  using listener = Deno.listen({ port: 0, hostname: "0.0.0.0" });
  return {
    env: { DATA_DIR: folder, PORT: String(listener.addr.port) },
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

Deno.test("the doctor finds a real database and Redis well, but for what a test's database does without", async () => {
  await using database = await openTestDatabase();
  await using world = await setup();
  const redis = await startRedis();
  const findings = await examine({ ...world.env, DATABASE_URL: database.url, REDIS_URL: redis.url });
  await redis.stop();
  const amiss = findings.filter(({ state }) => state !== "ok").map(({ part, seen }) => `${part}: ${seen}`);
  // Tests run without fsync, as a superuser; nothing else may be amiss.
  same(amiss.filter((one) => !/^(durability|role|pg_stat_statements|disk)/.test(one)), []);
  ok(amiss.includes("durability: fsync is off"));
  const parts = new Set(findings.map(({ part }) => part));
  for (
    const part of ["variables", "version", "schema", "connections", "notifications", "Redis", "disk", "secrets", "port"]
  ) {
    ok(parts.has(part), part);
  }
  match(told(findings), /^bad {3}durability: fsync is off\n {6}→ alter system set fsync = on/m);
});

Deno.test("the doctor says which of database and Redis does not answer, and looks at the rest all the same", async () => {
  await using world = await setup(0o644);
  using taken = Deno.listen({ port: 0, hostname: "0.0.0.0" });
  const findings = await examine({
    ...world.env,
    PORT: String(taken.addr.port),
    DATABASE_URL: "postgres://nobody:secret-word@127.0.0.1:1/none",
    REDIS_URL: "redis://127.0.0.1:1",
  });
  const stateOf = (part: string) => findings.find((finding) => finding.part === part)?.state;
  same(["database", "Redis", "secrets", "port"].map(stateOf), ["bad", "warn", "bad", "bad"]);
  ok(!JSON.stringify(findings).includes("secret-word"), "no password is told");
});

Deno.test("the doctor tells every fault of the configuration at once, and a port that another program has", async () => {
  const findings = await examine({ PORT: "none", TIME_ZONE: "Mars/Olympus", SESSION_SECRETS: "x" });
  equal(findings.filter(({ part, state }) => part === "configuration" && state === "bad").length, 2);
  equal(findings.find(({ part }) => part === "variables")?.todo, "Call it SESSION_SECRET");
});
