/** Reads one sheet in a thread that may read that one file and nothing else: hostile files meet nothing here. */
import { type Recognised } from "../domain/import_recognition.ts";
import { ImportReading, type ReadingEvents } from "../domain/import_reading.ts";
import { LIMITS } from "../domain/limits.ts";
import { BatchLines } from "./batch_lines.ts";
import { type OpenSheet, openSheets } from "./open_sheets.ts";
import { SheetRefused } from "./sheet_kind.ts";
import type { FromReader, SheetTask, ToReader } from "./sheet_messages.ts";

const thread = self as unknown as {
  onmessage: (message: MessageEvent<ToReader>) => void;
  postMessage(message: FromReader, transfer?: Transferable[]): void;
};

/** SheetJS speaks of records that it does not know; our log is lines of JSON, and has no use for them. */
Object.assign(console, { log() {}, warn() {}, error() {} });

/** Pieces that were handed over and not used up yet. */
let ahead = 0;
let goOn: (() => void) | null = null;

thread.onmessage = ({ data }) => {
  if (data.is === "read") return void read(data.task).catch(tellFault);
  ahead--;
  goOn?.();
};

async function read(task: SheetTask): Promise<void> {
  const file = await openSheets(task.path, task.fileName);
  const reading = new SheetReading(task, file.sheets.map(({ name }) => name), file.rowsTotal);
  for (const sheet of file.sheets) {
    await reading.read(sheet);
    if (reading.isUnknown) return;
  }
  await reading.end();
}

/** From rows to messages. */
class SheetReading implements ReadingEvents {
  readonly #lines: BatchLines;
  readonly #reading: ImportReading;
  readonly #sheets: readonly string[];
  readonly #rowsTotal: number | null;

  constructor(task: SheetTask, sheets: readonly string[], rowsTotal: number | null) {
    this.#lines = new BatchLines(task.jobId, task.kinds);
    this.#reading = new ImportReading(task, this);
    this.#sheets = sheets;
    this.#rowsTotal = rowsTotal;
  }

  get isUnknown(): boolean {
    return this.#reading.isUnknown;
  }

  async read(sheet: OpenSheet): Promise<void> {
    this.#reading.beginSheet(sheet.name);
    for await (const rows of sheet.rows) {
      for (const row of rows) {
        this.#reading.add(row);
        if (this.#lines.isFull) await this.#tellLines();
      }
      if (this.isUnknown) return;
    }
    this.#reading.endSheet();
  }

  async end(): Promise<void> {
    await this.#tellLines();
    thread.postMessage({
      is: "done",
      rowsRead: this.#reading.rowsRead,
      batches: this.#lines.count,
      sheets: this.#sheets,
    });
  }

  recognised({ mapping, headers }: Recognised): void {
    thread.postMessage({ is: "recognised", mapping, headers, sheets: this.#sheets });
    ahead++;
  }

  batch(batch: Parameters<ReadingEvents["batch"]>[0]): void {
    this.#lines.add(batch);
  }

  unknown(guess: Parameters<ReadingEvents["unknown"]>[0], headers: readonly string[]): void {
    thread.postMessage({ is: "unknown", guess, headers });
  }

  /** And waits while too many of the pieces before have not been used up. */
  async #tellLines(): Promise<void> {
    const lines = this.#lines.take();
    if (lines === null) return;
    const { rowsRead } = this.#reading;
    thread.postMessage({ is: "batches", lines, rowsRead, rowsTotal: this.#rowsTotal }, [lines.buffer]);
    ahead++;
    while (ahead >= LIMITS.importPiecesAhead) await new Promise<void>((resolve) => goOn = resolve);
  }
}

function tellFault(fault: unknown): void {
  // Somebody has cleared the data folder: trying again does not bring it back.
  if (fault instanceof Deno.errors.NotFound) return tellFault(new SheetRefused("file_gone", { cause: fault }));
  const text = fault instanceof Error ? fault.stack ?? String(fault) : String(fault);
  if (!(fault instanceof SheetRefused)) return thread.postMessage({ is: "failed", message: text });
  thread.postMessage({ is: "refused", fault: fault.fault, cause: String(fault.cause ?? "") });
}
