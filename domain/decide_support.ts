/** What several rules share. */
import type { Placed } from "./bag.ts";
import type { Bill, BillKey } from "./bill.ts";
import type { Books } from "./books.ts";
import type { Command } from "./command.ts";
import type { Outcome } from "./outcomes.ts";

/** "Put there now, by this person, through this command." */
export const placedBy = (books: Books, { by, key }: Command): Placed => ({
  at: books.now,
  byId: by.id,
  by: by.username,
  key,
});

/** Why nothing may be put on this bill or taken off it, if so. */
export function frozen(bill: Bill): Outcome | null {
  if (bill.voided) return "bill_voided";
  return bill.completed ? "bill_completed" : null;
}

export function frozenBy(books: Books, key: BillKey | null): Outcome | null {
  const bill = key === null ? null : books.bill(key);
  return bill ? frozen(bill) : null;
}
