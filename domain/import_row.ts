/** One row of a sheet: what it comes to by the same rules as a scan. What is accepted is true in the books at once. */
import { type Bill, billKey, readBillNumber } from "./bill.ts";
import { apply } from "./apply.ts";
import type { Books } from "./books.ts";
import { readCode } from "./code.ts";
import type { Command, CommandOf } from "./command.ts";
import { contentHash } from "./content.ts";
import { decide, eventOf } from "./decide.ts";
import { isCapacity } from "./decide_bills.ts";
import { readParentPlace } from "./decide_packing.ts";
import { wordsOf } from "./decide_support.ts";
import type { Decision, Effect, Terms } from "./decision.ts";
import type { NewEvent } from "./event.ts";
import { importKey } from "./import_keys.ts";
import type { ImportReason } from "./import_reasons.ts";
import type { ImportProblemDetail, ImportRow, ImportWish } from "./import_shapes.ts";
import { LIMITS } from "./limits.ts";
import type { Outcome } from "./outcomes.ts";
import type { Person } from "./shapes.ts";
import { storable } from "./text.ts";

/**
 * What holds for one import: who, for which area, at which station, which the caller has registered. Keys of its events
 * begin with the time it was made.
 */
export interface ImportTerms extends Terms {
  readonly importId: number;
  readonly createdAt: Date;
  readonly by: Person;
  /** Key of the dispatch area of all that the import registers. */
  readonly area: string | null;
  readonly station: string | null;
}

/** Where rows are decided. `events` grows by one for each command that changed facts. */
export interface Desk {
  readonly books: Books;
  readonly terms: ImportTerms;
  /** The importing person, in the file's area. */
  readonly by: Person;
  readonly events: NewEvent[];
}

export type Fate =
  | { readonly is: "new"; readonly effects: readonly Effect[]; readonly facts: Decision["facts"] }
  | { readonly is: "unchanged" }
  | Refused;

export interface Refused {
  readonly is: "refused";
  readonly reason: ImportReason;
  readonly detail: ImportProblemDetail;
}

/** A row's batch, and its place in it from 0. */
export interface RowPlace {
  readonly n: number;
  readonly place: number;
}

type Wished<Name extends ImportWish["wish"]> = Extract<ImportWish, { wish: Name }>;

const UNCHANGED = { is: "unchanged" } as const;

export const deskOf = (books: Books, terms: ImportTerms): Desk => ({
  books,
  terms,
  by: { ...terms.by, area: terms.area },
  events: [],
});

export const refused = (reason: ImportReason, detail: ImportProblemDetail = {}): Refused => ({
  is: "refused",
  reason,
  detail,
});

/** @throws {Gap} when a row is needed that was not read; the books are then worthless. */
export function decideRow(desk: Desk, row: ImportRow, at: RowPlace): Fate {
  switch (row.wish) {
    case "parent":
      return carryOut(desk, commandOf(desk, { kind: "open_parent", parent: row.parent }, at));
    case "child":
      return row.parent === null ? knownChild(desk, row.child) : putIn(desk, row.child, row.parent, at);
    case "bill":
      return haveBill(desk, row, at);
    case "bill_of_batch":
      return extendBill(desk, row, at);
    case "load":
      return carryOut(
        desk,
        commandOf(desk, { kind: "link_bill", bill: row.bill, parent: row.parent, moveFrom: null }, at),
      );
    case "bad":
      return refused(row.reason);
  }
}

/** Why this row can go in nowhere, whatever becomes of its batch; null: nothing is wrong with the row itself. */
export function ownFault({ books, terms }: Desk, row: ImportRow): ImportReason | null {
  if (row.wish === "bad") return row.reason;
  if (row.wish === "load") {
    const place = readParentPlace(books, row.parent, terms);
    return "refused" in place ? place.refused : null;
  }
  if (row.wish !== "child") return null;
  const child = readCode(row.child, terms.kinds);
  if (child.is === "child") return null;
  if (child.is !== "parent") return child.is;
  const parent = row.parent === null ? null : readCode(row.parent, terms.kinds);
  return parent && "code" in parent && parent.code === child.code ? "self_link" : "wrong_type";
}

type Ask = { [Kind in Command["kind"]]: Omit<CommandOf<Kind>, "key" | "by" | "station" | "scannedAt" | "importId"> }[
  Command["kind"]
];

const commandOf = ({ by, terms }: Desk, ask: Ask, { n, place }: RowPlace, first = false): Command => ({
  ...ask,
  key: importKey(terms, n, place, first),
  by,
  station: terms.station,
  importId: terms.importId,
});

/** What stands already as the sheet has it: no fault, and no news. */
const AS_IT_STANDS: readonly Outcome[] = ["parent_opened", "child_already_here", "bag_already_on_bill"];

/** Decides a command of the import, makes it true and tells of it, if it changes anything. */
export function carryOut(desk: Desk, command: Command, decision = decide(desk.books, command, desk.terms)): Fate {
  const { outcome, effects, facts } = decision;
  if (AS_IT_STANDS.includes(outcome)) return UNCHANGED;
  if (effects.length === 0) return refused(outcome, detailOf(desk.books, decision));
  apply(desk.books, effects);
  desk.events.push(eventOf(command, decision, contentHash(command, desk.terms.kinds), desk.events.length));
  return { is: "new", effects, facts };
}

function detailOf(books: Books, { outcome, facts, elsewhere }: Decision): ImportProblemDetail {
  if (elsewhere) return { parent: elsewhere.parent, bill: elsewhere.bill };
  const bill = facts.bill ? books.bill(facts.bill) : null;
  if (outcome === "parent_full" && facts.parent) {
    return { parent: facts.parent, capacity: books.parent(facts.parent)?.capacity ?? 0 };
  }
  if (outcome === "bill_full" && bill) return { bill: bill.number, capacity: bill.capacity };
  return bill && (outcome === "bill_completed" || outcome === "bill_voided") ? { bill: bill.number } : {};
}

/** A sack that nobody knows is registered by an event of its own, so that it can be taken back by itself. */
function putIn(desk: Desk, child: string, parent: string, at: RowPlace): Fate {
  const command = commandOf(desk, { kind: "link_child", parent, child }, at);
  const decision = decide(desk.books, command, desk.terms);
  const registersParent = decision.effects.some((effect) => effect.do === "register" && effect.bag.role === "parent");
  if (!registersParent) return carryOut(desk, command, decision);
  const opened = carryOut(desk, commandOf(desk, { kind: "open_parent", parent }, at, true));
  const put = carryOut(desk, command);
  return opened.is === "new" && put.is === "new" ? { ...put, effects: [...opened.effects, ...put.effects] } : put;
}

/** No sack is named: the bag has to be there. */
function knownChild({ books, terms }: Desk, raw: string): Fate {
  const reading = readCode(raw, terms.kinds);
  if (reading.is === "parent") return refused("wrong_type");
  if (reading.is !== "child") return refused(reading.is);
  const child = books.child(reading.code);
  if (!child) return refused("no_parent_named");
  return child.voided ? refused("bag_voided") : UNCHANGED;
}

function haveBill(desk: Desk, { bill: raw, capacity, description }: Wished<"bill">, at: RowPlace): Fate {
  const typed = readBillNumber(raw);
  if (typeof typed === "string") return refused(typed);
  if (capacity !== null && !isCapacity(capacity)) {
    return refused("capacity_out_of_range", { capacity: LIMITS.billCapacityMax, asked: capacity });
  }
  const words = wordsOf(description);
  if (words !== null && [...words].length > LIMITS.descriptionCharsMax) return refused("too_long");
  const bill = desk.books.bill(billKey(raw));
  if (!bill) return makeBill(desk, raw, capacity ?? 1, words, at);
  if (bill.voided) return refused("bill_voided", { bill: bill.number });
  const isAsItSays = (capacity ?? bill.capacity) === bill.capacity && (words ?? bill.description) === bill.description;
  if (isAsItSays) return UNCHANGED;
  return refused("bill_differs", {
    ...{ bill: bill.number, capacity: bill.capacity },
    ...(capacity === null ? {} : { asked: capacity }),
  });
}

/** Completed is no fault of the bill here: sacks that are on it already are as the sheet has them. */
function extendBill(desk: Desk, { bill: raw, capacity }: Wished<"bill_of_batch">, at: RowPlace): Fate {
  const typed = readBillNumber(raw);
  if (typeof typed === "string") return refused(typed);
  const bill: Bill | null = desk.books.bill(billKey(raw));
  if (bill) return bill.voided ? refused("bill_voided", { bill: bill.number }) : UNCHANGED;
  const fate = makeBill(desk, raw, capacity, null, at);
  return fate.is === "refused" ? { ...fate, detail: { capacity: LIMITS.billCapacityMax, asked: capacity } } : fate;
}

function makeBill(desk: Desk, number: string, capacity: number, description: string | null, at: RowPlace): Fate {
  const fields = { description, capacity, destination: null, vehicle: null };
  return carryOut(desk, commandOf(desk, { kind: "create_bill", number, ...fields }, at));
}

/** The row's own code or number, as it is read where it can be. */
export function nameOf(row: ImportRow, { kinds }: Terms): string {
  if (row.wish === "bill" || row.wish === "bill_of_batch") return shown(row.bill.trim());
  if (row.wish === "bad") return shown(row.code);
  const raw = row.wish === "child" ? row.child : row.parent;
  const reading = readCode(raw, kinds);
  return "code" in reading ? reading.code : shown(raw.trim());
}

const shown = (text: string): string => storable(text.slice(0, LIMITS.scanTextCharsMax));
