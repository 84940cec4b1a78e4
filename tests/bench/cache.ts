/** `deno task bench:cache`: what a look-up costs by where it is answered from, and how many come through HTTP. */
import { STOCK_SUBJECT } from "../../domain/notice.ts";
import { type Cache, openCache } from "../../platform/cache.ts";
import { openPool, type Pool } from "../../platform/postgres.ts";
import { openReads } from "../../platform/reads.ts";
import { openRedis, type Redis } from "../../platform/redis.ts";
import { sharedStore } from "../../platform/shared_store.ts";
import { noCache } from "../support/no_cache.ts";
import { startRedis } from "../support/redis.ts";
import { startServer } from "../support/server.ts";
import { withFilledDatabase } from "./filled.ts";
import { fillUp, load, stateOf } from "./loading.ts";
import { cpuSecondsOf, describeMachine } from "./machine.ts";
import { MEASUREMENTS } from "./measurements.ts";
import { type Options, readOptions } from "./options.ts";
import type { LoadResult } from "./plan.ts";
import { signInOften } from "./sessions.ts";
import { ask, PASSWORD } from "./subject.ts";
import { median, tenth, whole } from "./table.ts";

const SESSIONS = 50;
/** As often each is read, each layer; a bill of 500 sacks is large. */
const READS = { sack: 500, bag: 500, bill: 50 } as const;

type What = keyof typeof READS;
type Reads = ReturnType<typeof openReads>;

const TITLES: readonly (readonly [What, string])[] = [
  ["sack", "A sack with its 30 bags"],
  ["bag", "A bag"],
  ["bill", "A bill with its sacks"],
];

const LAYERS = ["near", "shared", "database"] as const;

if (import.meta.main) await bench(readOptions(Deno.args));

function bench(options: Options): Promise<void> {
  return withFilledDatabase(options, (url) => fillUp(url, options.bags, tell), async (databaseUrl) => {
    const redis = await startRedis();
    try {
      console.log(`${await describeMachine()}, ${options.bags.toLocaleString("en")} bags`);
      await tellLayers(databaseUrl, redis.url);
      const { warmUpSeconds, laps, lapSeconds } = options;
      console.log(`\nOver HTTP, ${warmUpSeconds} s to warm up, then ${laps} laps of ${lapSeconds} s; their median:\n`);
      await tellServers(databaseUrl, redis.url, options);
    } finally {
      await redis.stop();
    }
  });
}

/** One after the other, in this process: a table of microseconds. */
async function tellLayers(databaseUrl: string, redisUrl: string): Promise<void> {
  const db = openPool({ url: databaseUrl }, () => {});
  const redis = openRedis(redisUrl, () => {});
  const keys = await keysOf(databaseUrl);
  printHead(["Microseconds a look-up: median, p99", "this process", "Redis", "the database"]);
  for (const [what, title] of TITLES) {
    const cells: string[] = [];
    for (const layer of LAYERS) cells.push(await timed(layer, { db, redis }, what, keys[what]));
    print([title, ...cells]);
  }
  await Promise.all([db.end(), redis.end()]);
}

async function timed(
  layer: typeof LAYERS[number],
  { db, redis }: { readonly db: Pool; readonly redis: Redis },
  what: What,
  keys: readonly string[],
): Promise<string> {
  const open = () =>
    openCache({ isHearing: () => true, shared: layer === "shared" ? sharedStore(redis, "bench") : null });
  const here = open(), there = open();
  const through = (cache: Pick<Cache, "read">) => reader(openReads(db, "Asia/Kolkata", cache), what);
  const read = through(layer === "database" ? noCache : here);
  for (const key of keys) await read(key);
  if (layer === "shared") await changeAll([here, there], through(there), db, keys);
  const micros: number[] = [];
  for (const key of keys) {
    const startedAt = performance.now();
    await read(key);
    micros.push((performance.now() - startedAt) * 1_000);
  }
  const [p99] = micros.toSorted((a, b) => b - a).slice(Math.floor(micros.length / 100));
  return `${tenth(median(micros))}, ${whole(p99!)}`;
}

/** A commit touches everything, and `other` has it before the one that is measured. */
async function changeAll(
  caches: readonly Cache[],
  other: (key: string) => Promise<unknown>,
  db: Pool,
  keys: readonly string[],
): Promise<void> {
  for (const key of keys) await other(key);
  const [row] = await db.query<{ transaction: number }>("select txid_current() as transaction");
  for (const cache of caches) cache.touched([STOCK_SUBJECT], row!.transaction);
  for (const key of keys) await other(key);
}

function reader({ bags, bills }: Reads, what: What): (key: string) => Promise<unknown> {
  return what === "bill" ? bills.find : bags.find;
}

async function keysOf(databaseUrl: string): Promise<Readonly<Record<What, readonly string[]>>> {
  const named = async (sql: string) => (await ask<{ name: string }>(databaseUrl, sql)).map(({ name }) => name);
  return {
    sack: await named(`select code as name from bags where child_count = 30 order by id limit ${READS.sack}`),
    bag: await named(`select code as name from bags where parent_id is not null order by id desc limit ${READS.bag}`),
    bill: await named(`select number as name from bills order by linked_count desc, id limit ${READS.bill}`),
  };
}

async function tellServers(databaseUrl: string, redisUrl: string, options: Options): Promise<void> {
  printHead([
    "/api/bag/<code>, 50 connections",
    "answers/s",
    "p50 ms",
    "p99 ms",
    "errors",
    "server µs of a core",
    "asked for",
  ]);
  const secrets = { ADMIN_PASSWORD: PASSWORD, BILLER_PASSWORD: PASSWORD, DISPATCHER_PASSWORD: PASSWORD };
  for (const env of [{}, { REDIS_URL: redisUrl }]) {
    await using server = await startServer({ databaseUrl, env: { ...secrets, ...env } });
    const cookies = await signInOften(server.base, "dispatcher", SESSIONS);
    for (const { title, work, workers, target } of MEASUREMENTS.filter(({ name }) => /^bag-/.test(name))) {
      tell(`${title}${"REDIS_URL" in env ? ", with Redis" : ""} …`);
      const plan = { ...options, bases: [server.base], spread: "sticky" as const, workers, cookies };
      const before = await cpuSecondsOf([server.pid]);
      const result = await load({ ...plan, work: work(await stateOf(databaseUrl)) });
      const cpuSeconds = await cpuSecondsOf([server.pid]) - before;
      for (const wrong of result.wrong) tell(`  wrong: ${wrong}`);
      const about = `${title.split(", ").at(-1)}, ${"REDIS_URL" in env ? "with" : "without"} Redis`;
      print([about, ...figuresOf(result), whole(cpuSeconds / answersOf(result, options) * 1e6), target]);
    }
  }
}

/** From the first second of the warm-up on. */
function answersOf({ laps }: LoadResult, { warmUpSeconds, lapSeconds }: Options): number {
  const perSecond = median(laps.map(({ answered, seconds }) => answered / seconds));
  return perSecond * (warmUpSeconds + laps.length * lapSeconds);
}

function figuresOf({ laps }: LoadResult): string[] {
  return [
    whole(median(laps.map(({ answered, seconds }) => answered / seconds))),
    tenth(median(laps.map(({ p50Ms }) => p50Ms))),
    tenth(median(laps.map(({ p99Ms }) => p99Ms))),
    String(laps.reduce((sum, { errors }) => sum + errors, 0)),
  ];
}

function print(cells: readonly string[]): void {
  console.log(`| ${cells.join(" | ")} |`);
}

function printHead(cells: readonly string[]): void {
  print(cells);
  print(cells.map((_, place) => place === 0 ? "---" : "---:"));
}

/** Progress goes beside the tables, which alone are on stdout. */
function tell(line: string): void {
  console.error(line);
}
