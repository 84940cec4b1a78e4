/** The ledger on the stand-in: real locks with real waiting, a clock that a test turns, and faults that a seed strews. */
import type { Bag } from "../../domain/bag.ts";
import { type BillKey, billKey } from "../../domain/bill.ts";
import type { Needs, Reading } from "../../domain/books.ts";
import type { Change } from "../../domain/change.ts";
import type { PastEvent } from "../../domain/event.ts";
import { DatabaseAway, type Ledger, LostRace, type Transaction, UnknownFate } from "../../domain/ledger.ts";
import type { FakeClock } from "./fake_clock.ts";
import { MemoryLocks } from "./memory_locks.ts";
import { MemoryStore, type StoredEvent } from "./memory_store.ts";

/** What goes wrong with a commit. `stored_unknown` is the cruellest: it is stored, and we are told nothing. */
export type CommitFault = "refused" | "lost_race" | "lost_unknown" | "stored_unknown" | "stored_late_unknown";

export interface Faults {
  readonly onOpen?: () => "away" | "refused" | null;
  readonly onCommit?: (change: Change) => CommitFault | null;
  /** How long one flight takes, in the clock's milliseconds. */
  readonly flightMs?: () => number;
}

/** One database: its rows, its locks, its clock. Any number of ledgers may stand on it, as many as there are lanes. */
export class MemoryDatabase {
  readonly store = new MemoryStore();
  readonly locks = new MemoryLocks();

  constructor(readonly clock: FakeClock, readonly epoch: number = Date.UTC(2026, 10, 22, 4, 30)) {}

  now(): Date {
    return new Date(this.epoch + this.clock.now());
  }

  ledger(faults: Faults = {}): Ledger {
    const flight = () => this.clock.wait(faults.flightMs?.() ?? 1);
    return {
      guess: async (needs) => {
        await flight();
        return this.guess(needs);
      },
      open: async (needs) => {
        await flight();
        const fault = faults.onOpen?.() ?? null;
        if (fault === "away") throw new DatabaseAway("Cannot reach the stand-in");
        if (fault === "refused") throw new Error("The stand-in refused to read");
        return await this.#open(needs, faults, flight);
      },
      look: async (needs) => {
        const seen = await this.#open(needs, {}, flight);
        await seen.rollback();
        return seen.reading;
      },
    };
  }

  async #open(needs: Needs, faults: Faults, flight: () => Promise<void>): Promise<Transaction> {
    const owner = {};
    try {
      const locked = await this.#lock(needs, owner);
      await flight();
      this.#refuseWhatAppeared(needs, locked);
      return this.#transaction(needs, faults, flight, owner);
    } catch (fault) {
      this.locks.release(owner);
      throw fault;
    }
  }

  /** Existing bags by code, then existing bills by id. What does not exist cannot be locked. */
  async #lock(needs: Needs, owner: object): Promise<Set<string>> {
    const { bags } = this.store;
    const codes = [...needs.codes].filter((code) => bags.has(code)).sort();
    for (const code of codes) await this.locks.acquire(`bag ${code}`, owner);
    // A statement sees what was there when it began: this one begins after the last bag is locked.
    const { bills } = this.store;
    const ofParents = codes.map((code) => this.store.bags.get(code)!).flatMap((bag) =>
      "bill" in bag && bag.bill ? [bag.bill] : []
    );
    const keys = [...new Set([...needs.bills, ...needs.wholeBills, ...ofParents])].filter((key) => bills.has(key));
    const byId = keys.sort((a, b) => bills.get(a)!.id! - bills.get(b)!.id!);
    for (const key of byId) await this.locks.acquire(`bill ${key}`, owner);
    return new Set([...codes, ...byId]);
  }

  #refuseWhatAppeared(needs: Needs, locked: ReadonlySet<string>): void {
    const { bags, bills } = this.store;
    const there = [
      ...[...needs.codes].filter((code) => bags.has(code)),
      ...[...needs.bills].filter((key) => bills.has(key)),
    ];
    if (there.some((name) => !locked.has(name))) throw new LostRace("Appeared while waiting for locks");
  }

  #transaction(needs: Needs, faults: Faults, flight: () => Promise<void>, owner: object): Transaction {
    const reading = this.read(needs);
    const readAt = this.store.commits.length;
    const end = () => this.locks.release(owner);
    const store = (change: Change, isConfirmed: boolean) => this.store.store(change, reading.now, readAt, isConfirmed);
    return {
      reading,
      rollback: async () => {
        await flight();
        end();
      },
      commit: async (change) => {
        await flight();
        const fault = faults.onCommit?.(change) ?? null;
        if (fault === "stored_late_unknown") {
          void this.#late(change, store, flight, end);
          throw new UnknownFate("The connection was lost; the commit is still under way");
        }
        try {
          if (fault === "refused") throw new Error("The stand-in refused to write");
          if (fault === "lost_race") throw new LostRace("The stand-in met fewer rows");
          if (fault !== "lost_unknown") store(change, fault === null);
          if (fault !== null) throw new UnknownFate("The connection was lost");
        } finally {
          end();
        }
      },
    };
  }

  /** PostgreSQL goes on with a commit whose client has gone. */
  async #late(
    change: Change,
    store: (change: Change, isConfirmed: boolean) => void,
    flight: () => Promise<void>,
    end: () => void,
  ) {
    await flight();
    await flight();
    try {
      store(change, false);
    } catch {
      // Nobody is left to be told.
    } finally {
      end();
    }
  }

  /** Codes that the needs imply, as they stand at this moment. */
  guess(needs: Needs): string[] {
    const { bags, events } = this.store;
    const named = new Set(needs.codes);
    for (const key of needs.keys) {
      const event = events.get(key);
      for (const code of [event?.parent, event?.fromParent, event?.child]) if (code) named.add(code);
    }
    for (const code of [...named]) {
      const bag = bags.get(code);
      if (bag?.role === "child" && bag.parent !== null) named.add(bag.parent);
    }
    for (const bill of needs.wholeBills) for (const code of this.#parentsOf(bill)) named.add(code);
    return [...named];
  }

  /** What stands now, locked or not. */
  read(needs: Needs): Reading {
    const { bags, bills, events } = this.store;
    const found = <Key, Row>(table: ReadonlyMap<Key, Row>, keys: Iterable<Key>): Row[] =>
      [...new Set(keys)].flatMap((key) => table.get(key) ?? []);
    const bagsRead = found(bags, needs.codes).map((bag) => this.#withHome(bag));
    const ofParents = bagsRead.flatMap((bag) => bag.role === "parent" && bag.bill ? [bag.bill] : []);
    return {
      now: this.now(),
      transaction: 0,
      bags: bagsRead,
      bills: found(bills, [...needs.bills, ...needs.wholeBills, ...ofParents]).map((bill) => ({ ...bill })),
      events: found(events, needs.keys).map((event) => this.#past(event)),
      parentsOfBills: new Map([...needs.wholeBills].map((key) => [key, this.#parentsOf(key)])),
      highestNumbers: new Map([...needs.numberPrefixes].map((prefix) => [prefix, this.#highest(prefix)])),
    };
  }

  #withHome(bag: Bag): Bag {
    if (bag.role === "parent") return { ...bag };
    const home = bag.parent === null ? null : this.store.bags.get(bag.parent);
    const bill = home?.role === "parent" && home.bill ? this.store.bills.get(home.bill)?.number ?? null : null;
    return { ...bag, parentBillSeen: bill };
  }

  #parentsOf(bill: BillKey): string[] {
    return [...this.store.bags.values()].filter((bag) => bag.role === "parent" && bag.bill === bill).map(({ code }) =>
      code
    );
  }

  #highest(prefix: string): number {
    const numbers = [...this.store.bills.keys()].filter((key) => key.startsWith(prefix)).map((key) =>
      key.slice(prefix.length)
    );
    return Math.max(0, ...numbers.filter((digits) => /^[0-9]{4,9}$/.test(digits)).map(Number));
  }

  #past(event: StoredEvent): PastEvent {
    return {
      key: event.key,
      kind: event.kind,
      outcome: event.outcome,
      userId: event.userId,
      at: event.at,
      parent: event.parent ?? null,
      fromParent: event.fromParent ?? null,
      child: event.child ?? null,
      bill: event.bill ? billKey(event.bill) : null,
      fromBill: event.fromBill ? billKey(event.fromBill) : null,
      lot: event.lot ?? null,
      elsewhere: event.detail?.elsewhere ?? null,
      after: event.detail?.after ?? null,
      contentHash: event.contentHash,
      undone: [...this.store.events.values()].some((other) => other.accepted && other.undoes === event.key),
    };
  }
}
