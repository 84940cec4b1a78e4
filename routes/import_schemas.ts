/** What may be sent about imports: see `schemas.ts`. */
import { z } from "zod";
import {
  type ColumnMapping,
  COLUMNS_OF,
  IMPORT_COLUMNS,
  IMPORT_LAYOUTS,
  type ImportColumn,
} from "../domain/import_shapes.ts";
import { LIMITS } from "../domain/limits.ts";
import { asked, PageQuery } from "./schemas.ts";

export const ProblemsQuery = z.object({
  ...PageQuery.shape,
  format: asked(z.enum(["json", "xlsx", "csv"])).transform((format) => format ?? "json"),
});

const column = z.int().min(0).max(LIMITS.sheetColumnsMax - 1).nullish().transform((place) => place ?? null);

/** Columns by their place, from 0. The first column that the layout reads has to be named, and none twice. */
export const MappingBody = z.object({
  layout: z.enum(IMPORT_LAYOUTS),
  /** From 1; null: no row names the columns. */
  header_row: z.int().min(1).max(LIMITS.sheetRowsMax).nullish().transform((row) => row ?? null),
  columns: z.object(
    Object.fromEntries(IMPORT_COLUMNS.map((name) => [name, column])) as Record<ImportColumn, typeof column>,
  ),
}).transform(({ layout, header_row: headerRow, columns }): ColumnMapping => {
  const none = Object.fromEntries(IMPORT_COLUMNS.map((name) => [name, null])) as ColumnMapping["columns"];
  const read = Object.fromEntries(COLUMNS_OF[layout].map((name) => [name, columns[name]]));
  return { layout, headerRow, columns: { ...none, ...read } };
}).refine(({ layout, columns }) => columns[COLUMNS_OF[layout][0]!] !== null, { message: "Its first column is missing" })
  .refine(({ columns }) => {
    const named = Object.values(columns).filter((place) => place !== null);
    return new Set(named).size === named.length;
  }, { message: "A column is named twice" });
