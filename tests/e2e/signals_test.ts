// Runs in a pair: it starts a server and a browser.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openBadNetwork } from "../support/bad_network.ts";
import { CHROMIUM, openPage, plugScannerInto, signInOn } from "../support/browser.ts";
import { allConfirmed, sacksOf } from "../support/scanning.ts";
import { PASSWORDS, startServer } from "../support/server.ts";

Deno.test({
  name: "each outcome has its own tones and buzz, and stored sounds only after the server has said so",
  ignore: CHROMIUM === undefined,
  fn: async () => {
    await using server = await startServer();
    await using network = openBadNetwork(server.port);
    await using opened = await openPage(network.base);
    const { page } = opened;
    await page.addInitScript(listenToSignals);
    await signInOn(page, "dispatcher", PASSWORDS.DISPATCHER_PASSWORD, "/scan");
    const scanner = await plugScannerInto(page);
    const [sack] = sacksOf(1);
    const heard = async (code: string) => {
      await takeSignals(page);
      await scanner.scan(code);
      await allConfirmed(page);
      await page.waitForFunction(hasSounded, null);
      return await takeSignals(page);
    };
    const opens = await heard(sack!.code);
    const stores = await heard(sack!.bags[0]!);
    const here = await heard(sack!.bags[0]!);
    const refuses = await heard("!!");
    for (const bag of sack!.bags.slice(1, 14)) await heard(bag);
    const fills = await heard(sack!.bags[14]!);

    assert.deepEqual([opens, stores, here, refuses, fills].map(({ tones }) => tones), [
      ["500"],
      ["800"],
      ["650", "650"],
      ["600>400", "600>400"],
      ["523", "659", "784"],
    ]);
    const buzzes = [opens, stores, here, refuses, fills].map(({ buzz }) => JSON.stringify(buzz));
    assert.equal(new Set(buzzes).size, 5, "each differs to the hand");
    assert.equal(await page.locator("#sound-blocked").isVisible(), false);

    network.become("cut");
    await scanner.scan("M444-00002");
    await scanner.scan("2000001");
    await page.locator("#scan-outcome[data-outcome=waiting]").waitFor();
    assert.deepEqual((await takeSignals(page)).tones.filter((tone) => tone !== "300"), []);
    network.become("good");
    await allConfirmed(page);
    await page.waitForFunction(hasSounded, "800");
  },
});

interface Signals {
  readonly tones: string[];
  readonly buzz: number[];
}

/** Runs in the page before anything else: what would sound and shake is written down. */
function listenToSignals(): void {
  const page = globalThis as unknown as {
    signals: { tones: string[]; buzz: number[] };
    OscillatorNode: new (context: unknown, options: { frequency: number }) => {
      frequency: { linearRampToValueAtTime(value: number, at: number): void };
    };
  };
  page.signals = { tones: [], buzz: [] };
  const Oscillator = page.OscillatorNode;
  page.OscillatorNode = class extends Oscillator {
    constructor(context: unknown, options: { frequency: number }) {
      super(context, options);
      const ramp = this.frequency.linearRampToValueAtTime.bind(this.frequency);
      this.frequency.linearRampToValueAtTime = (value, at) => {
        page.signals.tones.push(value === options.frequency ? String(value) : `${options.frequency}>${value}`);
        return ramp(value, at);
      };
    }
  };
  const vibrate = (pattern: number[]) => {
    page.signals.buzz = pattern;
    return true;
  };
  Object.defineProperty(Navigator.prototype, "vibrate", { value: vibrate, configurable: true });
}

/** Runs in the page: whether this tone, or any, was made. */
function hasSounded(tone: string | null): boolean {
  const { tones } = (globalThis as unknown as { signals: Signals }).signals;
  return tone === null ? tones.length > 0 : tones.includes(tone);
}

async function takeSignals(page: Page): Promise<Signals> {
  const taken = await page.evaluate("JSON.stringify(signals)") as string;
  await page.evaluate("signals.tones = []; signals.buzz = []");
  return JSON.parse(taken);
}
