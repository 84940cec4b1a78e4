/** The dashboard and reports, as JSON and as files. */
import { SHEET_FORMATS } from "../../domain/sheet.ts";
import { BillsReportQuery, DayReportQuery, ScansReportQuery } from "../report_schemas.ts";
import type { Operation } from "./operation.ts";
import { BillReport, Dashboard, DayReport, ScanReport } from "./shapes_reports.ts";

const NAMES = { csv: "Csv", xlsx: "Xlsx" } as const;
const DAYS = { from: "2026-11-01", to: "2026-11-22" };

const REPORTS: readonly (Pick<Operation, "query" | "example" | "says"> & {
  readonly name: string;
  readonly id: string;
  readonly what: string;
  readonly shape: Operation["answers"][number];
})[] = [
  {
    ...{ name: "bills", id: "reportBills", what: "Bills of some days", query: BillsReportQuery, shape: BillReport },
    says: "By day, by user and by status. A biller is told of his own, an admin of everybody's.",
    example: { query: DAYS },
  },
  {
    ...{ name: "day", id: "reportDay", what: "The end of a business day", query: DayReportQuery, shape: DayReport },
    example: { query: { day: "2026-11-22" } },
  },
  {
    ...{ name: "scans", id: "reportScans", what: "Scans by hour, user and area", query: ScansReportQuery },
    ...{ shape: ScanReport, example: { query: DAYS } },
  },
];

export const reports: readonly Operation[] = [
  {
    ...{ method: "GET", path: "/api/v1/dashboard", id: "getDashboard", tag: "Reports" },
    summary: "Totals, and what happened today",
    says: "To dispatchers of an area, its own.",
    answers: { 200: Dashboard },
    refusals: ["rate_limited"],
  },
  ...REPORTS.flatMap(({ name, id, what, shape, ...rest }): Operation[] => [
    {
      ...{ method: "GET", path: `/api/v1/reports/${name}`, id, tag: "Reports", summary: what, ...rest },
      answers: { 200: shape },
      refusals: ["rate_limited"],
    },
    ...SHEET_FORMATS.map((format): Operation => ({
      ...{ method: "GET", path: `/api/v1/reports/${name}.${format}`, id: id + NAMES[format], tag: "Reports", ...rest },
      summary: `${what}, as ${format.toUpperCase()}`,
      answers: { 200: [format] },
      refusals: ["rate_limited", ...(format === "xlsx" ? ["too_many_rows"] as const : [])],
    })),
  ]),
];
