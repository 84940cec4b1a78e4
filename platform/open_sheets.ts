/** Opens a file as the sheets it holds, whatever its format; refuses what is none. */
import type { SheetRow } from "../domain/import_rows.ts";
import { headOf, textRows } from "./csv_text.ts";
import { containerOf, refuseOtherKind, SheetRefused } from "./sheet_kind.ts";
import { openParts, openXls, type WorkbookSheet } from "./workbook.ts";
import { unpackWorkbook } from "./workbook_parts.ts";

export interface OpenSheet {
  readonly name: string;
  /** Some rows at a time, in their order. */
  readonly rows: AsyncIterable<readonly SheetRow[]> | Iterable<readonly SheetRow[]>;
}

export interface OpenFile {
  readonly sheets: readonly OpenSheet[];
  /** Blank rows and headers too; null: nobody knows before the end. */
  readonly rowsTotal: number | null;
}

/** What a file is, is seen from so much of it. */
const HEAD_BYTES = 4_096;

export async function openSheets(path: string, fileName: string): Promise<OpenFile> {
  const head = await headOf(path, HEAD_BYTES);
  if (head.length === 0) throw new SheetRefused("no_rows");
  switch (containerOf(head)) {
    case "text":
      refuseOtherKind(fileName, "text");
      return { sheets: [{ name: baseName(fileName), rows: textRows(path) }], rowsTotal: null };
    case "zip":
      return workbook(await openZip(await Deno.readFile(path), fileName));
    case "ole":
      return workbook(openOle(await Deno.readFile(path), fileName));
    case "other":
      refuseOtherKind(fileName, null);
      throw new SheetRefused("not_a_sheet");
  }
}

async function openZip(bytes: Uint8Array<ArrayBuffer>, fileName: string): Promise<readonly WorkbookSheet[]> {
  const unpacked = await unpackWorkbook(bytes);
  refuseOtherKind(fileName, unpacked.kind);
  return openParts(unpacked);
}

function openOle(bytes: Uint8Array<ArrayBuffer>, fileName: string): readonly WorkbookSheet[] {
  const sheets = openXls(bytes);
  refuseOtherKind(fileName, sheets ? "xls" : null);
  return sheets ?? [];
}

const workbook = (sheets: readonly WorkbookSheet[]): OpenFile => ({
  sheets: sheets.map(({ name, rows }) => ({ name, rows: singly(rows) })),
  rowsTotal: sheets.reduce((total, { rowCount }) => total + rowCount, 0),
});

function* singly(rows: Iterable<SheetRow>): Generator<readonly SheetRow[]> {
  for (const row of rows) yield [row];
}

/** What spreadsheet programs call the sheet of a text file: the file's name without its ending. */
const baseName = (fileName: string): string => fileName.replace(/\.\w+$/, "").slice(0, 31).toWellFormed() || "Sheet1";
