/** What exports show of bags, bills and scans. Names are those of the sheets that people have filled in for years. */
import type { Column } from "./sheet.ts";
import type { BagLine, BillLine, ScanLine } from "./shapes.ts";

/** "QR ID", "Type" and "Parent QR ID" are the columns that an import of bags reads. */
export const BAG_COLUMNS: readonly Column<BagLine>[] = [
  { name: "QR ID", cell: ({ code }) => code },
  { name: "Type", cell: ({ role }) => role },
  { name: "Parent QR ID", cell: ({ parent }) => parent },
  { name: "Kind", cell: ({ kind }) => kind },
  { name: "Status", cell: ({ status }) => status },
  { name: "Children Count", cell: ({ childCount }) => childCount },
  { name: "Capacity", cell: ({ capacity }) => capacity },
  { name: "Weight (kg)", cell: ({ weightKg }) => weightKg },
  { name: "Linked to Bill", cell: ({ bill }) => bill },
  { name: "Bill Status", cell: ({ billStatus }) => billStatus ?? null },
  { name: "Dispatch Area", cell: ({ area }) => area },
  { name: "Created By", cell: ({ createdBy }) => createdBy },
  { name: "Created At", isTime: true, cell: ({ createdAt }) => createdAt },
];

export const BILL_COLUMNS: readonly Column<BillLine>[] = [
  { name: "Bill ID", cell: ({ number }) => number },
  { name: "Description", cell: ({ description }) => description },
  { name: "Status", cell: ({ status }) => status },
  { name: "Capacity", cell: ({ capacity }) => capacity },
  { name: "Parent Bags Count", cell: ({ linkedCount }) => linkedCount },
  { name: "Total Child Bags", cell: ({ childCount }) => childCount },
  { name: "Actual Weight (kg)", cell: ({ weightKg }) => weightKg },
  { name: "Expected Weight (kg)", cell: ({ expectedWeightKg }) => expectedWeightKg },
  { name: "Variance (kg)", cell: ({ weightKg, expectedWeightKg }) => varianceKg(weightKg, expectedWeightKg) },
  { name: "Short", cell: ({ short }) => short },
  { name: "Short Reason", cell: ({ shortReason }) => shortReason },
  { name: "Destination", cell: ({ destination }) => destination },
  { name: "Vehicle", cell: ({ vehicle }) => vehicle },
  { name: "Created By", cell: ({ createdBy }) => createdBy },
  { name: "Created At", isTime: true, cell: ({ createdAt }) => createdAt },
  { name: "Completed By", cell: ({ completedBy }) => completedBy },
  { name: "Completed At", isTime: true, cell: ({ completedAt }) => completedAt },
];

/** A bill in short, as the desk sums its days up. */
export const BILL_SUMMARY_COLUMNS: readonly Column<BillLine>[] = [
  { name: "Bill ID", cell: ({ number }) => number },
  { name: "Parent Bags Count", cell: ({ linkedCount }) => linkedCount },
  { name: "Capacity", cell: ({ capacity }) => capacity },
  { name: "Total Child Bags", cell: ({ childCount }) => childCount },
  { name: "Actual Weight (kg)", cell: ({ weightKg }) => weightKg },
  { name: "Status", cell: ({ status }) => status },
  { name: "Created By", cell: ({ createdBy }) => createdBy },
  { name: "Created At", isTime: true, cell: ({ createdAt }) => createdAt },
];

export const SCAN_COLUMNS: readonly Column<ScanLine>[] = [
  { name: "At", isTime: true, cell: ({ at }) => at },
  { name: "Kind", cell: ({ kind }) => kind },
  { name: "Outcome", cell: ({ outcome }) => outcome },
  { name: "Accepted", cell: ({ accepted }) => accepted },
  { name: "Parent QR ID", cell: ({ parent }) => parent },
  { name: "Child QR ID", cell: ({ child }) => child },
  { name: "Bill ID", cell: ({ bill }) => bill },
  { name: "Username", cell: ({ user }) => user },
  { name: "Dispatch Area", cell: ({ area }) => area },
  { name: "Station", cell: ({ station }) => station },
  { name: "Undone By", cell: ({ undoneBy }) => undoneBy },
  { name: "Undone At", isTime: true, cell: ({ undoneAt }) => undoneAt },
  { name: "Lot", cell: ({ lot }) => lot },
  { name: "Scanned Text", cell: ({ raw }) => raw },
  { name: "Scanned At", isTime: true, cell: ({ scannedAt }) => scannedAt },
  { name: "Scan ID", cell: ({ scanId }) => scanId },
];

/** Of two weights in kilograms, to the gram: 0.3 - 0.1 is 0.2 here. */
export const varianceKg = (weightKg: number, expectedKg: number): number =>
  (Math.round(weightKg * 1_000) - Math.round(expectedKg * 1_000)) / 1_000;
