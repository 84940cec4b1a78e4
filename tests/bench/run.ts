/** `deno task bench`: a full database, the server as users start it, a load in a process of its own, and a table. */
import { LIMITS } from "../../domain/limits.ts";
import { fill } from "./fill.ts";
import { cpuSecondsOf, describeMachine, memoryMbOf } from "./machine.ts";
import { madeUpWarehouse } from "./made_up.ts";
import { type Measurement, MEASUREMENTS, RANGES, type State } from "./measurements.ts";
import { type Options, readOptions } from "./options.ts";
import type { Acknowledged, LoadPlan, LoadResult } from "./plan.ts";
import { withFilledSubject } from "./filled.ts";
import { integrityOf, signInOften } from "./sessions.ts";
import { ask, type Subject } from "./subject.ts";
import { type Figures, tableOf } from "./table.ts";

const HOT_BILLS = RANGES.hot.count / LIMITS.billCapacityMax;
const SESSIONS = 100;
/** A generator that has not ended so long after its last lap is stuck. */
const GRACE_SECONDS = 30;

if (import.meta.main) await bench(readOptions(Deno.args));

function bench(options: Options): Promise<void> {
  return withFilledSubject(options, (url) => fillUp(url, options.bags), (subject) => measureAll(subject, options));
}

async function fillUp(url: string, bags: number): Promise<void> {
  const startedAt = performance.now();
  const warehouse = madeUpWarehouse(bags, { bills: HOT_BILLS, firstNumber: RANGES.hot.first });
  await fill(url, warehouse, "Asia/Kolkata");
  tell(`Filled with ${warehouse.bagCount.toLocaleString("en")} bags in ${seconds(startedAt)} s`);
}

async function measureAll(subject: Subject, options: Options): Promise<void> {
  const [about] = await ask<{ version: string; bags: number }>(
    subject.databaseUrl,
    "select current_setting('server_version') as version, (select count(*) from bags) as bags",
  );
  const cookies = await signInOften(subject.base, "dispatcher", SESSIONS);
  const all: Figures[] = [];
  for (const measurement of MEASUREMENTS) {
    if (options.only.length > 0 && !options.only.includes(measurement.name)) continue;
    tell(`${measurement.title} …`);
    all.push(await measure(subject, measurement, cookies, options));
  }
  console.log(`${await describeMachine()}, PostgreSQL ${about!.version}, ${about!.bags.toLocaleString("en")} bags`);
  console.log(`Command: deno task bench ${Deno.args.join(" ")}`.trimEnd());
  const { laps, lapSeconds, warmUpSeconds } = options;
  console.log(`Each: ${warmUpSeconds} s to warm up, then ${laps} laps of ${lapSeconds} s; their median\n`);
  console.log(tableOf(all));
  console.log(`\nIntegrity: ${await integrityOf(subject.base)}`);
}

async function measure(
  subject: Subject,
  measurement: Measurement,
  cookies: readonly string[],
  options: Options,
): Promise<Figures> {
  const { base, databaseUrl, serverPid } = subject;
  const before = await storedIn(databaseUrl);
  const [serverBefore, databaseBefore] = await cpuOf(subject);
  const startedAt = performance.now();
  const { workers, work } = measurement;
  const result = await load({ ...options, base, workers, cookies, work: work(await stateOf(databaseUrl)) });
  const wallSeconds = (performance.now() - startedAt) / 1_000;
  const [serverAfter, databaseAfter] = await cpuOf(subject);
  for (const wrong of result.wrong) tell(`  wrong: ${wrong}`);
  return {
    measurement,
    result,
    cores: {
      server: (serverAfter - serverBefore) / wallSeconds,
      database: (databaseAfter - databaseBefore) / wallSeconds,
      generator: result.cpuSeconds / wallSeconds,
    },
    serverMb: await memoryMbOf(serverPid),
    isStored: compare(result.acknowledged, before, await storedIn(databaseUrl)),
  };
}

async function load(plan: LoadPlan): Promise<LoadResult> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", new URL("load.ts", import.meta.url).href],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const secondsMax = plan.warmUpSeconds + plan.laps * plan.lapSeconds + GRACE_SECONDS;
  const timer = setTimeout(() => process.kill("SIGKILL"), secondsMax * 1_000);
  try {
    await new Response(JSON.stringify(plan)).body!.pipeTo(process.stdin);
    return JSON.parse(await new Response(process.stdout).text()) as LoadResult;
  } finally {
    await process.status;
    clearTimeout(timer);
  }
}

async function cpuOf({ serverPid, databasePids }: Subject): Promise<[server: number, database: number]> {
  return [await cpuSecondsOf([serverPid]), await cpuSecondsOf(await databasePids())];
}

interface Stored extends Acknowledged {
  /** Children that are in a sack: none may be there without its event. */
  readonly packed: number;
}

async function storedIn(databaseUrl: string): Promise<Stored> {
  const [row] = await ask<Stored>(
    databaseUrl,
    `select count(*) filter (where kind = 'open_parent' and accepted) as opened,
      count(*) filter (where kind = 'link_child' and accepted) as linked,
      (select count(*) from bags where parent_id is not null) as packed
    from scan_events`,
  );
  return row!;
}

/** What the generator was told, what the events say, and what the bags say. */
function compare({ opened, linked }: Acknowledged, before: Stored, after: Stored): string {
  const events = [after.opened - before.opened, after.linked - before.linked];
  const isEqual = events[0] === opened && events[1] === linked && after.packed - before.packed === linked;
  if (isEqual) return opened + linked === 0 ? "" : `${(opened + linked).toLocaleString("en")} = stored`;
  return `NO: ${opened} + ${linked} told, ${events.join(" + ")} events, ${after.packed - before.packed} packed`;
}

async function stateOf(databaseUrl: string): Promise<State> {
  const { hot, own, plain } = RANGES;
  const nextIn = ({ first, count }: { first: number; count: number }) =>
    `coalesce((select max(substr(code, 3)::integer) + 1 from bags
      where code >= 'SB${first}' and code < 'SB${first + count}' and child_count > 1), ${first})`;
  const [row] = await ask<State["free"] & State["bags"]>(
    databaseUrl,
    `select ${nextIn(hot)} as hot, ${nextIn(own)} as own,
      coalesce((select max(substr(code, 3)::integer) + 1 from bags where code >= 'SB${plain.first}' and code < 'SB:'),
        ${plain.first}) as plain,
      coalesce((select max(substr(code, 5)::integer) + 1 from bags where code ~ '^8[0-9]{9}$'), 0) as child,
      (select count(*) from bags where code < 'SB${hot.first}' and code >= 'SB00000') as sacks,
      (select count(*) from bags where code ~ '^[0-9]{7}$') as children`,
  );
  const { sacks, children, ...free } = row!;
  return { databaseUrl, bags: { sacks, children }, free };
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1_000).toFixed(1);
}

/** Progress goes beside the table, which alone is on stdout. */
function tell(line: string): void {
  console.error(line);
}
