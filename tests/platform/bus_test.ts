import { deepStrictEqual as same } from "node:assert/strict";
import { createClient } from "redis";
import { type Bus, openRedisBus } from "../../platform/bus.ts";
import type { News, Notice } from "../../domain/notice.ts";
import { startRedis } from "../support/redis.ts";

const notice = (code: string): Notice => ({
  is: "answered",
  transaction: 1,
  replayed: false,
  child: null,
  parents: [{ code, kind: "SB", childCount: 1, capacity: 30, weightKg: 1, status: "open", bill: null }],
  bill: null,
  billLeft: null,
  by: { username: "ravi", area: "lucknow", station: "S1", at: 0 },
});

Deno.test("openRedisBus() carries notices to the other instances and never back to their sender", async () => {
  const redis = await startRedis();
  const heard: News[] = [];
  const arrived = Promise.withResolvers<void>();
  const own: News[] = [];
  const here = openRedisBus(redis.url, (n) => own.push(n), () => {});
  const there = openRedisBus(redis.url, (n) => heard.push(n) === 2 && arrived.resolve(), () => {});
  try {
    await untilOk(here, there);
    here.publish(notice("SB00001"));
    here.publish(notice("SB00002"));
    await arrived.promise;
    same(heard.map((notice) => "parents" in notice && notice.parents[0]?.code), ["SB00001", "SB00002"]);
    same(own, []);
  } finally {
    await Promise.all([here.end(), there.end()]);
    await redis.stop();
  }
});

Deno.test("openRedisBus() says degraded while Redis is away, throws nothing, and is ok again when it is back", async () => {
  const redis = await startRedis();
  const bus = openRedisBus(redis.url, () => {}, () => {});
  try {
    await untilOk(bus);
    await redis.kill();
    await until(() => bus.state() === "degraded");
    bus.publish(notice("SB00001"));
    await redis.start();
    await untilOk(bus);
  } finally {
    await bus.end();
    await redis.stop();
  }
});

const untilOk = (...buses: Bus[]) => until(() => buses.every((bus) => bus.state() === "ok"));

/** Asks again in every turn of the event loop: the fact, not the time, ends the wait. */
async function until(isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error("Waited 10 s in vain");
    await new Promise((done) => setTimeout(done, 5));
  }
}

Deno.test("openRedisBus() reports what is no notice and goes on hearing those that are", async () => {
  const redis = await startRedis();
  const heard = Promise.withResolvers<News>();
  const faults: Error[] = [];
  const here = openRedisBus(redis.url, heard.resolve, (fault) => faults.push(fault));
  const there = openRedisBus(redis.url, () => {}, () => {});
  const stranger = createClient({ url: redis.url });
  try {
    await Promise.all([untilOk(here, there), stranger.connect()]);
    for (const text of ["{", "null", '{"sender":"x"}']) await stranger.publish("tt:v2:news", text);
    there.publish(notice("SB00001"));
    const first = await heard.promise;
    same("parents" in first && first.parents[0]?.code, "SB00001");
    same(faults.length, 3);
  } finally {
    stranger.destroy();
    await Promise.all([here.end(), there.end()]);
    await redis.stop();
  }
});
