/** Sheets for tests of what is made of them: rows as lists of texts, and batches told in short. */
import { ImportReading } from "../../domain/import_reading.ts";
import type { Recognised } from "../../domain/import_recognition.ts";
import { type SheetRow, sheetRow } from "../../domain/import_rows.ts";
import type { ColumnMapping, ImportBatch, ImportLayout, ImportRow, MappingGuess } from "../../domain/import_shapes.ts";
import { KINDS } from "./heart.ts";

export type Cells = readonly string[];

/** Numbered from 1; an empty list is a blank row. */
export const rowsOf = (rows: readonly Cells[]): SheetRow[] =>
  rows.map((cells, place) => sheetRow(place + 1, [...cells]));

export interface Read {
  readonly found: Recognised | null;
  readonly unknown: MappingGuess | null;
  readonly headers: readonly string[];
  readonly batches: readonly ImportBatch[];
  readonly rowsRead: number;
}

/** What becomes of these sheets. */
export function readRows(
  sheets: Readonly<Record<string, readonly (Cells | SheetRow)[]>>,
  { layout = "auto", mapping = null }: { layout?: ImportLayout | "auto"; mapping?: ColumnMapping | null } = {},
): Read {
  const batches: ImportBatch[] = [];
  let found: Recognised | null = null, unknown: MappingGuess | null = null, headers: readonly string[] = [];
  const reading = new ImportReading({ layout, mapping, kinds: KINDS }, {
    recognised: (one) => (found = one, headers = one.headers),
    batch: (batch) => batches.push(batch),
    unknown: (guess, named) => (unknown = guess, headers = named),
  });
  for (const [name, rows] of Object.entries(sheets)) {
    reading.beginSheet(name);
    rows.forEach((row, place) => reading.add("cells" in row ? row : sheetRow(place + 1, [...row as Cells])));
    reading.endSheet();
  }
  return { found, unknown, headers, batches, rowsRead: reading.rowsRead };
}

/** A row in short: "3 child 0016586 in SB00042", "4 bad type_unknown at Type". */
export function inShort(row: ImportRow): string {
  switch (row.wish) {
    case "parent":
      return `${row.row} parent ${row.parent}`;
    case "child":
      return `${row.row} child ${row.child} in ${row.parent}`;
    case "bill":
      return `${row.row} bill ${row.bill} for ${row.capacity}: ${row.description}`;
    case "bill_of_batch":
      return `${row.row} bill ${row.bill} of ${row.capacity}`;
    case "load":
      return `${row.row} load ${row.parent} on ${row.bill}`;
    case "bad":
      return `${row.row} bad ${row.reason} at ${row.column}`;
  }
}

/** Each batch as its rows, joined by commas; whole ones in brackets. */
export const batchesInShort = (batches: readonly ImportBatch[]): string[] =>
  batches.map(({ isWhole, rows }) => {
    const told = rows.map(inShort).join(", ");
    return isWhole ? `[${told}]` : told;
  });
