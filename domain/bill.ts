/** A bill as it stands, under lock or decided a moment ago. */
import { kilograms, type Placed } from "./bag.ts";
import type { BillFields } from "./command.ts";
import { LIMITS } from "./limits.ts";
import { storable, withoutControlsAtEnds } from "./text.ts";
import type { BillStatus, BillTotals } from "./shapes.ts";

/** A bill's number in upper case: the same number in any case is the same bill. */
export type BillKey = string & { readonly brand: "BillKey" };

export interface Bill extends BillFields {
  /** null: created by the batch that is being decided. */
  readonly id: number | null;
  readonly number: string;
  readonly linkedCount: number;
  readonly childCount: number;
  readonly weightG: number;
  readonly expectedWeightG: number;
  readonly version: number;
  /** When and by whom it was completed; null while it is open. */
  readonly completed: Placed | null;
  readonly voided: boolean;
  /** Taken back by the import that made it: as good as not there until somebody makes it again. */
  readonly withdrawn: boolean;
  /** The import that made it last; null: a person did. */
  readonly importId: number | null;
  readonly short: boolean;
  readonly shortReason: string | null;
}

export const billKey = (number: string): BillKey =>
  storable(trimmed(number)).replace(/[a-z]+/g, (letters) => letters.toUpperCase()) as BillKey;

/** What a typed or scanned bill number comes to: the number to keep, or why not. */
export function readBillNumber(raw: string): { readonly number: string } | "empty" | "too_long" | "bad_format" {
  const number = trimmed(raw);
  if (number === "") return "empty";
  if ([...number].length > LIMITS.billNumberCharsMax) return "too_long";
  // "." and ".." cannot stand in a path; a control character cannot be typed again.
  if (/\p{C}/u.test(number) || number === "." || number === "..") return "bad_format";
  return { number };
}

/** Derived, in this one place. */
export function billStatus(bill: Pick<Bill, "voided" | "completed" | "linkedCount">): BillStatus {
  if (bill.voided) return "voided";
  if (bill.completed) return "completed";
  return bill.linkedCount > 0 ? "processing" : "new";
}

export const billTotals = (bill: Bill): BillTotals => ({
  number: bill.number,
  linkedCount: bill.linkedCount,
  capacity: bill.capacity,
  childCount: bill.childCount,
  weightKg: kilograms(bill.weightG),
  expectedWeightKg: kilograms(bill.expectedWeightG),
  status: billStatus(bill),
});

const trimmed = (text: string): string => withoutControlsAtEnds(text).trim();
