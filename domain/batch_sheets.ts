/**
 * Sheets as the warehouse writes them by hand: a sack's bags and then the sack, a bill's sacks and then the bill. Taken away,
 * they can be put in again. The layouts stand in `import_shapes.ts` as `child_parent_batches` and `parent_bill_batches`.
 */
import type { Column } from "./sheet.ts";

/** What is in a sack or on a bill, in the order in which it came there. */
export interface Batch {
  /** The sack's code, or the bill's number. */
  readonly of: string;
  readonly codes: readonly string[];
}

export interface BatchRow {
  readonly serial: number | string;
  readonly text: string;
}

export const BATCH_COLUMNS: readonly Column<BatchRow>[] = [
  { name: "Sr. No.", cell: ({ serial }) => serial },
  { name: "QR Code", cell: ({ text }) => text },
];

/** Sacks with their bags; an empty sack has nothing to tell. */
export const packingRows = (batches: readonly Batch[]): BatchRow[] =>
  batches.flatMap(({ of, codes }) =>
    codes.length === 0 ? [] : [...numbered(codes.map(labelOf)), { serial: "Parent Code", text: of }]
  );

/** Bills with their sacks; a bill without any has nothing to tell. */
export const loadingRows = (batches: readonly Batch[]): BatchRow[] =>
  batches.flatMap(({ of, codes }) =>
    codes.length === 0
      ? []
      : [...codes.map((text, place) => ({ serial: place + 1, text })), { serial: "Bill No.", text: of }]
  );

/** As a label reads; codes that are no label's number stand for themselves. */
const labelOf = (code: string): string => /^\d+$/.test(code) ? `LABEL NO.${code}` : code;

/** In these sheets the number 16 with anything but a label names the sack itself: a bag's bare code is never given it. */
function numbered(texts: readonly string[]): BatchRow[] {
  let serial = 0;
  return texts.map((text) => {
    serial++;
    if (serial === SERIAL_OF_SACKS && !text.startsWith("LABEL NO.")) serial++;
    return { serial, text };
  });
}

const SERIAL_OF_SACKS = 16;
