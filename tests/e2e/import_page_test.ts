// Runs in a pair: it starts whole servers and browsers.
import assert from "node:assert/strict";
import * as XLSX from "@e965/xlsx";
import type { Page } from "playwright-core";
import type { ImportState } from "../../domain/import_shapes.ts";
import { CHROMIUM, openPage, signInOn } from "../support/browser.ts";
import { Importer, NO_COUNTS_SEEN } from "../support/importing.ts";
import { applyOn, isChecked, sendOn } from "../support/import_pages.ts";
import { holdBag, scan } from "../support/import_rivals.ts";
import { PASSWORDS, startServer, type TestServer } from "../support/server.ts";
import { childParentRows, csvOf, sacksFrom, type SheetRow, workbookOf } from "../support/sheet_files.ts";
import { assertSound, pictureOf } from "../support/stock_picture.ts";

const NO_CHROMIUM = CHROMIUM === undefined;
/** So long that a page, or a click, gets in between. */
const LONG_SACKS = 600;

Deno.test({
  name: "columns that nobody knows are named once, and known the next time",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using desk = await openDesk();
    const { page, importer } = desk;
    const rows = (first: number): SheetRow[] => [
      ["Thaila", "Wazan", "Bora"],
      ...Array.from({ length: 5 }, (_, place): SheetRow => [String(first + place).padStart(7, "0"), 1, "SB30000"]),
    ];
    await sendOn(page, { name: "own.csv", bytes: csvOf(rows(30_001), { delimiter: ";" }) });
    await page.locator("#import-mapping form").waitFor();
    await page.selectOption("#map-layout", "bags");
    await page.fill("#map-header", "1");
    for (const [place, column] of ["code", "", "parent"].entries()) {
      await page.selectOption(`[name=column_${place}]`, column);
    }
    await page.click("#import-map");
    await isChecked(page);
    await applyOn(page);

    const next = await importer.check("own-2.csv", csvOf(rows(30_006), { delimiter: "\t" }));
    assert.deepEqual(next.counts, { ...NO_COUNTS_SEEN, new_children: 5, new_links: 5, new_rows: 5 });
    await assertSound(importer.session);
  },
});

for (const format of ["csv", "xlsx"] as const) {
  Deno.test({
    name: `what cannot go in is shown, comes as a sheet (${format}), is corrected and goes in`,
    ignore: NO_CHROMIUM,
    fn: async () => {
      await using desk = await openDesk();
      const { page, importer } = desk;
      await scan(importer.session, "SB31009", "3100006");
      await sendOn(page, { name: "bad.csv", bytes: csvOf(BAD_ROWS) });
      await isChecked(page);
      const shown = await page.locator("#import-problems tbody tr").allInnerTexts();
      assert.deepEqual(shown.map((text) => Number(/\t(\d+)\t/.exec(text)![1])), [4, 5, 6, 7, 8]);
      await applyOn(page);

      const download = page.waitForEvent("download");
      await page.click(`a[href$="/problems?format=${format}"]`);
      const sheet = await Deno.readFile(await (await download).path());
      const corrected = await importer.check(`corrected.${format}`, correctedFrom(sheet, format));
      assert.deepEqual(await reasonsOf(importer, corrected.id), { "3100006": "child_elsewhere" });
      await importer.apply(corrected.id);
      const { json } = await importer.session.call("GET", "/api/bag/SB31000");
      const bags = (json.children as { code: string }[]).map(({ code }) => code).sort();
      assert.deepEqual(bags, ["3100001", "3100002", "3100003", "3100004", "3100005"]);
      await assertSound(importer.session);
    },
  });
}

/** From row 4 on something is wrong with each. */
const BAD_ROWS: readonly SheetRow[] = [
  ["qr_id", "type", "parent_qr_id"],
  ["SB31000", "parent", null],
  ["3100001", "child", "SB31000"],
  ["31", "child", "SB31000"],
  ["3100003", "child", "SB-31000"],
  ["3100004", "chidl", "SB31000"],
  ["1.2E+12", "child", "SB31000"],
  ["3100006", "child", "SB31000"],
];
const CORRECTIONS: Readonly<Record<string, string>> = {
  ...{ "31": "3100002", "SB-31000": "SB31000", "chidl": "child", "1.2E+12": "3100005" },
};

function correctedFrom(sheet: Uint8Array, format: "csv" | "xlsx"): Uint8Array<ArrayBuffer> {
  const book = XLSX.read(sheet, { type: "array", raw: true });
  const rows = XLSX.utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1, raw: false });
  const corrected = rows.map((row) => Array.from(row, (cell) => CORRECTIONS[cell ?? ""] ?? cell ?? null));
  return format === "csv" ? csvOf(corrected) : workbookOf({ Bad: corrected });
}

async function reasonsOf(importer: Importer, id: number): Promise<Record<string, string>> {
  return Object.fromEntries((await importer.problems(id)).map(({ code, reason }) => [code, reason]));
}

Deno.test({
  name: "progress goes on after a reload, and another admin on another instance sees it",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using desk = await openDesk();
    const { page, importer, server } = desk;
    const admin = { username: "second", password: PASSWORDS.ADMIN_PASSWORD, role: "admin" };
    assert.equal((await importer.session.call("POST", "/api/v1/users", admin)).status, 201);
    await using other = await startServer({ databaseUrl: server.databaseUrl });
    await using opened = await openPage(other.base);

    const halfWay = sackAt(40_000 + LONG_SACKS / 2);
    await scan(importer.session, halfWay, "4100000");
    const id = await sendOn(page, { name: "long.xlsx", bytes: longSheet(40_000) });
    await signInOn(opened.page, "second", PASSWORDS.ADMIN_PASSWORD, `/imports/${id}`);
    await isChecked(page);
    const held = await holdBag(server.databaseUrl, halfWay);
    await page.click("#import-apply");
    for (const one of [page, opened.page]) await showsProgress(one);
    await page.reload();
    await showsProgress(page);
    await held.letGo();
    for (const one of [page, opened.page]) await one.locator("#import-undo").waitFor();
    await opened.page.goto("/imports");
    assert.equal(await opened.page.locator(`#import-${id}`).getAttribute("data-state"), "done");
    assert.deepEqual([...desk.complaints, ...opened.complaints], []);
  },
});

/** A bar that says how much of how much. */
const showsProgress = (page: Page): Promise<void> => page.locator("#import-now progress[value]").waitFor();

Deno.test("an import is cancelled at any point: before rows go in nothing is changed, after that what is in can be taken back", async (t) => {
  await using server = await startServer();
  const importer = await Importer.on(server);
  const before = await pictureOf(server.databaseUrl, importer.session);
  const file = longSheet(50_000);

  for (const state of ["reading", "checking", "checked"] as const) {
    await t.step(`while it is ${state}`, async () => {
      const id = await importer.begin("long.xlsx", file);
      await isIn(importer, id, state);
      await importer.ask(id, "cancel");
      await importer.when(id, (seen) => seen.state === "cancelled", "cancelled");
      assert.deepEqual(await pictureOf(server.databaseUrl, importer.session), before);
      const { status, json } = await importer.session.call("POST", `/api/v1/imports/${id}/apply`, {});
      assert.deepEqual([status, json.error.code], [409, "import_not_ready"]);
    });
  }

  await t.step("while rows go in", async () => {
    const { id, rows_read } = await importer.check("long.xlsx", file);
    await importer.ask(id, "apply");
    await importer.when(id, ({ rows_applied }) => rows_applied > 0, "at work");
    await importer.ask(id, "cancel");
    const { rows_applied, counts } = await importer.when(id, ({ state }) => state === "cancelled", "cancelled");
    assert.ok(rows_applied > 0 && rows_applied < rows_read);
    assert.equal(counts.new_rows, rows_applied);
    const { bags } = await pictureOf(server.databaseUrl, importer.session);
    assert.equal(bags.length, rows_applied);
    await importer.ask(id, "undo");
    await importer.reach(id, ["undone"]);
    assert.deepEqual(await pictureOf(server.databaseUrl, importer.session), before);
  });
});

async function isIn(importer: Importer, id: number, state: ImportState): Promise<void> {
  await importer.when(id, (seen) => seen.state === state || seen.state === "checked", state);
}

const sackAt = (number: number): string => `M444-${String(number).padStart(5, "0")}`;

const longSheet = (first: number): Uint8Array<ArrayBuffer> =>
  workbookOf({
    Day: childParentRows(sacksFrom({ prefix: "M444-", first, count: LONG_SACKS, firstBag: first * 100, bagsEach: 15 })),
  });

interface Desk extends AsyncDisposable {
  readonly server: TestServer;
  readonly importer: Importer;
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** A server, and its admin on the page of imports. */
async function openDesk(): Promise<Desk> {
  const server = await startServer();
  const { page, complaints, ...opened } = await openPage(server.base);
  await signInOn(page, "admin", PASSWORDS.ADMIN_PASSWORD, "/imports");
  return {
    ...{ server, page, complaints, importer: await Importer.on(server) },
    [Symbol.asyncDispose]: async () => {
      await opened[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}
