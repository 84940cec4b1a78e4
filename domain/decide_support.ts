/** What several rules share. */
import type { Maker, Placed } from "./bag.ts";
import type { Bill, BillKey } from "./bill.ts";
import type { Books } from "./books.ts";
import type { Command } from "./command.ts";
import type { Outcome } from "./outcomes.ts";
import { storable } from "./text.ts";

/** "Put there now, by this person, through this command." */
export const placedBy = (books: Books, { by, key }: Command): Placed => ({
  at: books.now,
  byId: by.id,
  by: by.username,
  key,
});

/** Who registers what this command finds unregistered. */
export const makerOf = ({ by, importId }: Command): Maker => ({ id: by.id, area: by.area, importId: importId ?? null });

/** Free text as it is kept: blank is none. */
export const wordsOf = (text: string | null): string | null => text === null ? null : storable(text.trim()) || null;

/** Why nothing may be put on this bill or taken off it, if so. */
export function frozen(bill: Bill): Outcome | null {
  if (bill.voided) return "bill_voided";
  return bill.completed ? "bill_completed" : null;
}

export function frozenBy(books: Books, key: BillKey | null): Outcome | null {
  const bill = key === null ? null : books.bill(key);
  return bill ? frozen(bill) : null;
}
