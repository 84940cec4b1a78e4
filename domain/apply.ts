/** Makes decisions true in the books. Dull on purpose: every choice was made in `decide`. */
import type { Child, Parent, Placed } from "./bag.ts";
import type { Bill, BillKey } from "./bill.ts";
import type { Books } from "./books.ts";
import type { Effect } from "./decision.ts";

export function apply(books: Books, effects: readonly Effect[]): void {
  for (const effect of effects) applyOne(books, effect);
}

function applyOne(books: Books, effect: Effect): void {
  switch (effect.do) {
    case "register":
      return books.putBag(effect.bag);
    case "put_in":
      return putIn(books, effect.child, effect.parent, effect.placed);
    case "take_out":
      return takeOut(books, effect.child);
    case "put_on":
      return putOn(books, effect.parent, effect.bill, effect.placed);
    case "take_off":
      return takeOff(books, effect.parent);
    case "void_bag":
      return books.putBag({ ...must(books.bag(effect.code)), voided: true });
    case "withdraw_bag":
      return books.putBag({ ...must(books.bag(effect.code)), voided: true, withdrawn: true });
    case "withdraw_bill":
      return books.putBill({ ...must(books.bill(effect.bill)), voided: true, withdrawn: true });
    case "create_bill":
      return books.putBill(effect.bill);
    case "set_bill": {
      const bill = must(books.bill(effect.bill));
      return books.putBill({ ...bill, ...effect.to, version: bill.version + 1 });
    }
  }
}

function putIn(books: Books, code: string, parentCode: string, placed: Placed): void {
  const child = must(books.child(code));
  books.putBag({ ...child, parent: parentCode, packed: placed, parentBillSeen: null } satisfies Child);
  count(books, parentCode, 1);
}

function takeOut(books: Books, code: string): void {
  const child = must(books.child(code));
  books.putBag({ ...child, parent: null, packed: null, parentBillSeen: null } satisfies Child);
  count(books, must(child.parent), -1);
}

/** One child more or less: in the parent, and in the bill that the parent is on. */
function count(books: Books, code: string, children: number): void {
  const parent = must(books.parent(code));
  books.putBag({ ...parent, childCount: parent.childCount + children });
  if (parent.bill === null) return;
  const bill = must(books.bill(parent.bill));
  books.putBill({
    ...bill,
    childCount: bill.childCount + children,
    weightG: bill.weightG + children * parent.childWeightG,
  });
}

function putOn(books: Books, code: string, key: BillKey, placed: Placed): void {
  const parent = must(books.parent(code));
  books.putBag({ ...parent, bill: key, billed: placed } satisfies Parent);
  weigh(books, parent, key, 1);
}

function takeOff(books: Books, code: string): void {
  const parent = must(books.parent(code));
  books.putBag({ ...parent, bill: null, billed: null } satisfies Parent);
  weigh(books, parent, must(parent.bill), -1);
}

/** One parent more or less on a bill, with all that is in it. */
function weigh(books: Books, parent: Parent, key: BillKey, parents: 1 | -1): void {
  const bill: Bill = must(books.bill(key));
  books.putBill({
    ...bill,
    linkedCount: bill.linkedCount + parents,
    childCount: bill.childCount + parents * parent.childCount,
    weightG: bill.weightG + parents * parent.childCount * parent.childWeightG,
    expectedWeightG: bill.expectedWeightG + parents * parent.expectedWeightG,
    version: bill.version + 1,
  });
}

/** An effect names only what its decision has read. */
function must<Thing>(thing: Thing | null): Thing {
  if (thing === null) throw new Error("Cannot apply a decision: it names a row that is not there");
  return thing;
}
