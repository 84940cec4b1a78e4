/**
 * CSV as RFC 4180 has it, in UTF-8: for spreadsheets, which need the mark at its head to read Hindi, and for programs.
 * Codes are text, and text keeps its leading zeros here; it is the spreadsheet that drops them when it opens the file by
 * itself rather than by its import, with the column set to text.
 */
import { businessTime } from "./business_day.ts";
import type { Cell, Column } from "./sheet.ts";

/** Tells Excel that what follows is UTF-8. */
const BYTE_ORDER_MARK = "\ufeff";
const END = "\r\n";

/** The first line. Columns of a sheet that somebody sent are called what he called them. */
export const csvHead = <Row>(columns: readonly Column<Row>[], timeZone: string): string =>
  BYTE_ORDER_MARK + columns.map(({ name, isTime }) =>
    quoted(harmless(isTime ? `${name} (${timeZone})` : name))
  ).join(",") + END;

/** The lines of these rows, each with its end. Times are those of the business's clock, to the second. */
export function csvLines<Row>(columns: readonly Column<Row>[], rows: readonly Row[], timeZone: string): string {
  let text = "";
  for (const row of rows) {
    let before = "";
    for (const { cell } of columns) {
      text += before + cellText(cell(row), timeZone);
      before = ",";
    }
    text += END;
  }
  return text;
}

function cellText(cell: Cell, timeZone: string): string {
  if (cell === null) return "";
  if (typeof cell === "string") return PLAIN.test(cell) ? cell : quoted(harmless(cell));
  if (typeof cell === "number") return String(cell);
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  return businessTime(cell, timeZone);
}

/** Codes, names and words, which most cells hold: nothing about them can be meant otherwise. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9_.:/-]*$/;

/**
 * A spreadsheet takes text that begins so for a formula and runs it; with an apostrophe before it, it is text. An import takes
 * one apostrophe away again, so that text which had one by itself gets another.
 */
const harmless = (text: string): string => /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;

/** Blanks at the ends are part of the text, and some readers drop them unless it is quoted. */
const quoted = (text: string): string => /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
