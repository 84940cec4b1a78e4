/** Putting parents on bills, moving them between bills and taking them off. The order of the checks is the contract's. */
import type { Parent } from "./bag.ts";
import { type BillKey, billKey } from "./bill.ts";
import type { Books } from "./books.ts";
import { readCode } from "./code.ts";
import type { CommandOf } from "./command.ts";
import { accept, type Decision, type Effect, refuse, type Terms } from "./decision.ts";
import { billNumberOf, readParentPlace } from "./decide_packing.ts";
import { frozen, frozenBy, placedBy } from "./decide_support.ts";
import type { EventFacts } from "./event.ts";

export function decideLinkBill(books: Books, command: CommandOf<"link_bill">, terms: Terms): Decision {
  const key = billKey(command.bill);
  const bill = books.bill(key);
  if (!bill) return refuse("bill_not_found");
  const place = readParentPlace(books, command.parent, terms);
  if ("refused" in place) return refuse(place.refused, { ...place.facts, bill: key });

  const { parent } = place;
  const facts: EventFacts = { parent: place.code, bill: key };
  if (parent?.voided) return refuse("bag_voided", facts);
  if (!parent) return refuse("bag_not_found", facts);
  if (parent.bill === key) return refuse("bag_already_on_bill", facts);
  const isFrozen = frozen(bill);
  if (isFrozen) return refuse(isFrozen, facts);
  const misplaced = isElsewhere(books, parent, command.moveFrom, facts);
  if (misplaced) return misplaced;
  if (parent.childCount === 0) return refuse("empty_parent", facts);
  if (bill.linkedCount >= bill.capacity) return refuse("bill_full", facts);

  const leaves: Effect[] = parent.bill === null ? [] : [{ do: "take_off", parent: parent.code }];
  return accept("bill_linked", { ...facts, fromBill: parent.bill }, ...leaves, {
    do: "put_on",
    parent: parent.code,
    bill: key,
    placed: placedBy(books, command),
  });
}

/** A parent goes straight on only from no bill, or from the bill that the command names. */
function isElsewhere(books: Books, parent: Parent, moveFrom: string | null, facts: EventFacts): Decision | null {
  if (parent.bill === null) return moveFrom === null ? null : refuse("bag_not_on_bill", facts);
  if (moveFrom === null || billKey(moveFrom) !== parent.bill) {
    return refuse("bag_on_other_bill", facts, {
      parent: null,
      bill: billNumberOf(books, parent),
      since: parent.billed?.at ?? null,
      by: parent.billed?.by ?? null,
    });
  }
  const sourceFrozen = frozenBy(books, parent.bill);
  return sourceFrozen ? refuse(sourceFrozen, { ...facts, fromBill: parent.bill }) : null;
}

export function decideUnlinkBill(books: Books, command: CommandOf<"unlink_bill">, terms: Terms): Decision {
  const key: BillKey = billKey(command.bill);
  const bill = books.bill(key);
  if (!bill) return refuse("bill_not_found");
  const reading = readCode(command.parent, terms.kinds);
  const parent = reading.is === "parent" ? books.parent(reading.code) : null;
  if (!parent || parent.bill !== key) {
    return refuse("not_on_bill", { bill: key, parent: reading.is === "parent" ? reading.code : null });
  }
  const facts = { parent: parent.code, bill: key };
  const isFrozen = frozen(bill);
  if (isFrozen) return refuse(isFrozen, facts);
  return accept("bill_unlinked", facts, { do: "take_off", parent: parent.code });
}
