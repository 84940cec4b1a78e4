import { deepStrictEqual as same, ok } from "node:assert/strict";
import { createClient } from "redis";
import { LIMITS } from "../../domain/limits.ts";
import type { News } from "../../domain/notice.ts";
import { cutNotify, openTestBus, type TestBus, type TestBusOptions, until, untilHearing } from "../support/buses.ts";
import { openTestDatabase, withClient } from "../support/postgres.ts";
import { openSilentNetwork, type SilentNetwork } from "../support/silent_network.ts";
import { startRedis } from "../support/redis.ts";

const changed = (transaction: number, ...subjects: string[]): News => ({ is: "changed", transaction, subjects });
const transactionsIn = (heard: readonly News[]) =>
  heard.flatMap((news) => "transaction" in news ? [news.transaction] : []);

async function setup({ withRedis }: { readonly withRedis: boolean }) {
  const database = await openTestDatabase();
  const redis = withRedis ? await startRedis() : null;
  const options = { databaseUrl: database.url, ...redis ? { redisUrl: redis.url } : {} };
  return {
    ...{ database, options },
    redis: redis!,
    open: () => openTestBus(options),
    [Symbol.asyncDispose]: async () => {
      await redis?.stop();
      await database[Symbol.asyncDispose]();
    },
  };
}

for (const withRedis of [true, false]) {
  const way = withRedis ? "Redis" : "PostgreSQL";
  Deno.test(`news goes to the other instances over ${way}, in order, never back to its sender`, async () => {
    await using world = await setup({ withRedis });
    await using here = world.open();
    await using there = world.open();
    await untilHearing(here, there);
    for (let n = 1; n <= 500; n++) here.bus.publish(changed(n, `bill:बिल-${n}`));
    await until(() => there.heard.length >= 500);
    same(there.heard, Array.from({ length: 500 }, (_, n) => changed(n + 1, `bill:बिल-${n + 1}`)));
    here.bus.publish({ is: "ended", ended: { userId: 7 } });
    await until(() => there.heard.length > 500);
    same([there.heard.at(-1), here.heard, here.faults, there.faults], [
      { is: "ended", ended: { userId: 7 } },
      ...[[], [], []],
    ]);
  });
}

Deno.test("a list of subjects that no NOTIFY holds arrives whole", async () => {
  await using world = await setup({ withRedis: false });
  await using here = world.open();
  await using there = world.open();
  await untilHearing(here, there);
  const subjects = Array.from({ length: 4_000 }, (_, n) => `bag:SB${n}`);
  here.bus.publish(changed(3, ...subjects));
  await until(() => there.heard.length > 0);
  same(there.heard.flatMap((news) => "subjects" in news ? news.subjects : []), subjects);
});

Deno.test("more news than may wait is told as such: the others begin anew and believe nothing until then", async () => {
  await using world = await setup({ withRedis: false });
  await using here = world.open();
  await using there = world.open();
  await untilHearing(here, there);
  for (let n = 0; n <= LIMITS.notifyWaitingMax; n++) here.bus.publish(changed(n, "floor"));
  await until(() => there.begun() === 2);
  await untilHearing(there);
  same([there.heard, here.begun()], [[], 1]);
  here.bus.publish(changed(9_999, "floor"));
  await until(() => there.heard.length > 0);
  same(transactionsIn(there.heard), [9_999]);
});

Deno.test("a connection that PostgreSQL cuts is opened again, and hearing begins anew", async () => {
  await using world = await setup({ withRedis: false });
  await using here = world.open();
  await using there = world.open();
  await untilHearing(here, there);
  await withClient(world.database.url, (client) => cutNotify(client));
  here.bus.publish(changed(1, "floor"));
  await until(() => here.begun() >= 2 && there.begun() >= 2);
  await untilHearing(here, there);
  here.bus.publish(changed(2, "floor"));
  await until(() => transactionsIn(there.heard).includes(2));
  ok(here.faults.length > 0);
});

Deno.test("while Redis is dead news goes over PostgreSQL and nobody believes his memory; back within a second", async () => {
  await using world = await setup({ withRedis: true });
  await using here = world.open();
  await using there = world.open();
  await untilHearing(here, there);
  await world.redis.kill();
  ok(await until(() => !here.bus.isHearing() && !there.bus.isHearing()) < LIMITS.busSilenceMs / 2);
  same([here.bus.state(), there.bus.state()], ["degraded", "degraded"]);
  here.bus.publish(changed(1, "floor"));
  ok(await until(() => there.heard.length > 0) < 500);
  await world.redis.start();
  const ms = await untilHearing(here, there);
  ok(ms < 1_000, `Heard again after ${ms} ms`);
  same([here.begun(), there.begun()], [2, 2]);
  same(here.faults.length, 1);
});

Deno.test("a frozen Redis is noticed within the time that memory is believed, and heard again when it goes on", async () => {
  await using world = await setup({ withRedis: true });
  await using here = world.open();
  await using there = world.open();
  await untilHearing(here, there);
  world.redis.freeze();
  const frozenAt = performance.now();
  here.bus.publish(changed(1, "floor"));
  ok(await until(() => there.heard.length > 0) < LIMITS.busSendMs + 500, "It went by PostgreSQL");
  same([here.bus.isHearing(), there.bus.isHearing()], [true, true]);
  await until(() => !here.bus.isHearing() && !there.bus.isHearing());
  const ms = performance.now() - frozenAt;
  ok(ms <= LIMITS.busSilenceMs + 50, `Noticed after ${ms} ms`);
  world.redis.thaw();
  ok(await untilHearing(here, there) < 1_000);
  ok(here.begun() > 1 && there.begun() > 1);
  here.bus.publish(changed(2, "floor"));
  await until(() => transactionsIn(there.heard).includes(2));
});

Deno.test("a gap in what Redis sends us makes hearing begin anew, however short it was", async () => {
  await using world = await setup({ withRedis: true });
  await using here = world.open();
  const admin = createClient({ url: world.redis.url });
  await Promise.all([admin.connect(), untilHearing(here)]);
  try {
    await admin.sendCommand(["CLIENT", "KILL", "TYPE", "pubsub"]);
    await until(() => here.begun() === 2);
    await untilHearing(here);
  } finally {
    admin.destroy();
  }
});

Deno.test("connections whose other end is gone without a word are given up, and others opened", async () => {
  await using world = await setup({ withRedis: true });
  await using toRedis = openSilentNetwork(Number(new URL(world.redis.url).port));
  await using toPostgres = openSilentNetwork(Number(new URL(world.database.url).port));
  const through = (url: string, { port }: SilentNetwork) => Object.assign(new URL(url), { port: String(port) }).href;
  await using here = openTestBus({
    databaseUrl: through(world.database.url, toPostgres),
    redisUrl: through(world.redis.url, toRedis),
  });
  await using there = world.open();
  await untilHearing(here, there);
  toRedis.fallSilent();
  toPostgres.fallSilent();
  await until(() => !here.bus.isHearing());
  const ms = await untilHearing(here);
  ok(ms < LIMITS.redisDeadMs + LIMITS.busSilenceMs, `Heard again after ${ms} ms`);
  here.bus.publish(changed(7, "floor"));
  await until(() => transactionsIn(there.heard).includes(7));
});

Deno.test("a process that was frozen believes nothing until a beat that it has sent since comes back", async () => {
  await using world = await setup({ withRedis: true });
  let leapMs = 0;
  await using here = openTestBus({ ...world.options, now: () => performance.now() + leapMs });
  await untilHearing(here);
  leapMs = LIMITS.busSilenceMs + 1;
  same(here.bus.isHearing(), false);
  ok(await untilHearing(here) < LIMITS.busBeatMs + 500);
  same(here.begun(), 2);
});

/** A bus that has been the only one for so long that it tells nobody anything, and then had something to tell. */
async function openLonely(options: TestBusOptions): Promise<TestBus> {
  let leapMs = 0;
  const lonely = openTestBus({ ...options, now: () => performance.now() + leapMs });
  await untilHearing(lonely);
  leapMs = LIMITS.busAloneMs + 1;
  await until(() => lonely.begun() === 2 && lonely.bus.isHearing());
  lonely.bus.publish(changed(1, "floor"));
  return lonely;
}

Deno.test("one that is alone tells nobody, and whoever comes later is told that he has missed something", async () => {
  await using world = await setup({ withRedis: false });
  await using here = await openLonely(world.options);
  await using there = world.open();
  await until(() => there.begun() >= 2 && there.bus.isHearing());
  here.bus.publish(changed(2, "floor"));
  await until(() => there.heard.length > 0);
  same(transactionsIn(there.heard), [2]);
});

Deno.test("where there is Redis he is told over Redis", async () => {
  await using world = await setup({ withRedis: true });
  const stranger = createClient({ url: world.redis.url }).on("error", () => {}), said: string[] = [];
  await stranger.connect();
  await stranger.subscribe("tt:v3:news", (text) => said.push(text));
  try {
    await using here = await openLonely(world.options);
    await using there = world.open();
    await until(() => said.some((text) => text.includes('"missed"')));
    here.bus.publish(changed(2, "floor"));
    await until(() => there.heard.length > 0);
    same(transactionsIn(there.heard), [2]);
  } finally {
    stranger.destroy();
  }
});

Deno.test("what is no message of ours is reported, and those that are go on being heard", async () => {
  await using world = await setup({ withRedis: true });
  await using here = world.open();
  await using there = world.open();
  const stranger = createClient({ url: world.redis.url });
  await Promise.all([untilHearing(here, there), stranger.connect()]);
  try {
    for (const text of ["{", "null", '{"from":"x"}']) await stranger.publish("tt:v3:news", text);
    there.bus.publish(changed(1, "floor"));
    await until(() => here.heard.length > 0);
    same(here.faults.length, 3);
  } finally {
    stranger.destroy();
  }
});

Deno.test("what was said last is told before the bus ends", async () => {
  await using world = await setup({ withRedis: false });
  await using there = world.open();
  const here = world.open();
  await untilHearing(here, there);
  for (const n of [1, 2, 3]) {
    here.bus.publish(changed(n, "floor"));
    await Promise.resolve();
  }
  await here[Symbol.asyncDispose]();
  await until(() => there.heard.length === 3);
});
