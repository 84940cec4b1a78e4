/** An import as whoever works on it sees it. */
import type { ColumnMapping, ImportCounts, ImportLayout, ImportState } from "./import_shapes.ts";
import type { Person } from "./shapes.ts";

/** `undoing`: being taken back, or being looked at whether it can be. */
export type StoredState = ImportState | "undoing";

/** What work on an import begins with. */
export interface ImportJob {
  readonly id: number;
  readonly fileName: string;
  readonly layout: ImportLayout | "auto";
  readonly mapping: ColumnMapping | null;
  readonly area: string | null;
  readonly station: string | null;
  readonly by: Person;
  readonly state: StoredState;
  readonly isCancelling: boolean;
  readonly createdAt: Date;
  readonly appliedTo: number;
  readonly rowsApplied: number;
  readonly applyCounts: ImportCounts | null;
  /** The event that was taken back last; null: none yet. */
  readonly undoneTo: string | null;
  /** How often work on it was begun since it last came to an end, or a step was stored: this time included. */
  readonly starts: number;
}
