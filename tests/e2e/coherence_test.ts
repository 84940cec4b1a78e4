// Runs in a pair: it starts three servers, and freezes and kills what they hear each other by.
import { deepStrictEqual as same, ok } from "node:assert/strict";
import { LIMITS } from "../../domain/limits.ts";
import { openTestDatabase } from "../support/postgres.ts";
import { startRedis } from "../support/redis.ts";
import { type Session, startServer, type TestServer } from "../support/server.ts";
import { ShownVersions } from "../support/shown_versions.ts";

const BILL = "B/1";
const READERS_EACH = 3;
const READ_EVERY_MS = 10;
/** What a busy machine adds to it. */
const SLACK_MS = 250;

Deno.test("three instances show what was written on one of them in time, whatever becomes of Redis and of them", async () => {
  await using database = await openTestDatabase();
  const redis = await startRedis();
  try {
    const start = () => startServer({ databaseUrl: database.url, env: { REDIS_URL: redis.url } });
    await using here = await start();
    await using second = await start();
    await using third = await start();
    const shown = new ShownVersions();
    const floor = await openFloor([here, second, third], shown);
    await passing(1_500);
    await redis.kill();
    await passing(1_500);
    await redis.start();
    await passing(1_500);
    redis.freeze();
    await passing(2_500);
    redis.thaw();
    await passing(1_000);
    third.freeze();
    await passing(2_000);
    third.thaw();
    await passing(1_000);
    const written = await floor.close();
    const { reads, behindMs, ownBehind, backward } = shown.judge(0);
    console.log(`${reads} reads on three instances, ${written} writes: at worst ${Math.round(behindMs)} ms behind`);
    same([ownBehind, backward], [[], []]);
    ok(behindMs <= LIMITS.busSilenceMs + SLACK_MS, `A reader was ${behindMs} ms behind`);
    ok(reads > 300 && written > 50, `Too little was done: ${reads} reads, ${written} writes`);
  } finally {
    await redis.stop();
  }
});

/** One who packs sacks and puts them on a bill, on the first; and readers of the bill and of the sack in work, on all. */
async function openFloor(servers: readonly TestServer[], shown: ShownVersions) {
  const sessions: Session[] = [];
  for (const server of servers) sessions.push(await server.logIn("admin"));
  const state = { isOver: false, sack: "SB00001" };
  same((await sessions[0]!.call("POST", "/api/v1/bills", { number: BILL, capacity: 500 })).status, 201);
  const readers = sessions.flatMap((session, instance) =>
    Array.from({ length: READERS_EACH }, async (_, reader) => {
      while (!state.isOver) {
        const name = reader === 0 ? BILL : state.sack;
        const path = reader === 0 ? `/api/v1/bills/${encodeURIComponent(BILL)}` : `/api/bag/${name}`;
        const askedAt = performance.now();
        const { status, json } = await session.call("GET", path);
        ok(status === 200 || status === 404, `${path} was answered ${status}`);
        shown.read({ name, instance, askedAt, version: status === 404 ? 0 : json.child_count });
        await passing(READ_EVERY_MS);
      }
    })
  );
  const writing = write(sessions[0]!, state, shown);
  return {
    close: async () => {
      state.isOver = true;
      await Promise.all(readers);
      return await writing;
    },
  };
}

/** How many bags went in. */
async function write(
  session: Session,
  state: { isOver: boolean; sack: string },
  shown: ShownVersions,
): Promise<number> {
  let written = 0;
  for (let sack = 1; !state.isOver; sack++) {
    state.sack = `SB${String(sack).padStart(5, "0")}`;
    for (let place = 1; place <= 30 && !state.isOver; place++) {
      const child = String(sack * 100 + place).padStart(7, "0");
      const answer = await session.call("POST", "/api/v1/scans", {
        ...{ scan_id: crypto.randomUUID(), parent: state.sack, child },
      });
      same(answer.status, 201, answer.text);
      written++;
      shown.told(state.sack, answer.json.parent.child_count);
      if (place > 1) shown.told(BILL, answer.json.bill.child_count);
      else await putOnBill(session, state.sack, shown);
    }
  }
  return written;
}

async function putOnBill(session: Session, parent: string, shown: ShownVersions): Promise<void> {
  const { status, json, text } = await session.call("POST", `/api/v1/bills/${encodeURIComponent(BILL)}/parents`, {
    ...{ scan_id: crypto.randomUUID(), parent },
  });
  same(status, 201, text);
  shown.told(BILL, json.bill.child_count);
}

const passing = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
