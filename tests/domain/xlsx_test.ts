import { deepEqual, equal, match, ok } from "node:assert/strict";
import { type CellObject, read, utils, type WorkSheet } from "@e965/xlsx";
import { LIMITS } from "../../domain/limits.ts";
import type { Cell, Column } from "../../domain/sheet.ts";
import { partsBesideSheet, SHEET_END, SHEET_PATH, sheetHead, sheetRows } from "../../domain/xlsx.ts";
import { zip } from "../../platform/zip.ts";

const ZONE = "Asia/Kolkata";

interface Made {
  readonly cell: Cell;
}
const COLUMN: Column<Made> = { name: "Cell", cell: ({ cell }) => cell };

/** What SheetJS reads back of a sheet of these rows. */
async function readBack<Row>(columns: readonly Column<Row>[], rows: readonly Row[], timeZone = ZONE, name = "things") {
  const pieces = [sheetHead(columns, rows, timeZone), sheetRows(columns, rows, 2, timeZone), SHEET_END];
  const beside = partsBesideSheet(name).map(({ path, xml }) => ({ path, pieces: [xml] }));
  const file = zip([...beside, { path: SHEET_PATH, pieces }]);
  const book = read(new Uint8Array(await new Response(file).arrayBuffer()), { cellNF: true, cellFormula: true });
  return { names: book.SheetNames, sheet: book.Sheets[book.SheetNames[0]!]! };
}

const cellAt = (sheet: WorkSheet, at: string) => sheet[at] as CellObject | undefined;

async function backOf(cell: Cell): Promise<CellObject | undefined> {
  return cellAt((await readBack([COLUMN], [{ cell }])).sheet, "A2");
}

Deno.test("text comes back as it was, as text, and is never a formula", async () => {
  const texts = [
    ...["0016586", "00123456789012345678", "1E5", "TRUE", "=1+1", "+1", "-1", "@sum", '=HYPERLINK("http://evil","x")'],
    ...[
      "<b>&amp;\"'</b>",
      "]]>",
      " blank ends\t",
      "लखनऊ 🎒",
      "a\nb",
      "\u0000\u0001\u001f\ufffe\uffff",
      "_x0041_ __x0041_",
    ],
    ...["_x005F_x0041_", "_X0041_", "<!DOCTYPE x>", "'quoted", "\u007f\u0085", "x".repeat(LIMITS.xlsxCellCharsMax)],
  ];
  const { sheet } = await readBack([COLUMN], texts.map((cell) => ({ cell })));
  texts.forEach((text, place) => {
    const { t, v, f, z } = cellAt(sheet, `A${place + 2}`)!;
    deepEqual([t, v, f, z], ["s", text, undefined, "@"]);
  });
});

Deno.test("text that begins with an apostrophe and a formula has one apostrophe more, which an import takes away", async () => {
  equal((await backOf("'=1+1"))?.v, "''=1+1");
  equal((await backOf("'tis"))?.v, "'tis");
});

Deno.test("what cannot be kept is told: half a sign, and text beyond what a cell holds", async () => {
  equal((await backOf("a\ud800b"))?.v, "a\ufffdb");
  const long = "y".repeat(LIMITS.xlsxCellCharsMax - 2) + "🎒🎒";
  const { v } = (await backOf(long))!;
  equal((v as string).length, LIMITS.xlsxCellCharsMax);
  match(v as string, /y\ufffd…$/);
});

Deno.test("numbers stay numbers, booleans are words as in CSV, and what is not there leaves an empty cell", async () => {
  const cells: readonly Cell[] = [-7, 0, 0.001, 1_500_000, true, false, null, ""];
  const { sheet } = await readBack([COLUMN], cells.map((cell) => ({ cell })));
  const back = cells.map((_, place) => cellAt(sheet, `A${place + 2}`));
  deepEqual(back.map((cell) => cell?.v), [-7, 0, 0.001, 1_500_000, "yes", "no", undefined, undefined]);
  deepEqual(back.slice(0, 4).map((cell) => cell?.t), ["n", "n", "n", "n"]);
});

Deno.test("times are real ones, by the business's clock to the second", async () => {
  const column: Column<Made> = { ...COLUMN, isTime: true };
  const shown = async (at: string, timeZone = ZONE) => {
    const { sheet } = await readBack([column], [{ cell: new Date(at) }], timeZone);
    equal(cellAt(sheet, "A1")?.v, `Cell (${timeZone})`);
    const cell = cellAt(sheet, "A2")!;
    equal(cell.t, "n");
    return cell.w;
  };
  equal(await shown("2026-11-26T18:29:59.999Z"), "2026-11-26 23:59:59");
  equal(await shown("2026-11-26T18:30:00Z"), "2026-11-27 00:00:00");
  equal(await shown("2026-10-25T00:59:59Z", "Europe/Berlin"), "2026-10-25 02:59:59");
  equal(await shown("2026-10-25T01:00:00Z", "Europe/Berlin"), "2026-10-25 02:00:00");
});

Deno.test("every second of a time is shown as it is: none is rounded away", async () => {
  const column: Column<Made> = { ...COLUMN, isTime: true };
  const rows = Array.from({ length: 5_000 }, (_, n) => ({ cell: new Date(Date.UTC(2026, 10, 26) + n * 17_000) }));
  const { sheet } = await readBack([column], rows, "UTC");
  rows.forEach(({ cell }, place) => {
    const shown = cell.toISOString().slice(0, 19).replace("T", " ");
    equal(cellAt(sheet, `A${place + 2}`)!.w, shown);
  });
});

Deno.test("cells stand where they belong, beyond Z and over empty ones", async () => {
  const columns = Array.from({ length: 30 }, (_, n): Column<number> => ({
    name: `c${n}`,
    cell: (row) => n % 2 === 0 ? null : row * 100 + n,
  }));
  const { sheet } = await readBack(columns, [1, 2]);
  equal(cellAt(sheet, "AB1")?.v, "c27");
  equal(cellAt(sheet, "AB3")?.v, 227);
  equal(cellAt(sheet, "AA3"), undefined);
  equal(utils.sheet_to_json(sheet, { header: 1 }).length, 3);
});

Deno.test("the head is bold and stays in sight, columns are as wide as what is in them, within reason", () => {
  const rows = [{ cell: "x".repeat(500) }];
  const columns: Column<Made>[] = [{ name: "QR", cell: () => "1" }, COLUMN, { ...COLUMN, name: "At", isTime: true }];
  const head = sheetHead(columns, rows, "UTC");
  match(head, /<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"\/>/);
  match(head, /<c r="A1" s="1" t="inlineStr">/);
  deepEqual([...head.matchAll(/ width="(\d+)"/g)].map(([, width]) => width), ["4", "60", "20"]);
});

Deno.test("a sheet's name is one that Excel takes", async () => {
  const nameOf = async (name: string) => (await readBack([COLUMN], [], ZONE, name)).names[0];
  equal(await nameOf("day_2026-01-15"), "day_2026-01-15");
  equal(await nameOf(`a[b]*?:/\\<&>'"${"x".repeat(40)}`), `a b      <&>  ${"x".repeat(17)}`);
  equal(await nameOf(""), "Sheet");
});

Deno.test("each part is told of in the package, and each relation leads to a part", () => {
  const parts = new Map([...partsBesideSheet("x").map(({ path, xml }) => [path, xml] as const), [SHEET_PATH, ""]]);
  const types = parts.get("[Content_Types].xml")!;
  for (const path of parts.keys()) {
    ok(path.endsWith(".rels") || path === "[Content_Types].xml" || types.includes(`"/${path}"`), path);
  }
  const targets = (path: string) => [...parts.get(path)!.matchAll(/ Target="([^"]+)"/g)].map(([, target]) => target!);
  deepEqual(targets("_rels/.rels"), ["xl/workbook.xml"]);
  for (const target of targets("xl/_rels/workbook.xml.rels")) ok(parts.has(`xl/${target}`), target);
});
