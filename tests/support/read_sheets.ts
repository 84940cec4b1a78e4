/** Reads a file's bytes as an import does, in a thread of its own, and tells what came of it. */
import { strictEqual } from "node:assert/strict";
import type { ImportFault } from "../../domain/import_reasons.ts";
import type { ColumnMapping, ImportBatch, ImportLayout, ImportRow, MappingGuess } from "../../domain/import_shapes.ts";
import type { BatchBody } from "../../platform/import_batch_rows.ts";
import {
  type Patience,
  readSheet,
  type SheetMessage,
  SheetRefused,
  type SheetTask,
} from "../../platform/sheet_reading.ts";
import { KINDS } from "./heart.ts";

export interface StagedLine {
  readonly jobId: string;
  readonly n: number;
  readonly names: string;
  readonly rows: number;
  readonly batch: ImportBatch;
}

export interface ReadFile {
  readonly mapping: ColumnMapping | null;
  readonly guess: MappingGuess | null;
  readonly sheets: readonly string[];
  readonly lines: readonly StagedLine[];
  readonly batches: readonly ImportBatch[];
  readonly rows: readonly ImportRow[];
  readonly rowsRead: number;
}

export interface ReadAs {
  readonly layout?: ImportLayout | "auto";
  readonly mapping?: ColumnMapping | null;
  readonly patience?: Patience;
}

/** A task for these bytes, in a file that is gone after `use`. */
export async function withFile<Result>(
  bytes: Uint8Array | ReadableStream<Uint8Array>,
  use: (task: SheetTask) => Promise<Result>,
): Promise<Result> {
  const path = await Deno.makeTempFile({ prefix: "sheet" });
  try {
    await Deno.writeFile(path, bytes);
    return await use({ path, fileName: "sheet", jobId: 7, layout: "auto", mapping: null, kinds: KINDS });
  } finally {
    await Deno.remove(path);
  }
}

export const readFile = (
  bytes: Uint8Array | ReadableStream<Uint8Array>,
  fileName: string,
  as: ReadAs = {},
): Promise<ReadFile> => withFile(bytes, (task) => readPath({ ...task, fileName }, as));

export async function readPath(
  task: SheetTask,
  { layout = "auto", mapping = null, patience }: ReadAs = {},
): Promise<ReadFile> {
  const messages: SheetMessage[] = [];
  for await (const message of readSheet({ ...task, layout, mapping }, patience)) messages.push(message);
  const recognised = messages.find((message) => message.is === "recognised");
  const last = messages.at(-1);
  const lines = messages.flatMap((message) => message.is === "batches" ? linesOf(message.lines) : []);
  if (last?.is === "done") strictEqual(last.batches, lines.length);
  const batches = lines.map(({ batch }) => batch);
  return {
    mapping: recognised?.mapping ?? null,
    guess: last?.is === "unknown" ? last.guess : null,
    sheets: last?.is === "done" ? last.sheets : [],
    ...{ lines, batches, rows: batches.flatMap(({ rows }) => rows) },
    rowsRead: last?.is === "done" ? last.rowsRead : 0,
  };
}

/** Why this file is refused; null: it is not. */
export async function faultOf(
  bytes: Uint8Array | ReadableStream<Uint8Array>,
  fileName: string,
  as: ReadAs = {},
): Promise<ImportFault | null> {
  try {
    await readFile(bytes, fileName, as);
    return null;
  } catch (fault) {
    if (fault instanceof SheetRefused) return fault.fault;
    throw fault;
  }
}

/** Reads COPY text as PostgreSQL does. */
function linesOf(bytes: Uint8Array): StagedLine[] {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  strictEqual(text.endsWith("\n"), true);
  return text.slice(0, -1).split("\n").map((line) => {
    const [jobId = "", n, names = "", rows, body = ""] = line.split("\t").map((cell) => cell.replace(/\\(.)/g, "$1"));
    const [sheet, isWhole, inIt] = JSON.parse(body) as BatchBody;
    strictEqual(Number(rows), inIt.length);
    return { jobId, n: Number(n), names, rows: Number(rows), batch: { sheet, isWhole, rows: inIt } };
  });
}
