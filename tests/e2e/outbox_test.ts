// Runs alone: it types as fast as a scanner, and kills and cuts what it works with.
import assert from "node:assert/strict";
import { openBadNetwork } from "../support/bad_network.ts";
import { CHROMIUM, openPage, plugScannerInto, signInOn } from "../support/browser.ts";
import { allConfirmed, assertPacked, codesOf, linksOf, outcomesOn, sacksOf, typeAtPace } from "../support/scanning.ts";
import { PASSWORDS, startServer, type TestServer } from "../support/server.ts";

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
    let server = await startServer();
    const { databaseUrl, port } = server;
    await using network = openBadNetwork(port);
    const profile = await Deno.makeTempDir({ prefix: "tracetrack-profile-" });
    const servers: TestServer[] = [server];
    const sacks = sacksOf(12);
    const typed = new Map<string, number>();
    const scanSack = async (scanner: Awaited<ReturnType<typeof plugScannerInto>>, place: number) => {
      const { code, bags } = sacks[place]!;
      const times = await typeAtPace(scanner, [code, ...bags], 20);
      for (const [at, bag] of bags.entries()) typed.set(bag, times[at + 1]!);
    };
    const comeBack = async () => {
      await server.kill9();
      server = await startServer({ databaseUrl, port });
      servers.push(server);
    };
    try {
      {
        await using opened = await openPage(network.base, { profile });
        const { page } = opened;
        await signInOn(page, "dispatcher", PASSWORD, "/scan?station=S7");
        const scanner = await plugScannerInto(page);
        for (let kill = 0; kill < 3; kill++) {
          await Promise.all([scanSack(scanner, kill), comeBack()]);
        }
        await allConfirmed(page);
        network.become("cut");
        const cutAt = Date.now();
        await scanSack(scanner, 3);
        await scanSack(scanner, 4);
        await page.locator("#scan-outcome[data-outcome=waiting]").waitFor();
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, cutAt + 20_000 - Date.now())));
        assert.equal(await page.locator("#outbox-count").textContent(), "32");
        network.become("busy");
        await scanSack(scanner, 5);
        assert.ok(network.refused() > 0);
        network.become("good");
        await scanSack(scanner, 6);
        await page.reload();
        await scanSack(scanner, 7);
        await page.reload();
        network.become("cut");
        await scanSack(scanner, 8);
        await scanSack(scanner, 9);
        await page.locator("#waiting-list > li").nth(19).waitFor();
        await killBrowser(profile);
      }
      network.become("good");
      await using opened = await openPage(network.base, { profile });
      const { page } = opened;
      // The browser may have forgotten who is here; what was scanned it has not.
      await signInOn(page, "dispatcher", PASSWORD, "/scan?station=S7");
      const scanner = await plugScannerInto(page);
      await scanSack(scanner, 10);
      await scanSack(scanner, 11);
      await allConfirmed(page);

      const admin = await server.logIn("admin");
      await assertPacked(admin, sacks);
      for (const [bag, at] of typed) {
        const [link] = await linksOf(admin, bag);
        assert.ok(Math.abs(Date.parse(link!.scanned_at) - at) < 1_500, `${bag} was scanned at another time`);
        assert.deepEqual([link!.station, link!.user], ["S7", "dispatcher"]);
      }
    } finally {
      for (const one of servers.reverse()) await one[Symbol.asyncDispose]();
      await Deno.remove(profile, { recursive: true });
    }
  },
});

/** SIGKILL to every process of that profile's browser. */
async function killBrowser(profile: string): Promise<void> {
  await new Deno.Command("pkill", { args: ["-KILL", "-f", profile] }).output();
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
