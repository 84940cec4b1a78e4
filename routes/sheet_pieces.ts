/** A table as the bytes of a file, in pieces: each is made only when it is asked for, and none takes long. */
import { csvHead, csvLines } from "../domain/csv.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Sheet, SheetFormat } from "../domain/sheet.ts";
import { partsBesideSheet, SHEET_END, SHEET_PATH, sheetHead, sheetRows } from "../domain/xlsx.ts";
import type { Deps } from "./deps.ts";

/** What a format needs to be written: rows from the first batch on, and the business's clock. */
export interface SheetSource<Row> extends Sheet<Row> {
  readonly batches: AsyncIterable<readonly Row[]>;
  readonly firstRows: readonly Row[];
  readonly timeZone: string;
}

/** One piece a call; null at the end. */
export interface Pieces {
  readonly next: () => Promise<Uint8Array<ArrayBuffer> | null>;
  /** Nothing more is asked for. */
  readonly leave: () => Promise<void>;
}

type Writer = <Row>(source: SheetSource<Row>, deps: Pick<Deps, "zip">) => Pieces;

export const PIECES_OF: Readonly<Record<SheetFormat, Writer>> = { csv: csvPieces, xlsx: xlsxPieces };

function csvPieces<Row>({ columns, batches, timeZone }: SheetSource<Row>): Pieces {
  const encoder = new TextEncoder();
  const lines = csvTexts(columns, batches, timeZone);
  return {
    next: async () => {
      const { done, value } = await lines.next();
      return done ? null : encoder.encode(value);
    },
    leave: async () => void await lines.return(undefined),
  };
}

/** The head goes with the first rows, if there are any. */
async function* csvTexts<Row>(
  columns: Sheet<Row>["columns"],
  batches: AsyncIterable<readonly Row[]>,
  timeZone: string,
): AsyncGenerator<string, void> {
  let head = csvHead(columns, timeZone);
  for await (const rows of batches) {
    if (rows.length === 0) continue;
    yield head + csvLines(columns, rows, timeZone);
    head = "";
  }
  if (head !== "") yield head;
}

function xlsxPieces<Row>(source: SheetSource<Row>, { zip }: Pick<Deps, "zip">): Pieces {
  const beside = partsBesideSheet(source.name).map(({ path, xml }) => ({ path, pieces: [xml] }));
  const sheet = sheetXml(source);
  const reader = zip([...beside, { path: SHEET_PATH, pieces: sheet }]).getReader();
  return {
    next: async () => (await reader.read()).value ?? null,
    leave: async () => {
      await reader.cancel();
      await sheet.return();
    },
  };
}

async function* sheetXml<Row>(source: SheetSource<Row>): AsyncGenerator<string, void> {
  const { columns, batches, firstRows, timeZone } = source;
  yield sheetHead(columns, firstRows, timeZone);
  let place = 2;
  for await (const rows of batches) {
    for (let first = 0; first < rows.length; first += LIMITS.xlsxRowsAtOnce) {
      const some = rows.slice(first, first + LIMITS.xlsxRowsAtOnce);
      yield sheetRows(columns, some, place, timeZone);
      place += some.length;
      if (place > EXCEL_ROWS_MAX) throw new Error("Cannot go on with an XLSX: no spreadsheet opens so many rows");
    }
  }
  yield SHEET_END;
}

/** Of the format itself. Whoever knows how many rows there are has refused long before. */
const EXCEL_ROWS_MAX = 1_048_576;
