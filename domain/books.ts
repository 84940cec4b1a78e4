/**
 * What a batch has read under lock, and what its commands have made of it so far. A code, bill or event that was not read
 * is not guessed at: asking for it throws a Gap, and the batch starts over with that row locked too.
 */
import type { Bag, Child, Parent } from "./bag.ts";
import { type Bill, type BillKey, billKey } from "./bill.ts";
import type { PastEvent } from "./event.ts";

/** What must be locked and read before a batch can be decided. Sets only grow. */
export interface Needs {
  readonly codes: Set<string>;
  readonly bills: Set<BillKey>;
  /** Names of stations: registered when unknown, before anything is locked. */
  readonly stations: Set<string>;
  /** The commands' own keys, and those that undos name. */
  readonly keys: Set<string>;
  /** Bills whose every parent is touched, such as one that is voided. */
  readonly wholeBills: Set<BillKey>;
  /** Beginnings of bill numbers of which the highest number is wanted: "B-20261122-". */
  readonly numberPrefixes: Set<string>;
}

export const noNeeds = (): Needs => ({
  codes: new Set(),
  bills: new Set(),
  stations: new Set(),
  keys: new Set(),
  wholeBills: new Set(),
  numberPrefixes: new Set(),
});

/** What the store read under lock for certain needs. Codes and bills that it did not find do not exist. */
export interface Reading {
  /** The database's clock, after the last lock was granted. */
  readonly now: Date;
  /** The number of the transaction that holds the locks; 0 where nothing is locked. Snapshots tell whether they have it. */
  readonly transaction: number;
  readonly bags: readonly Bag[];
  readonly bills: readonly Bill[];
  readonly events: readonly PastEvent[];
  readonly parentsOfBills: ReadonlyMap<BillKey, readonly string[]>;
  /** The highest number in use behind each prefix; 0 when none is. */
  readonly highestNumbers: ReadonlyMap<string, number>;
}

/** Thrown when a decision needs a row that was not read. `widen` adds it to the needs. */
export class Gap extends Error {
  override readonly name = "Gap";
  constructor(readonly widen: (needs: Needs) => void) {
    super("A decision needs a row that is not locked");
  }
}

/** Nine digits: a longer one would not be found again, and be made twice. */
const NUMBER_MAX = 999_999_999;

export class Books {
  readonly #needs: Needs;
  readonly #bags: Map<string, Bag>;
  readonly #bills: Map<BillKey, Bill>;
  readonly #events: Map<string, PastEvent>;
  readonly #reading: Reading;
  /** What stood before, while something is tried out: the latest last. */
  #trial: (() => void)[] | null = null;

  constructor(needs: Needs, reading: Reading) {
    this.#needs = needs;
    this.#reading = reading;
    this.#bags = bagsByCode(reading);
    this.#bills = billsByKey(reading);
    this.#events = new Map(reading.events.map((event) => [event.key, event]));
  }

  /** The one time of the whole batch, by the database's clock. */
  get now(): Date {
    return this.#reading.now;
  }

  get transaction(): number {
    return this.#reading.transaction;
  }

  /** @throws {Gap} when the code was not read. */
  bag(code: string): Bag | null {
    const bag = this.#bags.get(code);
    if (!bag && !this.#needs.codes.has(code)) throw new Gap((needs) => needs.codes.add(code));
    return bag && !bag.withdrawn ? bag : null;
  }

  parent(code: string): Parent | null {
    const bag = this.bag(code);
    return bag?.role === "parent" ? bag : null;
  }

  child(code: string): Child | null {
    const bag = this.bag(code);
    return bag?.role === "child" ? bag : null;
  }

  /** The same bag without a demand that it is locked: for words, never for decisions. */
  parentIfRead(code: string): Parent | null {
    const bag = this.#bags.get(code);
    return bag?.role === "parent" ? bag : null;
  }

  /** @throws {Gap} when the bill was not read. */
  bill(key: BillKey): Bill | null {
    const bill = this.#bills.get(key);
    if (!bill && !this.#needs.bills.has(key)) throw new Gap((needs) => needs.bills.add(key));
    return bill && !bill.withdrawn ? bill : null;
  }

  /** @throws {Gap} when the key was not looked up. */
  event(key: string): PastEvent | null {
    const event = this.#events.get(key);
    if (!event && !this.#needs.keys.has(key)) throw new Gap((needs) => needs.keys.add(key));
    return event ?? null;
  }

  /** Every parent that is on the bill now. @throws {Gap} when the bill was not read whole. */
  parentsOn(key: BillKey): Parent[] {
    const read = this.#reading.parentsOfBills.get(key);
    if (!read && this.bill(key)?.id !== null) throw new Gap((needs) => needs.wholeBills.add(key));
    const unread = (read ?? []).filter((code) => !this.#needs.codes.has(code));
    if (unread.length > 0) throw new Gap((needs) => unread.forEach((code) => needs.codes.add(code)));
    return [...this.#bags.values()].filter((bag): bag is Parent => bag.role === "parent" && bag.bill === key);
  }

  /**
   * The next unused number behind a prefix, typed ones of this batch counted; null when somebody typed the last one that
   * is looked at. @throws {Gap} when it was not looked up.
   */
  nextNumber(prefix: string): number | null {
    const highest = this.#reading.highestNumbers.get(prefix);
    if (highest === undefined) throw new Gap((needs) => needs.numberPrefixes.add(prefix));
    const here = [...this.#bills.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
    const last = Math.max(highest, ...here.filter((digits) => /^[0-9]{4,9}$/.test(digits)).map(Number));
    return last < NUMBER_MAX ? last + 1 : null;
  }

  putBag(bag: Bag): void {
    if (this.#trial) this.#trial.push(setterBack(this.#bags, bag.code));
    this.#bags.set(bag.code, bag);
  }

  putBill(bill: Bill): void {
    const key = billKey(bill.number);
    if (this.#trial) this.#trial.push(setterBack(this.#bills, key));
    this.#bills.set(key, bill);
  }

  /** Bags and bills that `deed` puts in stay in, unless it comes to null or throws: then they are as before. Not nested. */
  tryOut<Result>(deed: () => Result | null): Result | null {
    const trial: (() => void)[] = [];
    this.#trial = trial;
    let result: Result | null = null;
    try {
      result = deed();
    } finally {
      this.#trial = null;
      if (result === null) trial.reverse().forEach((setBack) => setBack());
    }
    return result;
  }

  putEvent(event: PastEvent): void {
    this.#events.set(event.key, event);
  }

  /** Every bag that differs from what was read, beside what was read (null: registered here). */
  changedBags(): { readonly before: Bag | null; readonly after: Bag }[] {
    const read = bagsByCode(this.#reading);
    return [...this.#bags.values()]
      .map((after) => ({ before: read.get(after.code) ?? null, after }))
      .filter(({ before, after }) => before !== after);
  }

  changedBills(): { readonly before: Bill | null; readonly after: Bill }[] {
    const read = billsByKey(this.#reading);
    return [...this.#bills.values()]
      .map((after) => ({ before: read.get(billKey(after.number)) ?? null, after }))
      .filter(({ before, after }) => before !== after);
  }
}

// What was withdrawn is as good as not there: whoever registers it again finds it new.
const bagsByCode = ({ bags }: Reading): Map<string, Bag> =>
  new Map(bags.filter(({ withdrawn }) => !withdrawn).map((bag) => [bag.code, bag]));

const billsByKey = ({ bills }: Reading): Map<BillKey, Bill> =>
  new Map(bills.filter(({ withdrawn }) => !withdrawn).map((bill) => [billKey(bill.number), bill]));

function setterBack<Key, Row>(rows: Map<Key, Row>, key: Key): () => void {
  const before = rows.get(key);
  return () => before === undefined ? rows.delete(key) : rows.set(key, before);
}
