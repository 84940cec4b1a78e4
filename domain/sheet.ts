/** A table to take away: named columns over plain rows. What writes it (CSV, XLSX) knows nothing of the rows. */

/** CSV for programs and for any number of rows; XLSX for people, up to `LIMITS.xlsxRowsMax`. */
export const SHEET_FORMATS = ["csv", "xlsx"] as const;
export type SheetFormat = (typeof SHEET_FORMATS)[number];

/** Numbers stay numbers and instants instants: how they look is the writer's business. */
export type Cell = string | number | boolean | Date | null;

export interface Column<Row> {
  /** English on every screen: other programs read it. */
  readonly name: string;
  /** Its cells are instants: the writer names their time zone in the head. */
  readonly isTime?: true;
  readonly cell: (row: Row) => Cell;
}

export interface Sheet<Row> {
  /** What its file is called, without date and ending. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  /** Rows by the batch, each fetched only when it is asked for, so that no reader makes us hold more than one. */
  readonly batches: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>;
}
