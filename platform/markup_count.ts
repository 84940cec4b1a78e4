/** Counts what a workbook's reader would make of its parts: so many rows and cells are taken, and nothing that grows by itself. */
import { LIMITS } from "../domain/limits.ts";
import { SheetRefused } from "./sheet_kind.ts";

/** A cell of an .xlsb is a record of so many bytes, or more. */
const RECORD_BYTES_MIN = 14;
/** `<text:s text:c="9"/>` is nine blanks. */
const BLANKS_MAX = 10_000;
const TAG_BYTES_MAX = 4_096;

const [LESS, MORE, SLASH, BANG, COLON] = [0x3c, 0x3e, 0x2f, 0x21, 0x3a];

export class MarkupCount {
  #rows = 0;
  /** Cells, shared strings, and whatever else becomes an object. */
  #cells = 0;
  /** Of the row of an .ods that we are in. */
  #rowRepeats = 1;

  addRecords(part: Uint8Array): void {
    this.#addCells(part.length / RECORD_BYTES_MIN);
  }

  addMarkup(part: Uint8Array<ArrayBuffer>): void {
    // UTF-16 would be read, and not counted; no spreadsheet program writes its parts so.
    if (part.subarray(0, 3).some((byte) => byte >= 0xfe)) throw new SheetRefused("damaged");
    for (let at = part.indexOf(LESS); at !== -1; at = part.indexOf(LESS, at + 1)) {
      const next = part[at + 1];
      if (next === SLASH) continue;
      if (next === BANG) refuseDeclaration(part, at);
      else this.#addTag(part, at);
    }
  }

  #addTag(part: Uint8Array<ArrayBuffer>, at: number): void {
    let start = at + 1, end = start;
    for (; end < part.length && !ENDS_NAME.has(part[end] as number); end++) if (part[end] === COLON) start = end + 1;
    // The two that are by far the most frequent, without making a string of each.
    if (end - start === 1 && part[start] === 0x63) return this.#addCells(1);
    if (end - start === 1) return part[start] === 0x73 ? refuseBlanks(tagAt(part, at)) : undefined;
    const name = String.fromCharCode(...part.subarray(start, Math.min(end, start + 16)));
    if (name === "row") this.#addRows(1);
    else if (name === "table-row") this.#beginRow(tagAt(part, at));
    else if (name === "table-cell") this.#addRepeated(tagAt(part, at));
    else if (name !== "is") this.#addCells(1);
  }

  #beginRow(tag: string): void {
    this.#addRows(1);
    this.#rowRepeats = repeats(tag, "rows");
  }

  /** Empty cells are passed over however often they are repeated; others are made each. */
  #addRepeated(tag: string): void {
    this.#addCells(tag.endsWith("/>") ? 1 : this.#rowRepeats * repeats(tag, "columns"));
  }

  #addRows(rows: number): void {
    this.#rows += rows;
    if (this.#rows > LIMITS.importRowsMax) throw new SheetRefused("too_many_rows");
  }

  #addCells(cells: number): void {
    this.#cells += cells;
    if (this.#cells > LIMITS.importCellsMax) throw new SheetRefused("unpacks_too_large");
  }
}

const ENDS_NAME: ReadonlySet<number> = new Set([MORE, SLASH, 0x20, 0x09, 0x0a, 0x0d]);

/** A document that declares types or entities wants to read elsewhere, or to grow: no spreadsheet program writes them. */
function refuseDeclaration(part: Uint8Array<ArrayBuffer>, at: number): void {
  if (/^<!(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.test(latin(part.subarray(at, at + 16)))) {
    throw new SheetRefused("external_entities");
  }
}

function refuseBlanks(tag: string): void {
  const count = /\bc=["'](\d+)/.exec(tag)?.[1];
  if (count && Number(count) > BLANKS_MAX) throw new SheetRefused("damaged");
}

const repeats = (tag: string, what: "rows" | "columns"): number =>
  Number(new RegExp(`number-${what}-repeated=["'](\\d+)`).exec(tag)?.[1] ?? 1);

function tagAt(part: Uint8Array<ArrayBuffer>, at: number): string {
  const end = part.indexOf(MORE, at);
  return latin(part.subarray(at, Math.min(end === -1 ? part.length : end + 1, at + TAG_BYTES_MAX)));
}

/** Whether a document ends with the tag that it begins with. */
export function isWholeMarkup(part: Uint8Array<ArrayBuffer>): boolean {
  const root = /<([A-Za-z_][\w:.-]*)/.exec(latin(part.subarray(0, TAG_BYTES_MAX)))?.[1];
  const tail = latin(part.subarray(-TAG_BYTES_MAX)).replace(/(\s|<!--[^>]*-->)+$/, "");
  return root !== undefined &&
    (tail.endsWith(`</${root}>`) || part.length < TAG_BYTES_MAX && /^[^<]*(<\?[^>]*>\s*)?<[^<]*\/>$/.test(tail));
}

const latin = (bytes: Uint8Array<ArrayBuffer>): string => new TextDecoder("latin1").decode(bytes);
