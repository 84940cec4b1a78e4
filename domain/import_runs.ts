/** Rows of the batch layouts: bags and then their sack, or sacks and then their bill, again and again down a sheet. */
import { type Kinds, normalise, readCode } from "./code.ts";
import { badRow, longText, type SheetColumns, wished } from "./import_plain.ts";
import type { ImportReason } from "./import_reasons.ts";
import { cellAt, faultAt, type SheetRow } from "./import_rows.ts";
import type { ImportColumn, ImportRow } from "./import_shapes.ts";

export type RunLayout = "child_parent_batches" | "parent_bill_batches";

/**
 * - member   one of what a batch gathers
 * - ender    the sack or bill that it was gathered for
 * - unsure   an ender, unless the next row goes on counting
 * - unknown  neither
 */
export type RunRole = "member" | "ender" | "unsure" | "unknown";

/** A row of a batch that is being gathered, and why it cannot go in whatever follows. */
export interface Gathered {
  readonly row: SheetRow;
  readonly fault: { readonly column: ImportColumn; readonly reason: ImportReason } | null;
}

/** A number in the first column, as people and spreadsheets write it: 7, 7. or 7.0. */
const SERIAL = /^\d{1,9}([.)]|[.,]0+)?$/;
const LABEL = /label\s*no/i;
const PARENT_MARK = /^parent\s*code\W*$/i;
const BILL_MARK = /bill/i;
/** Of the daily sheet: fifteen bags, and their sack in the sixteenth row. */
const PARENT_SERIAL = 16;

export const isSerial = (text: string): boolean => SERIAL.test(text);
export const isLabel = (text: string): boolean => LABEL.test(text);
export const isParentMark = (serial: string): boolean => PARENT_MARK.test(serial);
export const isBillMark = (serial: string): boolean => BILL_MARK.test(serial);

export function runRole(layout: RunLayout, row: SheetRow, { columns }: SheetColumns, kinds: Kinds): RunRole {
  const serial = cellAt(row, columns.serial), text = cellAt(row, columns.text);
  if (layout === "parent_bill_batches") return isBillMark(serial) ? "ender" : isSerial(serial) ? "member" : "unknown";
  if (isParentMark(serial) || beginsLikeParent(text, kinds)) return "ender";
  if (!isSerial(serial)) return "unknown";
  if (isLabel(text) || Number.parseInt(serial, 10) !== PARENT_SERIAL) return "member";
  // A sack of thirty has a sixteenth bag, whose label may have been typed as its bare number.
  return readCode(text, kinds).is === "child" ? "unsure" : "ender";
}

const beginsLikeParent = (text: string, kinds: Kinds): boolean => {
  const code = normalise(text.slice(0, 32));
  return kinds.some(({ prefix }) => code.startsWith(prefix));
};

/** Whether a row goes on where an unsure one stood: the counting does not begin anew. */
export const goesOn = (row: SheetRow, { columns }: SheetColumns): boolean =>
  Number.parseInt(cellAt(row, columns.serial), 10) === PARENT_SERIAL + 1;

/** What is wrong with a row by itself. */
export function faultOf(role: RunRole, row: SheetRow, { columns }: SheetColumns): Gathered["fault"] {
  const inSerial = faultAt(row, columns.serial);
  // "1.5" is no number of a row, which is all that there is to say of it.
  if (inSerial && inSerial.reason !== "digits_lost") return { column: "serial", reason: inSerial.reason };
  if (role === "unknown") return { column: "serial", reason: "unknown_row" };
  const inText = faultAt(row, columns.text);
  if (inText) return { column: "text", reason: inText.reason };
  if (cellAt(row, columns.text) !== "") return null;
  return { column: "text", reason: role === "ender" ? "code_missing" : "empty" };
}

/** The rows of a batch that has its sack or bill: that one first. */
export function wholeRun(
  layout: RunLayout,
  members: readonly Gathered[],
  ender: SheetRow,
  sheet: SheetColumns,
  kinds: Kinds,
): readonly ImportRow[] {
  const name = textOf(ender, sheet);
  const first: ImportRow = layout === "child_parent_batches"
    ? wished(ender, { wish: "parent", parent: name })
    : wished(ender, { wish: "bill_of_batch", bill: name, capacity: distinctParents(members, sheet, kinds) });
  return [
    first,
    ...members.map(({ row, fault }) => {
      if (fault) return refusedRow(row, fault, sheet);
      const text = textOf(row, sheet);
      return layout === "child_parent_batches"
        ? wished(row, { wish: "child", child: text, parent: name })
        : wished(row, { wish: "load", parent: text, bill: name });
    }),
  ];
}

/** A new bill has room for the sacks that stand above it. */
function distinctParents(members: readonly Gathered[], sheet: SheetColumns, kinds: Kinds): number {
  const codes = new Set<string>();
  for (const { row, fault } of members) {
    const reading = fault ? null : readCode(textOf(row, sheet), kinds);
    if (reading?.is === "parent") codes.add(reading.code);
  }
  return Math.max(1, codes.size);
}

/** A row that cannot go in: for what is wrong with itself, else for what became of its batch. */
export const refusedRow = (
  row: SheetRow,
  fault: { readonly column: ImportColumn | null; readonly reason: ImportReason },
  sheet: SheetColumns,
): ImportRow => badRow(row, sheet, fault.column, textOf(row, sheet), fault.reason);

const textOf = (row: SheetRow, { columns }: SheetColumns): string => longText(cellAt(row, columns.text));
