/**
 * What the warehouse holds, told from what was asked and in which order it was decided. Outcomes are the second opinion's
 * (`oracle.ts`); everything else is kept as plain facts, and nothing is counted until somebody asks (`recount.ts`).
 */
import type { Command } from "../../../domain/command.ts";
import type { Person } from "../../../domain/shapes.ts";
import { type Opinion, Oracle } from "../oracle.ts";
import { CAPACITY, type OracleState, up } from "../oracle_state.ts";

/** Microseconds since 1970, by the database's clock: the one time that events, bags and bills share. */
export type Micros = number;

/** How the database remembers a command, and in which order: by time, then by place. */
export interface StoredEvent {
  readonly key: string;
  readonly at: Micros;
  readonly place: number;
  readonly outcome: string;
  /** The bill's number, where the event has one. */
  readonly bill: string | null;
}

/** One command and what came of it. */
export interface Entry extends StoredEvent {
  readonly command: Command;
  readonly by: Person;
  readonly opinion: Opinion;
}

export interface Registered {
  readonly code: string;
  readonly role: "parent" | "child";
  readonly area: string | null;
  readonly by: string;
  at: Micros;
}

export interface BillFacts {
  readonly number: string;
  readonly by: string;
  createdAt: Micros;
  capacity: number;
  description: string | null;
  destination: string | null;
  vehicle: string | null;
  completed: { by: string; at: Micros } | null;
  short: boolean;
  shortReason: string | null;
  /** Whether its version must have moved since it was last looked at; null: who knows. */
  moved: boolean | null;
  version: number;
}

/** Such that no weight is a whole number of kilograms, and none follows from another. */
export const WEIGHTS = {
  SB: { childG: 1_250, expectedG: 5_100 },
  M444: { childG: 750, expectedG: 2_200 },
} as const satisfies Record<keyof typeof CAPACITY, unknown>;

export class Model {
  readonly oracle = new Oracle();
  readonly entries: Entry[] = [];
  readonly registered = new Map<string, Registered>();
  readonly bills = new Map<string, BillFacts>();
  /** Sacks that are begun and neither full nor on a bill, and since when. */
  readonly openSince = new Map<string, Micros>();
  /** Sacks that the last commit finished: one that it opens again was never finished for anybody who looks. */
  readonly #justShut = new Map<string, { readonly since: Micros; readonly at: Micros }>();
  readonly #byKey = new Map<string, Entry>();

  get state(): OracleState {
    return this.oracle.state;
  }

  /** The event that put a bag or a sack where it is. */
  entry(key: string | null): Entry | null {
    return key === null ? null : this.#byKey.get(key) ?? null;
  }

  knows(key: string): boolean {
    return this.#byKey.has(key);
  }

  /** Makes the command true as it was decided. @returns null, or how the outcome differs from what it should have been. */
  judge(command: Command, event: StoredEvent): string | null {
    const before = this.#placesOnBills();
    const opinion = this.oracle.judge(command, new Date(event.at / 1_000), event.outcome, event.bill);
    const entry = { ...event, command, by: command.by, opinion };
    this.entries.push(entry);
    this.#byKey.set(event.key, entry);
    this.#register(entry);
    this.#tellBill(entry);
    this.#moveVersions(before);
    this.#openAndShut(event.at);
    return opinion.outcome === event.outcome
      ? null
      : `${JSON.stringify(command)} came to ${event.outcome}, should be ${opinion.outcome}`;
  }

  /** Everything was that much earlier. */
  shiftBack(micros: Micros): void {
    for (const entry of this.entries as { at: Micros }[]) entry.at -= micros;
    for (const past of this.state.past.values()) (past as { at: number }).at -= micros / 1_000;
    for (const bag of this.registered.values()) bag.at -= micros;
    for (const [code, since] of this.openSince) this.openSince.set(code, since - micros);
    for (const bill of this.bills.values()) {
      bill.createdAt -= micros;
      if (bill.completed) bill.completed.at -= micros;
    }
  }

  /** A sack belongs to its finder's area, a bag to that of the sack in which it was first seen. */
  #register({ opinion: { sack, bag }, by, at }: Entry): void {
    if (sack && this.state.sacks.has(sack) && !this.registered.has(sack)) {
      this.registered.set(sack, { code: sack, role: "parent", area: by.area, by: by.username, at });
    }
    if (bag && sack && this.state.bags.has(bag) && !this.registered.has(bag)) {
      const { area } = this.registered.get(sack)!;
      this.registered.set(bag, { code: bag, role: "child", area, by: by.username, at });
    }
  }

  #tellBill({ command, outcome, opinion, by, at }: Entry): void {
    if (outcome === "bill_created" && command.kind === "create_bill") {
      const { description, destination, vehicle } = command;
      const { number, capacity } = this.state.bills.get(opinion.bill!)!;
      const words = { description, destination, vehicle, completed: null, short: false, shortReason: null };
      const facts = { number, capacity, by: by.username, createdAt: at, ...words, moved: null, version: 0 };
      this.bills.set(opinion.bill!, facts);
    }
    const bill = this.bills.get(opinion.bill ?? "");
    if (!bill) return;
    if (outcome === "bill_changed" && command.kind === "edit_bill") this.#edit(bill, command);
    if (outcome === "bill_closed" && command.kind === "complete_bill") {
      const { capacity, sacks } = this.state.bills.get(opinion.bill!)!;
      const isShort = sacks.size < capacity;
      const shortness = { short: isShort, shortReason: isShort ? command.reason : null };
      Object.assign(bill, { completed: { by: by.username, at }, ...shortness, moved: true });
    }
    if (outcome === "bill_reopened") {
      Object.assign(bill, { completed: null, short: false, shortReason: null, moved: true });
    }
    if (outcome === "bill_made_void") bill.moved = true;
  }

  /** A field that was not sent stays. An edit that changed nothing may or may not count as one. */
  #edit(bill: BillFacts, command: Extract<Command, { kind: "edit_bill" }>): void {
    for (const name of ["capacity", "description", "destination", "vehicle"] as const) {
      const value = command[name];
      if (value !== undefined && value !== bill[name]) Object.assign(bill, { [name]: value, moved: true });
    }
    bill.moved ||= null;
  }

  #openAndShut(at: Micros): void {
    for (const [code, { bags, bill, voided, kind }] of this.state.sacks) {
      const isOpen = !voided && bill === null && bags.size > 0 && bags.size < CAPACITY[kind];
      const since = this.openSince.get(code), shut = this.#justShut.get(code);
      if (isOpen && since === undefined) this.openSince.set(code, shut?.at === at ? shut.since : at);
      if (isOpen || since === undefined) continue;
      this.openSince.delete(code);
      this.#justShut.set(code, { since, at });
    }
  }

  #placesOnBills(): Map<string, string | null> {
    return new Map([...this.state.sacks].map(([code, { bill }]) => [code, bill]));
  }

  #moveVersions(before: ReadonlyMap<string, string | null>): void {
    for (const [code, { bill }] of this.state.sacks) {
      const was = before.get(code) ?? null;
      if (was === bill) continue;
      for (const key of [was, bill]) if (key !== null) this.bills.get(key)!.moved = true;
    }
  }
}

export const capacityOf = (code: string): number => CAPACITY[kindOf(code)];
export const kindOf = (code: string): keyof typeof CAPACITY => code.startsWith("SB") ? "SB" : "M444";
export const billKeyOf = up;
