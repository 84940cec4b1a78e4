/** Files to take away. */
import type { z } from "zod";
import { SHEET_FORMATS } from "../../domain/sheet.ts";
import {
  ActivityExportQuery,
  AuditExportQuery,
  BagsExportQuery,
  BillsExportQuery,
  BillSummaryExportQuery,
  ScansExportQuery,
} from "../export_schemas.ts";
import type { Operation } from "./operation.ts";

const NAMES = { csv: "Csv", xlsx: "Xlsx" } as const;

interface Table {
  readonly name: string;
  readonly id: string;
  readonly what: string;
  readonly query?: z.ZodObject;
}

const TABLES: readonly Table[] = [
  { name: "bags", id: "Bags", what: "Sacks and bags", query: BagsExportQuery },
  { name: "bills", id: "Bills", what: "Bills", query: BillsExportQuery },
  { name: "scans", id: "Scans", what: "Scans, oldest first", query: ScansExportQuery },
  { name: "audit", id: "Audit", what: "The audit log, newest first", query: AuditExportQuery },
  {
    name: "packing",
    id: "Packing",
    what: "Sacks with the bags in them, as a sheet that can be imported",
    query: BagsExportQuery,
  },
  {
    name: "loading",
    id: "Loading",
    what: "Bills with the sacks on them, as a sheet that can be imported",
    query: BillsExportQuery,
  },
  { name: "activity", id: "Activity", what: "How much each person did", query: ActivityExportQuery },
  { name: "bill-summary", id: "BillSummary", what: "Bills of some days in short", query: BillSummaryExportQuery },
  { name: "totals", id: "Totals", what: "All totals" },
];

/** As CSV of any length, and as XLSX of up to so many rows as that takes. */
export const exports: readonly Operation[] = TABLES.flatMap(({ name, id, what, query }) =>
  SHEET_FORMATS.map((format): Operation => ({
    ...{ method: "GET", path: `/api/v1/exports/${name}.${format}`, id: `export${id}${NAMES[format]}`, tag: "Exports" },
    ...(query && { query }),
    summary: `${what}, as ${format.toUpperCase()}`,
    answers: { 200: [format] },
    refusals: ["rate_limited", ...(format === "xlsx" ? ["too_many_rows"] as const : [])],
  }))
);
