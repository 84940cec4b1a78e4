// Runs alone: it types as fast as a scanner, and kills and cuts what it works with.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { type BadNetwork, openBadNetwork } from "../support/bad_network.ts";
import { CHROMIUM, killBrowser, openPage, plugScannerInto, signInOn } from "../support/browser.ts";
import { allConfirmed, assertPacked, codesOf, linksOf, outcomesOn, sacksOf, typeAtPace } from "../support/scanning.ts";
import { PASSWORDS, startServer } from "../support/server.ts";

const NO_CHROMIUM = CHROMIUM === undefined;
const PASSWORD = PASSWORDS.DISPATCHER_PASSWORD;
const LONG_TASK_MS_MAX = 200;

Deno.test({
  name: "300 codes, 25 a second, half a second away from the server: all stored, in order, and the page never stalls",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await using network = openBadNetwork(server.port);
    await using opened = await openPage(network.base);
    const { page, complaints } = opened;
    await signInOn(page, "dispatcher", PASSWORD, "/scan");
    network.delayMs = 250;
    await page.evaluate(watchLongTasks);
    const scanner = await plugScannerInto(page);

    const sacks = sacksOf(19);
    const codes = codesOf(sacks).slice(0, 300);
    await typeAtPace(scanner, codes, 25);
    await allConfirmed(page);

    const expected = codes.map((code) => code.startsWith("M444") ? "parent_created" : "child_linked");
    await page.locator("#scan-list > li").nth(299).waitFor({ state: "attached" });
    assert.deepEqual(await outcomesOn(page), expected);
    assert.equal(await page.locator("#parent-code").textContent(), sacks.at(-1)!.code);
    await page.locator("#parent-count", { hasText: /^11 \/ 15$/ }).waitFor();
    assert.equal(await page.locator(":focus").getAttribute("id"), "scan-input");
    const longest = await page.evaluate(longestTask);
    assert.ok(longest <= LONG_TASK_MS_MAX, `A task of the page took ${longest} ms`);
    assert.deepEqual(complaints, []);
    await assertPacked(await server.logIn("admin"), [...sacks.slice(0, 18), {
      ...sacks.at(-1)!,
      bags: sacks.at(-1)!.bags.slice(0, 11),
    }]);
  },
});

Deno.test({
  name: "kill -9 three times, 20 s without network, a storm of 503, two reloads, a killed browser: each scan once",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using day = await badDay();
    await day.untilBrowserIsKilled();
    await day.withNewBrowser();
    const admin = await day.server().logIn("admin");
    await assertPacked(admin, day.sacks);
    for (const [bag, at] of day.typed) {
      const [link] = await linksOf(admin, bag);
      assert.ok(Math.abs(Date.parse(link!.scanned_at) - at) < 1_500, `${bag} was scanned at another time`);
      assert.deepEqual([link!.station, link!.user], ["S7", "dispatcher"]);
    }
  },
});

const NO_NETWORK_MS = 20_000;

/** A dispatcher's twelve sacks on a day on which everything fails. */
async function badDay() {
  const servers = [await startServer()];
  const { databaseUrl, port } = servers[0]!;
  const network = openBadNetwork(port);
  const profile = await Deno.makeTempDir({ prefix: "tracetrack-profile-" });
  const sacks = sacksOf(12);
  const typed = new Map<string, number>();
  const server = () => servers.at(-1)!;
  const comeBack = async () => {
    await server().kill9();
    servers.push(await startServer({ databaseUrl, port }));
  };
  const pack = async (page: Page, ...places: number[]) => {
    const scanner = await plugScannerInto(page);
    for (const { code, bags } of places.map((place) => sacks[place]!)) {
      const times = await typeAtPace(scanner, [code, ...bags], 20);
      for (const [at, bag] of bags.entries()) typed.set(bag, times[at + 1]!);
    }
  };
  const parts = { network, profile, pack, comeBack };
  return {
    ...{ sacks, typed, server },
    untilBrowserIsKilled: () => untilBrowserIsKilled(parts),
    withNewBrowser: () => withNewBrowser(parts),
    async [Symbol.asyncDispose]() {
      await network[Symbol.asyncDispose]();
      for (const one of servers.reverse()) await one[Symbol.asyncDispose]();
      await Deno.remove(profile, { recursive: true });
    },
  };
}

interface Day {
  readonly network: BadNetwork;
  readonly profile: string;
  /** Scans these sacks and their bags, 20 codes a second. */
  pack(page: Page, ...places: number[]): Promise<void>;
  /** The server is killed, and there again a little later. */
  comeBack(): Promise<void>;
}

async function untilBrowserIsKilled({ network, profile, pack, comeBack }: Day): Promise<void> {
  await using opened = await openPage(network.base, { profile });
  const { page } = opened;
  await signInOn(page, "dispatcher", PASSWORD, "/scan?station=S7");
  for (let kill = 0; kill < 3; kill++) await Promise.all([pack(page, kill), comeBack()]);
  await allConfirmed(page);

  network.become("cut");
  const cutAt = Date.now();
  await pack(page, 3, 4);
  await page.locator("#scan-outcome[data-outcome=waiting]").waitFor();
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, cutAt + NO_NETWORK_MS - Date.now())));
  assert.equal(await page.locator("#outbox-count").textContent(), "32");
  network.become("busy");
  await pack(page, 5);
  assert.ok(network.refused() > 0);

  network.become("good");
  await pack(page, 6);
  await page.reload();
  await pack(page, 7);
  await page.reload();
  network.become("cut");
  await pack(page, 8, 9);
  await page.locator("#waiting-list > li").nth(19).waitFor();
  await killBrowser(profile);
}

/** On the same profile. It may have forgotten who was here; what was scanned it has not. */
async function withNewBrowser({ network, profile, pack }: Day): Promise<void> {
  network.become("good");
  await using opened = await openPage(network.base, { profile });
  const { page } = opened;
  await signInOn(page, "dispatcher", PASSWORD, "/scan?station=S7");
  await pack(page, 10, 11);
  await allConfirmed(page);
}

/** Runs in the page. */
function watchLongTasks(): void {
  const seen = globalThis as unknown as { longTasks: number[] };
  seen.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longTasks.push(duration);
  }).observe({ entryTypes: ["longtask"] });
}

/** Runs in the page. */
const longestTask = (): number => Math.max(0, ...(globalThis as unknown as { longTasks: number[] }).longTasks);
