// Runs alone: it starts a whole server and a browser.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openPool } from "../../platform/postgres.ts";
import { type BadNetwork, openBadNetwork } from "../support/bad_network.ts";
import { handOverBadges } from "../support/badges.ts";
import { CHROMIUM, openPage, plugScannerInto, type Scanner, signInOn } from "../support/browser.ts";
import { allConfirmed, assertPacked, linksOf, type Sack, sacksOf } from "../support/scanning.ts";
import { PASSWORDS, startServer, type TestServer } from "../support/server.ts";

const PIN = "482913";

/** By its big keys. */
async function typePin(page: Page, pin: string): Promise<void> {
  for (const digit of pin) await page.locator(`#badge-pad [data-digit="${digit}"]`).click();
}

/** Presses the pad's button, and waits until the page is the other person's and takes scans. Returns how long that took. */
async function becomes(page: Page, username: string): Promise<number> {
  const startedAt = performance.now();
  await page.locator("#badge-pad [type=submit]").click();
  await page.locator(`body[data-user="${username}"]`).waitFor({ state: "attached" });
  await page.waitForFunction(() => performance.getEntriesByName("tracetrack-ready").length > 0);
  return performance.now() - startedAt;
}

/** Runs in the page: all that it keeps and shows, as one text. */
async function everythingKept(): Promise<string> {
  const { document, localStorage, sessionStorage, indexedDB } = globalThis as unknown as {
    document: { documentElement: { outerHTML: string }; querySelectorAll(all: string): { value?: string }[] };
    localStorage: Record<string, string>;
    sessionStorage: Record<string, string>;
    indexedDB: {
      databases(): Promise<{ name: string }[]>;
      // deno-lint-ignore no-explicit-any -- the browser's own database, which Deno has no types for
      open(name: string): any;
    };
  };
  // deno-lint-ignore no-explicit-any -- as above
  const done = (request: any) =>
    // deno-lint-ignore no-explicit-any -- as above
    new Promise<any>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = reject;
    });
  const kept: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.documentElement.outerHTML];
  for (const field of document.querySelectorAll("input, textarea")) kept.push(field.value);
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      kept.push(await done(database.transaction(store).objectStore(store).getAll()));
    }
    database.close();
  }
  return JSON.stringify(kept);
}

/** He scans on without a network; she comes, and the network with her. What he scanned goes out first, as his. */
async function takeOverAfterCut({ page, scanner, network, badge, bags }: Scene): Promise<number> {
  network.become("cut");
  for (const code of bags) await scanner.scan(code);
  await page.locator("#outbox-count", { hasText: /^3$/ }).waitFor();
  await scanner.scan(badge);
  await page.locator("#badge-pad[open][data-has-badge]").waitFor();
  await typePin(page, PIN);
  await page.locator("#badge-pad [type=submit]").click();
  await page.locator("#badge-pad-told", { hasText: /does not answer/ }).waitFor();
  network.become("good");
  // A wrong PIN changes nothing, and says how many tries are left.
  await typePin(page, "111119");
  await page.locator("#badge-pad [type=submit]").click();
  await page.locator("#badge-pad-told", { hasText: /3 more tries/ }).waitFor();
  await typePin(page, PIN);
  return await becomes(page, "biller");
}

/** What is scanned while the pad stands open is no PIN and not lost: it counts for whoever is signed in. */
async function scanBesidesPad({ page, scanner, badge, bags }: Scene): Promise<void> {
  await scanner.scan(badge);
  await page.locator("#badge-pad[open]").waitFor();
  await scanner.scan(`LABEL NO.${bags[0]} LOT NO.:A1`);
  await page.locator("#badge-pad").waitFor({ state: "hidden" });
  await page.locator("#parent-count", { hasText: "11 / 15" }).waitFor();
}

/** The PIN by the keyboard. Bags that come before the server has answered are held back, and counted for him. */
async function takeOverByKeyboard({ page, scanner, network, badge, bags }: Scene): Promise<void> {
  await scanner.scan(badge);
  await page.locator("#badge-pad[open]").waitFor();
  for (const digit of PIN) await page.keyboard.press(digit, { delay: 60 });
  network.delayMs = 150;
  const asked = page.waitForRequest((request) => request.url().endsWith("/station/switch"));
  await Promise.all([page.keyboard.press("Enter"), asked]);
  await scanner.scan(bags[0]!);
  await page.locator('body[data-user="dispatcher"]').waitFor({ state: "attached" });
  network.delayMs = 0;
  for (const code of bags.slice(1)) await scanner.scan(code);
  await page.locator("#parent-count", { hasText: "15 / 15" }).waitFor();
  await allConfirmed(page);
}

/** Neither the browser nor the server has kept a badge. */
async function assertNowhere(
  { page }: Pick<Scene, "page">,
  server: TestServer,
  badges: readonly string[],
): Promise<void> {
  const kept = await page.evaluate(everythingKept);
  const db = openPool({ url: server.databaseUrl }, () => {});
  const raw = await db.query<{ raw: string }>("select raw from scan_events where raw is not null");
  await db.end();
  for (const place of [kept, server.log(), JSON.stringify(raw)]) {
    for (const code of badges) assert.ok(!place.includes(code.slice(4)), "A badge is kept nowhere");
  }
}

/** Minutes before the session ends its page says so; whoever stays, stays. Nobody's focus is taken. */
async function assertSaysThatItEnds(page: Page, server: TestServer): Promise<void> {
  const db = openPool({ url: server.databaseUrl }, () => {});
  const other = await page.context().newPage();
  await other.clock.install();
  await other.goto("/station?station=S1");
  await other.locator("#scan-input").waitFor();
  await db.query("update sessions set last_seen_at = now() - interval '236 minutes' where revoked_at is null");
  await other.clock.fastForward(61_000);
  await other.locator("#session-ends", { hasText: "4 min" }).waitFor();
  assert.equal(await other.evaluate("document.activeElement.id"), "scan-input");
  await other.locator("#session-stay").click();
  await other.locator("#session-ends").waitFor({ state: "hidden" });
  const [row] = await db.query<{ is_used: boolean }>(
    "select bool_or(last_seen_at > now() - interval '1 minute') as is_used from sessions where revoked_at is null",
  );
  assert.equal(row!.is_used, true);
  await db.end();
  await other.close();
}

interface Scene {
  readonly page: Page;
  readonly scanner: Scanner;
  readonly network: BadNetwork;
  readonly badge: string;
  readonly bags: readonly string[];
}

Deno.test({
  name:
    "two people take turns at a station by badge and PIN: the sack stays open, each scan is its scanner's, no badge is kept",
  ignore: CHROMIUM === undefined,
  fn: async () => {
    await using server = await startServer();
    await using network = openBadNetwork(server.port);
    const [hers, his] = await handOverBadges(server.databaseUrl, ["biller", "dispatcher"], PIN) as [string, string];
    await using opened = await openPage(network.base);
    const { page, complaints } = opened;
    await signInOn(page, "dispatcher", PASSWORDS.DISPATCHER_PASSWORD, "/station?station=S1");
    const scanner = await plugScannerInto(page);
    const [sack] = sacksOf(1) as [Sack];
    const scene = { page, scanner, network };
    for (const code of [sack.code, ...sack.bags.slice(0, 3)]) await scanner.scan(code);
    await allConfirmed(page);

    const ms = await takeOverAfterCut({ ...scene, badge: hers, bags: sack.bags.slice(3, 6) });
    assert.ok(ms < 2_000, `It took ${Math.round(ms)} ms`);
    console.log(`A switch took ${Math.round(ms)} ms`);
    assert.equal(await page.locator("#parent-code").textContent(), sack.code);
    assert.equal(await page.locator("#parent-count").textContent(), "6 / 15");
    for (const code of sack.bags.slice(6, 10)) await scanner.scan(code);
    await allConfirmed(page);
    await scanBesidesPad({ ...scene, badge: his, bags: sack.bags.slice(10, 11) });
    await takeOverByKeyboard({ ...scene, badge: his, bags: sack.bags.slice(11) });

    await assertNowhere({ page }, server, [hers, his]);
    await assertSaysThatItEnds(page, server);
    const admin = await server.logIn("admin");
    await assertPacked(admin, [sack]);
    for (const [place, bag] of sack.bags.entries()) {
      const [link] = await linksOf(admin, bag);
      const scannedBy = place >= 6 && place < 11 ? "biller" : "dispatcher";
      assert.deepEqual([link!.user, link!.station], [scannedBy, "S1"], `${place}: ${bag}`);
    }
    assert.deepEqual(complaints, []);
  },
});
