/** The one door to the rules: commands in order of arrival, on what is true now, to answers and events. Waits for nothing. */
import { withoutBadge } from "./badge_text.ts";
import { parentTotals } from "./bag.ts";
import { billTotals } from "./bill.ts";
import type { Answer, Reply } from "./answer.ts";
import { apply } from "./apply.ts";
import type { Books } from "./books.ts";
import type { Command } from "./command.ts";
import { contentHash } from "./content.ts";
import { decideLinkBill, decideUnlinkBill } from "./decide_billing.ts";
import {
  decideCompleteBill,
  decideCreateBill,
  decideEditBill,
  decideReopenBill,
  decideVoidBill,
} from "./decide_bills.ts";
import {
  billNumberOf,
  decideLinkChild,
  decideMoveChild,
  decideOpenParent,
  decideTakeChildOut,
} from "./decide_packing.ts";
import { decideUndo } from "./decide_undo.ts";
import { decideVoidBag } from "./decide_void_bag.ts";
import { decideWithdrawBag, decideWithdrawBill } from "./decide_withdraw.ts";
import type { Decision, Terms } from "./decision.ts";
import type { NewEvent, PastEvent } from "./event.ts";
import { stationOf } from "./station.ts";
import { LIMITS } from "./limits.ts";
import { OUTCOMES } from "./outcomes.ts";
import { storable } from "./text.ts";

/**
 * Decides all commands in order and leaves the books as they then stand. One reply a command; an event for each that is
 * new (a replay leaves none).
 * @throws {Gap} when a row is needed that was not read; the books are then worthless.
 */
export function decideAll(
  books: Books,
  commands: readonly Command[],
  terms: Terms,
): { readonly replies: Reply[]; readonly events: NewEvent[] } {
  const events: NewEvent[] = [];
  const replies = commands.map((command): Reply => {
    const hash = contentHash(command, terms.kinds);
    const past = books.event(command.key);
    if (past && past.contentHash !== hash) return { refused: "scan_id_reused" };
    if (past) return { answer: replay(books, past) };
    const decision = decide(books, command, terms);
    apply(books, decision.effects);
    const event = eventOf(command, decision, hash, events.length);
    events.push(event);
    remember(books, event);
    return { answer: answerOf(books, command, decision) };
  });
  return { replies, events };
}

/** What this command comes to. Reads the books, changes nothing. */
export function decide(books: Books, command: Command, terms: Terms): Decision {
  switch (command.kind) {
    case "open_parent":
      return decideOpenParent(books, command, terms);
    case "link_child":
      return decideLinkChild(books, command, terms);
    case "undo":
      return decideUndo(books, command);
    case "move_child":
      return decideMoveChild(books, command, terms);
    case "take_child_out":
      return decideTakeChildOut(books, command, terms);
    case "void_bag":
      return decideVoidBag(books, command, terms);
    case "link_bill":
      return decideLinkBill(books, command, terms);
    case "unlink_bill":
      return decideUnlinkBill(books, command, terms);
    case "create_bill":
      return decideCreateBill(books, command, terms);
    case "edit_bill":
      return decideEditBill(books, command);
    case "complete_bill":
      return decideCompleteBill(books, command);
    case "reopen_bill":
      return decideReopenBill(books, command);
    case "void_bill":
      return decideVoidBill(books, command);
    case "withdraw_bag":
      return decideWithdrawBag(books, command, terms);
    case "withdraw_bill":
      return decideWithdrawBill(books, command);
  }
}

function answerOf(books: Books, { key }: Command, { outcome, facts, elsewhere }: Decision): Answer {
  return {
    outcome,
    replayed: false,
    undone: false,
    key,
    at: books.now,
    transaction: books.transaction,
    ...standing(books, facts),
    child: facts.child ? { code: facts.child, lot: facts.lot ?? null } : null,
    elsewhere,
  };
}

/** The first outcome again, with parent and bill as they stand now. */
function replay(books: Books, past: PastEvent): Answer {
  return {
    outcome: past.outcome,
    replayed: true,
    undone: past.undone,
    key: past.key,
    at: past.at,
    transaction: books.transaction,
    ...standing(books, past),
    child: past.child ? { code: past.child, lot: past.lot } : null,
    elsewhere: past.elsewhere,
  };
}

function standing(books: Books, facts: Pick<NewEvent, "parent" | "fromParent" | "bill">) {
  const parent = facts.parent ? books.parent(facts.parent) : null;
  const from = facts.fromParent ? books.parent(facts.fromParent) : null;
  const bill = facts.bill ? books.bill(facts.bill) : null;
  return {
    parent: parent && parentTotals(parent, billNumberOf(books, parent)),
    from: from && parentTotals(from, billNumberOf(books, from)),
    bill: bill && billTotals(bill),
  };
}

/** The event that tells of a decision. `place`: its order inside the commit. */
export function eventOf(command: Command, { outcome, facts }: Decision, hash: number, place: number): NewEvent {
  return {
    ...facts,
    key: command.key,
    kind: command.kind,
    outcome,
    accepted: OUTCOMES[outcome].accepted,
    place,
    userId: command.by.id,
    area: command.by.area,
    station: stationOf(command),
    scannedAt: command.scannedAt ?? null,
    raw: storable(withoutBadge(rawTextOf(command) ?? "").slice(0, LIMITS.scanTextCharsMax)) || null,
    contentHash: hash,
    importId: command.importId ?? null,
  };
}

/** What the scanner typed last. */
function rawTextOf(command: Command): string | null {
  if ("child" in command) return command.child;
  if ("parent" in command) return command.parent;
  if ("code" in command) return command.code;
  return null;
}

/** Later commands of the batch must find this one, as they would after a commit. */
function remember(books: Books, event: NewEvent): void {
  books.putEvent({
    key: event.key,
    kind: event.kind,
    outcome: event.outcome,
    userId: event.userId,
    at: books.now,
    parent: event.parent ?? null,
    fromParent: event.fromParent ?? null,
    child: event.child ?? null,
    bill: event.bill ?? null,
    fromBill: event.fromBill ?? null,
    lot: event.lot ?? null,
    elsewhere: event.detail?.elsewhere ?? null,
    after: event.detail?.after ?? null,
    contentHash: event.contentHash,
    undone: false,
  });
  const undone = event.accepted && event.undoes ? books.event(event.undoes) : null;
  if (undone) books.putEvent({ ...undone, undone: true });
}
