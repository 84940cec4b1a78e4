/** Reports as JSON shows them. */
import type { BillFigures, BillReport } from "../domain/bill_report.ts";
import type { DayReport } from "../domain/day_report.ts";
import type { ScanFigures, ScanReport } from "../domain/scan_report.ts";
import type { BillLine } from "../domain/shapes.ts";
import { wireBill } from "./wire.ts";

const wireBillFigures = (figures: BillFigures) => ({
  bills: figures.bills,
  ...figures.byStatus,
  short: figures.short,
  capacity: figures.capacity,
  parents: figures.sacks,
  children: figures.bags,
  weight_kg: figures.weightKg,
  expected_weight_kg: figures.expectedWeightKg,
  variance_kg: figures.varianceKg,
  completion_percent: figures.completionPercent,
});

export const wireBillReport = ({ totals, byDay, byUser, byStatus }: BillReport) => ({
  totals: wireBillFigures(totals),
  by_day: byDay.map((figures) => ({ day: figures.day, ...wireBillFigures(figures) })),
  by_user: byUser.map((figures) => ({ user: figures.user, ...wireBillFigures(figures) })),
  by_status: byStatus.map((figures) => ({ status: figures.status, ...wireBillFigures(figures) })),
});

const wireScanFigures = (figures: ScanFigures) => ({
  scans: figures.scans,
  accepted: figures.accepted,
  already_there: figures.alreadyThere,
  refused: figures.refused,
  packed: figures.packed,
  hourly: figures.hourly,
});

export const wireScanReport = ({ totals, areas }: ScanReport) => ({
  totals: wireScanFigures(totals),
  areas: areas.map(({ area, totals, users }) => ({
    area,
    totals: wireScanFigures(totals),
    users: users.map((figures) => ({ user: figures.user, ...wireScanFigures(figures) })),
  })),
});

/** `bills`: those made on that day, at most a page of them. */
export const wireDayReport = (report: DayReport, bills: readonly BillLine[]) => ({
  report_date: report.day,
  generated_at: report.generatedAt,
  total_bills: report.made.totals.bills,
  bills_by_status: report.made.byStatus.map(({ status, ...figures }) => ({ status, ...wireBillFigures(figures) })),
  bills_by_user: report.made.byUser.map(({ user, ...figures }) => ({ user, ...wireBillFigures(figures) })),
  made: wireBillFigures(report.made.totals),
  completed: wireBillFigures(report.completed),
  completed_by_user: report.completedByUser.map(({ user, ...figures }) => ({ user, ...wireBillFigures(figures) })),
  scans: wireScanFigures(report.scans),
  peak_hour: report.peak,
  refused_by_reason: report.refusals,
  areas: report.areas.map(({ area, totals }) => ({ area, ...wireScanFigures(totals) })),
  open_bills: {
    count: report.openCount,
    items: report.open.map((bill) => ({
      number: bill.number,
      status: bill.status,
      linked_count: bill.sacks,
      capacity: bill.capacity,
      created_by: bill.createdBy,
      created_at: bill.createdAt,
    })),
  },
  detailed_bills: bills.map(wireBill),
});
