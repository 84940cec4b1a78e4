/** English: what happened, one line for each event of a bag's or bill's life. */
import { isRefused, type Outcome } from "../../domain/outcomes.ts";
import type { LifeEvent } from "../../domain/shapes.ts";
import { short } from "./en_outcomes.ts";

/** The event as a line; where it was and what became of it stand beside it. */
export function life(event: LifeEvent): string {
  const line = lines[event.outcome];
  if (line) return line(event);
  const why = isRefused(event.outcome) ? `Refused${place(event)}: ${short[event.outcome]}` : short[event.outcome];
  return `${subject(event)}${why}`;
}

const lines: Partial<Record<Outcome, (event: LifeEvent) => string>> = {
  parent_created: (e) => `${e.parent ?? "The sack"} was registered`,
  parent_opened: (e) => `${e.parent ?? "The sack"} was opened`,
  child_linked: (e) => `${e.child ?? "The bag"} was stored in ${e.parent ?? "a sack"}`,
  child_moved: (e) => `${e.child ?? "The bag"} was moved${e.fromParent ? ` from ${e.fromParent}` : ""} to ${e.parent}`,
  child_unlinked: (e) => `${e.child ?? "The bag"} was taken out of ${e.fromParent ?? e.parent ?? "its sack"}`,
  bill_linked: (e) => `${e.parent ?? "The sack"} went on bill ${e.bill}`,
  bill_unlinked: (e) => `${e.parent ?? "The sack"} was taken off bill ${e.bill}`,
  bill_created: () => "The bill was made",
  bill_changed: () => "The bill was changed",
  bill_closed: () => "The bill was completed",
  bill_reopened: () => "The bill was opened again",
  bill_made_void: () => "The bill was made void",
  bag_made_void: (e) => `${e.child ?? e.parent ?? "The bag"} was made void`,
  bag_withdrawn: (e) => `${e.child ?? e.parent ?? "The bag"} is not registered any more: its import was taken back`,
  bill_withdrawn: () => "The bill is gone: its import was taken back",
  child_elsewhere: (e) => `${e.child ?? "The bag"} was refused${place(e)}: it is in ${e.elsewhere ?? "another sack"}`,
  bag_on_other_bill: (e) =>
    `${e.parent ?? "The sack"} was refused${place(e)}: it is on ${
      e.elsewhere ? `bill ${e.elsewhere}` : "another bill"
    }`,
  child_already_here: (e) => `${e.child ?? "The bag"} was scanned again in ${e.parent}, counted once`,
  bag_already_on_bill: (e) => `${e.parent ?? "The sack"} was scanned again on bill ${e.bill}, counted once`,
};

const subject = (e: LifeEvent) => e.child ? `${e.child}. ` : e.parent && e.bill ? `${e.parent}. ` : "";

function place(e: LifeEvent): string {
  if (e.bill) return ` for bill ${e.bill}`;
  return e.parent ? ` for ${e.parent}` : "";
}
