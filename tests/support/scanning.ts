/** Scanning on a page in a browser, and asking the server afterwards what became of it. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Scanner } from "./browser.ts";
import type { Session } from "./server.ts";

/** Sacks of 15 with their bags: `M444-00001`, then `1000101` … `1000115`, and so on. */
export interface Sack {
  readonly code: string;
  readonly bags: readonly string[];
}

export function sacksOf(count: number, first = 1): Sack[] {
  return Array.from({ length: count }, (_, place) => {
    const number = first + place;
    const bags = Array.from({ length: 15 }, (_, bag) => String(1_000_000 + number * 100 + bag + 1));
    return { code: `M444-${String(number).padStart(5, "0")}`, bags };
  });
}

export const codesOf = (sacks: readonly Sack[]): string[] => sacks.flatMap(({ code, bags }) => [code, ...bags]);

/** Types the codes at this pace and tells when each was typed, in ms since 1970. */
export async function typeAtPace(scanner: Scanner, codes: readonly string[], perSecond: number): Promise<number[]> {
  const times: number[] = [];
  const startedAt = performance.now();
  for (const [place, code] of codes.entries()) {
    const due = startedAt + place * 1_000 / perSecond;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    times.push(Date.now());
    await scanner.scan(code);
  }
  return times;
}

/** The ids of all scans that these pages send from here on, in order, each as often as it is sent. */
export function idsSentBy(pages: readonly Page[]): string[] {
  const ids: string[] = [];
  for (const page of pages) {
    page.on("request", (request) => {
      if (!request.url().endsWith("/api/v1/scans/batch")) return;
      const { scans } = request.postDataJSON() as { scans: { scan_id: string }[] };
      ids.push(...scans.map(({ scan_id }) => scan_id));
    });
  }
  return ids;
}

/** Resolves when nothing waits any more. */
export async function allConfirmed(page: Page, ms = 30_000): Promise<void> {
  await page.locator("#outbox-count", { hasText: /^0$/ }).waitFor({ timeout: ms });
}

/** The outcomes on the page, oldest first. */
export async function outcomesOn(page: Page): Promise<(string | null)[]> {
  const lines = page.locator("#scan-list > li[data-scan-id]");
  return (await lines.evaluateAll((items) => items.map((item) => item.getAttribute("data-outcome")))).reverse();
}

/** Every sack holds its bags and no others, each stored by one event, and the recount agrees. */
export async function assertPacked(admin: Session, sacks: readonly Sack[]): Promise<void> {
  for (const { code, bags } of sacks) {
    const { json } = await admin.call("GET", `/api/bag/${code}`);
    assert.deepEqual((json.children as { code: string }[]).map((child) => child.code).sort(), bags, code);
    for (const bag of bags) assert.equal((await linksOf(admin, bag)).length, 1, `${bag} is stored once`);
  }
  const { json } = await admin.call("GET", "/api/v1/integrity");
  assert.deepEqual(json.problems, []);
}

export interface LifeLine {
  readonly at: string;
  readonly scanned_at: string;
  readonly outcome: string;
  readonly parent: string;
  readonly station: string;
  readonly user: string;
}

/** The events by which a bag came into a sack. */
export async function linksOf(admin: Session, bag: string): Promise<LifeLine[]> {
  const { json } = await admin.call("GET", `/api/v1/bags/${bag}/events`);
  return (json.items as LifeLine[]).filter(({ outcome }) => outcome === "child_linked");
}

/** Runs in the page: whether it would open without network. */
export async function isPageKept(): Promise<boolean> {
  const { caches } = globalThis as unknown as { caches: CacheStorage };
  return await caches.match("/scan", { cacheName: "tracetrack-pages" } as never) !== undefined;
}
