/** What the generator's process is told to do, and what it tells back: one JSON text each way. */
import type { Lap, LapPlan } from "../support/load.ts";

export type Work =
  /** Each scanner has an open sack of its own; sacks are numbers from `firstSack`, children from `firstChild` on. */
  | { readonly kind: "scan"; readonly firstSack: number; readonly sacks: number; readonly firstChild: number }
  /** As `scan`, by the clock. */
  | {
    readonly kind: "scan_by_clock";
    readonly everyMs: number;
    readonly firstSack: number;
    readonly sacks: number;
    readonly firstChild: number;
  }
  | { readonly kind: "get"; readonly paths: readonly string[] }
  | { readonly kind: "get_by_clock"; readonly everyMs: number; readonly paths: readonly string[] }
  /** The same scan as one transaction, straight on the database. */
  | {
    readonly kind: "transactions";
    readonly databaseUrl: string;
    readonly firstSack: number;
    readonly sacks: number;
    readonly firstChild: number;
  };

export interface LoadPlan extends LapPlan {
  readonly bases: readonly string[];
  /** With several instances: whether somebody stays with one, or each request goes to the next. */
  readonly spread: "sticky" | "sprayed";
  readonly workers: number;
  /** One session for each scanner. */
  readonly cookies: readonly string[];
  readonly work: Work;
}

/** What was answered "stored", from the first second of the warm-up on. */
export interface Acknowledged {
  opened: number;
  linked: number;
}

export interface LoadResult {
  readonly laps: readonly Lap[];
  readonly acknowledged: Acknowledged;
  readonly cpuSeconds: number;
  /** The first few answers that were wrong. */
  readonly wrong: readonly string[];
}
