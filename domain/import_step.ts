/** How far an import is: what a step of it writes together with the facts. */
import type { ImportCounts, ImportObstacle, ImportProblem } from "./import_shapes.ts";

/** A problem with the batch that its row stands in, and its place there. */
export type NumberedProblem = ImportProblem & { readonly n: number; readonly place: number };

/** From one batch to another of the same import. */
export interface ImportStep {
  readonly jobId: number;
  /** The last batch before this step; 0: none. */
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  /** Of all steps so far, this one included. */
  readonly counts: ImportCounts;
  readonly problems: readonly NumberedProblem[];
}

/** From one event of the import to an earlier one, as they are taken back. */
export interface TakingBackStep {
  readonly jobId: number;
  readonly from: string | null;
  readonly undoneTo: string;
  /** What has come into the way since it was looked at whole: that stays, and is told. */
  readonly obstacles: readonly ImportObstacle[];
}
