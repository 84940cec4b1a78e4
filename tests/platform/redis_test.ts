import { deepStrictEqual as same, ok, rejects } from "node:assert/strict";
import { LIMITS } from "../../domain/limits.ts";
import { openRedis, type Redis } from "../../platform/redis.ts";
import { sharedStore } from "../../platform/shared_store.ts";
import { until } from "../support/buses.ts";
import { startRedis } from "../support/redis.ts";

async function setup() {
  const server = await startRedis();
  const faults: Error[] = [];
  const redis = openRedis(server.url, (fault) => faults.push(fault));
  await until(() => redis.isAnswering());
  return {
    ...{ server, redis, faults },
    [Symbol.asyncDispose]: async () => {
      await redis.end();
      await server.stop();
    },
  };
}

async function msOf(work: Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work.catch(() => {});
  return performance.now() - from;
}

const get = (redis: Redis) => redis.ask((client) => client.get("key"));

Deno.test("a frozen Redis holds a caller up once for a moment, later ones not at all, and is asked again when it goes on", async () => {
  await using world = await setup();
  const { server, redis, faults } = world;
  server.freeze();
  const first = await msOf(get(redis));
  ok(first < LIMITS.redisWaitMs + 50, `The first waited ${first} ms`);
  const others = await msOf(Promise.allSettled(Array.from({ length: 10_000 }, () => get(redis))));
  ok(others < 500, `10,000 others took ${others} ms`);
  same(redis.isAnswering(), false);
  server.thaw();
  ok(await until(() => redis.isAnswering()) < 1_000);
  same([await get(redis), faults.length], [null, 1]);
});

Deno.test("a Redis that is gone is told of once, refuses at once, and is back within a second of its return", async () => {
  await using world = await setup();
  const { server, redis, faults } = world;
  await server.kill();
  await until(() => !redis.isAnswering());
  await rejects(get(redis), /Redis is away/);
  ok(await msOf(Promise.allSettled(Array.from({ length: 10_000 }, () => get(redis)))) < 500);
  await server.start();
  ok(await until(() => redis.isAnswering()) < 1_000);
  same(faults.length, 1);
});

Deno.test("an answer that came while we were busy is an answer, however long that took", async () => {
  await using world = await setup();
  const { redis, faults } = world;
  const someMs = "local n = 0 for i = 1, 2e5 do n = n + i % 7 end return 'done'";
  for (let n = 0; n < 5; n++) {
    const asked = redis.ask((client) => client.eval(someMs));
    await new Promise((sent) => setTimeout(sent, 2));
    const from = performance.now();
    while (performance.now() - from < 3 * LIMITS.redisWaitMs);
    same(await asked, "done");
  }
  same([redis.isAnswering(), faults], [true, []]);
});

Deno.test("what Redis answers with a complaint is the caller's fault, not Redis'", async () => {
  await using world = await setup();
  await rejects(world.redis.ask((client) => client.eval("nonsense")), /ERR/);
  same([world.redis.isAnswering(), world.faults], [true, []]);
});

Deno.test("sharedStore() keeps a text for its time, apart for each database, and has nothing while Redis is away", async () => {
  await using world = await setup();
  const { server, redis } = world;
  const store = sharedStore(redis, "25:one");
  store.set("bag:SB1", "बैग", 10_000);
  same([await store.get("bag:SB1"), await sharedStore(redis, "25:other").get("bag:SB1")], ["बैग", null]);
  store.set("bag:SB2", "gone", 1);
  while (await store.get("bag:SB2") !== null);
  server.freeze();
  store.set("bag:SB3", "late", 10_000);
  same(await store.get("bag:SB1"), null);
  server.thaw();
});
