/** Real sheets of all four layouts, as files: from sacks with their bags, or bills with their sacks. */
import * as XLSX from "@e965/xlsx";
import { type Chance, chanceOf } from "./chance.ts";

/** What stands in a row's cells; null: nothing. */
export type SheetRow = readonly (string | number | null)[];

export interface PackedSack {
  readonly code: string;
  readonly bags: readonly string[];
}

export interface LoadedBill {
  readonly number: string;
  readonly sacks: readonly string[];
}

export interface PlainBill {
  readonly number: string;
  readonly description?: string;
  readonly capacity?: number;
}

/** Sacks whose codes and bags go up by one: `M444-00100` with `7001000`, `7001001`, … */
export function* sacksFrom(
  { prefix, first, count, firstBag, bagsEach }: {
    readonly prefix: "SB" | "M444-";
    readonly first: number;
    readonly count: number;
    readonly firstBag: number;
    readonly bagsEach: number;
  },
): Generator<PackedSack> {
  for (let place = 0; place < count; place++) {
    const bags = Array.from({ length: bagsEach }, (_, bag) => bagCode(firstBag + place * bagsEach + bag));
    yield { code: prefix + String(first + place).padStart(5, "0"), bags };
  }
}

/** A label's number: seven digits, or as many as it takes. */
export const bagCode = (number: number): string => String(number).padStart(7, "0");

const SERIAL_HEAD: SheetRow = ["Sr. No.", "QR Code"];
/** A sack is in row 16 of its batch in the newer sheets, "Parent Code" in the older ones. */
const PARENT_SERIAL = 16;

/** Bags with their sack below them; both ways to write the sack's row, and another lot on each label. */
export function* childParentRows(sacks: Iterable<PackedSack>, seed = 1): Generator<SheetRow> {
  const chance = chanceOf(seed);
  yield SERIAL_HEAD;
  for (const { code, bags } of sacks) {
    for (const [place, bag] of bags.entries()) yield [place + 1, labelText(bag, chance)];
    yield [bags.length === PARENT_SERIAL - 1 && chance() < 0.5 ? PARENT_SERIAL : "Parent Code", code];
  }
}

/** What a scanner reads off a label. */
function labelText(bag: string, chance: Chance): string {
  const lot = String(Math.floor(chance() * 100_000)).padStart(5, "0");
  return `LABEL NO.${bag} LOT NO.:STAR44GG${lot}, D.O.T.:30/09/2026`;
}

/** Sacks with their bill below them. */
export function* parentBillRows(bills: Iterable<LoadedBill>): Generator<SheetRow> {
  yield SERIAL_HEAD;
  for (const { number, sacks } of bills) {
    for (const [place, sack] of sacks.entries()) yield [place + 1, sack];
    yield ["Bill No.", number];
  }
}

/** A row for each sack, and one for each of its bags. */
export function* bagRows(sacks: Iterable<PackedSack>): Generator<SheetRow> {
  yield ["qr_id", "type", "parent_qr_id"];
  for (const { code, bags } of sacks) {
    yield [code, "parent", null];
    for (const bag of bags) yield [bag, "child", code];
  }
}

export function* billRows(bills: Iterable<PlainBill>): Generator<SheetRow> {
  yield ["bill_id", "description", "parent_bag_count", "expected_weight_kg"];
  for (const { number, description, capacity } of bills) yield [number, description ?? null, capacity ?? null, null];
}

export type BookType = "xlsx" | "xlsm" | "xlsb" | "biff8" | "ods";

/** A workbook with these sheets. Text cells are text, numbers are numbers. */
export function workbookOf(
  sheets: Readonly<Record<string, Iterable<SheetRow>>>,
  bookType: BookType = "xlsx",
): Uint8Array<ArrayBuffer> {
  const book = XLSX.utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) {
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([...rows] as unknown[][], { dense: true }), name);
  }
  return new Uint8Array(XLSX.write(book, { type: "array", bookType, compression: true }) as ArrayBuffer);
}

export interface TextStyle {
  readonly delimiter?: "," | ";" | "\t";
  readonly lineEnd?: "\n" | "\r\n" | "\r";
  readonly encoding?: "utf-8" | "utf-8-bom" | "utf-16le" | "utf-16be" | "windows-1252";
}

export function csvOf(rows: Iterable<SheetRow>, style: TextStyle = {}): Uint8Array<ArrayBuffer> {
  return encoded([...rows].map((row) => lineOf(row, style)).join(""), style.encoding ?? "utf-8");
}

/** Lines that are gathered before they are written. */
const LINES_AT_ONCE = 5_000;

/** Writes rows to a file as they come, in UTF-8, and tells how many bytes it has. */
export async function writeCsv(path: string, rows: Iterable<SheetRow>, style: TextStyle = {}): Promise<number> {
  using file = await Deno.open(path, { write: true, create: true, truncate: true });
  const writer = file.writable.getWriter();
  let bytes = 0, lines: string[] = [];
  const flush = async () => {
    const piece = encoded(lines.join(""), "utf-8");
    bytes += piece.length;
    lines = [];
    await writer.write(piece);
  };
  for (const row of rows) if (lines.push(lineOf(row, style)) === LINES_AT_ONCE) await flush();
  await flush();
  await writer.close();
  return bytes;
}

function lineOf(row: SheetRow, { delimiter = ",", lineEnd = "\r\n" }: TextStyle): string {
  return row.map((cell) => quoted(cell === null ? "" : String(cell), delimiter)).join(delimiter) + lineEnd;
}

function quoted(text: string, delimiter: string): string {
  return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function encoded(text: string, encoding: NonNullable<TextStyle["encoding"]>): Uint8Array<ArrayBuffer> {
  if (encoding === "utf-8") return new TextEncoder().encode(text);
  if (encoding === "utf-8-bom") return new TextEncoder().encode(`\ufeff${text}`);
  if (encoding === "windows-1252") return Uint8Array.from(text, westernByte);
  const bytes = new DataView(new ArrayBuffer(2 + text.length * 2));
  const isLittle = encoding === "utf-16le";
  bytes.setUint16(0, 0xfeff, isLittle);
  for (let place = 0; place < text.length; place++) bytes.setUint16(2 + place * 2, text.charCodeAt(place), isLittle);
  return new Uint8Array(bytes.buffer);
}

/** Signs up to U+00FF stand at their own place in Windows-1252; of the others, the tests need these. */
const WESTERN: Readonly<Record<string, number>> = { "€": 0x80, "–": 0x96, "’": 0x92 };

function westernByte(sign: string): number {
  const byte = WESTERN[sign] ?? sign.charCodeAt(0);
  if (byte > 0xff) throw new RangeError(`Windows-1252 has no ${sign}`);
  return byte;
}
