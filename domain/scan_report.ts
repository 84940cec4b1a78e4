/** Scans of some days by hour, user and area: what a scanner did, whether it was undone later or not. */
import { compareNames, grouped } from "./bill_report.ts";
import { isRefused, type Outcome } from "./outcomes.ts";

/** How many scans of one hour, user, area, kind and outcome there are. */
export interface ScanTally {
  /** The hour of the business's clock, 0–23. */
  readonly hour: number;
  readonly user: string | null;
  /** Of whoever scanned, at that moment; null for none. */
  readonly area: string | null;
  readonly kind: string;
  readonly outcome: Outcome;
  readonly accepted: boolean;
  readonly count: number;
}

export interface ScanFigures {
  /** `accepted`, `alreadyThere` and `refused` together. */
  readonly scans: number;
  readonly accepted: number;
  /** Said again what is so already: neither stored once more nor refused. */
  readonly alreadyThere: number;
  readonly refused: number;
  /** Bags put into a sack; among the accepted. */
  readonly packed: number;
  /** Scans of each hour of the day. */
  readonly hourly: readonly number[];
}

export interface ScanReport {
  readonly totals: ScanFigures;
  /** By name; those of no area last. */
  readonly areas: readonly {
    readonly area: string | null;
    readonly totals: ScanFigures;
    readonly users: readonly (ScanFigures & { readonly user: string | null })[];
  }[];
}

export function scanReport(tallies: readonly ScanTally[]): ScanReport {
  return {
    totals: scanFigures(tallies),
    areas: grouped(tallies, ({ area }) => area)
      .sort(([a], [b]) => compareNames(a, b))
      .map(([area, ofArea]) => ({
        area,
        totals: scanFigures(ofArea),
        users: grouped(ofArea, ({ user }) => user)
          .sort(([a], [b]) => compareNames(a, b))
          .map(([user, ofUser]) => ({ user, ...scanFigures(ofUser) })),
      })),
  };
}

export function scanFigures(tallies: readonly ScanTally[]): ScanFigures {
  const count = (fits: (tally: ScanTally) => boolean) =>
    tallies.reduce((sum, tally) => sum + (fits(tally) ? tally.count : 0), 0);
  const hourly = new Array<number>(24).fill(0);
  for (const { hour, count } of tallies) hourly[hour]! += count;
  return {
    scans: count(() => true),
    accepted: count(({ accepted }) => accepted),
    alreadyThere: count(({ accepted, outcome }) => !accepted && !isRefused(outcome)),
    refused: count(({ outcome }) => isRefused(outcome)),
    packed: count(({ kind, accepted }) => kind === "link_child" && accepted),
    hourly,
  };
}
