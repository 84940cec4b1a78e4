/** The end of a business day: what was made, completed, packed and refused, and what is left open. */
import { type BillFigures, type BillReport, billReport, type BillTally, grouped } from "./bill_report.ts";
import { isRefused, type Outcome } from "./outcomes.ts";
import { type ScanFigures, scanFigures, type ScanReport, scanReport, type ScanTally } from "./scan_report.ts";
import type { BillStatus } from "./shapes.ts";

/** A bill that waits to be completed. */
export interface OpenBill {
  readonly number: string;
  readonly status: BillStatus;
  readonly sacks: number;
  readonly capacity: number;
  readonly createdBy: string | null;
  readonly createdAt: Date;
}

/** What is read of a day, all of it as it stood at one moment. */
export interface DayFacts {
  readonly at: Date;
  readonly made: readonly BillTally[];
  /** Told by who completed them. */
  readonly completed: readonly BillTally[];
  readonly scans: readonly ScanTally[];
  /** Bills made until the end of that day that are open now, and the oldest of them. */
  readonly openCount: number;
  readonly open: readonly OpenBill[];
}

export interface DayReport {
  readonly day: string;
  readonly generatedAt: Date;
  readonly made: BillReport;
  readonly completed: BillFigures;
  readonly completedByUser: BillReport["byUser"];
  readonly scans: ScanFigures;
  /** The hour with most scans, the first of several; null on a day without. */
  readonly peak: { readonly hour: number; readonly scans: number } | null;
  /** Most frequent first. */
  readonly refusals: readonly { readonly outcome: Outcome; readonly count: number }[];
  readonly areas: ScanReport["areas"];
  readonly openCount: number;
  readonly open: readonly OpenBill[];
}

export function dayReport(day: string, facts: DayFacts): DayReport {
  const { totals: scans, areas } = scanReport(facts.scans);
  const completed = billReport(facts.completed);
  const most = Math.max(...scans.hourly);
  return {
    day,
    generatedAt: facts.at,
    made: billReport(facts.made),
    completed: completed.totals,
    completedByUser: completed.byUser,
    scans,
    peak: most > 0 ? { hour: scans.hourly.indexOf(most), scans: most } : null,
    refusals: grouped(facts.scans.filter(({ outcome }) => isRefused(outcome)), ({ outcome }) => outcome)
      .map(([outcome, some]) => ({ outcome, count: scanFigures(some).scans }))
      .sort((a, b) => b.count - a.count || (a.outcome < b.outcome ? -1 : 1)),
    areas,
    openCount: facts.openCount,
    open: facts.open,
  };
}
