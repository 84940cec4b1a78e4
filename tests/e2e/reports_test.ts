// Runs in a pair: it starts a whole server and a browser, and prints.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { CHROMIUM, openPage, signInOn } from "../support/browser.ts";
import { PASSWORDS, startServer, type TestServer } from "../support/server.ts";

const NO_CHROMIUM = CHROMIUM === undefined;

interface Report {
  readonly path: string;
  /** What its page says of the day below. */
  readonly says: RegExp;
  /** What its file is called, and a line of it. */
  readonly file: RegExp;
  readonly line: RegExp;
}

const REPORTS: readonly Report[] = [
  { path: "/reports/bills", says: /INV-7/, file: /^bill_summary_\d{8}_\d{6}\.csv$/, line: /^INV-7,.*,-28,/m },
  {
    path: "/reports/day",
    says: /in another sack/,
    file: /^day_[\d-]{10}_\d{8}_\d{6}\.csv$/,
    line: /,child_elsewhere,/,
  },
  { path: "/reports/scans", says: /Lucknow/, file: /^scans_per_hour_\d{8}_\d{6}\.csv$/, line: /^lucknow,dispatcher,/m },
];

Deno.test({
  name: "an admin opens each report, prints it by one click, and takes it and a whole list away as files",
  ignore: NO_CHROMIUM,
  fn: async (t) => {
    await using server = await startServer();
    await fill(server);
    await using opened = await openPage(server.base, { acceptDownloads: true });
    const { page, complaints } = opened;
    await page.addInitScript("globalThis.prints = 0; globalThis.print = () => { globalThis.prints++; };");
    await signInOn(page, "admin", PASSWORDS.ADMIN_PASSWORD, "/");
    await page.getByRole("navigation").getByRole("link", { name: "Reports" }).first().click();
    for (const { path, says, file, line } of REPORTS) {
      await t.step(path, async () => {
        await page.goto("/reports");
        await page.locator(`main a[href="${path}"]`).click();
        assert.match(await page.locator("main").innerText(), says);
        await page.getByRole("button", { name: "Print" }).click();
        assert.equal(await page.evaluate("globalThis.prints"), 1);
        await assertPrints(page, path);
        const { name, text } = await taken(page, () => page.getByRole("link", { name: "CSV" }).click());
        assert.match(name, file);
        assert.match(text, line);
      });
    }
    await t.step("a file of the exports page", async () => {
      await page.goto("/exports");
      await page.selectOption("#bags-role", "parent");
      const button = page.locator("form[action$='bags.xlsx']").getByRole("button", { name: "CSV" });
      const { name, text } = await taken(page, () => button.click());
      assert.match(name, /^bags_\d{8}_\d{6}\.csv$/);
      assert.deepEqual(text.split("\r\n").slice(1).map((line) => line.split(",")[0]), ["SB00002", "SB00001", ""]);
    });
    assert.deepEqual(complaints, []);
  },
});

/** A bill with a sack of two bags, and a bag that somebody looked for in the wrong sack. */
async function fill(server: TestServer): Promise<void> {
  const dispatcher = await server.logIn("dispatcher"), biller = await server.logIn("biller");
  for (const [parent, child] of [["SB00001", "0016586"], ["SB00001", "0016587"], ["SB00002", "0016586"], ["SB00002"]]) {
    await dispatcher.call("POST", "/api/v1/scans", { scan_id: crypto.randomUUID(), parent, child });
  }
  await biller.call("POST", "/api/v1/bills", { number: "INV-7", capacity: 1 });
  const { status } = await biller.call("POST", "/api/v1/bills/INV-7/parents", {
    scan_id: crypto.randomUUID(),
    parent: "SB00001",
  });
  assert.equal(status, 201);
}

/** On A4, lying where it is wide, with numbered pages, and nothing of the screen's frame. */
async function assertPrints(page: Page, path: string): Promise<void> {
  const pdf = new TextDecoder("latin1").decode(await page.pdf({ preferCSSPageSize: true }));
  const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf)!.map(Number);
  const sides = path === "/reports/scans" ? [842, 595] : [595, 842];
  assert.ok(Math.abs(width! - sides[0]!) < 2 && Math.abs(height! - sides[1]!) < 2, `${path}: ${width} × ${height}`);
  await page.emulateMedia({ media: "print" });
  for (const hidden of [".topbar", ".sidebar", "main form", "#print"]) {
    assert.equal(await page.locator(hidden).first().isVisible(), false, `${path}: ${hidden}`);
  }
  assert.ok(await page.locator("main h1").isVisible());
  await page.emulateMedia({ media: null });
}

async function taken(page: Page, click: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  return { name: download.suggestedFilename(), text: await Deno.readTextFile(await download.path()) };
}
