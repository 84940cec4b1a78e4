/** A sheet on its way in: what it is read as, what each row asks for, and what has become of it. */
import type { ImportFault, ImportReason } from "./import_reasons.ts";

export const IMPORT_LAYOUTS = ["bags", "bills", "child_parent_batches", "parent_bill_batches"] as const;
export type ImportLayout = (typeof IMPORT_LAYOUTS)[number];

/**
 * uploaded → reading → checking → checked → applying → done → undone; cancelled and failed at any point before done.
 * `uploaded` with `guess` waits for a person who says what its columns are.
 */
export type ImportState =
  | ("uploaded" | "reading" | "checking" | "checked" | "applying")
  | ("done" | "failed" | "cancelled" | "undone");

/** Columns by their place, from 0; null: there is none. Batch layouts use `serial` and `text` alone. */
export interface ColumnMapping {
  readonly layout: ImportLayout;
  /** The row of the first sheet that names the columns, from 1; null: rows begin at once. */
  readonly headerRow: number | null;
  readonly columns: Readonly<Record<ImportColumn, number | null>>;
}

/** What a column can mean. */
export const IMPORT_COLUMNS = [
  ...["serial", "text"] as const,
  ...["code", "role", "parent"] as const,
  ...["number", "description", "capacity"] as const,
] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];

/** Columns each layout reads; the first of each must be there. */
export const COLUMNS_OF: Readonly<Record<ImportLayout, readonly ImportColumn[]>> = {
  bags: ["code", "role", "parent"],
  bills: ["number", "description", "capacity"],
  child_parent_batches: ["text", "serial"],
  parent_bill_batches: ["text", "serial"],
};

/** What is told of a file whose columns are not known: its first rows as text, and what they look like. */
export interface MappingGuess {
  readonly mapping: ColumnMapping | null;
  readonly sheet: string;
  /** The first rows, cut to a sane size: for a person to choose columns by. */
  readonly sample: readonly { readonly row: number; readonly cells: readonly string[] }[];
}

/** What one row asks for. Codes and numbers are raw text, as they stand in the cell. */
export type ImportWish =
  /** To be there, made when it is not. */
  | { readonly wish: "parent"; readonly parent: string }
  /** `parent` null: it must be there already. */
  | { readonly wish: "child"; readonly child: string; readonly parent: string | null }
  /** A bill with these fields; null: the sheet does not say. One that is there with others is a conflict. */
  | {
    readonly wish: "bill";
    readonly bill: string;
    readonly capacity: number | null;
    readonly description: string | null;
  }
  /** A batch's bill: extended where it is there, else made with this capacity. */
  | { readonly wish: "bill_of_batch"; readonly bill: string; readonly capacity: number }
  | { readonly wish: "load"; readonly parent: string; readonly bill: string }
  /** Known to be bad by itself. `column`: its header, or its letter. */
  | { readonly wish: "bad"; readonly column: string | null; readonly code: string; readonly reason: ImportReason };

export type ImportRow = ImportWish & {
  /** As the spreadsheet counts them, from 1. */
  readonly row: number;
  /** All of the row as text, for the sheet of what could not go in. */
  readonly cells: readonly string[];
};

/** Rows that are decided together and never split over two commits. */
export interface ImportBatch {
  readonly sheet: string;
  /**
   * A parent and its children, or a bill and its parents, the parent or bill first whatever its place in the sheet. It goes
   * in only where all rows that are not refused for themselves find room. False: rows that stand for themselves.
   */
  readonly isWhole: boolean;
  readonly rows: readonly ImportRow[];
}

/** Its place in the job, from 1 without gaps. */
export interface StagedBatch extends ImportBatch {
  readonly n: number;
}

/** Every row is new, unchanged, in conflict or invalid; the first four count what new rows make. */
export interface ImportCounts {
  readonly newParents: number;
  readonly newChildren: number;
  readonly newLinks: number;
  readonly newBills: number;
  /** Rows, each one of these four. */
  readonly newRows: number;
  readonly unchanged: number;
  readonly conflicts: number;
  readonly invalid: number;
}

export const NO_COUNTS: ImportCounts = {
  ...{ newParents: 0, newChildren: 0, newLinks: 0, newBills: 0 },
  ...{ newRows: 0, unchanged: 0, conflicts: 0, invalid: 0 },
};

/** A row that cannot go in. */
export interface ImportProblem {
  readonly sheet: string;
  readonly row: number;
  /** Header or letter of the column at fault, where one is. */
  readonly column: string | null;
  readonly code: string;
  readonly sort: "conflict" | "invalid";
  readonly reason: ImportReason;
  /** What the reason speaks of: where the bag is now, and how much fits. */
  readonly detail: ImportProblemDetail;
  readonly cells: readonly string[];
}

export interface ImportProblemDetail {
  readonly parent?: string | null;
  readonly bill?: string | null;
  readonly capacity?: number;
  /** How many were to be in it. */
  readonly asked?: number;
  /** The sack or bill of its batch, also of that row itself; rows that stand for themselves have none. */
  readonly into?: string;
}

/** What a new row will do, or has done: a few of them are shown before anything is written. */
export interface ImportSample {
  readonly sheet: string;
  readonly row: number;
  readonly does: "registers_parent" | "registers_child" | "links_child" | "links_bill" | "makes_bill";
  readonly child: string | null;
  readonly parent: string | null;
  readonly bill: string | null;
}

/** A line of the history of imports, and the head of an import's page. */
export interface ImportLine {
  readonly id: number;
  readonly fileName: string;
  readonly fileBytes: number;
  /** SHA-256 in hex. */
  readonly fileHash: string;
  readonly layout: ImportLayout | "auto";
  readonly area: string | null;
  readonly state: ImportState;
  /** Why it failed. */
  readonly fault: ImportFault | null;
  /** Being taken back, or looked at whether it can be. */
  readonly isUndoing: boolean;
  readonly isCancelling: boolean;
  readonly rowsRead: number;
  /** Null until the whole file is read. */
  readonly rowsTotal: number | null;
  readonly rowsChecked: number;
  readonly rowsApplied: number;
  /** Of the check until rows are applied, then of what was applied. */
  readonly counts: ImportCounts;
  readonly by: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly checkedAt: Date | null;
  /** When "apply" was asked for. */
  readonly appliedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly undoneBy: string | null;
  readonly undoneAt: Date | null;
}

export interface ImportDetail extends ImportLine {
  readonly sheets: readonly string[];
  readonly headers: readonly string[];
  readonly mapping: ColumnMapping | null;
  /** Set while the import waits for its columns to be named. */
  readonly guess: MappingGuess | null;
  readonly sample: readonly ImportSample[];
  /** Earlier imports of the same bytes that were put in and not taken back. */
  readonly sameFile: readonly { readonly id: number; readonly by: string; readonly at: Date }[];
  /** What stood in the way when it was to be undone; once it is undone: what stayed. */
  readonly obstacles: readonly ImportObstacle[];
}

/** Something that was built on an import, so that it cannot be taken back as it came. */
export interface ImportObstacle {
  readonly code: string;
  readonly reason: "moved" | "on_bill" | "has_more" | "bill_closed" | "bill_changed" | "gone";
  readonly parent: string | null;
  readonly bill: string | null;
}
