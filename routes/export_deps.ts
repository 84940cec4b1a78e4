/** What exports need of the outside, beside the lists: a part of `deps.ts`. */
import type { ActivityLine } from "../domain/activity.ts";
import type { AuditFilter, AuditLine } from "../domain/audit.ts";
import type { Batch } from "../domain/batch_sheets.ts";
import type { BagFilter, BillFilter, Everything, PageRequest, ScanFilter } from "../domain/filters.ts";
import type { Page } from "../domain/shapes.ts";

/** What people did, and what commands came to. */
export interface Audit {
  /** Newest first. */
  list(filter: AuditFilter, page: PageRequest): Promise<Page<AuditLine> | null>;
  countUpTo: CountUpTo<AuditFilter>;
  /** Usernames to choose from. */
  actors(most: number): Promise<readonly string[]>;
}

/** What only exports read. */
export interface Exports {
  /** Everybody by name, with the scans of so many business days (today included) and of all time. */
  activity(days: number, scope: Everything): Promise<readonly ActivityLine[]>;
  /** What is in these sacks, in this order. */
  contents(codes: readonly string[]): Promise<readonly Batch[]>;
  /** What is on these bills, in this order. */
  loads(numbers: readonly string[]): Promise<readonly Batch[]>;
  readonly countUpTo: {
    readonly bags: CountUpTo<BagFilter>;
    readonly bills: CountUpTo<BillFilter>;
    readonly scans: CountUpTo<ScanFilter>;
    readonly packing: CountUpTo<BagFilter>;
    readonly loading: CountUpTo<BillFilter>;
  };
}

/** How many rows there are in all, counted no further than `most`. */
export type CountUpTo<Filter> = (filter: Filter, most: number) => Promise<number>;

/** A file inside a ZIP: its text in pieces, each made only when it is asked for. */
export interface ZippedFile {
  readonly path: string;
  readonly pieces: Iterable<string> | AsyncIterable<string>;
}
