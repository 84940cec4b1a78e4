/**
 * `deno task bench:page`: the scanner page in Chromium. What it loads, when it takes scans on a slow machine, and how long a
 * person waits to see that a scan is stored. Needs a Chromium: on the PATH, from npm, or named by CHROMIUM.
 */
import { chromium, type Page } from "playwright-core";
import { plugScannerInto, signInOn } from "../support/browser.ts";
import { findChromium } from "../support/programs.ts";
import { makeDataFolder, PASSWORD, removeDataFolder, startSubject } from "./subject.ts";

const LOADS = 15;
const SCANS = 200;
const SLOW_DOWN = 4;

const executablePath = await findChromium();
if (!executablePath) throw new Error("No Chromium: set CHROMIUM to its path");
const folder = await makeDataFolder();
const subject = await startSubject(folder);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  const page = await (await browser.newContext({ baseURL: subject.base })).newPage();
  await signInOn(page, "dispatcher", PASSWORD, "/scan");
  console.log(`Scripts of the page, compressed: ${await scriptBytes(page)} bytes`);
  console.log(`Ready to scan, cold, processor slowed ${SLOW_DOWN} ×: ${told(await coldLoads(page))}`);
  console.log(`Cold, at full speed: ${told(await coldLoads(page, 1))}`);
  console.log(`From Enter to "stored" on the screen, ${SCANS} scans: ${told(await scanTimes(page))}`);
} finally {
  await browser.close();
  await subject.stop();
  await removeDataFolder(folder);
}

async function scriptBytes(page: Page): Promise<number> {
  return await page.evaluate(
    "performance.getEntriesByType('resource').filter((e) => e.initiatorType === 'script').reduce((n, e) => n + e.encodedBodySize, 0)",
  );
}

/** Milliseconds from the navigation to the moment in which the page has taken over the keys; nothing is cached. */
async function coldLoads(page: Page, slowDown = SLOW_DOWN): Promise<number[]> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  await session.send("Network.setBypassServiceWorker", { bypass: true });
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowDown });
  const times: number[] = [];
  for (let load = 0; load < LOADS; load++) {
    await page.goto("/scan", { waitUntil: "load" });
    times.push(await page.evaluate("performance.getEntriesByName('tracetrack-ready')[0].startTime"));
  }
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await session.detach();
  return times;
}

/** Each scan waits for the one before, as a person does. */
async function scanTimes(page: Page): Promise<number[]> {
  await page.goto("/scan");
  const scanner = await plugScannerInto(page);
  await page.evaluate(watchStored);
  const times: number[] = [];
  for (let scan = 0; scan < SCANS; scan++) {
    const code = scan % 16 === 0 ? `M444-${String(scan / 16).padStart(5, "0")}` : String(9_000_000 + scan);
    await scanner.scan(code);
    await page.waitForFunction(isShown, scan);
  }
  const marks = await page.evaluate("marks") as { enter: number[]; shown: number[] };
  for (const [place, at] of marks.enter.entries()) times.push(marks.shown[place]! - at);
  return times;
}

/** Runs in the page: notes each Enter, and each time that a line of an answer has been drawn. */
function watchStored(): void {
  const page = globalThis as unknown as { marks: { enter: number[]; shown: number[] }; document: Document };
  page.marks = { enter: [], shown: [] };
  addEventListener("keydown", (event) => {
    if ((event as Event & { key: string }).key === "Enter") page.marks.enter.push(performance.now());
  }, true);
  const list = page.document.getElementById("scan-list");
  new MutationObserver((changes) => {
    if (!changes.some(({ addedNodes }) => addedNodes.length > 0)) return;
    requestAnimationFrame(() => page.marks.shown.push(performance.now()));
  }).observe(list, { childList: true });
}

/** Runs in the page. */
function isShown(scan: number): boolean {
  return (globalThis as unknown as { marks: { shown: number[] } }).marks.shown.length > scan;
}

function told(times: readonly number[]): string {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(0);
  return `median ${at(0.5)} ms, p99 ${at(0.99)} ms (${times.length} times)`;
}

// What the functions that run in the page use of it.
interface Document {
  getElementById(id: string): unknown;
}
declare const MutationObserver: new (then: (changes: readonly { addedNodes: { length: number } }[]) => void) => {
  observe(target: unknown, options: { childList: boolean }): void;
};
declare function requestAnimationFrame(then: () => void): void;
