/** Opening parents, putting children in, moving them and taking them out. The order of the checks is the contract's. */
import { type Child, newChild, newParent, type Parent } from "./bag.ts";
import type { Elsewhere } from "./answer.ts";
import type { Books } from "./books.ts";
import { type Kind, readCode } from "./code.ts";
import type { CommandOf } from "./command.ts";
import { accept, type Decision, type Effect, refuse, type Terms } from "./decision.ts";
import { frozenBy, makerOf, placedBy } from "./decide_support.ts";
import type { Outcome } from "./outcomes.ts";

export function decideOpenParent(books: Books, command: CommandOf<"open_parent">, terms: Terms): Decision {
  const place = readParentPlace(books, command.parent, terms);
  if ("refused" in place) return refuse(place.refused, place.facts);
  const { code, kind, parent } = place;
  if (parent?.voided) return refuse("bag_voided", { parent: code });
  if (parent) return accept("parent_opened", { parent: code });
  return accept("parent_created", { parent: code }, {
    do: "register",
    bag: newParent(code, kind, makerOf(command)),
  });
}

export function decideLinkChild(books: Books, command: CommandOf<"link_child">, terms: Terms): Decision {
  const place = readParentPlace(books, command.parent, terms);
  // A registered child in the parent's place is of the wrong type, which is judged after the child's text.
  if ("refused" in place && place.refused !== "wrong_type") return refuse(place.refused, place.facts);
  const reading = readCode(command.child, terms.kinds);
  if (!("code" in reading)) return refuse(reading.is, parentFact(place));
  const parentCode = "code" in place ? place.code : place.facts.child ?? null;
  if (reading.code === parentCode) return refuse("self_link", parentFact(place));
  if ("refused" in place || reading.is === "parent") {
    return refuse("wrong_type", { ...parentFact(place), child: reading.code });
  }
  return decideLink(books, command, place, reading);
}

/** Both codes are read and of the right form: what remains hangs on where the bags are. */
function decideLink(
  books: Books,
  command: CommandOf<"link_child">,
  place: ParentPlace,
  reading: { readonly code: string; readonly lot: string | null },
): Decision {
  const child = books.child(reading.code);
  const parent = place.parent ?? newParent(place.code, place.kind, makerOf(command));
  const facts = { parent: place.code, child: reading.code, lot: reading.lot };
  if (parent.voided) return refuse("bag_voided", { parent: place.code });
  if (child?.voided) return refuse("bag_voided", facts);
  if (child?.parent === place.code) return refuse("child_already_here", facts);
  const frozen = frozenBy(books, parent.bill);
  if (frozen) return refuse(frozen, { ...facts, bill: parent.bill });
  if (child && child.parent !== null) return refuse("child_elsewhere", facts, whereIs(books, child));
  if (parent.childCount >= parent.capacity) return refuse("parent_full", facts);

  const registered: Effect[] = [];
  if (!place.parent) registered.push({ do: "register", bag: parent });
  if (!child) {
    registered.push({ do: "register", bag: newChild(reading.code, { ...makerOf(command), area: parent.area }) });
  }
  return accept("child_linked", { ...facts, bill: parent.bill }, ...registered, {
    do: "put_in",
    child: reading.code,
    parent: place.code,
    placed: placedBy(books, command),
  });
}

export function decideMoveChild(books: Books, command: CommandOf<"move_child">, terms: Terms): Decision {
  const reading = readCode(command.child, terms.kinds);
  const target = readParentPlace(books, command.toParent, terms);
  const textFault = firstTextFault(reading, target);
  if (textFault) return refuse(textFault, {});
  if ("refused" in target) return refuse("wrong_type", target.facts);
  if (reading.is !== "child") {
    return refuse("wrong_type", { parent: target.code, child: "code" in reading ? reading.code : null });
  }

  const facts = { parent: target.code, child: reading.code, lot: reading.lot };
  const child = books.child(reading.code);
  if (child?.voided || target.parent?.voided) return refuse("bag_voided", facts);
  if (!child) return refuse("bag_not_found", facts);
  if (!target.parent) return refuse("parent_not_found", facts);
  if (child.parent === target.code) return refuse("child_already_here", facts);
  if (child.parent === null) return refuse("not_in_parent", facts);
  const source = books.parent(child.parent);
  for (const bill of [source?.bill ?? null, target.parent.bill]) {
    const frozen = frozenBy(books, bill);
    if (frozen) return refuse(frozen, { ...facts, fromParent: child.parent, bill });
  }
  if (target.parent.childCount >= target.parent.capacity) return refuse("parent_full", facts);
  return accept(
    "child_moved",
    { ...facts, fromParent: child.parent, bill: target.parent.bill, fromBill: source?.bill ?? null },
    { do: "take_out", child: reading.code },
    { do: "put_in", child: reading.code, parent: target.code, placed: placedBy(books, command) },
  );
}

export function decideTakeChildOut(books: Books, command: CommandOf<"take_child_out">, terms: Terms): Decision {
  const parentReading = readCode(command.parent, terms.kinds);
  const childReading = readCode(command.child, terms.kinds);
  if (parentReading.is !== "parent" || childReading.is !== "child") return refuse("not_in_parent");
  const facts = { parent: parentReading.code, child: childReading.code };
  const parent = books.parent(parentReading.code);
  const child = books.child(childReading.code);
  if (!parent || child?.parent !== parent.code) return refuse("not_in_parent", facts);
  const frozen = frozenBy(books, parent.bill);
  if (frozen) return refuse(frozen, { ...facts, bill: parent.bill });
  return accept("child_unlinked", { ...facts, bill: parent.bill }, { do: "take_out", child: child.code });
}

/** Where a child is now, in the words of a refusal. */
export function whereIs(books: Books, child: Child): Elsewhere {
  const parent = child.parent === null ? null : books.parentIfRead(child.parent);
  const bill = parent ? billNumberOf(books, parent) : child.parentBillSeen;
  return { parent: child.parent, bill, since: child.packed?.at ?? null, by: child.packed?.by ?? null };
}

export const billNumberOf = (books: Books, parent: Parent): string | null =>
  parent.bill === null ? null : books.bill(parent.bill)?.number ?? null;

export interface ParentPlace {
  readonly code: string;
  readonly kind: Kind;
  /** null: the code has the form of a parent, but nobody has registered it. */
  readonly parent: Parent | null;
}

interface NoParent {
  readonly refused: Outcome;
  readonly facts: { readonly child?: string };
}

/** What stands in a parent's place: a parent's code, or why it is none. */
export function readParentPlace(books: Books, raw: string, { kinds }: Terms): ParentPlace | NoParent {
  const reading = readCode(raw, kinds);
  if (reading.is === "parent") return { code: reading.code, kind: reading.kind, parent: books.parent(reading.code) };
  if (reading.is !== "child") return { refused: reading.is, facts: {} };
  // Only a child that is registered is known to be one: everything else is merely no parent's code.
  return books.child(reading.code)
    ? { refused: "wrong_type", facts: { child: reading.code } }
    : { refused: "bad_format", facts: {} };
}

const parentFact = (place: ParentPlace | NoParent) => "code" in place ? { parent: place.code } : {};

/** Of a move's two texts, the first fault in the contract's order. A code of the wrong type is no fault of text. */
function firstTextFault(reading: { readonly is: string }, target: ParentPlace | NoParent): Outcome | null {
  const found = [reading.is, "refused" in target ? target.refused : ""];
  return (["empty", "too_long", "bad_format"] as const).find((fault) => found.includes(fault)) ?? null;
}
