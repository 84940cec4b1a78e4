/** Rows of a text file with commas, semicolons or tabs, in whatever encoding, without ever holding the whole of it. */
import { parse, type Parser } from "csv-parse";
import { type SheetRow, sheetRow } from "../domain/import_rows.ts";
import { LIMITS } from "../domain/limits.ts";
import { SheetRefused, utf16Of } from "./sheet_kind.ts";

const CHUNK_BYTES = 256 * 1_024;
const HEAD_BYTES = 64 * 1_024;

/** Rows as they are read, some thousands at a time; blank ones too, since they are counted. */
export async function* textRows(path: string): AsyncGenerator<SheetRow[]> {
  const head = await headOf(path, HEAD_BYTES);
  const encoding = await encodingOf(path, head);
  const sample = new TextDecoder(encoding).decode(head, { stream: true });
  const delimiter = delimiterOf(sample, head.length < HEAD_BYTES);
  let rows: SheetRow[] = [], row = 0;
  const take = (cells: string[]) => {
    if (++row > LIMITS.importRowsMax) throw new SheetRefused("too_many_rows");
    if (cells.length > LIMITS.importColumnsMax) throw new SheetRefused("too_many_columns");
    rows.push(sheetRow(row, row === 1 && saysDelimiter(cells) ? [] : cells));
  };
  for await (const _ of parsed(path, encoding, delimiter, take)) {
    yield rows;
    rows = [];
  }
}

/** A file's first bytes: fewer where it is shorter. */
export async function headOf(path: string, bytes: number): Promise<Uint8Array<ArrayBuffer>> {
  using file = await Deno.open(path);
  const head = new Uint8Array(bytes);
  let length = 0;
  for (let got: number | null = 1; length < bytes && got !== null; length += got ?? 0) {
    got = await file.read(head.subarray(length));
  }
  return head.subarray(0, length);
}

/** UTF-8 where all of it is that; else what Windows has written for decades, unless no text has such bytes. */
async function encodingOf(path: string, head: Uint8Array): Promise<string> {
  const wide = utf16Of(head);
  if (wide) return wide;
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  let isUtf8 = true, isWindows = true;
  for await (const chunk of chunksOf(path)) {
    isUtf8 &&= isDecoded(utf8, chunk);
    isWindows &&= !NOT_IN_WINDOWS.some((byte) => chunk.includes(byte));
    if (!isUtf8 && !isWindows) throw new SheetRefused("bad_encoding");
  }
  if (isUtf8 && isDecoded(utf8)) return "utf-8";
  if (isWindows) return "windows-1252";
  throw new SheetRefused("bad_encoding");
}

/** Bytes that Windows-1252 has no character for. They are frequent in Hindi as UTF-8, of which a part is broken. */
const NOT_IN_WINDOWS = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

/** Without a chunk: whether the text ended with a whole character. */
function isDecoded(decoder: TextDecoder, chunk?: Uint8Array<ArrayBuffer>): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  using file = await Deno.open(path);
  const chunk = new Uint8Array(CHUNK_BYTES);
  for (let got = await file.read(chunk); got !== null; got = await file.read(chunk)) yield chunk.subarray(0, got);
}

/** What most lines have, outside of quotes. A comma may well stand in a label's text, hence last. */
export function delimiterOf(sample: string, isWhole: boolean): string {
  const said = DELIMITER_SAID.exec(sample.slice(0, 16));
  if (said?.[1]) return said[1];
  const lines = sample.replace(/"[^"]*("|$)/g, "").split(/\r\n|\n|\r/);
  if (!isWhole && lines.length > 1) lines.pop();
  const told = lines.filter((line) => line.trim() !== "").slice(0, 100);
  const counts = ["\t", ";", ","].map((sign) => ({
    sign,
    lines: told.filter((line) => line.includes(sign)).length,
  }));
  return counts.reduce((best, one) => one.lines > best.lines ? one : best, { sign: ",", lines: 0 }).sign;
}

/** A line of its own that Excel understands: sep=; */
const DELIMITER_SAID = /^\ufeff?sep=([,;\t])[\r\n]/i;
const saysDelimiter = ([first = ""]: readonly string[]): boolean => /^sep=.?$/i.test(first);

/** Hands each record to `take`, and comes back whenever a piece of the file is through. */
async function* parsed(path: string, encoding: string, delimiter: string, take: (cells: string[]) => void) {
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
  ended.catch(() => {});
  const parser = parse({
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: LIMITS.importLineBytesMax,
    // Taken here, no record waits in a stream's queue, which takes long where there are very many of them.
    on_record: (cells: string[]) => (take(cells), null),
  });
  allowAnyLength(parser);
  parser.on("end", resolve).resume();
  // A quote that never ends, most of all.
  parser.on(
    "error",
    (fault) => reject(fault instanceof SheetRefused ? fault : new SheetRefused("damaged", { cause: fault })),
  );
  for await (const piece of utf8Of(path, encoding)) {
    const written = Promise.withResolvers<void>();
    parser.write(piece, () => written.resolve());
    await written.promise;
    // What went wrong is told a moment later than that the piece is through.
    if (parser.errored) break;
    yield;
  }
  parser.end();
  await ended;
  yield;
}

/**
 * `relax_column_count` takes rows of any length, but makes an error of each, with its stack, only to drop it: a million of
 * them take two minutes. Told that each row is as long as it is, it makes none.
 */
function allowAnyLength(parser: Parser): void {
  const { api } = parser as unknown as { api: ParserInside };
  const onRecord = api.__onRecord;
  api.__onRecord = function (push) {
    this.state.expectedRecordLength = this.state.record.length;
    return onRecord.call(this, push);
  };
}

/** What we know of the parser's inside; its version is pinned, and a test notices when this is no longer so. */
interface ParserInside {
  readonly state: { readonly record: readonly string[]; expectedRecordLength: number };
  __onRecord(push: unknown): unknown;
}

/** The text without its mark. What is UTF-8 already is passed on as it is. */
async function* utf8Of(path: string, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = encoding === "utf-8" ? null : new TextDecoder(encoding);
  const encoder = new TextEncoder();
  let isFirst = true;
  for await (const chunk of chunksOf(path)) {
    // A copy: the parser keeps what it has not come to the end of, and the chunk is read into again.
    if (decoder) yield encoder.encode(decoder.decode(chunk, { stream: true }));
    else yield chunk.slice(isFirst && isMarked(chunk) ? 3 : 0);
    isFirst = false;
  }
  if (decoder) yield encoder.encode(decoder.decode());
}

const isMarked = ([first, second, third]: Uint8Array): boolean => first === 0xef && second === 0xbb && third === 0xbf;
