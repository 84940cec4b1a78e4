/**
 * A backup of our own: a ZIP of one `<table>.copy` a table, lines as PostgreSQL's COPY writes them, and `manifest.json`,
 * which says what they are and must be. Any unzip and `\copy` could read it, too.
 */
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { type FileEntry, Reader, ZipReader, ZipWriter } from "@zip.js/zip.js/lib/zip-core-native.js";
import { z } from "zod";
import type { Sequence, Table } from "./backup_rows.ts";

const MANIFEST = "manifest.json";
const FORMAT = "tracetrack-backup-1";
/** A manifest is some thousand bytes; one that claims more is none of ours. */
const MANIFEST_BYTES_MAX = 1_000_000;

const manifestShape = z.object({
  format: z.literal(FORMAT),
  madeAt: z.iso.datetime(),
  /** The newest migration of the database that it was made of. */
  migration: z.int().positive(),
  tables: z.array(z.object({
    name: z.string(),
    columns: z.array(z.string()).min(1),
    rows: z.int().nonnegative(),
    sha256: z.string().length(64),
  })).min(1),
  sequences: z.array(z.object({ name: z.string(), next: z.int() })),
});

export type Manifest = z.infer<typeof manifestShape>;
export type SavedTable = Manifest["tables"][number];

/** On this thread: nothing else is under way in a task. Sizes are not known beforehand, and may pass 4 GB. */
const OPTIONS = { useWebWorkers: false, useCompressionStream: true, zip64: true } as const;

export interface Rows {
  readonly lines: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Known when they have ended. */
  readonly rowCount: number;
}

/** A backup that is being written; `end` makes it whole. */
export interface BackupWriter {
  add(table: Table, rows: Rows): Promise<SavedTable>;
  end(rest: Pick<Manifest, "madeAt" | "migration"> & { readonly sequences: readonly Sequence[] }): Promise<void>;
}

export function writeBackup(into: WritableStream<Uint8Array>): BackupWriter {
  const zip = new ZipWriter(into, OPTIONS);
  const tables: SavedTable[] = [];
  return {
    add: async ({ name, columns }, rows) => {
      const hash = createHash("sha256");
      await zip.add(`${name}.copy`, ReadableStream.from(seenBy(hash, rows.lines)));
      const saved = { name, columns: [...columns], rows: rows.rowCount, sha256: hash.digest("hex") };
      tables.push(saved);
      return saved;
    },
    end: async ({ sequences, ...rest }) => {
      const manifest: Manifest = { format: FORMAT, ...rest, tables, sequences: [...sequences] };
      await zip.add(MANIFEST, new Blob([JSON.stringify(manifest, null, 2)]).stream());
      await zip.close();
    },
  };
}

/** A backup that can be read: what it holds, and each table's lines. */
export interface BackupReader {
  readonly manifest: Manifest;
  /** Ends with an error where a table is not what the manifest says. */
  lines(table: SavedTable): Readable;
}

/** @throws where the file is not whole, or none of ours. */
export async function readBackup(file: Deno.FsFile): Promise<BackupReader> {
  const zip = new ZipReader(new FileBytes(file), OPTIONS);
  const entries = await zip.getEntries().catch(() => broken("it is not a whole ZIP file"));
  const byName = new Map(entries.map((entry) => [entry.filename, entry as FileEntry]));
  const entryOf = (name: string): FileEntry => byName.get(name) ?? broken(`${name} is missing`);
  const manifest = await readManifest(entryOf(MANIFEST));
  for (const { name } of manifest.tables) entryOf(`${name}.copy`);
  return { manifest, lines: (table) => Readable.from(checkedLines(entryOf(`${table.name}.copy`), table)) };
}

async function readManifest(entry: FileEntry): Promise<Manifest> {
  if (entry.uncompressedSize > MANIFEST_BYTES_MAX) broken(`${MANIFEST} is too large`);
  const bytes = await new Response(unpacked(entry)).bytes().catch(() => broken(`${MANIFEST} is damaged`));
  try {
    return manifestShape.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return broken(`${MANIFEST} is not what this release writes`);
  }
}

async function* checkedLines(entry: FileEntry, { name, sha256 }: SavedTable): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  try {
    yield* seenBy(hash, unpacked(entry));
  } catch (fault) {
    broken(`${name}.copy is damaged (${(fault as Error).message})`);
  }
  if (hash.digest("hex") !== sha256) broken(`${name}.copy is not what the manifest says`);
}

function unpacked(entry: FileEntry): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
  const fail = (fault: unknown) => writable.abort(fault).catch(() => {});
  entry.getData(writable, { ...OPTIONS, checkSignature: true, preventClose: true })
    .then(() => writable.close(), fail).catch(() => {});
  return readable;
}

async function* seenBy<Piece extends Uint8Array>(hash: ReturnType<typeof createHash>, pieces: AsyncIterable<Piece>) {
  for await (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}

const broken = (why: string): never => {
  throw new Error(`Cannot read this backup: ${why}`);
};

/** A file as zip.js reads it: pieces from anywhere. */
class FileBytes extends Reader<Deno.FsFile> {
  readonly #file: Deno.FsFile;

  constructor(file: Deno.FsFile) {
    super(file);
    this.#file = file;
  }

  override async init(): Promise<void> {
    this.size = (await this.#file.stat()).size;
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    // Beyond the end there is nothing, however often a damaged entry's reader asks.
    if (length > 0 && index >= this.size) throw new Error("The file ends early");
    const bytes = new Uint8Array(Math.min(length, this.size - index));
    await this.#file.seek(index, Deno.SeekMode.Start);
    for (let at = 0; at < bytes.length;) {
      const count = await this.#file.read(bytes.subarray(at));
      if (count === null) throw new Error("The file ends early");
      at += count;
    }
    return bytes;
  }
}
