import { deepStrictEqual as same, ok } from "node:assert/strict";
import { LIMITS } from "../../domain/limits.ts";
import type { Rate } from "../../domain/rate.ts";
import { openRateLimits, type RateLimits } from "../../platform/rate_limits.ts";
import { openRedis } from "../../platform/redis.ts";
import { until } from "../support/buses.ts";
import { startRedis } from "../support/redis.ts";

/** Slow enough that a busy machine changes nothing. */
const FIVE_AN_HOUR: Rate = { name: "tests", count: 5, everyMs: 3_600_000 };
const RAVI = 7, MEENA = 8;

async function allowed(limits: readonly RateLimits[], userId: number, tries: number, rate = FIVE_AN_HOUR) {
  let count = 0;
  for (let n = 0; n < tries; n++) {
    if (await limits[n % limits.length]!.waitSeconds(rate, userId) === 0) count++;
  }
  return count;
}

async function setup() {
  const server = await startRedis();
  const links = [openRedis(server.url, () => {}), openRedis(server.url, () => {})];
  await until(() => links.every((link) => link.isAnswering()));
  return {
    server,
    links,
    two: links.map((link) => openRateLimits(link)),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(links.map((link) => link.end()));
      await server.stop();
    },
  };
}

Deno.test("two instances count together what one person does, each person and each thing for itself", async () => {
  await using world = await setup();
  same(await allowed(world.two, RAVI, 20), 5);
  same(await allowed(world.two, MEENA, 4), 4);
  same(await allowed(world.two, RAVI, 20, { ...FIVE_AN_HOUR, name: "others" }), 5);
  same(await world.two[0]!.waitSeconds(FIVE_AN_HOUR, RAVI), 720);
});

Deno.test("Redis decides as paceOf() does: costs, fractions, and what is owed", async () => {
  await using world = await setup();
  const own = openRateLimits(null);
  const rates: Rate[] = [{ name: "a", count: 7, everyMs: 3_600_000 }, { name: "b", count: 1_000, everyMs: 7_200_000 }];
  for (const rate of rates) {
    for (const cost of [1, 3, 500, 1, 2, 1, 1_000, 5]) {
      const [theirs, ours] = await Promise.all([world.two[0]!, own].map((one) => one.waitSeconds(rate, RAVI, cost)));
      ok(Math.abs(theirs! - ours!) <= 1, `${rate.name}, ${cost}: ${theirs} and ${ours} seconds`);
    }
  }
});

Deno.test("what was counted is forgotten by Redis when it is paid for", async () => {
  await using world = await setup();
  const quick: Rate = { name: "quick", count: 100, everyMs: 1_000 };
  same(await allowed(world.two, RAVI, 2, quick), 2);
  const left = () => world.links[0]!.ask((client) => client.get(`tt:v1:rate:quick:${RAVI}`));
  ok(await left() !== null);
  while (await left() !== null);
});

Deno.test("while Redis is dead or frozen each instance counts by itself, and holds nobody up", async () => {
  await using world = await setup();
  same(await allowed(world.two, RAVI, 20), 5);
  world.server.freeze();
  const from = performance.now();
  same(await allowed(world.two, RAVI, 40), 10);
  const ms = performance.now() - from;
  ok(ms < 2 * (LIMITS.redisWaitMs + 50), `40 calls on two instances took ${ms} ms`);
  world.server.thaw();
  await until(() => world.links.every((link) => link.isAnswering()));
  same(await allowed(world.two, RAVI, 1), 0);
  await world.server.kill();
  same(await allowed(world.two, MEENA, 40), 10);
  await world.server.start();
  await until(() => world.links.every((link) => link.isAnswering()));
  same(await allowed(world.two, MEENA, 40), 5);
});

Deno.test("without Redis a bounded number of people is kept in mind, those who came last", async () => {
  const limits = openRateLimits(null, () => 0);
  const comes = (userId: number) => allowed([limits], userId, 1);
  for (let n = 0; n < 4; n++) await Promise.all([comes(RAVI), comes(MEENA)]);
  for (let userId = 10; userId < 10 + LIMITS.ratesKeptMax - 2; userId++) await comes(userId);
  await comes(RAVI);
  await comes(9);
  same([await allowed([limits], RAVI, 5), await allowed([limits], MEENA, 5)], [0, 5]);
});

Deno.test("whoever only asks is told what one more would have to wait, and nothing is counted", async () => {
  await using world = await setup();
  const own = openRateLimits(null, () => 0);
  for (const limits of [world.two[0]!, own]) {
    const asks = () => limits.waitSeconds(FIVE_AN_HOUR, "10.0.0.1", 0);
    for (let n = 0; n < 20; n++) same(await asks(), 0);
    for (let n = 0; n < 5; n++) same(await limits.waitSeconds(FIVE_AN_HOUR, "10.0.0.1"), 0);
    ok(await asks() > 0);
  }
});
