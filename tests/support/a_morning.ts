/** The numbers of a morning as the dashboard shows them. */
import type { Dashboard } from "../../domain/shapes.ts";

export const A_MORNING: Omit<Dashboard, "asOf"> = {
  parents: 48_216,
  children: 1_512_480,
  bills: 22,
  billsInWork: 4,
  scans: 660_331,
  openByAge: [24, 4, 2, 1],
  today: {
    scans: 26_810,
    childrenLinked: 25_874,
    billsCompleted: 6,
    refused: 272,
    refusals: [
      { outcome: "child_elsewhere", station: "S1", count: 141 },
      { outcome: "parent_full", station: "S2", count: 62 },
      { outcome: "wrong_type", station: null, count: 69 },
    ],
    hourly: [0, 0, 0, 0, 0, 310, 1480, 2940, 4210, 4870, 5180, 3920, ...Array(12).fill(0)],
  },
};
