/** What the reports' files show: one line a bill, a user's day of scans, or a figure of the day. */
import type { BillFigures } from "./bill_report.ts";
import type { DayReport } from "./day_report.ts";
import type { ScanFigures, ScanReport } from "./scan_report.ts";
import type { Dashboard } from "./shapes.ts";
import type { Column } from "./sheet.ts";

export interface ScanReportLine extends ScanFigures {
  readonly area: string | null;
  readonly user: string | null;
}

export const scanReportLines = ({ areas }: ScanReport): ScanReportLine[] =>
  areas.flatMap(({ area, users }) => users.map((user) => ({ area, ...user })));

const HOURS: readonly Column<ScanFigures>[] = Array.from({ length: 24 }, (_, hour) => ({
  name: `${String(hour).padStart(2, "0")}:00`,
  cell: ({ hourly }) => hourly[hour] ?? 0,
}));

const SCAN_FIGURES: readonly Column<ScanFigures>[] = [
  { name: "Scans", cell: ({ scans }) => scans },
  { name: "Accepted", cell: ({ accepted }) => accepted },
  { name: "Already There", cell: ({ alreadyThere }) => alreadyThere },
  { name: "Refused", cell: ({ refused }) => refused },
  { name: "Packed", cell: ({ packed }) => packed },
];

export const SCAN_REPORT_COLUMNS: readonly Column<ScanReportLine>[] = [
  { name: "Dispatch Area", cell: ({ area }) => area },
  { name: "Username", cell: ({ user }) => user },
  ...HOURS,
  ...SCAN_FIGURES,
];

/** One figure, or a handful that belong together, under a section's name. */
export interface DayReportLine {
  readonly section: string;
  readonly name: string | null;
  readonly bills?: BillFigures;
  readonly scans?: ScanFigures;
  /** Where one number says it all. */
  readonly count?: number;
}

export function dayReportLines(report: DayReport): DayReportLine[] {
  const { made, completed, completedByUser, scans, refusals, areas, openCount } = report;
  return [
    { section: "Bills made", name: null, bills: made.totals },
    ...made.byStatus.map((bills) => ({ section: "Bills made by status", name: bills.status, bills })),
    ...made.byUser.map((bills) => ({ section: "Bills made by user", name: bills.user, bills })),
    { section: "Bills completed", name: null, bills: completed },
    ...completedByUser.map((bills) => ({ section: "Bills completed by user", name: bills.user, bills })),
    { section: "Bills left open", name: null, count: openCount },
    { section: "Scans", name: null, scans },
    ...scans.hourly.map((count, hour) => ({ section: "Scans by hour", name: HOURS[hour]!.name, count })),
    ...areas.map(({ area, totals }) => ({ section: "Scans by area", name: area, scans: totals })),
    ...refusals.map(({ outcome, count }) => ({ section: "Refused scans by reason", name: outcome, count })),
  ];
}

export const DAY_REPORT_COLUMNS: readonly Column<DayReportLine & { readonly day: string }>[] = [
  { name: "Report Date", cell: ({ day }) => day },
  { name: "Section", cell: ({ section }) => section },
  { name: "Name", cell: ({ name }) => name },
  { name: "Bills", cell: ({ bills }) => bills?.bills ?? null },
  { name: "Parent Bags Count", cell: ({ bills }) => bills?.sacks ?? null },
  { name: "Total Child Bags", cell: ({ bills }) => bills?.bags ?? null },
  { name: "Actual Weight (kg)", cell: ({ bills }) => bills?.weightKg ?? null },
  { name: "Expected Weight (kg)", cell: ({ bills }) => bills?.expectedWeightKg ?? null },
  { name: "Variance (kg)", cell: ({ bills }) => bills?.varianceKg ?? null },
  { name: "Count", cell: ({ count }) => count ?? null },
  ...SCAN_FIGURES.map(({ name, cell }): Column<DayReportLine & { readonly day: string }> => ({
    name,
    cell: ({ scans }) => scans ? cell(scans) : null,
  })),
];

export interface TotalLine {
  readonly name: string;
  readonly value: number;
  readonly asOf: Date;
}

/** The dashboard's counts, line by line. */
export const totalLines = ({ asOf, today, openByAge, ...all }: Dashboard): TotalLine[] =>
  ([
    ["Parent Bags", all.parents],
    ["Child Bags", all.children],
    ["Open Parent Bags", openByAge.reduce((sum, count) => sum + count, 0)],
    ["Bills", all.bills],
    ["Bills in Work", all.billsInWork],
    ["Scans", all.scans],
    ["Scans Today", today.scans],
    ["Child Bags Packed Today", today.childrenLinked],
    ["Bills Completed Today", today.billsCompleted],
    ["Refused Scans Today", today.refused],
  ] as const).map(([name, value]) => ({ name, value, asOf }));

export const TOTAL_COLUMNS: readonly Column<TotalLine>[] = [
  { name: "Figure", cell: ({ name }) => name },
  { name: "Value", cell: ({ value }) => value },
  { name: "As Of", isTime: true, cell: ({ asOf }) => asOf },
];
