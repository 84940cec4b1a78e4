/** How an import stands, in one word and one look; and what can be done with it. */
import type { ImportDetail, ImportLine } from "../domain/import_shapes.ts";
import type { ChipLook } from "./icons.tsx";
import type { Phase } from "./words/en_imports.ts";

/** A detail knows more than a line: whether its columns are asked for. */
export function phaseOf(line: ImportLine & Partial<Pick<ImportDetail, "guess">>): Phase {
  const { state, guess } = line;
  if (line.isUndoing && state !== "undone") return "undoing";
  if (line.isCancelling && isAtWork(line)) return "stopping";
  // A line alone says it, too: what is uploaded, though its reading has begun, was given back to be explained.
  const isAsking = guess === undefined ? line.startedAt !== null : guess !== null;
  return state === "uploaded" ? isAsking ? "asking" : "waiting" : state;
}

export const LOOKS: Readonly<Record<Phase, ChipLook>> = {
  ...{ waiting: "plain", asking: "warn", reading: "work", checking: "work", checked: "warn", applying: "work" },
  ...{ stopping: "work", done: "done", failed: "bad", cancelled: "plain", undoing: "work", undone: "plain" },
};

const isAtWork = ({ state }: ImportLine): boolean =>
  state === "uploaded" || state === "reading" || state === "checking" || state === "applying";

/** Whether it can be told to end before it is done. */
export const mayCancel = (line: ImportLine): boolean =>
  (isAtWork(line) || line.state === "checked") && !line.isCancelling;

/** Whether something of it is in that can be taken out again. */
export const mayUndo = (line: ImportDetail): boolean =>
  (line.state === "done" || line.state === "cancelled" || line.state === "failed") && line.rowsApplied > 0 &&
  phaseOf(line) !== "undoing";

export const badRows = ({ counts }: ImportLine): number => counts.conflicts + counts.invalid;

/** Seconds until so much of it is done, at the pace so far; null where there is no pace yet. */
export function secondsLeft(done: number, all: number | null, sinceMs: number, afterMs: number): number | null {
  if (all === null || done <= 0 || sinceMs < afterMs || done >= all) return null;
  return (sinceMs / done) * (all - done) / 1_000;
}
