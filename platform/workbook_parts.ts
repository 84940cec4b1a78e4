/** Unpacks a workbook, counting: what would become too large is refused before anything reads it. */
import { type Entry, type FileEntry, Uint8ArrayReader, ZipReader } from "@zip.js/zip.js/lib/zip-core-native.js";
import { LIMITS } from "../domain/limits.ts";
import { isWholeMarkup, MarkupCount } from "./markup_count.ts";
import { type SheetKind, SheetRefused } from "./sheet_kind.ts";

export interface WorkbookParts {
  /** Null: a zip of something else. */
  readonly kind: Exclude<SheetKind, "xls" | "text"> | null;
  /** Those that are read, by name. Pictures, macros and the like are never unpacked. */
  readonly parts: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

export async function unpackWorkbook(bytes: Uint8Array<ArrayBuffer>): Promise<WorkbookParts> {
  try {
    const entries = await entriesOf(bytes);
    const kind = kindOf(entries);
    if (kind === null) return { kind, parts: new Map() };
    return { kind, parts: await unpack(entries.filter(({ filename }) => isRead(kind, filename)), kind) };
  } catch (fault) {
    throw fault instanceof SheetRefused ? fault : new SheetRefused("damaged", { cause: fault });
  }
}

async function entriesOf(bytes: Uint8Array<ArrayBuffer>): Promise<FileEntry[]> {
  const entries: Entry[] = [];
  for await (
    const entry of new ZipReader(new Uint8ArrayReader(bytes), { useWebWorkers: false }).getEntriesGenerator()
  ) {
    entries.push(entry);
    if (entries.length > LIMITS.importZipEntriesMax) throw new SheetRefused("damaged");
  }
  return entries.filter((entry) => !entry.directory);
}

function kindOf(entries: readonly FileEntry[]): WorkbookParts["kind"] {
  const has = (name: RegExp) => entries.some(({ filename }) => name.test(filename));
  if (has(/^content\.xml$/i)) return "ods";
  if (!has(/^\[content_types\]\.xml$/i)) return null;
  if (has(/(^|\/)workbook\d*\.bin$/i)) return "xlsb";
  return has(/(^|\/)workbook\d*\.xml$/i) ? "xlsx" : null;
}

const ODS_PARTS = /^(content\.xml|styles\.xml|META-INF\/manifest\.xml)$/i;
/** What no cell depends on. */
const ASIDE =
  /(^|\/)(media|embeddings|drawings|charts|chartsheets|printerSettings|externalLinks|customXml|pivotTables|pivotCache|queryTables|tables|theme|activeX|ctrlProps|docProps|revisions|META-INF|comments\w*|threadedComments|persons)(\/|\.)|vbaProject|calcChain|worksheets\/_rels/i;

const isRead = (kind: SheetKind, name: string): boolean =>
  kind === "ods" ? ODS_PARTS.test(name) : /\.(xml|rels|bin)$/i.test(name) && !ASIDE.test(name);

async function unpack(
  entries: readonly FileEntry[],
  kind: SheetKind,
): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const parts = new Map<string, Uint8Array<ArrayBuffer>>();
  let left: number = LIMITS.importUnpackedBytesMax;
  const count = new MarkupCount();
  for (const entry of entries) {
    if (entry.encrypted) throw new SheetRefused("password_protected");
    const part = await inflate(entry, left);
    left -= part.length;
    if (/\.bin$/i.test(entry.filename)) count.addRecords(part);
    else {
      count.addMarkup(part);
      // A sheet that breaks off would be read as one without rows.
      if (!isWholeMarkup(part)) throw new SheetRefused("damaged");
    }
    parts.set(entry.filename, part);
  }
  if (kind === "ods" && isEncrypted(parts)) throw new SheetRefused("password_protected");
  return parts;
}

/** Nothing is inflated that would not fit by its own word, and nothing beyond that word: a bomb costs no memory. */
async function inflate(entry: FileEntry, bytesMax: number): Promise<Uint8Array<ArrayBuffer>> {
  if (entry.uncompressedSize > bytesMax) throw new SheetRefused("unpacks_too_large");
  const whole = new Uint8Array(entry.uncompressedSize);
  let length = 0;
  const counted = new WritableStream<Uint8Array>({
    write(chunk) {
      if (length + chunk.length > whole.length) throw new SheetRefused("damaged");
      whole.set(chunk, length);
      length += chunk.length;
    },
  });
  await entry.getData(counted, { useWebWorkers: false, checkSignature: true });
  if (length < whole.length) throw new SheetRefused("damaged");
  return whole;
}

const isEncrypted = (parts: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): boolean =>
  new TextDecoder().decode(parts.get("META-INF/manifest.xml")).includes("encryption-data");
