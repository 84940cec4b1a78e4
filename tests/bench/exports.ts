/**
 * `deno task bench:exports [--bags N] [--data FOLDER]`: whole exports over HTTP from the server as its users start it: how
 * long they take, what the server's memory comes to, and how long others wait meanwhile. Then a day's reports over a day of 200,000 scans.
 */
import { BlobReader, TextWriter, ZipReader } from "@zip.js/zip.js";
import { fill } from "./fill.ts";
import { cpuSecondsOf, describeMachine, memoryMbOf } from "./machine.ts";
import { madeUpWarehouse } from "./made_up.ts";
import { readOptions } from "./options.ts";
import { withFilledSubject } from "./filled.ts";
import { ask, PASSWORD, type Subject } from "./subject.ts";

const DAY_SCANS = 200_000;
const DAY = "2026-01-15";
const REPORT_READS = 10;

/** What is taken away: a million rows and more as CSV, and as XLSX what that is for. */
const EXPORTS = [
  ...["bags.csv", "scans.csv", "bills.csv", "bags.csv?role=parent", "packing.csv", "audit.csv", "activity.csv"],
  ...[`scans.xlsx?from=${DAY}&to=${DAY}`, "bags.xlsx?role=parent", "bills.xlsx"],
];

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
  console.log(
    "| Export | rows | MB | seconds | first byte ms | cpu s: server / database | server MB | others wait ms |",
  );
  console.log("| --- | --: | --: | --: | --: | --: | --: | --: |");
  const cpu = async () => [await cpuSecondsOf([serverPid]), await cpuSecondsOf(await databasePids())] as const;
  for (const name of EXPORTS) {
    const watch = watchServer(base, serverPid), [serverCpu, databaseCpu] = await cpu();
    const before = await memoryMbOf(serverPid), startedAt = performance.now();
    const reply = await get(`/api/v1/exports/${name}`);
    const firstMs = performance.now() - startedAt;
    if (!reply.ok) throw new Error(`${name}: ${reply.status} ${await reply.text()}`);
    const { bytes, rows } = await readAll(reply, name);
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    const [serverCpuNow, databaseCpuNow] = await cpu(), { mostMb, waits } = await watch.end();
    const spent = `${(serverCpuNow - serverCpu).toFixed(1)} / ${(databaseCpuNow - databaseCpu).toFixed(1)}`;
    const memory = `${before} / ${mostMb} / ${await memoryMbOf(serverPid)}`;
    const size = `${rows.toLocaleString("en")} | ${(bytes / 1e6).toFixed(1)}`;
    console.log(`| ${name} | ${size} | ${seconds} | ${firstMs.toFixed(0)} | ${spent} | ${memory} | ${waits} |`);
  }
  await measureReports(get, cpu);
}

/** An XLSX is kept, to be read when the clock has stopped. */
async function readAll(reply: Response, name: string): Promise<{ bytes: number; rows: number }> {
  let bytes = 0, rows = -1;
  const kept: Uint8Array<ArrayBuffer>[] = [], isXlsx = name.includes(".xlsx");
  for await (const piece of reply.body!) {
    bytes += piece.byteLength;
    if (isXlsx) kept.push(piece);
    else rows += linesIn(piece);
  }
  return { bytes, rows: isXlsx ? await rowsInXlsx(new Blob(kept)) : rows };
}

async function rowsInXlsx(file: Blob): Promise<number> {
  const reader = new ZipReader(new BlobReader(file), { useWebWorkers: false });
  let rows = -1;
  for (const entry of await reader.getEntries()) {
    if (entry.directory || !entry.filename.endsWith("sheet1.xml")) continue;
    rows += (await entry.getData(new TextWriter())).split("<row ").length - 1;
  }
  await reader.close();
  return rows;
}

/** Looks at the server meanwhile, fifty times a second: its memory, and how long a request waits that does nothing. */
function watchServer(base: string, serverPid: number) {
  let mostMb = 0, isOver = false;
  const waits: number[] = [];
  const watching = (async () => {
    while (!isOver) {
      const startedAt = performance.now();
      await (await fetch(`${base}/api/health`)).text();
      waits.push(performance.now() - startedAt);
      mostMb = Math.max(mostMb, await memoryMbOf(serverPid));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return {
    async end() {
      isOver = true;
      await watching;
      waits.sort((one, other) => one - other);
      const at = (part: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * part))]!.toFixed(1);
      return { mostMb, waits: `p50 ${at(0.5)}, p99 ${at(0.99)}, most ${at(1)}` };
    },
  };
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
