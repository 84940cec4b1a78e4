/** Rows of the plain layouts, bags and bills: each stands for itself. */
import { type Kinds, readCode } from "./code.ts";
import type { ImportReason } from "./import_reasons.ts";
import { cellAt, columnName, cut, faultAt, keptCells, type SheetRow } from "./import_rows.ts";
import type { ColumnMapping, ImportColumn, ImportRow, ImportWish } from "./import_shapes.ts";
import { LIMITS } from "./limits.ts";

/** Where things stand in a sheet, and what its columns are called. */
export interface SheetColumns {
  readonly columns: ColumnMapping["columns"];
  readonly headers: readonly string[];
}

/** What a row of a list of bags asks for. */
export function bagRow(row: SheetRow, sheet: SheetColumns, kinds: Kinds): ImportRow {
  const { code: codeAt, role: roleAt, parent: parentAt } = sheet.columns;
  const code = longText(cellAt(row, codeAt));
  const bad = (column: ImportColumn, reason: ImportReason) => badRow(row, sheet, column, code, reason);
  const refused = firstFault(row, sheet, ["code", "role"]);
  if (refused) return bad(refused.column, refused.reason);
  if (code === "") return bad("code", "empty");
  const role = roleAt === null ? roleOf(code, kinds) : cellAt(row, roleAt).toLowerCase();
  if (role === "parent") return wished(row, { wish: "parent", parent: code });
  if (role !== "child") return bad("role", "type_unknown");
  const fault = faultAt(row, parentAt);
  if (fault) return bad("parent", fault.reason);
  return wished(row, { wish: "child", child: code, parent: longText(cellAt(row, parentAt)) || null });
}

/** Where no column says what a bag is, its code does. */
const roleOf = (code: string, kinds: Kinds): "parent" | "child" =>
  readCode(code, kinds).is === "parent" ? "parent" : "child";

/** What a row of a list of bills asks for. */
export function billRow(row: SheetRow, sheet: SheetColumns): ImportRow {
  const { number: numberAt, description: descriptionAt, capacity: capacityAt } = sheet.columns;
  const number = longText(cellAt(row, numberAt));
  const bad = (column: ImportColumn, reason: ImportReason) => badRow(row, sheet, column, number, reason);
  const fault = faultAt(row, numberAt);
  if (fault) return bad("number", fault.reason);
  if (number === "") return bad("number", "empty");
  const unread = faultAt(row, descriptionAt);
  // What a number or a day looks like is text enough here.
  if (unread && unread.reason !== "digits_lost" && !isDay(unread.reason, row, descriptionAt)) {
    return bad("description", unread.reason);
  }
  const description = cellAt(row, descriptionAt) || null;
  if (description && [...description].length > LIMITS.descriptionCharsMax) return bad("description", "too_long");
  const uncounted = faultAt(row, capacityAt);
  if (uncounted && uncounted.reason !== "digits_lost") return bad("capacity", uncounted.reason);
  const capacity = readCount(cellAt(row, capacityAt));
  if (capacity === "none") return bad("capacity", "capacity_not_a_number");
  return wished(row, { wish: "bill", bill: number, capacity, description });
}

/** A cell that holds a day is at fault as a code, and not for what no column can hold. */
const isDay = (reason: ImportReason, row: SheetRow, column: number | null): boolean =>
  reason === "bad_format" && !cellAt(row, column).includes("\ufffd");

/** A whole number, also as spreadsheets write them (20.0, 1e3 is none); null: nothing is said. */
function readCount(text: string): number | null | "none" {
  if (text === "") return null;
  return /^-?\d{1,9}([.,]0+)?$/.test(text) ? Number.parseInt(text, 10) : "none";
}

/** A code as it is handed on: long enough that its reader still finds it too long. */
export const longText = (text: string): string => cut(text, LIMITS.scanTextCharsMax + 1);

export const wished = (row: SheetRow, wish: ImportWish): ImportRow => ({
  ...wish,
  row: row.row,
  cells: keptCells(row.cells),
});

export function badRow(
  row: SheetRow,
  { columns, headers }: SheetColumns,
  column: ImportColumn | null,
  code: string,
  reason: ImportReason,
): ImportRow {
  const place = column === null ? null : columns[column];
  return wished(row, {
    wish: "bad",
    column: place === null ? null : columnName(headers, place),
    code: cut(code, LIMITS.importCellCharsKept),
    reason,
  });
}

function firstFault(row: SheetRow, { columns }: SheetColumns, among: readonly ImportColumn[]) {
  for (const column of row.faults ? among : []) {
    const fault = faultAt(row, columns[column]);
    if (fault) return { column, reason: fault.reason };
  }
  return null;
}
