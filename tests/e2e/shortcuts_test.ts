import { deepEqual, equal } from "node:assert/strict";
import type { Page } from "playwright-core";
import { CHROMIUM, openPage, plugScannerInto, signInOn } from "../support/browser.ts";
import { allConfirmed } from "../support/scanning.ts";
import { PASSWORDS, startServer, type TestServer } from "../support/server.ts";

const NO_CHROMIUM = CHROMIUM === undefined;

/** Three sacks, two of them on a bill. */
async function fill(server: TestServer): Promise<void> {
  const biller = await server.logIn("biller");
  for (const [parent, child] of [["SB00042", "0016592"], ["SB00043", "0016593"], ["SB00044", "0016594"]]) {
    await biller.call("POST", "/api/v1/scans", { scan_id: crypto.randomUUID(), parent, child });
  }
  await biller.call("POST", "/api/v1/bills", { number: "INV-7", capacity: 3 });
  for (const parent of ["SB00042", "SB00043"]) {
    await biller.call("POST", "/api/v1/bills/INV-7/parents", { scan_id: crypto.randomUUID(), parent });
  }
}

const pathOf = (page: Page) => new URL(page.url()).pathname + new URL(page.url()).search;

/** Waits until the focus stands there: keys are held a moment, in case they are a scanner's. */
const focusOn = (page: Page, selector: string, hasText = "") =>
  page.locator(`${selector}:focus`, { hasText }).waitFor({ state: "attached" });

/** As long as a hand takes from key to key: faster ones are a scanner's. */
const asByHand = (page: Page) => page.keyboard.press("Shift", { delay: 120 });

/** A key of a Hindi keyboard: the letter is Devanagari, the place is the same. */
async function pressPlace(page: Page, key: string, code: string): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  await keyboard.send("Input.dispatchKeyEvent", { type: "keyDown", key, code, text: key });
  await keyboard.send("Input.dispatchKeyEvent", { type: "keyUp", key, code });
  await keyboard.detach();
}

Deno.test({
  name: "a biller works by keys alone: finds, goes, goes through rows, opens, edits, completes",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await fill(server);
    await using opened = await openPage(server.base);
    const { page, complaints } = opened;
    await signInOn(page, "biller", PASSWORDS.BILLER_PASSWORD, "/");

    await page.keyboard.press("/");
    await focusOn(page, "#find");
    await page.keyboard.type("gb?n", { delay: 60 });
    equal(await page.inputValue("#find"), "gb?n", "keys of a field belong to the field");
    await page.keyboard.press("Escape");
    equal(await page.evaluate("document.activeElement === document.body"), true);
    equal(await page.inputValue("#find"), "gb?n");

    await page.keyboard.type("gb", { delay: 120 });
    await page.waitForURL("**/bills");
    await page.keyboard.press("n");
    await page.locator("#new[open]").waitFor();
    await focusOn(page, "#bill-number");
    await page.keyboard.press("Escape");
    await page.keyboard.press("j");
    await focusOn(page, "main a", "INV-7");
    await Promise.all([page.waitForURL("**/bills/INV-7"), page.keyboard.press("Enter")]);

    await page.keyboard.press("j");
    await focusOn(page, "main a", "SB00043");
    await page.keyboard.press("ArrowDown");
    await focusOn(page, "main a", "SB00042");
    await page.keyboard.press("ArrowUp");
    await focusOn(page, "main a", "SB00043");
    await page.keyboard.press("e");
    await page.locator("#edit[open]").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("c");
    await page.locator("#complete[open]").waitFor();
    await page.keyboard.press("Escape");

    // A Hindi keyboard: the places count, not the letters on them.
    await pressPlace(page, "ु", "KeyG");
    await asByHand(page);
    // With Control it is the browser's, and no second key.
    await page.keyboard.press("Control+b");
    await asByHand(page);
    await pressPlace(page, "ा", "KeyK");
    await page.waitForURL("**/bags");
    deepEqual(complaints, []);
  },
});

Deno.test({
  name: "a scan on a page at a desk is searched for; none of its keys is a shortcut, its Enter presses nothing",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await fill(server);
    await using opened = await openPage(server.base);
    const { page, complaints } = opened;
    await signInOn(page, "biller", PASSWORDS.BILLER_PASSWORD, "/bills");
    const scanner = await plugScannerInto(page);

    // The focus is on a link, and the text is full of shortcuts.
    await page.locator("main tbody a").first().focus();
    await Promise.all([page.waitForURL("**/search?q=*"), scanner.scan("nepcjk/g?b")]);
    equal(new URL(page.url()).searchParams.get("q"), "nepcjk/g?b");
    equal(await page.locator("#shortcuts:popover-open").count(), 0);

    const label = "LABEL NO.0016592 LOT NO.:STAR44GG24611";
    await Promise.all([page.waitForURL((url) => url.href.includes("0016592")), scanner.scan(label)]);
    await page.locator("main", { hasText: "SB00042" }).waitFor();
    deepEqual(complaints, []);
  },
});

Deno.test({
  name: "the help sheet opens by ? and from the menu, shows what the role may do, and can switch shortcuts off",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await fill(server);
    await using opened = await openPage(server.base);
    const { page, complaints } = opened;
    await signInOn(page, "dispatcher", PASSWORDS.DISPATCHER_PASSWORD, "/bags");
    const sheet = page.locator("#shortcuts");

    await page.keyboard.press("?");
    await sheet.waitFor({ state: "visible" });
    const keys = await page.evaluate("[...document.querySelectorAll('[data-keys]')].map(row => row.dataset.keys)");
    deepEqual(keys, ["/", "?", "g d", "g s", "g k", "j", "k"]);
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "hidden" });
    await page.locator(".menu > summary").click();
    await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
    await sheet.waitFor({ state: "visible" });

    await page.getByLabel("Use shortcuts on this device").uncheck();
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "hidden" });
    await page.reload();
    await page.keyboard.type("?gd/", { delay: 120 });
    // A scan is no shortcut: its sack is found all the same, and the keys before it have done nothing.
    const scanner = await plugScannerInto(page);
    equal(pathOf(page), "/bags");
    equal(await sheet.isVisible(), false);
    await Promise.all([page.waitForURL("**/bags/SB00042"), scanner.scan("SB00042")]);
    deepEqual(complaints, []);
  },
});

Deno.test({
  name: "where people scan no key is a shortcut: the sheet opens from the menu, and a scan goes through it",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await fill(server);
    await using opened = await openPage(server.base);
    const { page, complaints } = opened;
    await signInOn(page, "dispatcher", PASSWORDS.DISPATCHER_PASSWORD, "/scan?parent=SB00042");
    await page.keyboard.type("gb?/", { delay: 60 });
    equal(await page.inputValue("#scan-input"), "gb?/");
    await page.fill("#scan-input", "");

    await page.locator(".menu > summary").click();
    await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
    await page.locator("#shortcuts").waitFor({ state: "visible" });
    const scanner = await plugScannerInto(page);
    await scanner.scan("0016599");
    await allConfirmed(page);
    equal(await page.locator("#parent-count").textContent(), "2 / 30");
    deepEqual(complaints, []);
  },
});
