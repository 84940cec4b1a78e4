// Runs alone: it types as fast as a scanner, which a busy machine cannot.
import assert from "node:assert/strict";
import { read, utils } from "@e965/xlsx";
import { CHROMIUM, openPage, plugScannerInto, signInOn } from "../support/browser.ts";
import { PASSWORDS, startServer } from "../support/server.ts";

const SACKS = 4;
const CHILDREN = 15;
const SCANS_A_SECOND = 20;
const NO_CHROMIUM = CHROMIUM === undefined;

Deno.test({
  name:
    "64 codes of the daily sheet, 20 a second, are answered in order; the field keeps the focus, the page its peace",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await using opened = await openPage(server.base);
    const { page, complaints } = opened;
    await signInOn(page, "dispatcher", PASSWORDS.DISPATCHER_PASSWORD, "/scan?station=S1");
    await page.evaluate(watchFocus);

    const batches = await readSheet();
    const scanner = await plugScannerInto(page);
    const startedAt = performance.now();
    const codes = batches.flatMap(({ parent, children }) => [parent, ...children]);
    for (const [place, code] of codes.entries()) {
      await until(startedAt + place * 1_000 / SCANS_A_SECOND);
      await scanner.scan(code);
    }
    await page.locator("#outbox-count", { hasText: /^0$/ }).waitFor();
    await page.locator("#parent-count", { hasText: `${CHILDREN} / ${CHILDREN}` }).waitFor();

    const outcomes = batches.flatMap(() => ["parent_created", ...Array<string>(CHILDREN).fill("child_linked")]);
    const shown = page.locator("#scan-list > li[data-scan-id]");
    const lines = await shown.evaluateAll((items) => items.map((item) => item.getAttribute("data-outcome")));
    assert.deepEqual(lines, outcomes.reverse());
    assert.equal(await page.locator("#parent-code").textContent(), batches.at(-1)!.parent);
    assert.equal(await page.locator("#scan-outcome").getAttribute("data-outcome"), "child_linked");
    assert.equal(await page.evaluate(timesFocusWasLost), 0);
    assert.deepEqual(complaints, []);

    const admin = await server.logIn("admin");
    for (const { parent, children } of batches) {
      const { json } = await admin.call("GET", `/api/bag/${parent}`);
      const stored = (json.children as { code: string }[]).map(({ code }) => code).sort();
      assert.deepEqual(stored, children.map(numberOf).sort());
    }
  },
});

interface Batch {
  readonly parent: string;
  /** The labels' whole text. */
  readonly children: readonly string[];
}

/** Each batch of the sheet is its children and then their parent. */
async function readSheet(): Promise<Batch[]> {
  const file = await Deno.readFile(new URL("../data/child-parent-batches.xlsx", import.meta.url));
  const { Sheets, SheetNames } = read(file);
  const rows = SheetNames.flatMap((name) => utils.sheet_to_json<unknown[]>(Sheets[name]!, { header: 1 }).slice(1));
  const batches: Batch[] = [];
  let children: string[] = [];
  for (const [, text] of rows) {
    if (typeof text !== "string") continue;
    if (text.includes("LABEL")) children.push(text);
    else {
      batches.push({ parent: text, children });
      children = [];
    }
  }
  const chosen = batches.slice(0, SACKS);
  assert.ok(chosen.every((batch) => batch.children.length === CHILDREN), "The sheet is not the one that we know");
  return chosen;
}

const numberOf = (label: string): string => /LABEL NO\.(\d+)/.exec(label)![1]!;

const until = (at: number) => new Promise((done) => setTimeout(done, Math.max(0, at - performance.now())));

/** Runs in the page. */
function watchFocus(): void {
  const counted = globalThis as unknown as { timesFocusWasLost: number };
  const document = (globalThis as unknown as { document: { activeElement: { id: string } | null } }).document;
  counted.timesFocusWasLost = document.activeElement?.id === "scan-input" ? 0 : 1;
  addEventListener("focusout", () => {
    counted.timesFocusWasLost++;
  });
}

/** Runs in the page. */
const timesFocusWasLost = (): number => (globalThis as unknown as { timesFocusWasLost: number }).timesFocusWasLost;
