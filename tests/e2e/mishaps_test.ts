// Runs alone: it starts whole servers and browsers.
import assert from "node:assert/strict";
import { openBadNetwork } from "../support/bad_network.ts";
import { CHROMIUM, openPage, plugScannerInto, signInOn } from "../support/browser.ts";
import { allConfirmed, assertPacked, codesOf, isPageKept, sacksOf } from "../support/scanning.ts";
import { PASSWORDS, startServer } from "../support/server.ts";

const NO_CHROMIUM = CHROMIUM === undefined;
const PASSWORD = PASSWORDS.DISPATCHER_PASSWORD;

Deno.test({
  name: "the session of a forgotten tab is over: signing in elsewhere sends what waits, in both tabs",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await using opened = await openPage(server.base);
    const one = opened.page;
    await signInOn(one, "dispatcher", PASSWORD, "/scan");
    const [sack] = sacksOf(1);
    await one.context().clearCookies();
    const scanner = await plugScannerInto(one);
    for (const code of codesOf([sack!]).slice(0, 8)) await scanner.scan(code);
    await one.locator("#sign-in").waitFor();
    const other = await one.context().newPage();
    await signInOn(other, "dispatcher", PASSWORD, `/scan?parent=${sack!.code}`);
    const second = await plugScannerInto(other);
    for (const bag of sack!.bags.slice(7)) await second.scan(bag);
    await allConfirmed(other);
    await one.locator("#sign-in").waitFor({ state: "hidden" });
    await assertPacked(await server.logIn("admin"), [sack!]);
  },
});

Deno.test({
  name: "the browser closes its database, or refuses a write once: what waits is sent all the same",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await using opened = await openPage(server.base);
    const { page } = opened;
    await page.addInitScript(breakDatabase);
    await signInOn(page, "dispatcher", PASSWORD, "/scan");
    const scanner = await plugScannerInto(page);
    const [sack] = sacksOf(1);
    for (const code of [sack!.code, sack!.bags[0]!]) await scanner.scan(code);
    await allConfirmed(page);
    await page.evaluate("databases.forEach((db) => db.close())");
    await scanner.scan(sack!.bags[1]!);
    await allConfirmed(page);
    await page.evaluate("writesToRefuse = 3");
    for (const bag of sack!.bags.slice(2)) await scanner.scan(bag);
    await allConfirmed(page);
    await assertPacked(await server.logIn("admin"), [sack!]);
  },
});

Deno.test({
  name: "somebody else has signed in since: the page of the one before does not open without network",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await using network = openBadNetwork(server.port);
    await using opened = await openPage(network.base);
    const { page } = opened;
    await signInOn(page, "dispatcher", PASSWORD, "/scan");
    await page.waitForFunction(isPageKept);
    // His session ends by itself: nobody logs out.
    await page.context().clearCookies();
    await signInOn(page, "biller", PASSWORD, "/bills");
    network.become("cut");
    await assert.rejects(page.goto("/scan"), /ERR_/);
  },
});

Deno.test({
  name: "the page's script does not come: what was typed meanwhile is sent by the form, code by code",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await using opened = await openPage(server.base, { serviceWorkers: "block" });
    const { page } = opened;
    await signInOn(page, "dispatcher", PASSWORD, "/scan");
    const typed = Promise.withResolvers<void>();
    await page.route("**/static/app.*.js", async (route) => {
      await typed.promise;
      await route.abort();
    });
    await page.reload({ waitUntil: "commit" });
    await page.locator("#scan-input").waitFor();
    const scanner = await plugScannerInto(page);
    for (const code of ["SB00042", "0016586"]) await scanner.scan(code);
    const sent = page.waitForURL(/said=child_linked/, { waitUntil: "commit" });
    typed.resolve();
    await sent;
    await page.unroute("**/static/app.*.js");
    await page.reload();
    await page.locator("#parent-count", { hasText: "1 / 30" }).waitFor();
  },
});

Deno.test({
  name: "what the door itself refuses stays to be looked at, and can be sent again",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await using opened = await openPage(server.base, { serviceWorkers: "block" });
    const { page } = opened;
    await signInOn(page, "dispatcher", PASSWORD, "/scan");
    const scanner = await plugScannerInto(page);
    await scanner.scan("SB00042");
    await allConfirmed(page);
    const forbidden = { status: 403, headers: { "x-request-id": "r1" }, json: { error: { code: "forbidden" } } };
    await page.route("**/api/v1/scans/batch", (route) => route.fulfill(forbidden));
    await scanner.scan("0016586");
    await page.locator("#looks-count", { hasText: /^1$/ }).waitFor();
    await page.unroute("**/api/v1/scans/batch");
    await scanner.scan("0016587");
    await page.locator("#parent-count", { hasText: "1 / 30" }).waitFor();
    await page.locator("#looks-link").click();
    await page.locator("#looks-list > li", { hasText: "0016586" }).locator("[data-do=again]").click();
    await page.locator("#looks-none").waitFor();
    const biller = await server.logIn("biller");
    await page.goto("/scan?parent=SB00042");
    await page.locator("#parent-count", { hasText: "2 / 30" }).waitFor();
    assert.equal((await biller.call("GET", "/api/bag/0016586")).json.parent, "SB00042");
  },
});

/** Runs in the page before anything else: its databases are at hand, and writes can be refused. */
function breakDatabase(): void {
  const page = globalThis as unknown as {
    databases: unknown[];
    writesToRefuse: number;
    IDBDatabase: { prototype: { transaction(names: unknown, mode?: string, options?: unknown): unknown } };
  };
  page.databases = [];
  page.writesToRefuse = 0;
  const { prototype } = page.IDBDatabase;
  const real = prototype.transaction;
  prototype.transaction = function (names, mode, options) {
    if (!page.databases.includes(this)) page.databases.push(this);
    if (mode === "readwrite" && page.writesToRefuse-- > 0) throw new DOMException("No room", "QuotaExceededError");
    return real.call(this, names, mode, options);
  };
}
