/** Taking one scan back. What stands now decides: a bag that has moved on since is left where it is. */
import { limitOf } from "./abilities.ts";
import type { Child, Parent } from "./bag.ts";
import type { Books } from "./books.ts";
import type { CommandOf } from "./command.ts";
import { accept, type Decision, refuse } from "./decision.ts";
import { frozenBy, placedBy } from "./decide_support.ts";
import type { PastEvent } from "./event.ts";
import { LIMITS } from "./limits.ts";
import type { Outcome } from "./outcomes.ts";

/** What can be undone, by its outcome: an undo that moved a child back can be undone in its turn. */
const UNDOABLE: readonly Outcome[] = ["child_linked", "child_moved", "bill_linked"];

export function decideUndo(books: Books, command: CommandOf<"undo">): Decision {
  const past = books.event(command.undoes);
  if (!past || !UNDOABLE.includes(past.outcome)) return refuse("scan_not_found", { undoes: command.undoes });
  const facts = { undoes: past.key, parent: past.parent, child: past.child, bill: past.bill };
  if (!mayUndo(books, command, past)) return refuse("not_yours", facts);
  if (past.undone) return refuse("already_undone", facts);
  if (past.outcome === "bill_linked") return undoBillLink(books, command, past);
  return undoPacking(books, command, past);
}

/** A dispatcher may take back his own for an hour, by the server's clock; billers and admins anybody's. */
function mayUndo(books: Books, { by }: CommandOf<"undo">, past: PastEvent): boolean {
  if (limitOf(by.role, "undo") === null) return true;
  return past.userId === by.id && books.now.getTime() - past.at.getTime() <= LIMITS.undoOwnMs;
}

function undoPacking(books: Books, command: CommandOf<"undo">, past: PastEvent): Decision {
  const facts = { undoes: past.key, parent: past.parent, child: past.child, bill: past.bill };
  const child = past.child === null ? null : books.child(past.child);
  if (!child || child.parent === null || child.packed?.key !== past.key) return refuse("superseded", facts);
  const source = books.parent(child.parent);
  const target = past.fromParent === null ? null : books.parent(past.fromParent);
  // A voided sack takes nothing back: the bag's way there is closed, sold or not.
  if (target?.voided) return refuse("superseded", facts);
  const isFrozen = frozenBy(books, source?.bill ?? null) ?? frozenBy(books, target?.bill ?? null);
  if (isFrozen) return refuse(isFrozen, facts);
  if (past.fromParent === null) {
    return accept("child_unlinked", { ...facts, bill: source?.bill ?? null }, { do: "take_out", child: child.code });
  }
  return moveBack(books, command, child, source, target);
}

function moveBack(
  books: Books,
  command: CommandOf<"undo">,
  child: Child,
  source: Parent | null,
  target: Parent | null,
): Decision {
  const facts = {
    undoes: command.undoes,
    parent: target?.code ?? null,
    child: child.code,
    fromParent: child.parent,
    bill: target?.bill ?? null,
    fromBill: source?.bill ?? null,
  };
  if (!target) return refuse("superseded", facts);
  if (target.childCount >= target.capacity) return refuse("parent_full", facts);
  return accept(
    "child_moved",
    facts,
    { do: "take_out", child: child.code },
    { do: "put_in", child: child.code, parent: target.code, placed: placedBy(books, command) },
  );
}

/** A sack that came from another bill is put on no bill: that bill may be another lorry by now. */
function undoBillLink(books: Books, command: CommandOf<"undo">, past: PastEvent): Decision {
  const facts = { undoes: command.undoes, parent: past.parent, bill: past.bill };
  const parent = past.parent === null ? null : books.parent(past.parent);
  if (!parent || parent.bill === null || parent.billed?.key !== past.key) return refuse("superseded", facts);
  const isFrozen = frozenBy(books, parent.bill);
  if (isFrozen) return refuse(isFrozen, facts);
  return accept("bill_unlinked", facts, { do: "take_off", parent: parent.code });
}
