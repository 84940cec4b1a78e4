/**
 * `deno task bench:instances`: one instance against three, on one database and one Redis; with three, each scanner on one
 * of them or every request to the next, as a load balancer without a memory sends them.
 */
import { startServer, type TestServer } from "../support/server.ts";
import { startRedis } from "../support/redis.ts";
import { withFilledDatabase } from "./filled.ts";
import { compare, fillUp, load, stateOf, storedIn } from "./loading.ts";
import { describeMachine } from "./machine.ts";
import { MEASUREMENTS } from "./measurements.ts";
import { type Options, readOptions } from "./options.ts";
import type { Lap } from "../support/load.ts";
import type { LoadPlan, LoadResult, Work } from "./plan.ts";
import { integrityOf, signInOften } from "./sessions.ts";
import { PASSWORD } from "./subject.ts";
import { median, tenth, whole } from "./table.ts";

const INSTANCES = 3;
const SCANNERS = 100;

interface Case {
  readonly what: string;
  /** How many instances the load goes to; with one, the others idle. */
  readonly instances: number;
  readonly spread: LoadPlan["spread"];
  /** Of `measurements.ts`. */
  readonly work: "scan" | "hot-bill";
  /** Milliseconds between two scans of one person; null: as fast as answers come. */
  readonly everyMs: number | null;
}

const CASES: readonly Case[] = (["scan", "hot-bill"] as const).flatMap((work) => {
  const what = work === "scan" ? "each an open sack of its own" : "all sacks on one bill";
  return [null, 500].flatMap((everyMs): Case[] => [
    { what, instances: 1, spread: "sticky", work, everyMs },
    ...(work === "scan" ? [{ what, instances: INSTANCES, spread: "sticky" as const, work, everyMs }] : []),
    { what, instances: INSTANCES, spread: "sprayed", work, everyMs },
  ]);
});

const HEAD = [
  "100 scanners",
  "instances",
  "scans/s",
  "p50 ms",
  "p99 ms",
  "longest ms",
  "errors",
  "acknowledged = stored",
];

if (import.meta.main) await bench(readOptions(Deno.args));

function bench(options: Options): Promise<void> {
  return withFilledDatabase(options, (url) => fillUp(url, options.bags, tell), async (databaseUrl) => {
    const redis = await startRedis();
    const env = {
      REDIS_URL: redis.url,
      ADMIN_PASSWORD: PASSWORD,
      BILLER_PASSWORD: PASSWORD,
      DISPATCHER_PASSWORD: PASSWORD,
    };
    const servers: TestServer[] = [];
    try {
      for (let count = 0; count < INSTANCES; count++) servers.push(await startServer({ databaseUrl, env }));
      await measureAll(servers, databaseUrl, options);
    } finally {
      for (const server of servers) await server[Symbol.asyncDispose]();
      await redis.stop();
    }
  });
}

async function measureAll(servers: readonly TestServer[], databaseUrl: string, options: Options): Promise<void> {
  const bases = servers.map(({ base }) => base);
  const cookies = await signInOften(bases[0]!, "dispatcher", SCANNERS);
  const rows: string[][] = [];
  for (const one of CASES) {
    tell(`${one.what}, ${one.instances}, ${one.spread}, every ${one.everyMs} ms …`);
    const before = await storedIn(databaseUrl);
    const work = await workOf(one, databaseUrl);
    const plan = {
      ...options,
      bases: bases.slice(0, one.instances),
      spread: one.spread,
      workers: SCANNERS,
      cookies,
      work,
    };
    const result = await load(plan);
    for (const wrong of result.wrong) tell(`  wrong: ${wrong}`);
    rows.push(rowOf(one, result, compare(result.acknowledged, before, await storedIn(databaseUrl))));
  }
  console.log(`${await describeMachine()}, ${options.bags.toLocaleString("en")} bags, ${INSTANCES} instances, Redis`);
  const { laps, lapSeconds, warmUpSeconds } = options;
  console.log(`Each: ${warmUpSeconds} s to warm up, then ${laps} laps of ${lapSeconds} s; their median\n`);
  for (const cells of [HEAD, HEAD.map(() => "---"), ...rows]) console.log(`| ${cells.join(" | ")} |`);
  console.log(`\nIntegrity: ${await integrityOf(bases[0]!)}`);
}

async function workOf({ work, everyMs }: Case, databaseUrl: string): Promise<Work> {
  const closed = MEASUREMENTS.find(({ name }) => name === work)!.work(await stateOf(databaseUrl));
  return everyMs !== null && closed.kind === "scan" ? { ...closed, kind: "scan_by_clock", everyMs } : closed;
}

function rowOf({ what, instances, spread, everyMs }: Case, { laps }: LoadResult, isStored: string): string[] {
  const of = (read: (lap: Lap) => number) => median(laps.map(read));
  return [
    `${what}, ${everyMs === null ? "as fast as answers come" : "2 scans a second each"}`,
    instances === 1 ? "1" : `${instances}, ${spread}`,
    whole(of(({ answered, seconds }) => answered / seconds)),
    tenth(of(({ p50Ms }) => p50Ms)),
    tenth(of(({ p99Ms }) => p99Ms)),
    tenth(Math.max(...laps.map(({ maxMs }) => maxMs))),
    String(laps.reduce((sum, { errors }) => sum + errors, 0)),
    isStored,
  ];
}

/** Progress goes beside the table, which alone is on stdout. */
function tell(line: string): void {
  console.error(line);
}
