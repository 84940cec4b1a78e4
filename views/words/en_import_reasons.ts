/** English: why a row, a whole file, or the taking back of an import is not possible, and what to do now. */
import type { ImportFault, ImportReason, RowFault } from "../../domain/import_reasons.ts";
import type { ImportObstacle, ImportProblemDetail } from "../../domain/import_shapes.ts";
import type { Outcome } from "../../domain/outcomes.ts";
import type { Told } from "./told.ts";

/** About the code in the cell, and what stands there already. */
export type ReasonSentence = (code: string, at: ImportProblemDetail) => Told;

/** Outcomes that are not among them are told in the words of a scan. */
export const importReasons: Record<RowFault, ReasonSentence> & Partial<Record<ImportReason & Outcome, ReasonSentence>> =
  {
    digits_lost: () => ({
      says: "The spreadsheet changed this number.",
      todo: "Format the column as text and enter the code again.",
    }),
    formula_without_value: () => ({ says: "This formula has no value.", todo: "Put the code in its place." }),
    cell_error: () => ({ says: "This cell shows no value.", todo: "Put the code in it." }),
    unknown_row: () => ({
      says: "This is no bag, no sack and no bill.",
      todo: "Correct the row, or take it out.",
    }),
    no_parent_below: () => ({ says: "No sack stands below this bag.", todo: "Add the row of its sack." }),
    no_bill_below: () => ({ says: "No bill stands below this sack.", todo: "Add the row of its bill." }),
    nothing_above: () => ({ says: "Nothing stands above this row.", todo: "Add what belongs to it, or take it out." }),
    code_missing: () => ({ says: "The code is missing.", todo: "Enter it beside this cell." }),
    batch_too_long: () => ({
      says: "So many rows fit in no sack and on no bill.",
      todo: "Look for the row of a sack, or of a bill, that is missing.",
    }),
    type_unknown: () => ({ says: "The type is neither parent nor child.", todo: "Write parent or child." }),
    no_parent_named: () => ({ says: "This bag is new, and no sack is named.", todo: "Name its sack." }),
    capacity_not_a_number: () => ({ says: "How many sacks it takes is no number.", todo: "Enter 1 to 500." }),
    nothing_goes_in: () => ({ says: "Nothing can go into it, so it is left out.", todo: "Correct its other rows." }),
    over_parent_capacity: (_, at) => ({
      says: `${count(at.asked)} bags for a sack of ${count(at.capacity)}. None of them goes in.`,
      todo: "Divide them over two sacks.",
    }),
    over_bill_capacity: (_, at) => ({
      says: `${count(at.asked)} sacks for a bill of ${count(at.capacity)}. None of them goes on.`,
      todo: "Raise the bill's capacity, or use another bill.",
    }),
    bill_differs: () => ({
      says: "The bill is there with another capacity or description.",
      todo: "Change it on its own page.",
    }),

    empty: () => ({ says: "This cell is empty.", todo: "Enter the code, or take the row out." }),
    too_long: () => ({ says: "This is too long to be a code.", todo: "Enter the code alone." }),
    bad_format: () => ({
      says: "This is no code.",
      todo: "A sack is like SB00042. A bag is 4 to 20 numbers or letters.",
    }),
    self_link: () => ({ says: "A sack cannot go into itself.", todo: "Enter the bag." }),
    wrong_type: () => ({
      says: "A sack stands where a bag belongs, or a bag where a sack belongs.",
      todo: "Enter it where it belongs.",
    }),
    bag_voided: (code) => ({ says: `${code} is void.`, todo: "Use another label." }),
    child_elsewhere: (_, at) => ({
      says: `Already in ${at.parent ?? "another sack"}${at.bill ? `, bill ${at.bill}` : ""}.`,
      todo: "Move it on its own page, or take the row out.",
    }),
    parent_full: (_, at) => ({
      says: `${at.parent ?? "The sack"} is full.`,
      todo: "Put the bag in another sack.",
    }),
    bag_not_found: (code) => ({ says: `${code} is not known here.`, todo: "Import or scan it first." }),
    bag_on_other_bill: (_, at) => ({
      says: `Already on bill ${at.bill ?? "of another load"}.`,
      todo: "Take it off there first.",
    }),
    empty_parent: () => ({ says: "This sack is empty.", todo: "Import or scan its bags first." }),
    bill_exists: (code) => ({ says: `Bill ${code} is there already.`, todo: "Change it on its own page." }),
    bill_full: (_, at) => ({
      says: `${at.bill ? `Bill ${at.bill}` : "The bill"} is full.`,
      todo: "Raise its capacity, or use another bill.",
    }),
    bill_completed: (_, at) => ({
      says: `${at.bill ? `Bill ${at.bill}` : "The bill"} is completed.`,
      todo: "Open it again first, or use another bill.",
    }),
    bill_voided: (_, at) => ({
      says: `${at.bill ? `Bill ${at.bill}` : "The bill"} is void.`,
      todo: "Use another bill.",
    }),
    capacity_out_of_range: () => ({ says: "A bill takes 1 to 500 sacks.", todo: "Enter 1 to 500." }),
  };

/** Too many, where nobody counted them. */
const count = (number: number | undefined): string => number === undefined ? "Too many" : String(number);

export const importFaults: Record<ImportFault, Told> = {
  too_large: { says: "The file is too large.", todo: "Divide it into smaller ones." },
  upload_broken: { says: "The file did not arrive whole.", todo: "Send it again." },
  not_a_sheet: { says: "This is no spreadsheet.", todo: "Save it as .xlsx or .csv, and send that." },
  wrong_kind: {
    says: "The file is of another kind than its name says.",
    todo: "Open it in a spreadsheet program, save it as .xlsx, and send that.",
  },
  password_protected: { says: "The file has a password.", todo: "Save it without one, and send that." },
  damaged: { says: "The file is damaged.", todo: "Open it in a spreadsheet program, save it anew, and send that." },
  unpacks_too_large: { says: "Unpacked, the file is too large.", todo: "Divide it into smaller ones." },
  too_many_rows: { says: "The file has too many rows.", todo: "Divide it into smaller ones." },
  too_many_columns: { says: "The file has too many columns.", todo: "Keep only the columns with codes." },
  external_entities: {
    says: "The file refers to things outside of it.",
    todo: "Save it as .csv, and send that.",
  },
  bad_encoding: { says: "The file's text cannot be read.", todo: "Save it as .xlsx, or as .csv in UTF-8." },
  no_rows: { says: "The file holds no rows.", todo: "Look whether it is the right one." },
  too_slow: { says: "Reading the file takes too long.", todo: "Save it as .csv, or divide it." },
  file_gone: { says: "The file is gone: the server ended before it was read.", todo: "Send it again." },
  internal: {
    says: "It stopped half-way, and not because of the file.",
    todo: "Send it again. Tell whoever runs TraceTrack.",
  },
};

type ObstacleSentence = (code: string, parent: string | null, bill: string | null) => string;

/** What was built on an import since. */
export const importObstacles: Record<ImportObstacle["reason"], ObstacleSentence> = {
  moved: (code, parent) => `${code} has moved${parent ? ` to ${parent}` : ""}.`,
  on_bill: (code, _, bill) => `${code} is on ${bill ? `bill ${bill}` : "a bill"}.`,
  has_more: (code) => `${code} holds more than was put in.`,
  bill_closed: (code, _, bill) => `Bill ${bill ?? code} is completed.`,
  bill_changed: (code, _, bill) => `Bill ${bill ?? code} was changed.`,
  gone: (code) => `${code} is void, or taken out.`,
};
