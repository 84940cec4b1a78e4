import { deepEqual, equal, match, ok } from "node:assert/strict";
import { Live, type Topic } from "../../actors/live.ts";
import { LIMITS } from "../../domain/limits.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { makeRedis, makeSystem } from "../support/made_system.ts";
import { pageWorld } from "../support/page_world.ts";

Deno.test("how the system is, is for admins", async () => {
  const world = pageWorld();
  for (const path of ["/system", "/system/live"]) {
    for (const role of ["biller", "dispatcher"] as const) equal((await world.ask(role, path)).status, 403, path);
    ok((await world.ask(null, path)).headers.get("location")?.startsWith("/login"), path);
  }
  const page = await world.ask("admin", "/system");
  equal(page.status, 200);
  match(await page.text(), /data-live="\/system\/live"/);
});

Deno.test("the menu leads to it, for admins", async () => {
  const world = pageWorld();
  const linksOf = async (role: "admin" | "biller") =>
    (await (await world.ask(role, "/bags")).text()).match(/href="\/system"/g)?.length ?? 0;
  deepEqual([await linksOf("admin"), await linksOf("biller")], [2, 0]);
});

Deno.test("where the database does not answer, the page says so rather than fail", async () => {
  const busy = new Error("connection refused");
  const world = pageWorld(undefined, undefined, {
    system: () => Promise.reject(busy),
    isBusy: (fault) => fault === busy,
  });
  const page = await world.ask("admin", "/system");
  equal(page.status, 503);
  match(await page.text(), /<title>.*TraceTrack<\/title>/);
});

Deno.test("it is drawn once for all admins of a language, and anew every few seconds while somebody looks", async () => {
  const clock = new FakeClock();
  const standing = () => Promise.resolve(new Map());
  const live = new Live({ clock, onFault: () => {}, isHearing: () => true, standing });
  const topics: Topic[] = [];
  let drawn = 0;
  const world = pageWorld(undefined, undefined, {
    system: () => Promise.resolve(makeSystem({ redis: makeRedis({ clients: 1_000 + drawn++ }) })),
    live: {
      hasRoomFor: () => true,
      join: (topic, reader) => {
        topics.push(topic);
        return live.join(topic, reader);
      },
    },
  });
  const look = async () => (await world.ask("admin", "/system/live")).body!.getReader();
  const read = async (reader: ReadableStreamDefaultReader<Uint8Array>) =>
    new TextDecoder().decode((await reader.read()).value);
  const [one, other] = [await look(), await look()];
  match(await read(one), /hx-target="#system-verdict"[^]*1,000/);
  match(await read(other), /hx-target="#system-verdict"[^]*1,000/);
  equal(new Set(topics.map(({ key }) => key)).size, 1);
  equal(drawn, 1);
  const next = read(one);
  await clock.until(next);
  ok(clock.now() >= LIMITS.liveRedrawMs && clock.now() <= LIMITS.liveRedrawMs + LIMITS.liveTickMs);
  match(await next, /hx-target="#system-redis"[^]*1,001/);
  match(await read(other), /hx-target="#system-redis"[^]*1,001/);
  equal(drawn, 2);
  await Promise.all([one.cancel(), other.cancel()]);
});
