/** What the parts of an import share: whether to go on, and what holds for all its rows. */
import type { ImportTerms } from "../domain/import_decide.ts";
import type { ImportJob } from "../domain/import_job.ts";
import type { ImportCounts, StagedBatch } from "../domain/import_shapes.ts";
import type { Clock } from "./clock.ts";
import type { ImportWorld } from "./import_world.ts";

export interface Work {
  /** Something that pages show of the import has moved on. */
  shown(): void;
  /** Bags and bills of a step are stored by this transaction. */
  stored(transaction: number, bills: readonly string[]): void;
  /** A step is stored for good: whatever went wrong before is over. */
  stepped(): unknown;
  /** False: this importer is leaving, another has taken the import over, or somebody has cancelled it. */
  goesOn(): Promise<boolean>;
}

/** `isOver` says yes once in so many milliseconds, and the first time. */
export function pacer(clock: Clock, ms: number): { isOver(): boolean } {
  let last = -Infinity;
  return {
    isOver() {
      if (clock.now() - last < ms) return false;
      last = clock.now();
      return true;
    },
  };
}

/** A fault of it is met when it is waited for, or by nobody. */
export function orLater<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => {});
  return promise;
}

export const rowsOf = (batches: readonly StagedBatch[]): number =>
  batches.reduce((sum, { rows }) => sum + rows.length, 0);

export const termsOf = (world: ImportWorld, job: ImportJob): ImportTerms => ({
  kinds: world.kinds(),
  timeZone: world.timeZone,
  importId: job.id,
  createdAt: job.createdAt,
  by: job.by,
  area: job.area,
  station: job.station,
});

export const sumOf = (one: ImportCounts, other: ImportCounts): ImportCounts => ({
  newParents: one.newParents + other.newParents,
  newChildren: one.newChildren + other.newChildren,
  newLinks: one.newLinks + other.newLinks,
  newBills: one.newBills + other.newBills,
  newRows: one.newRows + other.newRows,
  unchanged: one.unchanged + other.unchanged,
  conflicts: one.conflicts + other.conflicts,
  invalid: one.invalid + other.invalid,
});
