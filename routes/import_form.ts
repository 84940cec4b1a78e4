/** Reads what somebody chose as the columns of a sheet. */
import {
  type ColumnMapping,
  COLUMNS_OF,
  IMPORT_COLUMNS,
  IMPORT_LAYOUTS,
  type ImportColumn,
  type ImportLayout,
} from "../domain/import_shapes.ts";
import { LIMITS } from "../domain/limits.ts";
import type { MappingDraft } from "../views/import_mapping.tsx";
import type { Words } from "../views/words/en.ts";
import type { Told } from "../views/words/told.ts";

/** The mapping; or what was chosen, with what is wrong about it. Columns that the layout does not read are left out. */
export function readMapping(form: URLSearchParams, words: Words): { readonly mapping: ColumnMapping } | MappingDraft {
  const columns = columnsIn(form);
  const draft = { layout: form.get("layout") ?? "", headerRow: form.get("header_row")?.trim() ?? "", columns };
  const layout = IMPORT_LAYOUTS.find((one) => one === draft.layout) ?? IMPORT_LAYOUTS[0];
  const headerRow = /^\d{1,7}$/.test(draft.headerRow) ? Number(draft.headerRow) : null;
  const isRow = draft.headerRow === "" ||
    (headerRow !== null && headerRow >= 1 && headerRow <= LIMITS.sheetRowsMax);
  const warning = isRow ? wrongIn(layout, columns, words) : words.imports.mapHeader;
  if (warning) return { ...draft, warning };
  const read = new Set<string>(COLUMNS_OF[layout]);
  const placeOf = (name: ImportColumn) => read.has(name) && columns.includes(name) ? columns.indexOf(name) : null;
  const places = Object.fromEntries(IMPORT_COLUMNS.map((name) => [name, placeOf(name)])) as ColumnMapping["columns"];
  return { mapping: { layout, headerRow, columns: places } };
}

/** What each column of the sheet is, by its place; empty: not used. */
function columnsIn(form: URLSearchParams): string[] {
  const columns: string[] = [];
  for (const [name, value] of form) {
    const place = Number(/^column_(\d{1,5})$/.exec(name)?.[1] ?? NaN);
    if (place < LIMITS.sheetColumnsMax) columns[place] = value;
  }
  return Array.from(columns, (value) => value ?? "");
}

function wrongIn(layout: ImportLayout, columns: readonly string[], { imports }: Words): Told | null {
  const read = COLUMNS_OF[layout];
  const first = read[0]!;
  if (!columns.includes(first)) return imports.mapMissing(imports.columns[first]);
  const twice = read.find((name) => columns.filter((one) => one === name).length > 1);
  return twice ? imports.mapTwice(imports.columns[twice]) : null;
}
