/**
 * Takes back what an import did, its latest event first: what it put somewhere is taken out by the rules of an undo, what it
 * registered is withdrawn once it is empty. Whatever somebody has built on it since stands in the way, and is named.
 */
import type { Parent } from "./bag.ts";
import { type Bill, type BillKey, billKey } from "./bill.ts";
import { type Books, type Needs, noNeeds } from "./books.ts";
import type { BillFields } from "./command.ts";
import { frozenBy } from "./decide_support.ts";
import type { NewEvent, PastEvent } from "./event.ts";
import { takingBackKey } from "./import_keys.ts";
import { carryOut, type Desk, deskOf, type ImportTerms } from "./import_row.ts";
import type { ImportObstacle } from "./import_shapes.ts";

/** What an event names, as far as it must be locked. `bill`: its number in any case. */
export type ImportedNames = Pick<PastEvent, "key" | "parent" | "child"> & { readonly bill: string | null };

/** All that taking these events back touches, but for what has been built on them since. */
export function needsOfTakingBack(events: readonly ImportedNames[]): Needs {
  const needs = noNeeds();
  for (const { key, parent, child, bill } of events) {
    needs.keys.add(key);
    for (const code of [parent, child]) if (code !== null) needs.codes.add(code);
    if (bill !== null) needs.bills.add(billKey(bill));
  }
  return needs;
}

/**
 * `events`: accepted events of the import, the newest first; what was newer is taken back already, or carried. What an
 * obstacle names stays as it is; the rest goes. `terms.by`: who takes it back.
 * @throws {Gap} when a row is needed that was not read; the books are then worthless.
 */
export function decideTakingBack(
  books: Books,
  events: readonly PastEvent[],
  terms: ImportTerms,
): { readonly events: readonly NewEvent[]; readonly obstacles: readonly ImportObstacle[] } {
  const desk = deskOf(books, { ...terms, station: null });
  const obstacles: ImportObstacle[] = [];
  for (const event of events) {
    const obstacle = takeBack(desk, event);
    if (obstacle) addObstacles(obstacles, [obstacle]);
  }
  return { events: desk.events, obstacles };
}

/** Puts those in that are not among them yet: a sack's bags all meet the same bill. */
export function addObstacles(known: ImportObstacle[], more: readonly ImportObstacle[]): void {
  for (const obstacle of more) {
    const isKnown = known.some(({ reason, code }) => reason === obstacle.reason && code === obstacle.code);
    if (!isKnown) known.push(obstacle);
  }
}

function takeBack(desk: Desk, event: PastEvent): ImportObstacle | null {
  switch (event.outcome) {
    case "child_linked":
      return takeChildOut(desk, event);
    case "bill_linked":
      return takeOffBill(desk, event);
    case "parent_created":
      return withdrawParent(desk, event);
    case "bill_created":
      return withdrawBill(desk, event);
    default:
      return null;
  }
}

function takeChildOut(desk: Desk, event: PastEvent): ImportObstacle | null {
  const { books } = desk;
  const child = event.child === null ? null : books.child(event.child);
  if (!child) return null;
  const isOurs = child.importId === desk.terms.importId;
  if (child.parent !== null && child.packed?.key !== event.key) {
    // Somebody has taken this link back; where he put the bag then is his, unless the bag itself has to go.
    if (event.undone && !isOurs) return null;
    const bill = books.parentIfRead(child.parent)?.bill ?? null;
    return obstacle("moved", child.code, child.parent, bill === null ? child.parentBillSeen : numberOf(books, bill));
  }
  if (child.parent !== null) {
    const parent = books.parent(child.parent);
    const inTheWay = parent && billInTheWay(books, parent, event.bill);
    if (inTheWay) return inTheWay;
    if (!undo(desk, event)) return obstacle("moved", child.code, child.parent, null);
  }
  if (!isOurs) return null;
  return withdraw(desk, event, child.code) ? null : obstacle("gone", child.code, null, null);
}

function takeOffBill(desk: Desk, event: PastEvent): ImportObstacle | null {
  const { books } = desk;
  const parent = event.parent === null ? null : books.parent(event.parent);
  if (!parent || parent.bill === null || event.undone) return null;
  const inTheWay = billInTheWay(books, parent, event.bill);
  if (inTheWay) return inTheWay;
  return undo(desk, event) ? null : obstacle("on_bill", parent.code, parent.code, numberOf(books, parent.bill));
}

function withdrawParent(desk: Desk, event: PastEvent): ImportObstacle | null {
  const { books } = desk;
  const parent = event.parent === null ? null : books.parent(event.parent);
  if (!parent || parent.importId !== desk.terms.importId) return null;
  if (parent.voided) return obstacle("gone", parent.code, null, null);
  const inTheWay = billInTheWay(books, parent, null);
  if (inTheWay) return inTheWay;
  if (!withdraw(desk, event, parent.code)) return obstacle("has_more", parent.code, parent.code, null);
  return null;
}

function withdrawBill(desk: Desk, event: PastEvent): ImportObstacle | null {
  const bill = event.bill === null ? null : desk.books.bill(event.bill);
  if (!bill || bill.importId !== desk.terms.importId) return null;
  if (bill.voided || bill.completed) return obstacle("bill_closed", bill.number, null, bill.number);
  const { by, terms } = desk;
  const command = {
    ...{ kind: "withdraw_bill", bill: bill.number, key: takingBackKey(event.key, true) } as const,
    ...{ by, importId: terms.importId },
  };
  const isAsMade = !event.after || hasFields(bill, event.after);
  return isAsMade && carryOut(desk, command).is === "new"
    ? null
    : obstacle("bill_changed", bill.number, null, bill.number);
}

const FIELDS = ["capacity", "description", "destination", "vehicle"] as const satisfies (keyof BillFields)[];

const hasFields = (bill: Bill, made: NonNullable<PastEvent["after"]>): boolean =>
  FIELDS.every((field) => bill[field] === (made[field] ?? null));

/** A bill that this sack is on and was not on when the import named it; or one on which nothing may change. */
function billInTheWay(books: Books, parent: Parent, then: BillKey | null): ImportObstacle | null {
  if (parent.bill === null) return null;
  const number = numberOf(books, parent.bill);
  if (frozenBy(books, parent.bill)) return obstacle("bill_closed", number, parent.code, number);
  return parent.bill === then ? null : obstacle("on_bill", parent.code, parent.code, number);
}

const numberOf = (books: Books, key: BillKey): string => books.bill(key)?.number ?? key;

const undo = (desk: Desk, { key: undoes }: PastEvent): boolean =>
  carryOut(desk, {
    ...{ kind: "undo", undoes, key: takingBackKey(undoes, false) } as const,
    ...{ by: desk.by, importId: desk.terms.importId },
  }).is === "new";

const withdraw = (desk: Desk, event: PastEvent, code: string): boolean =>
  carryOut(desk, {
    ...{ kind: "withdraw_bag", code, key: takingBackKey(event.key, true) } as const,
    ...{ by: desk.by, importId: desk.terms.importId },
  }).is === "new";

const obstacle = (
  reason: ImportObstacle["reason"],
  code: string,
  parent: string | null,
  bill: string | null,
): ImportObstacle => ({ reason, code, parent, bill });
