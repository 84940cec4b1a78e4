/** What earlier steps of a check decided and did not write: later steps must find it as if it stood. */
import type { Bag } from "./bag.ts";
import { type Bill, type BillKey, billKey } from "./bill.ts";
import type { Books, Needs, Reading } from "./books.ts";

export class Carried {
  readonly #repeated: ReadonlySet<string>;
  readonly #bags = new Map<string, Bag>();
  readonly #bills = new Map<BillKey, Bill>();

  /**
   * `repeated`: codes as read, and keys of bills, that more than one step names: only these are kept. It may grow, as long
   * as a name is in it before the first step that names it is kept.
   */
  constructor(repeated: ReadonlySet<string>) {
    this.#repeated = repeated;
  }

  /**
   * The reading with what was kept in the place of what is stored, and beside it. `needs`: what the step names. Bills of
   * kept parents come along by themselves, where the check changed them; where it did not, they stand in the reading,
   * since the store reads the bills of the parents that it reads. A live scan between two steps can still open a Gap.
   */
  over(needs: Needs, reading: Reading): Reading {
    if (this.#bags.size === 0 && this.#bills.size === 0) return reading;
    const bags = new Map(reading.bags.map((bag) => [bag.code, bag]));
    putOver(bags, this.#bags, needs.codes);
    const bills = new Map(reading.bills.map((bill) => [billKey(bill.number), bill]));
    const ofParents = [...bags.values()].flatMap((bag) => bag.role === "parent" && bag.bill !== null ? [bag.bill] : []);
    putOver(bills, this.#bills, [...bills.keys(), ...needs.bills, ...ofParents]);
    return { ...reading, bags: [...bags.values()], bills: [...bills.values()] };
  }

  /** Remembers what the books have come to. */
  keep(books: Books): void {
    const needed = new Set<BillKey>();
    for (const { after } of books.changedBags()) {
      if (!this.#repeated.has(after.code)) continue;
      this.#bags.set(after.code, withHome(books, after));
      if (after.role === "parent" && after.bill !== null) needed.add(after.bill);
    }
    for (const { after } of books.changedBills()) {
      const key = billKey(after.number);
      if (this.#repeated.has(key) || needed.has(key) || this.#bills.has(key)) this.#bills.set(key, after);
    }
  }
}

function putOver<Key, Row>(rows: Map<Key, Row>, kept: ReadonlyMap<Key, Row>, keys: Iterable<Key>): void {
  for (const key of keys) {
    const row = kept.get(key);
    if (row !== undefined) rows.set(key, row);
  }
}

/** A refusal names the bill of the sack that a bag is in; a later step may not have read that sack. */
function withHome(books: Books, bag: Bag): Bag {
  if (bag.role === "parent" || bag.parent === null) return bag;
  const parent = books.parentIfRead(bag.parent);
  return parent?.bill ? { ...bag, parentBillSeen: books.bill(parent.bill)?.number ?? null } : bag;
}
