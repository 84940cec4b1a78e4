/** What a sheet's rows look like, where no header says it. */
import { type Kinds, readCode } from "./code.ts";
import { NO_COLUMNS } from "./import_headers.ts";
import { cellAt, type SheetRow } from "./import_rows.ts";
import { isBillMark, isLabel, isParentMark, isSerial, type RunLayout } from "./import_runs.ts";
import type { ColumnMapping, ImportLayout } from "./import_shapes.ts";

export interface Look {
  readonly layout: ImportLayout;
  readonly columns: ColumnMapping["columns"];
  /** Its parts: how many of the rows look so. */
  readonly share: number;
  /** Whether there is a row among them that no other sheet has: numbers beside sacks stand in many. */
  readonly isPlain: boolean;
}

/** Columns further right hold no serial numbers and no codes in any sheet that we have seen. */
const COLUMNS_TRIED = 6;
/** Most rows, not all: what does not fit is refused row by row. */
export const SHARE_SURE = 0.6;

/**
 * Batches of either layout, where rows look like them: the serial and the text usually stand in the first two columns.
 * `isNamed`: a header says that they are batches, so that bare numbers are bags.
 */
export function batchLook(rows: readonly SheetRow[], kinds: Kinds, isNamed: boolean): Look | null {
  let best = pairLook(rows, 0, 1, kinds, isNamed);
  if (best && best.share >= SHARE_SURE) return best;
  for (let serial = 0; serial < COLUMNS_TRIED; serial++) {
    for (let text = 0; text < COLUMNS_TRIED; text++) {
      const look = serial === text ? null : pairLook(rows, serial, text, kinds, isNamed);
      if (look && look.share > (best?.share ?? 0)) best = look;
    }
  }
  return best;
}

/** Bags' own numbers are longer, or begin with zeros; the serials of a sheet's first rows are neither. */
const SHORT_SERIAL = /^[1-9]\d{0,3}(?!\d)/;

function pairLook(
  rows: readonly SheetRow[],
  serial: number,
  text: number,
  kinds: Kinds,
  isNamed: boolean,
): Look | null {
  const seen = { labels: 0, children: 0, parents: 0, parentMarks: 0, billMarks: 0 };
  for (const row of rows) {
    const mark = cellAt(row, serial), code = cellAt(row, text);
    if (isParentMark(mark)) seen.parentMarks++;
    else if (isBillMark(mark) && code !== "") seen.billMarks++;
    else if (SHORT_SERIAL.test(mark) && isSerial(mark)) {
      const { is } = readCode(code, kinds);
      if (isLabel(code)) seen.labels++;
      else if (is === "child") seen.children++;
      else if (is === "parent") seen.parents++;
    }
  }
  const layout = runLayoutOf(seen) ?? (isNamed && seen.children > 0 ? "child_parent_batches" : null);
  const fitting = seen.labels + seen.children + seen.parents + seen.parentMarks + seen.billMarks;
  const isPlain = layout === "child_parent_batches" || seen.billMarks > 0;
  const columns = { ...NO_COLUMNS, serial, text };
  return layout && { layout, columns, share: fitting / Math.max(1, rows.length), isPlain };
}

/** Labels stand in one layout alone; numbered sacks without bags between them in the other. Bare numbers could be anything. */
function runLayoutOf(
  seen: { labels: number; children: number; parents: number; parentMarks: number; billMarks: number },
): RunLayout | null {
  if (seen.labels > 0 || seen.parentMarks > 0) return "child_parent_batches";
  if (seen.billMarks > 0 && seen.parents > 0) return "parent_bill_batches";
  if (seen.parents > 0) return seen.children > 0 ? "child_parent_batches" : "parent_bill_batches";
  return null;
}

/** A list of bags: a column of "parent" and "child", and codes beside it. Sure only in the order that everybody uses. */
export function bagsLook(rows: readonly SheetRow[], kinds: Kinds): Look | null {
  const width = Math.min(COLUMNS_TRIED, Math.max(0, ...rows.map(({ cells }) => cells.length)));
  const shares = Array.from({ length: width }, (_, column) => sharesOf(rows, column, kinds));
  const role = placeOfMost(shares.map(({ roles }) => roles));
  const others = shares.map((share, column) => column === role ? { ...share, codes: 0, parents: 0 } : share);
  const code = placeOfMost(others.map(({ codes }) => codes));
  if (code === null) return null;
  const parent = placeOfMost(others.map(({ parents }, column) => column === code ? 0 : parents));
  if (role === null && parent === null) return null;
  const known = (role === null ? 0 : shares[role]?.roles ?? 0) + (shares[code]?.codes ?? 0);
  return { layout: "bags", columns: { ...NO_COLUMNS, code, role, parent }, share: known / 2, isPlain: true };
}

function sharesOf(rows: readonly SheetRow[], column: number, kinds: Kinds) {
  let roles = 0, codes = 0, parents = 0;
  for (const row of rows) {
    const text = cellAt(row, column);
    if (/^(parent|child)$/i.test(text)) roles++;
    // A word such as "pending" could be a bag's code, and a serial number never is one.
    else if (/\d{3}/.test(text)) {
      const { is } = readCode(text, kinds);
      if (is === "parent") parents++;
      if (is === "parent" || is === "child") codes++;
    }
  }
  const all = Math.max(1, rows.length);
  return { roles: roles / all, codes: codes / all, parents: parents / all };
}

/** The first of those that are greatest; null: all are nothing. */
function placeOfMost(shares: readonly number[]): number | null {
  const most = Math.max(0, ...shares);
  return most === 0 ? null : shares.indexOf(most);
}
