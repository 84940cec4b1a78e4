// Runs in a pair: it starts three servers and waits for what they hear of each other.
import { deepStrictEqual as same, ok } from "node:assert/strict";
import { openTestDatabase } from "../support/postgres.ts";
import { startRedis } from "../support/redis.ts";
import { type Session, startServer, type TestServer } from "../support/server.ts";

Deno.test("a session that ends on one instance is dead on all within a second, with Redis and while it is dead", async () => {
  await using database = await openTestDatabase();
  const redis = await startRedis();
  try {
    const start = () => startServer({ databaseUrl: database.url, env: { REDIS_URL: redis.url } });
    await using here = await start();
    await using second = await start();
    await using third = await start();
    const all = [here, second, third];
    await busIs("ok", all);
    await endsEverywhere(here, all);
    await redis.kill();
    await busIs("degraded", all);
    await endsEverywhere(here, all);
    const scanner = await here.logIn("dispatcher");
    same((await scan(scanner)).status, 201);
    await redis.start();
    await busIs("ok", all);
    await endsEverywhere(second, all);
    same((await here.stop()).code, 0);
  } finally {
    await redis.stop();
  }
});

/** Readiness says so, and 200 in either case. */
async function busIs(state: string, servers: readonly TestServer[]): Promise<void> {
  for (const { base } of servers) {
    for (const until = performance.now() + 10_000;;) {
      const response = await fetch(`${base}/api/health/ready`);
      const { checks } = await response.json();
      same(response.status, 200);
      if (checks.bus === state) break;
      if (performance.now() > until) throw new Error(`The bus is still ${checks.bus} on ${base}`);
    }
  }
}

async function endsEverywhere(at: TestServer, all: readonly TestServer[]): Promise<void> {
  const session = await at.logIn("dispatcher");
  for (const server of all) same(await statusOn(server, session), 200);
  same((await session.call("DELETE", "/api/v1/session")).status, 204);
  const from = performance.now();
  for (const server of all) {
    while (await statusOn(server, session) !== 401) ok(performance.now() - from < 1_000, "It lives for too long");
  }
}

async function statusOn({ base }: TestServer, { token }: Session): Promise<number> {
  const response = await fetch(`${base}/api/v1/session`, { headers: { authorization: `Bearer ${token}` } });
  await response.body?.cancel();
  return response.status;
}

const scan = (session: Session) =>
  session.call("POST", "/api/v1/scans", { scan_id: crypto.randomUUID(), parent: "SB00001", child: "0016586" });
