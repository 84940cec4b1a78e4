/** One line of the list of scans. It owns `#scan-<id>`; an undo replaces its `#undo-<id>`. */
import { raw } from "hono/html";
import type { Answer } from "../domain/answer.ts";
import { isRefused, type Outcome } from "../domain/outcomes.ts";
import type { LifeEvent } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { Icon, signOf } from "./icons.tsx";
import { type Look, lookOf, lookOfAnswer } from "./look.ts";
import type { Words } from "./words/en.ts";

export interface ScanLine {
  readonly scanId: string;
  readonly outcome: Outcome;
  readonly look: Look;
  readonly code: string;
  readonly note: string;
  readonly at: Date;
  readonly undo: "possible" | "done" | "never";
}

/** What an undo can take back. */
const UNDOABLE: readonly Outcome[] = ["child_linked", "child_moved", "bill_linked"];
export const isUndoable = (outcome: Outcome): boolean => UNDOABLE.includes(outcome);

/** `scanned` is the text as it came: shown where no code was read or known. */
export function lineOfAnswer(answer: Answer, words: Words, scanned = ""): ScanLine {
  const { outcome, key, at, child, parent } = answer;
  const isFull = lookOfAnswer(answer) === "full";
  return {
    scanId: key,
    outcome,
    look: lookOfAnswer(answer),
    code: codeOf(outcome, child?.code ?? null, parent?.code ?? null) ?? (shortened(scanned) || words.frame.nothing),
    note: noteOf(outcome, parent?.code ?? null, child !== null, isFull ? parent?.capacity ?? null : null, words),
    at,
    undo: !isUndoable(outcome) ? "never" : answer.undone ? "done" : "possible",
  };
}

export function lineOfEvent(event: LifeEvent, words: Words): ScanLine {
  const { outcome, scanId, at, child, parent } = event;
  return {
    scanId,
    outcome,
    look: lookOf(outcome),
    code: codeOf(outcome, child, parent) ?? words.frame.nothing,
    note: noteOf(outcome, parent, child !== null, null, words),
    at,
    undo: !isUndoable(outcome) ? "never" : event.undoneBy === null ? "possible" : "done",
  };
}

/** Of a text that could not be read, nothing is known: the sack that it was meant for is not what was scanned. */
const UNREAD: readonly Outcome[] = ["empty", "too_long", "bad_format"];

const codeOf = (outcome: Outcome, child: string | null, parent: string | null): string | null =>
  child ?? (UNREAD.includes(outcome) ? null : parent);

/** Text that is no code may be anything: enough of it to know it again. */
const SCANNED_CHARS_MAX = 20;
const shortened = (text: string): string =>
  text.trim().length > SCANNED_CHARS_MAX ? `${text.trim().slice(0, SCANNED_CHARS_MAX)}…` : text.trim();

function noteOf(
  outcome: Outcome,
  sack: string | null,
  hasChild: boolean,
  fullAt: number | null,
  words: Words,
): string {
  if (fullAt !== null && outcome === "child_linked") return words.scan.full(fullAt);
  if (isRefused(outcome)) return words.scan.refused(words.short[outcome]);
  if (outcome === "child_linked" && hasChild && sack) return words.scan.inSack(sack);
  return words.short[outcome];
}

interface LineProps {
  readonly line: ScanLine;
  readonly context: PageContext;
}

/** The button that undoes it belongs to the form around the list, so that a line stays small. */
export const ScanItem = ({ line, context: { words, show } }: LineProps) => (
  <li
    id={`scan-${line.scanId}`}
    class={`look--${line.look}`}
    data-scan-id={line.scanId}
    data-outcome={line.outcome}
  >
    {signOf(line.look)}
    <span>
      <b class="code">{line.code}</b>
      <small>{line.note}</small>
    </span>
    {line.undo === "possible"
      ? (
        <button
          class="btn btn--quiet btn--row"
          type="submit"
          id={`undo-${line.scanId}`}
          name="undoes"
          value={line.scanId}
        >
          {UNDO}
          <span class="visually-hidden">{words.scan.undo(line.code)},</span>
          <time datetime={line.at.toISOString()}>{show.seconds(line.at)}</time>
        </button>
      )
      : line.undo === "done"
      ? <UndoneMark scanId={line.scanId} words={words} />
      : <time datetime={line.at.toISOString()}>{show.seconds(line.at)}</time>}
  </li>
);

/** Drawn once: the same on every line. */
const UNDO = raw(<Icon name="undo" />);

/** Stands where the undo button stood. */
export const UndoneMark = ({ scanId, words }: { scanId: string; words: Words }) => (
  <span class="undone-mark" id={`undo-${scanId}`}>{words.scan.undone}</span>
);
