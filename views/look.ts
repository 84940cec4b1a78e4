/** The six looks of an outcome: colour, shape, mark and edge that belong together (see static/css/outcome.css). */
import { isRefused, type Outcome, type Refusal } from "../domain/outcomes.ts";
import type { Answer } from "../domain/answer.ts";

export type Look = "opened" | "stored" | "here" | "refused" | "full" | "waiting";

/** The look of an outcome. `isFull`: the sack it speaks of has just become full. */
export function lookOf(outcome: Outcome, isFull = false): Look {
  if (outcome === "parent_full" || outcome === "bill_full") return "full";
  if (outcome === "child_linked" && isFull) return "full";
  if (outcome === "parent_created" || outcome === "parent_opened") return "opened";
  if (outcome === "child_already_here" || outcome === "bag_already_on_bill") return "here";
  return isRefused(outcome) ? "refused" : "stored";
}

export function lookOfAnswer(answer: Answer): Look {
  return lookOf(answer.outcome, answer.parent?.status === "full" && !answer.replayed);
}

/** A refusal of the door. What may be tried again is waiting, not refused. */
export function lookOfRefusal(refusal: Refusal): Look {
  return refusal === "busy" || refusal === "rate_limited" ? "waiting" : "refused";
}
