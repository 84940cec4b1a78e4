/**
 * `deno task bench:lists`: how fast lists, searches and pages are on a full database, over HTTP, one request after the other.
 * Ends with status 1 where an answer was wrong, or where a large table was read from its beginning.
 */
import pg from "pg";
import { chanceOf } from "../support/chance.ts";
import { LIST_CASES, type ListCase } from "./lists_cases.ts";
import { fillForLists } from "./lists_fill.ts";
import { type CaseFigures, listsTable, quantile } from "./lists_table.ts";
import { type ListWorld, openWorld } from "./lists_world.ts";
import { cpuSecondsOf, describeMachine } from "./machine.ts";
import { type Options, readOptions } from "./options.ts";
import { withFilledSubject } from "./filled.ts";
import { ask, type Subject } from "./subject.ts";
import { readsOf, type TableReads, TELLS_EVERY_MS } from "./table_reads.ts";

const WARM_UP = 20;
const REQUESTS = 200;
/** More than the server has connections for reads: each of them gets one. */
const PINGS = 24;

/** Whether nothing was wrong. */
function bench(options: Options): Promise<boolean> {
  return withFilledSubject(options, (url) => fillUp(url, options.bags), (subject) => measureAll(subject, options));
}

async function fillUp(url: string, bags: number): Promise<void> {
  const startedAt = performance.now();
  const filled = await fillForLists(url, bags);
  tell(`Filled with ${filled.toLocaleString("en")} bags in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
}

async function measureAll(subject: Subject, options: Options): Promise<boolean> {
  const world = await openWorld(subject);
  const watcher = new pg.Client(subject.databaseUrl);
  await watcher.connect();
  const all: CaseFigures[] = [];
  try {
    let before: readonly TableReads[] | null = null;
    for (const one of LIST_CASES) {
      if (options.only.length > 0 && !options.only.some((part) => one.name.includes(part))) continue;
      const run = { ...world, one, watcher };
      if (await statusOf(run) === 404) continue;
      const figures: CaseFigures & Reads = await measure(run, before ?? await settledReads(run));
      before = figures.after;
      all.push(figures);
      tell(`${one.name}: p95 ${quantile(all.at(-1)!.times, 0.95).toFixed(1)} ms`);
    }
  } finally {
    await watcher.end();
  }
  await show(subject, all);
  return all.every(({ wrong, scanned }) => wrong.length === 0 && scanned.length === 0);
}

interface Run extends ListWorld {
  readonly one: ListCase;
  readonly watcher: pg.Client;
}

interface Reads {
  /** What the next measurement begins with. */
  readonly after: readonly TableReads[];
}

async function measure(run: Run, before: readonly TableReads[]): Promise<CaseFigures & Reads> {
  const { one, subject } = run;
  const asker = askerOf(run);
  for (let place = 0; place < WARM_UP; place++) await asker.ask(false);
  const cpuBefore = await cpuOf(subject);
  const times: number[] = [], withTotal: number[] = [];
  for (let place = 0; place < REQUESTS; place++) times.push(await asker.ask(false));
  const cpuMs = (await cpuOf(subject) - cpuBefore) * 1_000 / REQUESTS;
  for (let place = 0; place < REQUESTS && one.hasTotal; place++) withTotal.push(await asker.ask(true));
  const after = await settledReads(run);
  const isScanned = ({ table, scans }: TableReads) => scans > before.find((past) => past.table === table)!.scans;
  return {
    one,
    times: times.sort(up),
    withTotal: withTotal.sort(up),
    cpuMs,
    rows: (sumOf(after) - sumOf(before)) / (WARM_UP + times.length + withTotal.length),
    scanned: after.filter(isScanned).map(({ table }) => table),
    wrong: asker.wrong,
    after,
  };
}

const up = (a: number, b: number): number => a - b;
const sumOf = (reads: readonly TableReads[]): number => reads.reduce((sum, { rows }) => sum + rows, 0);

/** Asks with other parameters each time, the same ones in each run; tells how many milliseconds an answer took. */
function askerOf({ one, subject, facts, tokens }: Run) {
  const chance = chanceOf(1), wrong: string[] = [];
  return {
    wrong,
    async ask(isTotal: boolean): Promise<number> {
      const path = one.path(chance, facts) + (isTotal ? "&total=true" : "");
      for (;;) {
        const startedAt = performance.now();
        const response = await get(subject.base + path, tokens[one.as]);
        await response.arrayBuffer();
        const ms = performance.now() - startedAt;
        if (await isToldToWait(response)) continue;
        if (!isRight(response)) wrong.push(`${response.status} ${path}`);
        return ms;
      }
    },
  };
}

/** Nobody searches as often by hand; the pause is no part of what is measured. */
async function isToldToWait({ status, headers }: Response): Promise<boolean> {
  if (status !== 429) return false;
  await new Promise((done) => setTimeout(done, Number(headers.get("retry-after")) * 1_000));
  return true;
}

const get = (url: string, token: string): Promise<Response> =>
  fetch(url, { headers: { authorization: `Bearer ${token}`, cookie: `tracetrack=${token}` }, redirect: "manual" });

/** An exact code is answered with the way to its page. */
const isRight = ({ status, headers }: Response): boolean =>
  status === 200 || status === 303 && /^\/(bags|bills)\//.test(headers.get("location") ?? "");

async function statusOf({ one, subject, facts, tokens }: Run): Promise<number> {
  const response = await get(subject.base + one.path(chanceOf(2), facts), tokens[one.as]);
  await response.arrayBuffer();
  return response.status;
}

/** What was read so far, once each of the server's connections has told it: a statement each, when its time has come. */
async function settledReads({ subject, tokens, watcher }: Run): Promise<TableReads[]> {
  await new Promise((done) => setTimeout(done, TELLS_EVERY_MS));
  await Promise.all(Array.from({ length: PINGS }, async () => {
    await (await get(`${subject.base}/api/v1/bags?limit=1`, tokens.admin)).arrayBuffer();
  }));
  return await readsOf(watcher);
}

const cpuOf = async ({ serverPid, databasePids }: Subject): Promise<number> =>
  await cpuSecondsOf([serverPid, ...await databasePids()]);

async function show(subject: Subject, all: readonly CaseFigures[]): Promise<void> {
  const [about] = await ask<{ version: string; bags: number; bills: number }>(
    subject.databaseUrl,
    `select current_setting('server_version') as version, (select count(*) from bags) as bags,
      (select count(*) from bills) as bills`,
  );
  const counts = `${about!.bags.toLocaleString("en")} bags, ${about!.bills.toLocaleString("en")} bills`;
  console.log(`${await describeMachine()}, PostgreSQL ${about!.version}, ${counts}`);
  console.log(`Load of the machine at the end: ${Deno.loadavg().map((load) => load.toFixed(1)).join(", ")}`);
  console.log(`Command: deno task bench:lists ${Deno.args.join(" ")}`.trimEnd());
  console.log(`Each: ${WARM_UP} requests to warm up, then ${REQUESTS} on one connection\n`);
  console.log(listsTable(all));
}

/** Progress goes beside the table, which alone is on stdout. */
function tell(line: string): void {
  console.error(line);
}

if (import.meta.main) Deno.exit(await bench(readOptions(Deno.args)) ? 0 : 1);
