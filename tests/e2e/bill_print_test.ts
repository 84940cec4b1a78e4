// Runs alone: it prints fifteen thousand codes.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openPool } from "../../platform/postgres.ts";
import { CHROMIUM, openPage, signInOn } from "../support/browser.ts";
import { addPackedBill } from "../support/made_bill.ts";
import { PASSWORDS, startServer, type TestServer } from "../support/server.ts";

const NO_CHROMIUM = CHROMIUM === undefined;

Deno.test({
  name: "a bill prints on A4 with its number and the page of how many on every sheet, in both languages",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await withBills(server);
    await using opened = await openPage(server.base);
    const { page, complaints } = opened;
    await signInOn(page, "biller", PASSWORDS.BILLER_PASSWORD, "/bills/INV-3/print");
    await page.locator("#print:not([hidden])").waitFor();
    const small = await sheetsOf(page, "/bills/INV-3/print");
    // The bill, and the packing list on a sheet of its own.
    assert.deepEqual([small.count, small.width, small.height], [2, 595, 842]);

    const large = await sheetsOf(page, "/bills/INV-500/print");
    // 500 rows of 7 mm and 500 sacks of 21 mm on sheets of 259 mm: less would be unreadable, more a waste.
    assert.ok(large.count >= 45 && large.count <= 75, `${large.count} sheets`);
    assert.equal(await page.locator(".packed li").count(), 500 * 30 - 1);

    for (const [language, number] of [["en", "Page "], ["hi", "पन्ना "]] as const) {
      await page.context().addCookies([{ name: "language", value: language, url: server.base }]);
      await page.goto("/bills/INV-3/print");
      const margins = await page.evaluate(marginsOf);
      assert.match(margins, /counter\(page\)[^;]*counter\(pages\)/);
      assert.ok(margins.includes(number), margins);
      assert.match(margins, /INV(\\2d |-)3/);
    }
    assert.deepEqual(complaints, []);
  },
});

async function withBills(server: TestServer): Promise<void> {
  const db = openPool({ url: server.databaseUrl }, () => {});
  await addPackedBill(db, "INV-500", { sacks: 500, bags: 30 });
  await db.end();
  const biller = await server.logIn("biller");
  await biller.call("POST", "/api/v1/bills", { number: "INV-3", capacity: 3 });
  for (const parent of ["SB00001", "SB00002"]) {
    const child = parent.replace("SB", "77");
    await biller.call("POST", "/api/v1/scans", { scan_id: crypto.randomUUID(), parent, child });
    const put = await biller.call("POST", "/api/v1/bills/INV-3/parents", { scan_id: crypto.randomUUID(), parent });
    assert.equal(put.status, 201, put.text);
  }
}

interface Sheets {
  readonly count: number;
  /** In points. */
  readonly width: number;
  readonly height: number;
}

/** What Chromium makes of it: the PDF's own page objects are counted. */
async function sheetsOf(page: Page, path: string): Promise<Sheets> {
  await page.goto(path);
  const text = new TextDecoder("latin1").decode(await page.pdf({ preferCSSPageSize: true }));
  const boxes = [...text.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  assert.ok(boxes.length > 0, "No sheet");
  const [, width, height] = boxes[0]!;
  return { count: boxes.length, width: Math.round(Number(width)), height: Math.round(Number(height)) };
}

/** Runs in the page: the rules for sheets as the browser has read them. */
function marginsOf(): string {
  interface Sheet {
    readonly cssRules: Iterable<{ readonly cssText: string }>;
  }
  const { styleSheets } = (globalThis as unknown as { document: { styleSheets: Iterable<Sheet> } }).document;
  return [...styleSheets].flatMap(({ cssRules }) => [...cssRules].map(({ cssText }) => cssText))
    .filter((text) => text.startsWith("@page")).at(-1) ?? "";
}
