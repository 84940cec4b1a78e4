/**
 * The parts of an XLSX file (ECMA-376), as XML: one sheet, its rows written by the piece. Text stands in the cells as text,
 * not in a table beside them, so that no part grows with what others hold, and so that no text is ever a formula.
 */
import { offsetMs } from "./business_day.ts";
import { LIMITS } from "./limits.ts";
import type { Cell, Column } from "./sheet.ts";
import { xmlText } from "./xml_text.ts";

/** A file inside the XLSX. */
export interface XlsxPart {
  readonly path: string;
  readonly xml: string;
}

/** Where the rows go: `sheetHead`, `sheetRows` as often as there are rows, `SHEET_END`. */
export const SHEET_PATH = "xl/worksheets/sheet1.xml";

/** All parts but the sheet itself. */
export const partsBesideSheet = (sheetName: string): readonly XlsxPart[] => [
  { path: "[Content_Types].xml", xml: CONTENT_TYPES },
  { path: "_rels/.rels", xml: RELATIONS },
  { path: "xl/workbook.xml", xml: workbookOf(sheetName) },
  { path: "xl/_rels/workbook.xml.rels", xml: WORKBOOK_RELATIONS },
  { path: "xl/styles.xml", xml: STYLES },
];

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const SCHEMAS = "http://schemas.openxmlformats.org";
const MAIN = `xmlns="${SCHEMAS}/spreadsheetml/2006/main"`;
const OFFICE = `${SCHEMAS}/officeDocument/2006/relationships`;
const SHEET_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const CONTENT_TYPES = `${XML}<Types xmlns="${SCHEMAS}/package/2006/content-types">` +
  `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Default Extension="xml" ContentType="application/xml"/>` +
  `<Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPES}.sheet.main+xml"/>` +
  `<Override PartName="/${SHEET_PATH}" ContentType="${SHEET_TYPES}.worksheet+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPES}.styles+xml"/></Types>`;

const RELATIONS = `${XML}<Relationships xmlns="${SCHEMAS}/package/2006/relationships">` +
  `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

const WORKBOOK_RELATIONS = `${XML}<Relationships xmlns="${SCHEMAS}/package/2006/relationships">` +
  `<Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>` +
  `<Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`;

const workbookOf = (sheetName: string): string =>
  `${XML}<workbook ${MAIN} xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews><sheets>` +
  `<sheet name="${xmlText(tabName(sheetName))}" sheetId="1" r:id="rId1"/></sheets></workbook>`;

/** What Excel takes as the name of a tab. */
const tabName = (name: string): string => name.replace(/[\\/?*[\]:'"]/g, " ").slice(0, TAB_CHARS_MAX) || "Sheet";
const TAB_CHARS_MAX = 31;

/** Places in `cellXfs` below. */
const STYLE = { head: 1, text: 2, time: 3 } as const;

/**
 * Text cells have the format "text" (49): what is corrected in one keeps its leading zeros, and stays text where it begins
 * with "=". Times have a format of our own, the same on every screen.
 */
const STYLES = `${XML}<styleSheet ${MAIN}>` +
  `<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>` +
  `<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>` +
  `<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>` +
  `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
  `<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
  `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
  `<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
  `<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>` +
  `<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
  `<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>` +
  `<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** The beginning of the sheet, with its first row: bold, and in sight however far one scrolls. */
export function sheetHead<Row>(columns: readonly Column<Row>[], firstRows: readonly Row[], timeZone: string): string {
  const names = columns.map(({ name, isTime }) => isTime ? `${name} (${timeZone})` : name);
  const widths = columns.map((column, place) => {
    const width = widthOf(column, names[place]!, firstRows);
    return `<col min="${place + 1}" max="${place + 1}" width="${width}" customWidth="1"/>`;
  });
  const cells = names.map((name, place) => textCell(`${letters(place)}1`, name, STYLE.head));
  return `${XML}<worksheet ${MAIN}><sheetViews><sheetView workbookViewId="0">` +
    `<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>` +
    `</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${widths.join("")}</cols>` +
    `<sheetData><row r="1">${cells.join("")}</row>`;
}

/** The end. Codes are numbers kept as text on purpose: Excel need not mark each of them. */
export const SHEET_END = `</sheetData><ignoredErrors>` +
  `<ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors></worksheet>`;

/** In signs, about: by the head and by the first rows, neither a slit nor a wall. */
function widthOf<Row>({ isTime, cell }: Column<Row>, name: string, firstRows: readonly Row[]): number {
  if (isTime) return Math.max(TIME_WIDTH, Math.min(name.length, WIDTH_MAX));
  let longest = name.length;
  for (const row of firstRows.slice(0, LIMITS.xlsxWidthRows)) {
    longest = Math.max(longest, String(cell(row) ?? "").length);
  }
  return Math.min(longest + 2, WIDTH_MAX);
}

const TIME_WIDTH = 20;
const WIDTH_MAX = 60;

/**
 * These rows, the first of them at this place in the sheet (from 1; the head is the first).
 * Times are those of the business's clock, to the second.
 */
export function sheetRows<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  firstPlace: number,
  timeZone: string,
): string {
  const names = columns.map((_, place) => letters(place));
  let xml = "", place = firstPlace;
  for (const row of rows) {
    xml += `<row r="${place}">`;
    for (let column = 0; column < columns.length; column++) {
      xml += cellXml(`${names[column]}${place}`, columns[column]!.cell(row), timeZone);
    }
    xml += "</row>";
    place++;
  }
  return xml;
}

/** An import takes one apostrophe away from text that begins so, as it comes by CSV: it gets one more. */
const APOSTROPHES = /^'+[=+\-@\t\r]/;

function cellXml(at: string, cell: Cell, timeZone: string): string {
  if (cell === null || cell === "") return "";
  if (typeof cell === "string") return textCell(at, APOSTROPHES.test(cell) ? `'${cell}` : cell, STYLE.text);
  if (typeof cell === "number") return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === "boolean") return textCell(at, cell ? "yes" : "no", STYLE.text);
  return `<c r="${at}" s="${STYLE.time}"><v>${serialOf(cell, timeZone)}</v></c>`;
}

/** Blanks at the ends and line breaks are kept only where it says so. */
function textCell(at: string, text: string, style: number): string {
  const shown = xmlText(cut(text));
  const keep = /^\s|\s$|\n/.test(shown) ? ' xml:space="preserve"' : "";
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t${keep}>${shown}</t></is></c>`;
}

/** The CSV has all of it. */
const cut = (text: string): string =>
  text.length > LIMITS.xlsxCellCharsMax ? `${text.slice(0, LIMITS.xlsxCellCharsMax - 1).toWellFormed()}…` : text;

/** Days since the last one of 1899, as Excel counts time. */
function serialOf(at: Date, timeZone: string): number {
  const second = Math.floor((at.getTime() + offsetMs(at, timeZone)) / 1_000);
  return second / DAY_SECONDS + EPOCH_SERIAL;
}

const DAY_SECONDS = 24 * 60 * 60;
const EPOCH_SERIAL = 25_569;

/** The name of a column by its place, from 0: A to Z, AA, AB and so on. */
function letters(place: number): string {
  const last = String.fromCharCode(65 + place % 26);
  return place < 26 ? last : letters(Math.floor(place / 26) - 1) + last;
}
