/** What is said between the thread that reads a sheet and the one that started it. */
import type { Kinds } from "../domain/code.ts";
import type { ImportFault } from "../domain/import_reasons.ts";
import type { ColumnMapping, ImportLayout, MappingGuess } from "../domain/import_shapes.ts";

export interface SheetTask {
  readonly path: string;
  /** What it was called by whoever sent it. */
  readonly fileName: string;
  readonly jobId: number;
  readonly layout: ImportLayout | "auto";
  readonly mapping: ColumnMapping | null;
  readonly kinds: Kinds;
}

export type SheetMessage =
  | {
    readonly is: "recognised";
    readonly mapping: ColumnMapping;
    readonly sheets: readonly string[];
    readonly headers: readonly string[];
  }
  /** Whole lines of COPY text for `import_batches`. `rowsTotal` is about right; null where the format does not tell. */
  | {
    readonly is: "batches";
    readonly lines: Uint8Array<ArrayBuffer>;
    readonly rowsRead: number;
    readonly rowsTotal: number | null;
  }
  /** Its columns are not known. The last message. */
  | { readonly is: "unknown"; readonly guess: MappingGuess; readonly headers: readonly string[] }
  /** The last message. */
  | {
    readonly is: "done";
    readonly rowsRead: number;
    readonly batches: number;
    readonly sheets: readonly string[];
  };

/** `refused` and `failed` are the last. */
export type FromReader =
  | SheetMessage
  | { readonly is: "refused"; readonly fault: ImportFault; readonly cause: string }
  | { readonly is: "failed"; readonly message: string };

/** The task once, and then a word for each message that was used up. */
export type ToReader = { readonly is: "read"; readonly task: SheetTask } | { readonly is: "used" };
