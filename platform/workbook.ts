/** Rows of a workbook's sheets, hidden ones too, as SheetJS reads them out of parts that were counted before. */
import * as XLSX from "@e965/xlsx";
import { type CellFault, cut, type SheetRow, sheetRow } from "../domain/import_rows.ts";
import { LIMITS } from "../domain/limits.ts";
import { storable } from "../domain/text.ts";
import { SheetRefused } from "./sheet_kind.ts";
import type { WorkbookParts } from "./workbook_parts.ts";
import { isWholeXls } from "./xls_records.ts";

export interface WorkbookSheet {
  readonly name: string;
  /** Rows that hold something, and how many there are. A row is given away: it is read once. */
  readonly rows: Iterable<SheetRow>;
  readonly rowCount: number;
}

/** Dates come as such, so that none is taken for a number. */
const OPTIONS: XLSX.ParsingOptions = { dense: true, cellDates: true, cellHTML: false };

/** Of an .xls, which is not packed. `password_protected` also for a newer workbook that is wrapped in one. */
export function openXls(bytes: Uint8Array<ArrayBuffer>): readonly WorkbookSheet[] | null {
  return opened(() => {
    const container = XLSX.CFB.read(Buffer.from(bytes.buffer), { type: "buffer" });
    if (XLSX.CFB.find(container, "EncryptedPackage")) throw new SheetRefused("password_protected");
    const stream = XLSX.CFB.find(container, "/Workbook") ?? XLSX.CFB.find(container, "/Book");
    if (!stream) return null;
    if (bytes.length > LIMITS.importXlsBytesMax) throw new SheetRefused("unpacks_too_large");
    if (!isWholeXls(stream.content)) throw new SheetRefused("damaged");
    return readers.parse_xlscfb(container, { ...OPTIONS });
  });
}

/** Of an .xlsx, .xlsb or .ods, from its parts. */
export const openParts = ({ kind, parts }: WorkbookParts): readonly WorkbookSheet[] =>
  // In an .xlsx, a formula without a value counts as an empty cell, and is left out unless those are asked for.
  opened(() => readers.parse_zip(containerOf(parts), { ...OPTIONS, sheetStubs: kind === "xlsx" })) ?? [];

/** Files in a file, as SheetJS holds them. */
interface Container {
  readonly FullPaths: readonly string[];
  readonly FileIndex: readonly ContainerEntry[];
}

interface ContainerEntry {
  readonly name: string;
  readonly type: number;
  readonly content: Uint8Array;
}

/** What SheetJS offers beside what its types say. */
const readers = XLSX as unknown as {
  parse_zip(container: Container, options: XLSX.ParsingOptions): XLSX.WorkBook;
  parse_xlscfb(container: Container, options: XLSX.ParsingOptions): XLSX.WorkBook;
};

function opened(read: () => XLSX.WorkBook | null): readonly WorkbookSheet[] | null {
  try {
    const workbook = read();
    if (workbook === null) return null;
    const names = workbook.SheetNames;
    // Two sheets of one name: one of them would be lost.
    if (new Set(names).size < names.length) throw new SheetRefused("damaged");
    return names.map((name) => sheetOf(shown(name), workbook.Sheets[name]));
  } catch (fault) {
    if (fault instanceof SheetRefused) throw fault;
    throw new SheetRefused(isAboutPassword(fault) ? "password_protected" : "damaged", { cause: fault });
  }
}

/** Programs allow 31 signs, files any number of any. */
const shown = (name: string): string => storable(cut(name, LIMITS.importCellCharsKept));

const isAboutPassword = (fault: unknown): boolean => /password|encrypt/i.test(String(fault));

/** The parts as SheetJS holds those of a file that it has unpacked itself. */
function containerOf(parts: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): Container {
  const names = [...parts.keys()];
  return {
    FullPaths: ["Root Entry/", ...names.map((name) => `Root Entry/${name}`)],
    FileIndex: [entry("Root Entry", new Uint8Array()), ...Array.from(parts, ([name, part]) => entry(name, part))],
  };
}

/** Each part is asked for twice when it is read. A workbook whose sheets are all the same part grows by itself. */
const ASKED_MAX = 4;

function entry(name: string, part: Uint8Array<ArrayBuffer>): ContainerEntry {
  let asked = 0;
  return {
    name,
    type: 2,
    get content() {
      if (/sheet/i.test(name) && ++asked > ASKED_MAX) throw new SheetRefused("damaged");
      return Buffer.from(part.buffer);
    },
  };
}

function sheetOf(name: string, sheet: XLSX.WorkSheet | undefined): WorkbookSheet {
  // A sheet that could not be read is left out without a word.
  if (!sheet) throw new SheetRefused("damaged");
  const data: readonly (XLSX.CellObject[] | undefined)[] = sheet["!data"] ?? [];
  if (data.length > LIMITS.importSheetRowsMax) throw new SheetRefused("too_many_rows");
  return {
    name,
    rows: rowsOf(data as (XLSX.CellObject[] | undefined)[]),
    rowCount: data.reduce((count) => count + 1, 0),
  };
}

function* rowsOf(data: (XLSX.CellObject[] | undefined)[]): Generator<SheetRow> {
  for (let place = 0; place < data.length; place++) {
    const cells = data[place];
    if (!cells) continue;
    // What is read is let go of: both its cells and its text would be too much at a time.
    data[place] = undefined;
    yield rowOf(place + 1, cells);
  }
}

function rowOf(row: number, cells: readonly (XLSX.CellObject | undefined)[]): SheetRow {
  let length = cells.length;
  while (length > 0 && isEmpty(cells[length - 1])) length--;
  if (length > LIMITS.importColumnsMax) throw new SheetRefused("too_many_columns");
  const texts: string[] = [];
  const faults: CellFault[] = [];
  for (let column = 0; column < length; column++) {
    const cell = cells[column];
    const reason = cell ? faultOf(cell) : null;
    texts.push(cell ? textOf(cell) : "");
    if (reason) faults.push({ column, reason });
  }
  return sheetRow(row, texts, faults.length > 0 ? faults : null);
}

/** Empty cells may have a colour, for as far as anybody has drawn one. */
const isEmpty = (cell: XLSX.CellObject | undefined): boolean => !cell || cell.t === "z" && cell.f === undefined;

function faultOf(cell: XLSX.CellObject): CellFault["reason"] | null {
  if (cell.t === "e") return "cell_error";
  if (cell.t === "d") return "bad_format";
  // Without a value of its own a formula reads as nothing, or as zero, which no code is.
  if (cell.f !== undefined && (cell.v === undefined || cell.v === "" || cell.v === 0)) return "formula_without_value";
  return cell.t === "n" && !isWholeNumber(cell) ? "digits_lost" : null;
}

/** All digits are there: spreadsheets keep fifteen of them, and show fewer once a number is longer than eleven. */
const isWholeNumber = ({ v, w }: XLSX.CellObject): boolean =>
  Number.isInteger(v) && Math.abs(v as number) < 1e15 && !(w !== undefined && /E\+?\d/i.test(w));

function textOf(cell: XLSX.CellObject): string {
  if (cell.t === "z") return "";
  if (cell.t === "s") return String(cell.v ?? "");
  if (cell.t !== "n" || !isWholeNumber(cell)) return cell.w ?? String(cell.v ?? "");
  const digits = String(cell.v);
  // As it is shown, where that adds zeros, or letters, before the number: 0016586, SB00042.
  return cell.w !== undefined && /^[A-Za-z0-9 .-]*$/.test(cell.w) && cell.w.endsWith(digits) ? cell.w : digits;
}
