/** Finds out what a sheet is: its layout, its columns, and where its rows begin. */
import { type Kinds, readCode } from "./code.ts";
import { headersFingerprint, headersOf, looksLikeHeader, namedColumns, NO_COLUMNS } from "./import_headers.ts";
import { bagsLook, batchLook, type Look, SHARE_SURE } from "./import_looks.ts";
import { cellAt, type SheetRow } from "./import_rows.ts";
import { runRole } from "./import_runs.ts";
import { type ColumnMapping, IMPORT_LAYOUTS, type ImportLayout } from "./import_shapes.ts";
import { LIMITS } from "./limits.ts";

export interface Recognised {
  readonly mapping: ColumnMapping;
  readonly headers: readonly string[];
}

/** Its columns are not known. What they may be, for a person to say yes to; null: nobody can tell. */
export interface Unrecognised {
  readonly guess: ColumnMapping | null;
  readonly headers: readonly string[];
}

/** `lead`: the first rows of the first sheet that has any, without blank ones. */
export function recognise(
  lead: readonly SheetRow[],
  wanted: ImportLayout | "auto",
  kinds: Kinds,
): Recognised | Unrecognised {
  const layouts = wanted === "auto" ? IMPORT_LAYOUTS : [wanted];
  return byNames(lead, layouts, true) ?? byLook(lead, layouts, kinds) ??
    (wanted === "auto" ? null : bySayingSo(lead, wanted)) ?? guessed(lead, layouts, kinds);
}

/** Batches are told apart by their rows: their headers are the same. */
function byNames(lead: readonly SheetRow[], layouts: readonly ImportLayout[], sure: boolean): Recognised | null {
  for (const layout of layouts) {
    if (isRun(layout) && layouts.length > 1) continue;
    const named = namedColumns(lead, layout, sure);
    if (named) {
      return {
        mapping: { layout, headerRow: named.headerRow, columns: named.columns },
        headers: named.headers,
      };
    }
  }
  return null;
}

function byLook(lead: readonly SheetRow[], layouts: readonly ImportLayout[], kinds: Kinds): Recognised | null {
  const { head, rows, isNamed } = headAndRows(lead, kinds);
  const batches = layouts.some(isRun) ? batchLook(rows, kinds, isNamed) : null;
  if (
    batches && (isNamed || batches.share >= SHARE_SURE && (batches.isPlain || head === null)) &&
    layouts.includes(batches.layout)
  ) {
    return found(batches, head);
  }
  const bags = layouts.includes("bags") ? bagsLook(rows, kinds) : null;
  return bags && bags.share >= SHARE_SURE && isInUsualOrder(bags) && head === null ? found(bags, null) : null;
}

const isInUsualOrder = ({ columns: { code, role, parent } }: Look): boolean =>
  code === 0 && role === 1 && (parent === 2 || parent === null);

const found = ({ layout, columns }: Pick<Look, "layout" | "columns">, head: SheetRow | null): Recognised => ({
  mapping: { layout, headerRow: head?.row ?? null, columns },
  headers: head ? headersOf(head) : [],
});

/** Somebody said what it is: names that are only likely will do, and batches stand in the first two columns. */
function bySayingSo(lead: readonly SheetRow[], layout: ImportLayout): Recognised | null {
  const named = byNames(lead, [layout], false);
  if (named || !isRun(layout)) return named;
  const head = lead[0] && looksLikeHeader(lead[0]) ? lead[0] : null;
  return found({ layout, columns: { ...NO_COLUMNS, serial: 0, text: 1 } }, head);
}

function guessed(lead: readonly SheetRow[], layouts: readonly ImportLayout[], kinds: Kinds): Unrecognised {
  const named = byNames(lead, layouts, false);
  if (named) return { guess: named.mapping, headers: named.headers };
  const { head, rows, isNamed } = headAndRows(lead, kinds);
  const looks = [batchLook(rows, kinds, isNamed), bagsLook(rows, kinds)];
  const look = looks.find((one) => one && layouts.includes(one.layout)) ?? runNamed(lead, layouts);
  const headers = head ? headersOf(head) : [];
  if (!look) return { guess: null, headers };
  return { guess: { layout: look.layout, headerRow: head?.row ?? null, columns: look.columns }, headers };
}

/** A serial number and a text, of which no row is either kind of batch: the daily sheet most likely. */
function runNamed(lead: readonly SheetRow[], layouts: readonly ImportLayout[]) {
  const layout = layouts.find(isRun);
  const named = layout && namedColumns(lead, layout, false);
  return named ? { layout, columns: named.columns } : null;
}

/** A row that is known to name the columns of batches, else a first row of words, above rows that have codes. */
function headAndRows(lead: readonly SheetRow[], kinds: Kinds) {
  const named = namedColumns(lead, "child_parent_batches", true);
  const head = lead.find(({ row }) => row === named?.headerRow);
  if (head) return { head, rows: lead.slice(lead.indexOf(head) + 1), isNamed: true };
  const [first] = lead;
  const isHead = first !== undefined && looksLikeHeader(first) && !isData(first, kinds);
  return { head: isHead ? first : null, rows: isHead ? lead.slice(1) : lead, isNamed: false };
}

/** "Bill No." and a number of words, or "Parent Code" and nothing: a row of a batch, though it is all words. */
const isData = (row: SheetRow, kinds: Kinds): boolean =>
  (["child_parent_batches", "parent_bill_batches"] as const).some((layout) =>
    runRole(layout, row, { columns: { ...NO_COLUMNS, serial: 0, text: 1 }, headers: [] }, kinds) === "ender"
  );

export const isRun = (layout: ImportLayout) => layout === "child_parent_batches" || layout === "parent_bill_batches";

/** Where the rows of a sheet begin: those up to row `after` are none. */
export interface Placed {
  readonly after: number;
  readonly columns: ColumnMapping["columns"];
  readonly headers: readonly string[];
}

/** Where those of the first sheet begin. */
export const placedFirst = ({ mapping, headers }: Recognised): Placed => ({
  after: mapping.headerRow ?? 0,
  columns: mapping.columns,
  headers,
});

/** And those of a further one: it may have the same header, one of its own in another order, or none. */
export function placedNext(lead: readonly SheetRow[], { mapping, headers }: Recognised, kinds: Kinds): Placed {
  const first = lead.slice(0, LIMITS.importHeaderRowsMax);
  const same = headers.length === 0 ? undefined : first.find((row) => isEqual(headersOf(row), headers));
  if (same) return { after: same.row, columns: mapping.columns, headers };
  const named = namedColumns(first, mapping.layout, true);
  if (named) return { after: named.headerRow, columns: named.columns, headers: named.headers };
  const [top] = first;
  const isHead = top !== undefined && !isRowOf(top, mapping, kinds);
  return { after: isHead ? top.row : 0, columns: mapping.columns, headers: isHead ? headersOf(top) : headers };
}

const isEqual = (some: readonly string[], others: readonly string[]): boolean =>
  headersFingerprint(some) === headersFingerprint(others);

/** Whether a row can be one of this layout, rather than a header of its own kind. */
function isRowOf(row: SheetRow, { layout, columns }: ColumnMapping, kinds: Kinds): boolean {
  if (!looksLikeHeader(row)) return true;
  if (isRun(layout)) return runRole(layout, row, { columns, headers: [] }, kinds) !== "unknown";
  if (layout === "bags" && columns.role !== null) return /^(parent|child)$/i.test(cellAt(row, columns.role));
  if (layout === "bags") return readCode(cellAt(row, columns.code), kinds).is === "parent";
  return columns.capacity === null || /^\d*$/.test(cellAt(row, columns.capacity));
}
