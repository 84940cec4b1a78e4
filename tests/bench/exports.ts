/**
 * `deno task bench:exports [--bags N] [--data FOLDER]`: whole exports over HTTP from the server as its users start it: how
 * long they take, and what the server's memory comes to meanwhile. Then a day's reports over a day of 200,000 scans.
 */
import { fill } from "./fill.ts";
import { cpuSecondsOf, describeMachine, memoryMbOf } from "./machine.ts";
import { madeUpWarehouse } from "./made_up.ts";
import { readOptions } from "./options.ts";
import { withFilledSubject } from "./filled.ts";
import { ask, PASSWORD, type Subject } from "./subject.ts";

const DAY_SCANS = 200_000;
const DAY = "2026-01-15";
const REPORT_READS = 10;

/** One busy day long ago: 12 hours, the people that there are, one scan in twenty refused. */
const FILL_DAY = `
  insert into scan_events (key, at, place, kind, outcome, accepted, user_id, parent, child, area, content_hash)
  select gen_random_uuid(), '${DAY} 08:00:00+05:30'::timestamptz + n * interval '216 milliseconds', 0, 'link_child',
    case when n % 20 = 0 then 'child_elsewhere' else 'child_linked' end, n % 20 <> 0,
    1 + n % (select count(*) from users), 'SB' || lpad((n / 30)::text, 5, '0'), lpad(n::text, 8, '0'),
    (array['lucknow', 'indore', ''])[1 + n % 3], 0
  from generate_series(1, ${DAY_SCANS}) as n`;

/** As commits would have left them: the fill writes sack by sack. */
const IN_ORDER_OF_TIME = [
  "create index in_order_of_time on scan_events (at, place, key)",
  "cluster scan_events using in_order_of_time",
  "drop index in_order_of_time",
  "vacuum analyze scan_events",
];

const options = readOptions(Deno.args);
await withFilledSubject(options, fillUp, measure);

async function fillUp(url: string): Promise<void> {
  await fill(url, madeUpWarehouse(options.bags, { bills: 10, firstNumber: 70_000 }), "Asia/Kolkata");
  for (const sql of [FILL_DAY, ...IN_ORDER_OF_TIME]) await ask(url, sql);
}

async function measure({ base, serverPid, databasePids }: Subject): Promise<void> {
  const token = await signIn(base);
  const get = (path: string) => fetch(base + path, { headers: { authorization: `Bearer ${token}` } });
  console.log(await describeMachine());
  console.log("| Export | rows | MB | seconds | cpu s: server / database | server MB before / most / after |");
  console.log("| --- | --: | --: | --: | --: | --: |");
  const cpu = async () => [await cpuSecondsOf([serverPid]), await cpuSecondsOf(await databasePids())] as const;
  for (const name of ["bags.csv", "scans.csv", "bills.csv", "bags.csv?role=parent"]) {
    const before = await memoryMbOf(serverPid), [serverCpu, databaseCpu] = await cpu();
    let [bytes, rows, most] = [0, -1, 0];
    const startedAt = performance.now();
    const reply = await get(`/api/v1/exports/${name}`);
    for await (const piece of reply.body!) {
      bytes += piece.byteLength;
      rows += linesIn(piece);
      most = Math.max(most, await memoryMbOf(serverPid));
    }
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    const [serverCpuNow, databaseCpuNow] = await cpu();
    const spent = `${(serverCpuNow - serverCpu).toFixed(1)} / ${(databaseCpuNow - databaseCpu).toFixed(1)}`;
    const memory = `${before} / ${most} / ${await memoryMbOf(serverPid)}`;
    console.log(
      `| ${name} | ${rows.toLocaleString("en")} | ${(bytes / 1e6).toFixed(1)} | ${seconds} | ${spent} | ${memory} |`,
    );
  }
  await measureReports(get, cpu);
}

/** Processor seconds of the server and of the database so far. */
type Cpu = () => Promise<readonly [server: number, database: number]>;

async function measureReports(get: (path: string) => Promise<Response>, cpu: Cpu): Promise<void> {
  const scans = DAY_SCANS.toLocaleString("en");
  console.log(`\n| Report, ${scans} scans that day | median ms | slowest ms | cpu ms: server / database |`);
  console.log("| --- | --: | --: | --: |");
  for (const path of [`day?day=${DAY}`, `scans?from=${DAY}&to=${DAY}`, "bills?from=2025-01-01&to=2027-01-01"]) {
    const times = [], before = await cpu();
    for (let read = 0; read < REPORT_READS; read++) {
      const startedAt = performance.now();
      const reply = await get(`/api/v1/reports/${path}`);
      if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
      await reply.text();
      times.push(performance.now() - startedAt);
    }
    times.sort((one, other) => one - other);
    const spent = (await cpu()).map((now, place) => (((now - before[place]!) * 1_000) / REPORT_READS).toFixed(0));
    const [median, slowest] = [times[REPORT_READS / 2]!, times.at(-1)!].map((ms) => ms.toFixed(0));
    console.log(`| ${path} | ${median} | ${slowest} | ${spent.join(" / ")} |`);
  }
}

function linesIn(piece: Uint8Array): number {
  let lines = 0;
  for (const byte of piece) if (byte === 0x0a) lines++;
  return lines;
}

async function signIn(base: string): Promise<string> {
  const reply = await fetch(`${base}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username: "admin", password: PASSWORD }),
  });
  return (await reply.json()).token;
}
