// Runs in a pair: a whole server, whose pages wait for a lock.
import { deepStrictEqual as same, equal } from "node:assert/strict";
import { LIMITS } from "../../domain/limits.ts";
import { withClient } from "../support/postgres.ts";
import { startServer } from "../support/server.ts";

Deno.test("an instance whose pages are slow is still ready: a proxy must not take it from those who scan", async () => {
  await using server = await startServer();
  const { call } = await server.logIn("admin");
  await withClient(server.databaseUrl, async (client) => {
    await client.query("begin; lock table bags in access exclusive mode");
    const count = 2 * LIMITS.readConnectionsMax;
    const pages = Promise.allSettled(Array.from({ length: count }, () => call("GET", "/api/v1/bags")));
    // Outside of that transaction, which would see the same moment again and again.
    await withClient(server.databaseUrl, async (watcher) => {
      const waiting = "select count(*) as n from pg_locks where not granted";
      while (Number((await watcher.query(waiting)).rows[0].n) < LIMITS.readConnectionsMax);
    });
    const { status, json } = await call("GET", "/api/health/ready");
    same([status, json.checks.database, json.checks.schema], [200, "ok", "ok"]);
    await client.query("rollback");
    await pages;
  });
  equal((await call("GET", "/api/v1/bags")).status, 200);
});
