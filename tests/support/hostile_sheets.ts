/** Files that mean harm, or were harmed: each made by hand, small on disk and large where it counts. */
import { constants, deflateRawSync } from "node:zlib";
import * as XLSX from "@e965/xlsx";
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js/lib/zip-core-native.js";

/** A part of so many equal bytes: packed once, and said again and again. Its check sum is wrong. */
export interface Bomb {
  readonly megabytes: number;
  readonly byte: number;
  /** What its entry says, where that is a lie. */
  readonly saidMegabytes?: number;
}

export type Part = string | Uint8Array | ReadableStream<Uint8Array> | Bomb;

/** A zip of these parts, in this order. */
export async function zipOf(parts: Readonly<Record<string, Part>>): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, level: 9 });
  for (const [name, part] of Object.entries(parts)) {
    const content = typeof part === "string" ? new TextEncoder().encode(part) : part;
    if (content instanceof Uint8Array) await zip.add(name, new Uint8ArrayReader(content));
    else if (content instanceof ReadableStream) await zip.add(name, content);
    else await zip.add(name, new Uint8ArrayReader(packed(content)), packedAs(content));
  }
  return await zip.close();
}

const packedAs = ({ megabytes, saidMegabytes = megabytes }: Bomb) => ({
  passThrough: true,
  uncompressedSize: saidMegabytes * 1_000_000,
  signature: 0,
  compressionMethod: 8,
});

/** One megabyte as a block that nothing before it matters to, so often, and the empty block that ends all. */
function packed({ megabytes, byte }: Bomb): Uint8Array {
  const block = deflateRawSync(new Uint8Array(1_000_000).fill(byte), { finishFlush: constants.Z_FULL_FLUSH });
  const all = new Uint8Array(block.length * megabytes + 2);
  for (let place = 0; place < megabytes; place++) all.set(block, place * block.length);
  all.set([0x03, 0x00], block.length * megabytes);
  return all;
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";

export interface XlsxParts {
  /** What stands inside of `<sheetData>`. */
  readonly data?: string;
  /** The whole sheet part, instead. */
  readonly sheet?: Part;
  readonly strings?: Part;
  readonly styles?: string;
  /** How many sheets the workbook names; all of them are the one part. */
  readonly sheets?: number;
  readonly beside?: Readonly<Record<string, Part>>;
}

/** A workbook of one sheet, written by hand. */
export const xlsxOf = (parts: XlsxParts): Promise<Uint8Array<ArrayBuffer>> => zipOf(xlsxParts(parts));

function xlsxParts({ data = "", sheet, strings, styles, sheets = 1, beside = {} }: XlsxParts): Record<string, Part> {
  const names = Array.from(
    { length: sheets },
    (_, place) => `<sheet name="S${place}" sheetId="${place + 1}" r:id="rId1"/>`,
  );
  return {
    "[Content_Types].xml":
      `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
      <Default Extension="xml" ContentType="application/xml"/>
      <Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>
      <Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/>
      ${strings ? `<Override PartName="/xl/sharedStrings.xml" ContentType="${TYPES}.sharedStrings+xml"/>` : ""}
      ${styles ? `<Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>` : ""}</Types>`,
    "xl/workbook.xml": `<?xml version="1.0"?><workbook ${MAIN} xmlns:r="${RELATIONS}"><sheets>${
      names.join("")
    }</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<?xml version="1.0"?><Relationships
      xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
      Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ...(strings ? { "xl/sharedStrings.xml": strings } : {}),
    ...(styles ? { "xl/styles.xml": styles } : {}),
    "xl/worksheets/sheet1.xml": sheet ?? sheetOf(data),
    ...beside,
  };
}

export const sheetOf = (data: string, before = ""): string =>
  `<?xml version="1.0"?><worksheet ${MAIN}>${before}<sheetData>${data}</sheetData></worksheet>`;

/** Rows of text cells, without shared strings. */
export const textData = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells, place) =>
    `<row r="${place + 1}">${cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row>`
  ).join("");

/** A text again and again, without ever being in memory, between a beginning and an end. */
export function repeated(text: string, times: number, [before, after]: readonly [string, string] = ["", ""]) {
  const encoder = new TextEncoder();
  const atOnce = Math.max(1, Math.floor(1_000_000 / text.length));
  const many = encoder.encode(text.repeat(atOnce));
  let left = times;
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(before)),
    pull(controller) {
      if (left >= atOnce) controller.enqueue(many.slice());
      else controller.enqueue(encoder.encode(text.repeat(left) + after));
      left -= atOnce;
      if (left < 0) controller.close();
    },
  });
}

const OFFICE = "urn:oasis:names:tc:opendocument:xmlns";

/** An .ods of these rows, as XML. */
export const odsOf = (rows: string, manifest = ""): Promise<Uint8Array<ArrayBuffer>> =>
  zipOf({
    mimetype: "application/vnd.oasis.opendocument.spreadsheet",
    "content.xml": `<?xml version="1.0"?><office:document-content xmlns:office="${OFFICE}:office:1.0"
      xmlns:table="${OFFICE}:table:1.0" xmlns:text="${OFFICE}:text:1.0"><office:body><office:spreadsheet>
      <table:table table:name="S">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`,
    "styles.xml": `<?xml version="1.0"?><office:document-styles xmlns:office="${OFFICE}:office:1.0"/>`,
    "META-INF/manifest.xml": `<?xml version="1.0"?><manifest:manifest
      xmlns:manifest="${OFFICE}:manifest:1.0">${manifest}</manifest:manifest>`,
  });

/** The container of old Office files, with these streams in it. */
export function oleOf(streams: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> {
  const container = XLSX.CFB.utils.cfb_new();
  for (const [name, content] of Object.entries(streams)) XLSX.CFB.utils.cfb_add(container, name, content);
  return new Uint8Array(XLSX.CFB.write(container, { type: "buffer" }));
}
