// Runs alone: it starts whole servers and browsers.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openBadNetwork } from "../support/bad_network.ts";
import { CHROMIUM, openPage, plugScannerInto, type Scanner, signInOn } from "../support/browser.ts";
import {
  allConfirmed,
  assertPacked,
  codesOf,
  idsSentBy,
  isPageKept,
  outcomesOn,
  sacksOf,
} from "../support/scanning.ts";
import { PASSWORDS, startServer } from "../support/server.ts";

const NO_CHROMIUM = CHROMIUM === undefined;
const PASSWORD = PASSWORDS.DISPATCHER_PASSWORD;

/** Scans and waits for the answer: the outcome on the page. */
async function scanned(page: Page, scanner: Scanner, code: string): Promise<string | null> {
  await scanner.scan(code);
  await allConfirmed(page);
  return await page.locator("#scan-list > li").first().getAttribute("data-outcome");
}

const outcomeShown = (page: Page, code: string) => page.locator(`#scan-outcome[data-outcome="${code}"]`).waitFor();

Deno.test({
  name: "one box: undo by button, by key and by command code, finish, and what other codes are",
  ignore: NO_CHROMIUM,
  fn: async (t) => {
    await using server = await startServer();
    await using opened = await openPage(server.base);
    const { page, complaints } = opened;
    await signInOn(page, "dispatcher", PASSWORD, "/scan?station=S3");
    const scanner = await plugScannerInto(page);
    const biller = await server.logIn("biller");
    await biller.call("POST", "/api/v1/bills", { number: "INV-7", capacity: 3 });
    const count = (text: string) => page.locator("#parent-count", { hasText: text }).waitFor();

    await t.step("a bag before a sack says that a sack comes first", async () => {
      assert.equal(await scanned(page, scanner, "0016586"), "bad_format");
      await page.locator("#scan-outcome", { hasText: "No sack is open" }).waitFor();
    });
    await t.step("undo takes back the last scan, by the server's answer", async () => {
      for (const code of ["SB00042", "0016586", "0016587", "0016588", "0016589"]) await scanned(page, scanner, code);
      await count("4 / 30");
      await page.locator("#undo-last").click();
      await outcomeShown(page, "child_unlinked");
      await count("3 / 30");
      await page.keyboard.press("Control+z");
      await count("2 / 30");
      await scanned(page, scanner, "tt-undo");
      await count("1 / 30");
      const { json } = await biller.call("GET", "/api/bag/SB00042");
      assert.deepEqual((json.children as { code: string }[]).map(({ code }) => code), ["0016586"]);
    });
    await t.step("any line of the list can be undone", async () => {
      await scanned(page, scanner, "0016590");
      await page.locator("#scan-list > li", { hasText: "0016586" }).locator("button").click();
      await page.locator("#scan-list > li .undone-mark").nth(3).waitFor();
      await count("1 / 30");
    });
    await t.step("a bill's number and a command code are told apart from bags", async () => {
      assert.equal(await scanned(page, scanner, "inv-7"), "bad_format");
      await page.locator("#scan-outcome", { hasText: "INV-7 is the number of a bill" }).waitFor();
      await scanner.scan("TT-TEST");
      await page.locator("#scan-outcome", { hasText: "Scanner works" }).waitFor();
    });
    await t.step("finishing closes the sack on the page, and it can be opened again", async () => {
      await scanner.scan("TT-FINISH");
      await page.locator("#parent-count", { hasText: "Scan a sack" }).waitFor();
      assert.equal(await page.locator("#parent-code").textContent(), "");
      await page.locator("#scan-outcome", { hasText: "SB00042 is finished, 1 / 30" }).waitFor();
      assert.equal(await scanned(page, scanner, "SB00042"), "parent_opened");
      await count("1 / 30");
    });
    assert.deepEqual(complaints, []);
  },
});

Deno.test({
  name: "in the other language the same sack is open, and what was scanned goes on",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await using opened = await openPage(server.base);
    const { page } = opened;
    await signInOn(page, "dispatcher", PASSWORD, "/scan?station=S3");
    const scanner = await plugScannerInto(page);
    for (const code of ["SB00042", "0016590", "0016591"]) await scanner.scan(code);
    for (const language of ["hi", "en"]) {
      await page.locator("summary").click();
      await page.locator(`button[value=${language}]`).click();
      await page.locator(`html[lang=${language}]`).waitFor();
      await page.locator("#parent-count", { hasText: "2 / 30" }).waitFor();
      assert.equal(await page.locator("#parent-code").textContent(), "SB00042");
    }
  },
});

Deno.test({
  name: "a refusal says where the bag is and stays until a good scan or a tap; a biller's second scan moves it",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await using opened = await openPage(server.base);
    const { page } = opened;
    const dispatcher = await server.logIn("dispatcher");
    for (const child of [undefined, "0016586"]) {
      const scan = { scan_id: crypto.randomUUID(), parent: "SB00017", ...(child ? { child } : {}) };
      await dispatcher.call("POST", "/api/v1/scans", scan);
    }
    await signInOn(page, "biller", PASSWORD, "/scan");
    const scanner = await plugScannerInto(page);
    await scanned(page, scanner, "SB00042");
    assert.equal(await scanned(page, scanner, "0016586"), "child_elsewhere");
    const box = page.locator("#scan-outcome[data-outcome=child_elsewhere]");
    await box.waitFor();
    assert.match(await box.textContent() ?? "", /0016586 is already in SB00017.*dispatcher.*Scan it again to move it/);
    await box.click();
    await outcomeShown(page, "");
    // It was tapped away: the next scan is a scan, not a move. The label's text names the same bag as its number.
    assert.equal(await scanned(page, scanner, "LABEL NO.0016586 LOT NO.:A1"), "child_elsewhere");
    await box.waitFor();
    assert.equal(await scanned(page, scanner, "LABEL NO.0016586 LOT NO.:A1"), "child_moved");
    await page.locator("#parent-count", { hasText: "1 / 30" }).waitFor();
    assert.equal((await dispatcher.call("GET", "/api/bag/0016586")).json.parent, "SB00042");
    await page.locator("#undo-last").click();
    await outcomeShown(page, "child_moved");
    await page.locator("#parent-count", { hasText: "0 / 30" }).waitFor();
    assert.equal((await dispatcher.call("GET", "/api/bag/0016586")).json.parent, "SB00017");
  },
});

Deno.test({
  name:
    "at a station a full sack is finished by itself, ten quiet minutes close it, a new release is loaded between two",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await using opened = await openPage(server.base);
    const { page, complaints } = opened;
    await signInOn(page, "dispatcher", PASSWORD, "/station");
    await page.locator("#station").fill("Table 4");
    await page.clock.install();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/station?station=Table+4");
    const scanner = await plugScannerInto(page);
    const [sack, next] = sacksOf(2);
    for (const code of codesOf([sack!])) await scanner.scan(code);
    await page.clock.runFor(3_000);
    await allConfirmed(page);
    await page.locator("#station-sign.look--full").waitFor();
    await page.locator("#parent-count", { hasText: "15 / 15" }).waitFor();
    await page.clock.runFor(6_000);
    await page.locator("#parent-count", { hasText: "Scan a sack" }).waitFor();
    assert.equal(await page.locator("#parent-code").textContent(), "");
    for (const code of [next!.code, ...next!.bags.slice(0, 2)]) await scanner.scan(code);
    await page.clock.runFor(3_000);
    await page.locator("#parent-count", { hasText: "2 / 15" }).waitFor();
    await page.clock.runFor(10 * 60 * 1_000);
    assert.equal(await page.locator("#parent-code").textContent(), "");
    assert.deepEqual((await outcomesOn(page)).length, 19);

    await page.route("**/static/release", (route) => route.fulfill({ body: "/static/app.2.js /static/app.2.css\n" }));
    const reloaded = page.waitForEvent("load");
    await page.clock.runFor(61_000);
    await reloaded;
    const { json } = await (await server.logIn("admin")).call("GET", `/api/v1/bags/${next!.bags[0]}/events`);
    assert.equal(json.items[0].station, "Table 4");
    assert.deepEqual(complaints, []);
  },
});

Deno.test({
  name:
    "without network the page opens, shows the sack that was open, and keeps what is scanned; logging out clears it",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await using network = openBadNetwork(server.port);
    await using opened = await openPage(network.base);
    const { page } = opened;
    await signInOn(page, "dispatcher", PASSWORD, "/scan");
    const [sack] = sacksOf(1);
    const scanner = await plugScannerInto(page);
    await scanned(page, scanner, sack!.code);
    await page.waitForFunction(isPageKept);
    network.become("cut");
    for (const bag of sack!.bags.slice(0, 5)) await scanner.scan(bag);
    await page.reload();
    assert.equal(await page.locator("#parent-code").textContent(), sack!.code);
    await page.locator("#waiting-list > li").nth(4).waitFor();
    const again = await plugScannerInto(page);
    for (const bag of sack!.bags.slice(5)) await again.scan(bag);
    await page.locator("#outbox-count", { hasText: /^15$/ }).waitFor();
    network.become("good");
    await allConfirmed(page);
    await page.locator("#parent-count", { hasText: "15 / 15" }).waitFor();
    await assertPacked(await server.logIn("admin"), [sack!]);

    await page.locator("summary").click();
    await page.locator("#logout-button").click();
    await page.waitForURL("**/login?out");
    network.become("cut");
    await assert.rejects(page.goto("/scan"), /ERR_/);
  },
});

Deno.test({
  name: "without script the form scans, page by page",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await using opened = await openPage(server.base, { javaScriptEnabled: false });
    const { page } = opened;
    await signInOn(page, "dispatcher", PASSWORD, "/scan?station=S1");
    for (
      const [code, outcome] of [["SB00042", "parent_created"], ["0016586", "child_linked"], ["0016587", "child_linked"]]
    ) {
      await page.locator("#scan-input").fill(code!);
      await page.locator("#scan-input").press("Enter");
      await outcomeShown(page, outcome!);
    }
    assert.match(await page.locator("#parent-count").textContent() ?? "", /^2 \/ 30$/);
    await page.locator("#undo-last").click();
    await outcomeShown(page, "child_unlinked");
    await page.goto("/station?station=S1");
    await page.locator("#scan-input").fill("SB00042");
    await page.locator("#scan-input").press("Enter");
    await outcomeShown(page, "parent_opened");
    assert.equal(new URL(page.url()).pathname, "/station");
  },
});

Deno.test({
  name: "by plain http from another machine's address: order and exactly-once hold, and the page says what is missing",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    const address = ownAddress();
    assert.ok(address, "This machine has no address but loopback");
    await using opened = await openPage(`http://${address}:${server.port}`);
    const { page, complaints } = opened;
    await signInOn(page, "dispatcher", PASSWORD, "/scan");
    assert.equal(await page.evaluate("isSecureContext"), false);
    await page.locator("#insecure").waitFor();
    const other = await page.context().newPage();
    await other.goto("/scan");
    const [first, second] = sacksOf(2);
    const sent = idsSentBy([page, other]);
    const scanners = [await plugScannerInto(page), await plugScannerInto(other)];
    for (let place = 0; place < 16; place++) {
      await scanners[0]!.scan(codesOf([first!])[place]!);
      await scanners[1]!.scan(codesOf([second!])[place]!);
    }
    for (const one of [page, other]) {
      await allConfirmed(one);
      await one.locator("#parent-count", { hasText: "15 / 15" }).waitFor();
      assert.deepEqual(await outcomesOn(one), ["parent_created", ...Array<string>(15).fill("child_linked")]);
    }
    assert.deepEqual([sent.length, new Set(sent).size], [32, 32], "Each is sent once");
    await assertPacked(await server.logIn("admin"), [first!, second!]);
    assert.deepEqual(complaints, []);
  },
});

function ownAddress(): string | undefined {
  return Deno.networkInterfaces().find(({ family, address }) => family === "IPv4" && !address.startsWith("127."))
    ?.address;
}
