/**
 * `deno task bench:live`: 500 live pages while one bill changes 50 times a second and nine others once a second. How far
 * behind are the pages, what do scans wait meanwhile, and does anybody miss the end?
 */
import { makeDataFolder, PASSWORD, removeDataFolder, startSubject, type Subject } from "./subject.ts";
import { HotFloor, scanFor, type ScanTimes } from "./live_floor.ts";
import { cpuSecondsOf, describeMachine, memoryMbOf } from "./machine.ts";
import type { Gathered, ReadersPlan } from "./live_readers.ts";

const PAGES = 500;
/** Most look at the bill that all scan into; the rest at one of the nine others. */
const HOT_PAGES = 410;
const BILLS = 10;
const HOT_PER_SECOND = 50;
const PAGES_OF_A_SESSION = 20;
const ALONE_SECONDS = 20;
const LIVE_SECONDS = 60;

const dataFolder = await makeDataFolder();
const subject = await startSubject(dataFolder);
try {
  await measure(subject);
} finally {
  await subject.stop();
  await removeDataFolder(dataFolder);
}

async function measure({ base, serverPid }: Subject): Promise<void> {
  const floor = await HotFloor.open(base, BILLS, (ALONE_SECONDS + LIVE_SECONDS) * HOT_PER_SECOND);
  const alone = await scanFor(floor, ALONE_SECONDS, HOT_PER_SECOND);
  const cookies = await Promise.all(Array.from({ length: PAGES / PAGES_OF_A_SESSION }, () => sessionOf(base)));
  const readers = new Worker(new URL("./live_readers.ts", import.meta.url), { type: "module" });
  const pages = Array.from({ length: PAGES }, (_, page) => ({
    bill: page < HOT_PAGES ? 0 : 1 + page % (BILLS - 1),
    cookie: cookies[page % cookies.length]!,
  }));
  readers.postMessage({ base, numbers: floor.numbers, pages } satisfies ReadersPlan);
  await said(readers, "all here");
  const before = { mb: await memoryMbOf(serverPid), cpu: await cpuSecondsOf([serverPid]) };
  const live = await scanFor(floor, LIVE_SECONDS, HOT_PER_SECOND);
  const after = { mb: await memoryMbOf(serverPid), cpu: await cpuSecondsOf([serverPid]) };
  const weights = await floor.weights();
  readers.postMessage({ ends: live.ends, weights });
  const gathered = await said(readers, "gathered") as Gathered;
  readers.terminate();
  const cores = (after.cpu - before.cpu) / LIVE_SECONDS;
  console.log(`${await describeMachine()}; ${PAGES} pages, ${HOT_PAGES} of them on the hot bill\n`);
  console.log(tableOf(alone, live, gathered, { ...after, before: before.mb, cores }));
  if (gathered.missedTheEnd > 0 || live.wrong > 0) Deno.exit(1);
}

async function sessionOf(base: string): Promise<string> {
  const response = await fetch(`${base}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username: "biller", password: PASSWORD }),
  });
  return `tracetrack=${(await response.json() as { token: string }).token}`;
}

function said(worker: Worker, what: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => data.is === what && resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
  });
}

function tableOf(
  alone: ScanTimes,
  live: ScanTimes,
  gathered: Gathered,
  server: { readonly mb: number; readonly before: number; readonly cores: number },
): string {
  const rows = [
    ["Scans alone, 59 a second: p50, p99", `${ms(alone.p50Ms)}, ${ms(alone.p99Ms)}`, ""],
    ["The same while 500 pages look on: p50, p99", `${ms(live.p50Ms)}, ${ms(live.p99Ms)}`, "p99 ≤ 40 ms"],
    [
      "From a scan's answer to each page that shows it: p50, p99, longest",
      gathered.delays.map(ms).join(", "),
      "p99 ≤ 250 ms",
    ],
    ["Pages that miss the end", `${gathered.missedTheEnd} of ${PAGES}`, "0"],
    [
      "Messages, and what they weigh together",
      `${count(gathered.messages)}, ${Math.round(gathered.bytes / 1e6)} MB`,
      "",
    ],
    ["Server: memory before, after", `${server.before} MB, ${server.mb} MB`, "stable"],
    ["Server: cores in use", server.cores.toFixed(2), ""],
    ["Scans that came to anything but a stored bag", String(alone.wrong + live.wrong), "0"],
  ];
  return [["Measurement", "value", "asked for"], ["---", "---:", "---"], ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

function count(value: number): string {
  return value.toLocaleString("en");
}
