import { deepStrictEqual as same, match, ok } from "node:assert/strict";
import { openRedis } from "../../platform/redis.ts";
import { readRedisState } from "../../platform/redis_state.ts";
import { until } from "../support/buses.ts";
import { startRedis } from "../support/redis.ts";

Deno.test("Redis tells its version, memory and clients; killed, it is away", async () => {
  const server = await startRedis();
  const redis = openRedis(server.url, () => {});
  await until(() => redis.isAnswering());
  const state = await readRedisState(redis);
  match(state.version!, /^\d+\.\d+/);
  ok(state.memoryBytes! > 100_000 && state.clients! >= 1, JSON.stringify(state));
  await server.kill();
  same(await readRedisState(redis), { state: "away", version: null, memoryBytes: null, clients: null });
  await redis.end();
});

Deno.test("what another program leaves unsaid of itself is unknown", async () => {
  const state = await readRedisState({ ask: () => Promise.resolve("# Server\r\nused_memory:5\r\n" as never) });
  same(state, { state: "ok", version: null, memoryBytes: 5, clients: null });
});
