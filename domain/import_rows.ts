/** A row of a sheet as text, before anybody knows what it asks for. */
import type { ImportReason } from "./import_reasons.ts";
import { LIMITS } from "./limits.ts";
import { storable } from "./text.ts";

export interface SheetRow {
  /** As the spreadsheet counts them, from 1. */
  readonly row: number;
  /** The text of each cell, in full, up to the last one used. */
  readonly cells: readonly string[];
  /** Cells whose text is not what somebody wrote; null, as nearly always: there are none. */
  readonly faults: readonly CellFault[] | null;
}

export interface CellFault {
  /** From 0. */
  readonly column: number;
  readonly reason: ImportReason;
}

/** The row of these texts, which are changed in place: what no column can hold is marked, our own apostrophes go. */
export function sheetRow(row: number, cells: string[], known: readonly CellFault[] | null = null): SheetRow {
  let faults = known;
  for (let column = 0; column < cells.length; column++) {
    const text = cells[column] as string;
    if (text.includes("\u0000") || !text.isWellFormed()) {
      cells[column] = storable(text);
      faults = [...faults ?? [], { column, reason: "bad_format" }];
    } else if (MARKED.test(text)) cells[column] = text.slice(1);
    else if (text.includes("+") && EXPONENT.test(text)) faults = [...faults ?? [], { column, reason: "digits_lost" }];
  }
  while (cells.length > 0 && cells[cells.length - 1] === "") cells.pop();
  return { row, cells, faults };
}

/** An apostrophe before text that a spreadsheet would run as a formula, and one more where there were some: see `domain/csv.ts`. */
const MARKED = /^'+[=+\-@\t\r]/;
/** A long number as a spreadsheet shows it: its last digits are gone. */
export const EXPONENT = /^\s*-?\d+([.,]\d+)?E\+\d+\s*$/i;

/** A cell at fault says something, though it may have no text. */
export const isBlank = ({ cells, faults }: SheetRow): boolean =>
  faults === null && cells.every((text) => text.trim() === "");

/** What stands in that column, trimmed; empty where there is no such column. */
export const cellAt = ({ cells }: SheetRow, column: number | null): string =>
  column === null ? "" : (cells[column] ?? "").trim();

export const faultAt = ({ faults }: SheetRow, column: number | null): CellFault | null =>
  faults?.find((fault) => fault.column === column) ?? null;

/** The row's cells as they are kept: cut to a sane size. */
export function keptCells(cells: readonly string[]): readonly string[] {
  const isShort = cells.length <= LIMITS.importColumnsKept &&
    cells.every(({ length }) => length <= LIMITS.importCellCharsKept);
  return isShort
    ? cells
    : cells.slice(0, LIMITS.importColumnsKept).map((text) => cut(text, LIMITS.importCellCharsKept));
}

/** The text's beginning; a sign of two halves is not cut in the middle. */
export const cut = (text: string, chars: number): string =>
  text.length <= chars ? text : text.slice(0, chars).toWellFormed();

/** A column as people call it: by what its header says, else by its letters. */
export const columnName = (headers: readonly string[], column: number): string =>
  cut(headers[column]?.trim() || letters(column), LIMITS.importCellCharsKept);

/** 0 is A, 26 is AA. */
function letters(column: number): string {
  let text = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    text = String.fromCharCode(65 + (rest - 1) % 26) + text;
  }
  return text;
}
