/** `/scanner` in a browser: the page must understand scanners that no other page has met yet. */
import assert from "node:assert/strict";
import type { CDPSession, Page } from "playwright-core";
import { CHROMIUM, openPage, plugScannerInto, type Scanner, signInOn } from "../support/browser.ts";
import { PASSWORDS, startServer } from "../support/server.ts";

Deno.test({
  name: "/scanner tells what a scanner types, proposes what suits it, and keeps it on the device",
  ignore: CHROMIUM === undefined,
  fn: async (t) => {
    await using server = await startServer();
    await using opened = await openPage(server.base);
    const { page, complaints } = opened;
    await signInOn(page, "dispatcher", PASSWORDS.DISPATCHER_PASSWORD, "/scanner");
    const scanner = await plugScannerInto(page);
    await t.step("a sack, a bag, a label, a command and junk are told apart", () => tellsApart(page, scanner));
    await t.step("a prefix around the test code is noticed, taken off, and remembered", () => takesOff(page, scanner));
    await t.step("a scanner that sends no Enter is proposed the pause", () => proposesPause(page));
    await t.step("Enter presses nothing and sends nothing, wherever the focus is", () => pressesNothing(page, scanner));
    await t.step("what the device can do is said, with what follows where it cannot", () => tellsOfDevice(page));
    assert.deepEqual(complaints, []);
  },
});

async function tellsApart(page: Page, scanner: Scanner): Promise<void> {
  const codes = {
    "SB00042": ["sack", "SB00042"],
    "LABEL NO.0016586 LOT NO.:STAR44": ["bag", "0016586"],
    "]C10016587": ["bag", "0016587"],
    "tt-undo": ["undo", "tt-undo"],
    "SB42": ["unreadable", "SB42"],
  };
  for (const [typed, [is = "", code = ""]] of Object.entries(codes)) {
    await scanner.scan(typed);
    await page.locator(`[data-reading=${is}]`, { hasText: code }).waitFor();
    assert.equal(await page.locator("#scanner-raw").textContent(), typed);
    assert.equal(await page.locator("#scanner-keys tr").count(), typed.length + 1);
    assert.equal(await page.locator("#scanner-end").getAttribute("data-is"), "enter");
  }
  assert.equal(await page.locator("[data-proposal]").count(), 0);
}

async function takesOff(page: Page, scanner: Scanner): Promise<void> {
  for (let scans = 0; scans < 3; scans++) await scanner.scan("~TT-TEST");
  await page.locator("[data-proposal=prefix]", { hasText: "~" }).getByRole("button").click();
  await page.locator("#settings-said[data-is=saved]").waitFor();
  assert.equal(await page.inputValue("[name=prefix]"), "~");
  await page.reload();
  await scanner.scan("~SB00042");
  await page.locator("[data-reading=sack]", { hasText: /SB00042$/ }).waitFor();
}

/** Keys without Enter, and then nothing any more. */
async function proposesPause(page: Page): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  await typeKeys(keyboard, "SB00042");
  await page.locator("[data-proposal=pause]").getByRole("button").click();
  assert.ok(await page.isChecked("[name=end][value=pause]"));
  await typeKeys(keyboard, "0016588");
  await page.locator("[data-reading=bag]", { hasText: "0016588" }).waitFor();
  assert.equal(await page.locator("#scanner-end").getAttribute("data-is"), "pause");
}

const typeKeys = (keyboard: CDPSession, text: string) =>
  Promise.all([...text].map((key) => keyboard.send("Input.dispatchKeyEvent", { type: "keyDown", key, text: key })));

async function pressesNothing(page: Page, scanner: Scanner): Promise<void> {
  const places = [
    "#settings-save",
    "[data-play=full]",
    "[name=station]",
    "[name=sound]",
    "[name=end]",
    "main .btn[href]",
  ];
  const before = page.url();
  await page.evaluate("document.getElementById('settings-said').dataset.is = ''");
  for (const [number, place] of places.entries()) {
    await page.locator(place).first().focus();
    const code = `001660${number}`;
    await scanner.scan(`LABEL NO.${code} LOT NO.:STAR44`);
    await page.locator("[data-reading=bag]", { hasText: code }).waitFor();
  }
  assert.equal(page.url(), before);
  assert.equal(await page.inputValue("[name=station]"), "");
  assert.ok(await page.isChecked("[name=sound]"));
  assert.notEqual(await page.locator("#settings-said").getAttribute("data-is"), "saved");
}

async function tellsOfDevice(page: Page): Promise<void> {
  const checks = page.locator("#device-checks [data-check]");
  await page.locator("#device-checks [data-check=kept][data-is]").waitFor();
  for (const line of await checks.all()) {
    await line.locator("[data-state]:not([hidden])").first().waitFor();
    const state = await line.getAttribute("data-is");
    assert.equal(await line.locator("small:not([hidden])").count(), state === "yes" ? 0 : 1);
  }
  assert.equal(await page.locator("[data-check=secure]").getAttribute("data-is"), "yes");
}
