/** Taking back what an import registered, once nothing is in it or on it. Its history stays, its code is free again. */
import { billKey } from "./bill.ts";
import type { Books } from "./books.ts";
import { readCode } from "./code.ts";
import type { CommandOf } from "./command.ts";
import { accept, type Decision, refuse, type Terms } from "./decision.ts";

export function decideWithdrawBag(books: Books, command: CommandOf<"withdraw_bag">, terms: Terms): Decision {
  const reading = readCode(command.code, terms.kinds);
  const bag = "code" in reading ? books.bag(reading.code) : null;
  if (!bag) return refuse("bag_not_found");
  const facts = { [bag.role]: bag.code };
  if (bag.voided) return refuse("bag_voided", facts);
  const inUse = bag.role === "parent" ? bag.childCount > 0 || bag.bill !== null : bag.parent !== null;
  if (inUse) return refuse("bag_in_use", facts);
  return accept("bag_withdrawn", facts, { do: "withdraw_bag", code: bag.code });
}

export function decideWithdrawBill(books: Books, command: CommandOf<"withdraw_bill">): Decision {
  const key = billKey(command.bill);
  const bill = books.bill(key);
  if (!bill) return refuse("bill_not_found");
  if (bill.voided) return refuse("bill_voided", { bill: key });
  if (bill.completed) return refuse("bill_completed", { bill: key });
  // It is not the empty bill any more that was to be taken back.
  if (bill.linkedCount > 0) return refuse("version_conflict", { bill: key });
  return accept("bill_withdrawn", { bill: key }, { do: "withdraw_bill", bill: key });
}
