// Runs alone: it types as fast as a scanner, which a busy machine cannot.
import assert from "node:assert/strict";
import type { CDPSession, Page } from "playwright-core";
import { CHROMIUM, openPage, plugScannerInto, signInOn } from "../support/browser.ts";
import { allConfirmed, outcomesOn } from "../support/scanning.ts";
import { PASSWORDS, startServer } from "../support/server.ts";

const NO_CHROMIUM = CHROMIUM === undefined;
const PASSWORD = PASSWORDS.DISPATCHER_PASSWORD;

/** One key of a scanner, down and up. `text`: what it types by itself. */
interface Key {
  readonly key: string;
  readonly code?: string;
  readonly text?: string;
  readonly modifiers?: number;
  readonly windowsVirtualKeyCode?: number;
}

const ENTER: Key = { key: "Enter", code: "Enter", text: "\r", windowsVirtualKeyCode: 13 };
const TAB: Key = { key: "Tab", code: "Tab", windowsVirtualKeyCode: 9 };
const ALT = 1;
const CTRL = 2;
const LF: Key = { key: "j", code: "KeyJ", modifiers: CTRL, windowsVirtualKeyCode: 74 };
const GS: Key = { key: "]", code: "BracketRight", modifiers: CTRL, windowsVirtualKeyCode: 221 };

const textKeys = (text: string): Key[] => [...text].map((key) => ({ key, text: key }));

/** All keys are on their way before the first answer comes back: as fast as the browser takes them. */
async function press(keyboard: CDPSession, keys: readonly Key[]): Promise<void> {
  await Promise.all(keys.flatMap((key) => [
    keyboard.send("Input.dispatchKeyEvent", { type: key.text === undefined ? "rawKeyDown" : "keyDown", ...key }),
    keyboard.send("Input.dispatchKeyEvent", { type: "keyUp", ...key, text: "" }),
  ]));
}

interface Bench {
  readonly page: Page;
  readonly keyboard: CDPSession;
  /** The newest code and outcome on the page, when nothing waits. */
  newest(): Promise<string>;
}

async function bench(page: Page): Promise<Bench> {
  const keyboard = await page.context().newCDPSession(page);
  const newest = async () => {
    await allConfirmed(page);
    const line = page.locator("#scan-list > li").first();
    return `${await line.locator(".code").textContent()} ${await line.getAttribute("data-outcome")}`;
  };
  return { page, keyboard, newest };
}

Deno.test({
  name: "whatever a scanner sends before, between and behind its codes, each is read as one",
  ignore: NO_CHROMIUM,
  fn: async (t) => {
    await using server = await startServer();
    await using opened = await openPage(server.base);
    const { page, complaints } = opened;
    await signInOn(page, "dispatcher", PASSWORD, "/scan");
    const { keyboard, newest } = await bench(page);
    await press(keyboard, [...textKeys("sb00042"), ENTER]);
    assert.equal(await newest(), "SB00042 parent_created", "lower case");

    for (const [name, keys, expected] of READS) {
      await t.step(name, async () => {
        await press(keyboard, keys);
        assert.equal(await newest(), expected);
      });
    }
    await t.step("no end at all, when the settings say so", async () => {
      await page.evaluate(() => {
        localStorage.setItem("tracetrack-scanner", JSON.stringify({ end: "pause", prefix: "~", suffix: "#" }));
      });
      await page.reload();
      await press(keyboard, textKeys("~2000013#"));
      await page.locator("#scan-list > li", { hasText: "2000013" }).waitFor();
    });
    assert.deepEqual(complaints, []);
    assert.equal(await page.locator(":focus").getAttribute("id"), "scan-input");
  },
});

Deno.test({
  name: "the scanner's Enter presses no button and sends no other form, wherever the focus is",
  ignore: NO_CHROMIUM,
  fn: async (t) => {
    await using server = await startServer();
    await using opened = await openPage(server.base);
    const { page, complaints } = opened;
    await signInOn(page, "dispatcher", PASSWORD, "/scan");
    const { keyboard, newest } = await bench(page);
    const clicks = () => page.evaluate(() => (globalThis as unknown as { clicks: string[] }).clicks);
    await page.evaluate(watchClicks);
    await press(keyboard, [...textKeys("SB00042"), ENTER, ...textKeys("3000000"), ENTER]);
    await newest();
    let bag = 3_000_000;

    for (const selector of ["#undo-last", "#finish-sack", "summary", "#scan-list button", ".brand"]) {
      await t.step(`with the focus on ${selector}`, async () => {
        const target = page.locator(selector).first();
        await target.evaluate((element) => (element as unknown as { focus(): void }).focus());
        const code = String(++bag);
        // Some scanners send an Enter before the code, too.
        await press(keyboard, [ENTER, ...textKeys(code), ENTER, ENTER]);
        assert.equal(await newest(), `${code} child_linked`);
        assert.deepEqual(await clicks(), []);
      });
    }
    await t.step("while a refusal shows, and at once after it", async () => {
      await press(keyboard, [...textKeys("SB00042x"), ENTER, ...textKeys("3000101"), ENTER]);
      assert.equal(await newest(), "3000101 child_linked");
    });
    await t.step("by hand, Enter on a button still presses it", async () => {
      await page.locator("summary").focus();
      await new Promise((resolve) => setTimeout(resolve, 400));
      await press(keyboard, [ENTER]);
      await page.locator("details[open]").waitFor();
      await press(keyboard, [...textKeys("3000102"), ENTER]);
      assert.equal(await newest(), "3000102 child_linked");
    });
    assert.deepEqual(complaints, []);
  },
});

Deno.test({
  name: "codes typed from the first moment of a page, before its script is there, are scans like any other",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await using opened = await openPage(server.base, { serviceWorkers: "block" });
    const { page, complaints } = opened;
    await signInOn(page, "dispatcher", PASSWORD, "/scan");
    const { keyboard } = await bench(page);
    await press(keyboard, [...textKeys("SB00042"), ENTER]);
    await allConfirmed(page);
    // The page's script is held back: what is typed meanwhile meets only the first few lines.
    const held = Promise.withResolvers<void>();
    await page.route("**/static/app.*.js", async (route) => {
      await held.promise;
      await route.continue();
    });
    const loaded = page.reload({ waitUntil: "commit" }).then(() => page.locator("#scan-input").waitFor());
    await loaded;
    await press(keyboard, [...textKeys("4000001"), ENTER, ...textKeys("4000002"), ENTER, ...textKeys("40000")]);
    held.resolve();
    await page.waitForLoadState("load");
    await press(keyboard, [...textKeys("03"), ENTER]);
    await page.locator("#parent-count", { hasText: "3 / 30" }).waitFor();
    await allConfirmed(page);
    assert.deepEqual((await outcomesOn(page)).slice(-3), ["child_linked", "child_linked", "child_linked"]);
    assert.equal(await page.locator("#scan-list > li .code").first().textContent(), "4000003");
    assert.deepEqual(complaints, []);
  },
});

Deno.test({
  name: "a burst of many codes in the middle of swaps loses none",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await using opened = await openPage(server.base);
    const { page } = opened;
    await signInOn(page, "dispatcher", PASSWORD, "/scan");
    const scanner = await plugScannerInto(page);
    const codes = ["SB00001", ...Array.from({ length: 28 }, (_, place) => String(5_000_000 + place))];
    for (const code of codes) await scanner.scan(code);
    await allConfirmed(page);
    await page.locator("#parent-count", { hasText: "28 / 30" }).waitFor();
    assert.equal((await outcomesOn(page)).length, codes.length);
  },
});

/** Alt held down, the digits on the number pad, Alt let go: what Windows scanners send for a control character. */
function altCode(digits: string): Key[] {
  const alt: Key = { key: "Alt", code: "AltLeft", modifiers: ALT, windowsVirtualKeyCode: 18 };
  const pads = [...digits].map((digit) => ({ key: digit, code: `Numpad${digit}`, modifiers: ALT }));
  return [{ ...alt, code: "HELD" }, ...pads, { key: "Alt", code: "AltLeft", windowsVirtualKeyCode: 18 }];
}

/** The digits of a Hindi layout, on the keys that a scanner presses for Latin ones. */
function hindiKeys(digits: string): Key[] {
  return [...digits].map((digit) => {
    const key = String.fromCharCode(0x0966 + Number(digit));
    return { key, text: key, code: `Digit${digit}` };
  });
}

/** What is sent, and the newest code and outcome on the page afterwards. */
const READS: readonly (readonly [string, readonly Key[], string])[] = [
  ["CR", [...textKeys("2000001"), ENTER], "2000001 child_linked"],
  ["LF", [...textKeys("2000002"), LF], "2000002 child_linked"],
  ["CR and LF", [...textKeys("2000003"), ENTER, LF], "2000003 child_linked"],
  ["two Enters", [...textKeys("2000004"), ENTER, ENTER], "2000004 child_linked"],
  ["Tab", [...textKeys("2000005"), TAB], "2000005 child_linked"],
  ["an AIM identifier", [...textKeys("]C12000006"), ENTER], "2000006 child_linked"],
  ["GS at both ends", [GS, ...textKeys("2000007"), GS, ENTER], "2000007 child_linked"],
  [
    "GS between fields",
    [...textKeys("LABEL NO.2000008"), GS, ...textKeys("LOT NO.:A1"), ENTER],
    "2000008 child_linked",
  ],
  [
    "Alt+029",
    [...textKeys("LABEL NO.2000009"), ...altCode("029"), ...textKeys("LOT NO.:A1"), ENTER],
    "2000009 child_linked",
  ],
  ["a doubled read", [...textKeys("20000102000010"), ENTER], "2000010 child_already_here"],
  ["a Hindi layout", [...hindiKeys("2000011"), ENTER], "2000011 child_linked"],
  [
    "the whole label",
    [...textKeys("LABEL NO.2000012 LOT NO.:STAR44GG24611, D.O.T.:30/09/2025"), ENTER],
    "2000012 child_linked",
  ],
];

/** Runs in the page. */
function watchClicks(): void {
  const seen = globalThis as unknown as { clicks: string[]; document: { addEventListener: typeof addEventListener } };
  seen.clicks = [];
  seen.document.addEventListener("click", (event) => {
    seen.clicks.push((event.target as unknown as { outerHTML: string }).outerHTML.slice(0, 80));
  }, true);
}
