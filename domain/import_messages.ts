/** What is asked of whoever reads a sheet, and what is heard of it. */
import type { Kinds } from "./code.ts";
import type { ColumnMapping, ImportLayout, MappingGuess } from "./import_shapes.ts";

/** What to read, and as what. */
export interface ReadingTask {
  readonly jobId: number;
  /** What it was called by whoever sent it. */
  readonly fileName: string;
  readonly layout: ImportLayout | "auto";
  readonly mapping: ColumnMapping | null;
  readonly kinds: Kinds;
}

/**
 * `lines`: whole lines of the COPY that fills the batches. `rowsTotal`: about right; null where the format does not tell.
 * `unknown` (its columns are not known) and `done` are the last.
 */
export type ReadingMessage =
  | {
    readonly is: "recognised";
    readonly mapping: ColumnMapping;
    readonly sheets: readonly string[];
    readonly headers: readonly string[];
  }
  | {
    readonly is: "batches";
    readonly lines: Uint8Array<ArrayBuffer>;
    readonly rowsRead: number;
    readonly rowsTotal: number | null;
  }
  | { readonly is: "unknown"; readonly guess: MappingGuess; readonly headers: readonly string[] }
  | { readonly is: "done"; readonly rowsRead: number; readonly batches: number; readonly sheets: readonly string[] };
