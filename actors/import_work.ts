/** What the parts of an import share: whether to go on, and what holds for all its rows. */
import type { ImportTerms } from "../domain/import_decide.ts";
import type { ImportJob } from "../domain/import_job.ts";
import type { ImportCounts } from "../domain/import_shapes.ts";
import type { ImportWorld } from "./import_world.ts";

export interface Work {
  /** Something that pages show has moved on. */
  shown(bills?: Iterable<string>): void;
  /** A step is stored: whatever went wrong before is over. */
  stepped(): void;
  /** False: this importer is leaving, another has taken the import over, or somebody has cancelled it. */
  goesOn(): Promise<boolean>;
}

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
