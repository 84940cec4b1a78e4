/** What is taken of sheets that come in, and how they are read. Spread into `LIMITS`; read there. */
export const SHEET_LIMITS = {
  /** A sheet that is read. More rows than any warehouse has bags; beyond it nobody could check what goes in. */
  importRowsMax: 2_000_000,
  /** A sheet of any spreadsheet program. */
  importSheetRowsMax: 1_048_576,
  /** Sheets have two columns, our exports some twenty. */
  importColumnsMax: 256,
  /** Of each row, what is kept to be shown and corrected. */
  importColumnsKept: 50,
  importCellCharsKept: 255,
  /** A bill holds 500 sacks: a batch beyond this has lost the row that ends it. */
  importBatchRowsMax: 1_000,
  /** Rows that stand for themselves and are decided together. */
  importRowsAtOnce: 200,
  /** Where the rows of a sheet begin is seen from its first ones: more than the sacks of one bill. */
  importLeadRowsMax: 600,
  /** Titles stand above the names of the columns, in a row or two. */
  importHeaderRowsMax: 10,
  importGuessRowsShown: 10,
  /** Workbooks are held in memory: unpacked, and as cells of some 150 bytes each. 200,000 rows of our own export fit. */
  importUnpackedBytesMax: 256_000_000,
  importCellsMax: 3_000_000,
  /** An .xls is not packed, and a cell of it can be 6 bytes. */
  importXlsBytesMax: 40_000_000,
  importZipEntriesMax: 5_000,
  /** A line of a CSV; what is longer has a quote that never ends. */
  importLineBytesMax: 1_000_000,
  /** What the reader hands over at a time, and how many such pieces it may be ahead. */
  importPieceBytes: 256_000,
  importPiecesAhead: 4,
  /** A workbook of 200,000 wide rows takes some 15 s of computing until its first row is there, on a busy machine thrice that. */
  importSilenceMsMax: 120_000,
  importReadMsMax: 10 * 60_000,
} as const;
