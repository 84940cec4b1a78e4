/** Why a row, or a whole file, cannot go in: the catalogue of outcomes, and what only a sheet can do wrong. */
import { type Outcome, OUTCOMES } from "./outcomes.ts";

/** Faults of a row that no scan can have. */
export const ROW_FAULTS = [
  /** A number cell that lost digits: over 15 of them, or shown as 1.2E+12. */
  "digits_lost",
  /** A formula whose value the file does not hold. */
  "formula_without_value",
  /** #REF! and its like. */
  "cell_error",
  /** In a batch sheet: neither a bag, nor a sack, nor a bill. */
  "unknown_row",
  /** Bags at a sheet's end, or before a bill's row, with no sack below them. */
  "no_parent_below",
  /** Sacks at a sheet's end with no bill below them. */
  "no_bill_below",
  /** A sack's row, or a bill's, with nothing above it. */
  "nothing_above",
  /** "Parent Code" or "Bill No." with an empty cell beside it. */
  "code_missing",
  /** More rows than any sack or bill can hold. */
  "batch_too_long",
  /** Plain bags: a type that is neither parent nor child. */
  "type_unknown",
  /** Plain bags: a child that nobody knows, and no parent named. */
  "no_parent_named",
  "capacity_not_a_number",
  /** A batch of which nothing can go in: its sack, or its bill, is not made for nothing. */
  "nothing_goes_in",
  /** More bags than the sack has room for: none of the batch goes in. */
  "over_parent_capacity",
  "over_bill_capacity",
  /** The bill is there with another capacity or description. */
  "bill_differs",
] as const;
export type RowFault = (typeof ROW_FAULTS)[number];

export type ImportReason = RowFault | Outcome;

/** Reasons that hang on the row alone, whatever is stored. Everything else is a conflict with what is there. */
const INVALID: ReadonlySet<ImportReason> = new Set<ImportReason>([
  ...["digits_lost", "formula_without_value", "cell_error", "unknown_row", "no_parent_below", "no_bill_below"] as const,
  ...["nothing_above", "code_missing", "batch_too_long", "type_unknown", "capacity_not_a_number"] as const,
  ...["empty", "too_long", "bad_format", "self_link", "wrong_type", "capacity_out_of_range"] as const,
]);

export const sortOf = (reason: ImportReason): "conflict" | "invalid" => INVALID.has(reason) ? "invalid" : "conflict";

export const isOutcome = (reason: ImportReason): reason is Outcome => reason in OUTCOMES;

/** Why a whole file is refused. */
export const IMPORT_FAULTS = [
  "too_large",
  "upload_broken",
  "not_a_sheet",
  /** Its content is another kind of file than its name says, such as a web page named .xlsx. */
  "wrong_kind",
  "password_protected",
  "damaged",
  /** Unpacked, it is larger than is taken. */
  "unpacks_too_large",
  "too_many_rows",
  "too_many_columns",
  "external_entities",
  "bad_encoding",
  /** No row that says anything. */
  "no_rows",
  /** Reading took longer than any honest sheet does, or more memory. */
  "too_slow",
  /** The server that held the file ended before it was read. */
  "file_gone",
  /** Ours to look into: the log has it. */
  "internal",
] as const;
export type ImportFault = (typeof IMPORT_FAULTS)[number];
