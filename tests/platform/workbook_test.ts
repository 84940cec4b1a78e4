import { deepStrictEqual as same } from "node:assert/strict";
import * as XLSX from "@e965/xlsx";
import { isBlank, type SheetRow } from "../../domain/import_rows.ts";
import { openParts, openXls } from "../../platform/workbook.ts";
import { unpackWorkbook } from "../../platform/workbook_parts.ts";
import { odsOf, xlsxOf, type XlsxParts } from "../support/hostile_sheets.ts";

async function rowsOf(bytes: Uint8Array<ArrayBuffer>): Promise<SheetRow[]> {
  const [sheet] = openParts(await unpackWorkbook(bytes));
  return [...sheet?.rows ?? []];
}

/** Each cell of the first row: its text, and why it is at fault. */
async function cellsOf(parts: XlsxParts): Promise<string[]> {
  const [row] = await rowsOf(await xlsxOf(parts));
  return (row?.cells ?? []).map((text, column) => {
    const fault = row?.faults?.find((one) => one.column === column);
    return fault ? `${text} ${fault.reason}` : text;
  });
}

const inRow = (...cells: string[]): XlsxParts => ({ data: `<row r="1">${cells.join("")}</row>`, styles: STYLES });
const number = (value: string, style = 0): string => `<c s="${style}"><v>${value}</v></c>`;

/** Styles 1 to 5: 0000000, a date, two decimals, "SB"00000, and thousands. */
const FORMATS = ["0000000", "yyyy\\-mm\\-dd", "0.00", "&quot;SB&quot;00000", "#,##0"];
const STYLES = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
  <numFmts count="5">${
  FORMATS.map((code, n) => `<numFmt numFmtId="${170 + n}" formatCode="${code}"/>`).join("")
}</numFmts>
  <cellXfs count="6"><xf numFmtId="0"/>${
  FORMATS.map((_, n) => `<xf numFmtId="${170 + n}" applyNumberFormat="1"/>`).join("")
}</cellXfs></styleSheet>`;

Deno.test("numbers that are codes keep their digits, and the zeros that their format shows", async () => {
  same(
    await cellsOf(
      inRow(number("16586"), number("16586", 1), number("16586", 3), number("42", 4), number("5116000", 5)),
    ),
    [
      "16586",
      "0016586",
      "16586",
      "SB00042",
      "5116000",
    ],
  );
});

Deno.test("numbers that have lost digits, or show fewer than they have, are at fault", async () => {
  const cells = [
    number("1234567890123456"),
    number("123456789012"),
    number("1.5"),
    number("1.2E+30"),
    number("123456789012", 1),
  ];
  same((await cellsOf(inRow(...cells))).map((cell) => cell.split(" ")[1]), [
    ...["digits_lost", "digits_lost", "digits_lost", "digits_lost"],
    undefined,
  ]);
});

Deno.test("a day is no code, whatever number it is kept as", async () => {
  const iso = '<c t="d" s="2"><v>2025-09-30T00:00:00Z</v></c>';
  same(await cellsOf(inRow(number("45930", 2), iso)), ["2025-09-30 bad_format", "2025-09-30 bad_format"]);
});

Deno.test("of a formula its value counts; without one, and for errors, the cell is at fault", async () => {
  const cells = [
    '<c t="str"><f>A1&amp;B1</f><v>SB00001</v></c>',
    "<c><f>1+1</f><v>16586</v></c>",
    "<c><f>1+1</f></c>",
    '<c t="str"><f>A1</f><v></v></c>',
    '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    '<c t="e"><v>#REF!</v></c>',
  ];
  same(await cellsOf(inRow(...cells)), [
    ...["SB00001", "16586", " formula_without_value", " formula_without_value"],
    ...["#DIV/0! cell_error", "#REF! cell_error"],
  ]);
});

Deno.test("a row of which nothing but a formula is there is not a blank one", async () => {
  const [row] = await rowsOf(await xlsxOf({ data: '<row r="1"><c/><c s="1"/><c><f>A1</f></c><c s="1"/></row>' }));
  same([row && isBlank(row), row?.faults], [false, [{ column: 2, reason: "formula_without_value" }]]);
});

Deno.test("cells that have only a colour are none, however many", async () => {
  const [row] = await rowsOf(await xlsxOf({ data: `<row r="1"><c><v>7</v></c>${'<c s="1"/>'.repeat(5_000)}</row>` }));
  same(row?.cells, ["7"]);
});

Deno.test("text cells are text: rich, with signs beyond ASCII, with line ends, with what looks like a number", async () => {
  const text = (inner: string) => `<c t="inlineStr"><is>${inner}</is></c>`;
  const cells = [
    text("<t>0016586</t>"),
    text("<r><t>SB</t></r><r><t>00001</t></r>"),
    text("<t>ट्रक &amp; &lt;b&gt;</t>"),
    text("<t>1.5</t>"),
  ];
  same(await cellsOf(inRow(...cells)), ["0016586", "SB00001", "ट्रक & <b>", "1.5"]);
});

Deno.test("rows are counted as the spreadsheet counts them, and empty ones cost nothing", async () => {
  const sheet =
    `<row r="3"><c r="B3" t="inlineStr"><is><t>x</t></is></c></row><row r="900000"><c r="A900000"><v>7</v></c></row>`;
  same((await rowsOf(await xlsxOf({ data: sheet }))).map(({ row, cells }) => [row, ...cells]), [[3, "", "x"], [
    900_000,
    "7",
  ]]);
});

Deno.test("tags with a prefix of their own are the same tags", async () => {
  const sheet =
    '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c t="str"><x:v>SB00001</x:v></x:c></x:row></x:sheetData></x:worksheet>';
  same((await rowsOf(await xlsxOf({ sheet }))).map(({ cells }) => cells), [["SB00001"]]);
});

Deno.test("an .ods repeats rows and cells, and keeps the zeros that are shown", async () => {
  const rows =
    `<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="16586"><text:p>0016586</text:p></table:table-cell></table:table-row>
    <table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`;
  same((await rowsOf(await odsOf(rows))).map(({ row, cells }) => [row, ...cells]), [[1, "0016586"], [2, "0016586"]]);
});

Deno.test("hidden sheets are read as well, and each row once", async () => {
  const book = XLSX.utils.book_new();
  for (const name of ["Shown", "Hidden", "Deep"]) {
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([[name]]), name);
  }
  book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }, { Hidden: 2 }] };
  const written = (bookType: "xlsx" | "biff8") => new Uint8Array(XLSX.write(book, { type: "array", bookType }));
  for (const sheets of [openParts(await unpackWorkbook(written("xlsx"))), openXls(written("biff8")) ?? []]) {
    same(sheets.map(({ name, rowCount, rows }) => [name, rowCount, [...rows].length, [...rows].length]), [
      ["Shown", 1, 1, 0],
      ["Hidden", 1, 1, 0],
      ["Deep", 1, 1, 0],
    ]);
  }
});

Deno.test("of a sheet's name is kept what the database can hold, and no more than is ever shown", async () => {
  const named = async (name: string) => {
    const workbook = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
      xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>
      <sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
    const bytes = await xlsxOf({ ...inRow(number("1")), beside: { "xl/workbook.xml": workbook } });
    return openParts(await unpackWorkbook(bytes)).map(({ name }) => name);
  };
  same(await named("day_x0000_one&#55357;"), ["day\ufffdone\ufffd"]);
  same((await named("n".repeat(100_000))).map(({ length }) => length), [255]);
});
