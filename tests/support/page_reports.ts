/** What the pages' warehouse in memory tells of scans and days: a morning of two people, and what they made. */
import type { BillTally } from "../../domain/bill_report.ts";
import type { ScanTally } from "../../domain/scan_report.ts";
import type { Deps } from "../../routes/deps.ts";

const TALLY: BillTally = {
  ...{ day: "2026-11-22", user: "meena.j", status: "processing", bills: 2, short: 0 },
  ...{ capacity: 40, sacks: 30, bags: 893, weightG: 893_000, expectedWeightG: 900_000 },
};

export const BILL_TALLIES: readonly BillTally[] = [
  TALLY,
  { ...TALLY, status: "completed", bills: 3, short: 1, sacks: 59, capacity: 60, bags: 1_770, weightG: 1_770_000 },
  { ...TALLY, day: "2026-11-21", user: "<b>&", status: "new", bills: 1, sacks: 0, bags: 0, weightG: 0 },
];

const SCAN: ScanTally = {
  ...{ hour: 9, user: "ravi.k", area: "lucknow", kind: "link_child", outcome: "child_linked" },
  ...{ accepted: true, count: 310 },
};

export const SCAN_TALLIES: readonly ScanTally[] = [
  SCAN,
  { ...SCAN, hour: 10, count: 290 },
  { ...SCAN, outcome: "child_elsewhere", accepted: false, count: 4 },
  { ...SCAN, outcome: "child_already_here", accepted: false, count: 7 },
  { ...SCAN, user: "sunita.d", area: "indore", kind: "open_parent", outcome: "parent_opened", count: 12 },
  { ...SCAN, user: "meena.j", area: null, kind: "link_bill", outcome: "bill_linked", count: 30 },
];

const none = () => Promise.resolve(0);

export const FEW_REPORTS: Pick<Deps, "scans" | "reports" | "audit" | "exports"> = {
  audit: {
    list: () => Promise.resolve({ items: [], nextCursor: null }),
    countUpTo: none,
    actors: () => Promise.resolve([]),
  },
  exports: {
    activity: () => Promise.resolve([]),
    contents: () => Promise.resolve([]),
    loads: () => Promise.resolve([]),
    countUpTo: { bags: none, bills: none, scans: none, packing: none, loading: none },
  },
  scans: {
    list: () => Promise.resolve({ items: [], nextCursor: null }),
  },
  reports: {
    billTallies: () => Promise.resolve(BILL_TALLIES),
    scanTallies: () => Promise.resolve(SCAN_TALLIES),
    day: () =>
      Promise.resolve({
        at: new Date("2026-11-22T12:00:00Z"),
        made: BILL_TALLIES.slice(0, 2),
        completed: BILL_TALLIES.slice(1, 2),
        scans: SCAN_TALLIES,
        openCount: 1,
        open: [{
          ...{ number: "INV/7", status: "processing", sacks: 12, capacity: 20, createdBy: "meena.j" },
          createdAt: new Date("2026-11-22T05:00:00Z"),
        }],
      }),
  },
};
