/**
 * What commits have touched, so that a value is shown only if it has seen them. Kept for ever in effect: what is forgotten, to
 * save room, is asked of all values alike.
 */
import { covers, sees, type Snapshot } from "../domain/snapshot.ts";
import { LIMITS } from "../domain/limits.ts";

/**
 * The transactions that touched a subject. All of them count, not the newest alone: one with a smaller number may have waited
 * for a lock and ended later. `allTo`: all up to this one, to keep the list short.
 */
interface Note {
  allTo: number;
  last: number[];
}

/** Of one subject, by name: more that come in a few milliseconds belong to what everybody touches. */
const LAST_MAX = 16;

export class Notes {
  /** The longest untouched first. */
  readonly #notes = new Map<string, Note>();
  /** What was forgotten: of all that is shown, everything up to this transaction had ended. */
  #allTo = 0;
  #missedUntil: Snapshot | null = null;

  touched(subjects: Iterable<string>, transaction: number): void {
    for (const subject of subjects) {
      const note = this.#notes.get(subject) ?? { allTo: 0, last: [] };
      this.#notes.delete(subject);
      this.#notes.set(subject, note);
      if (transaction > note.allTo && note.last.at(-1) !== transaction) note.last.push(transaction);
      if (note.last.length > LAST_MAX) shorten(note);
    }
    this.#forget();
  }

  missedUntil(snapshot: Snapshot): void {
    if (!this.#missedUntil || covers(snapshot, this.#missedUntil)) this.#missedUntil = snapshot;
  }

  /** Whether a value of these subjects that was read in this snapshot has seen all that is known of them here. */
  allow({ snapshot, subjects }: { readonly snapshot: Snapshot; readonly subjects: readonly string[] }): boolean {
    if (snapshot.xmin <= this.#allTo) return false;
    if (this.#missedUntil && !covers(snapshot, this.#missedUntil)) return false;
    return subjects.every((subject) => {
      const note = this.#notes.get(subject);
      return !note || snapshot.xmin > note.allTo && note.last.every((transaction) => sees(snapshot, transaction));
    });
  }

  #forget(): void {
    for (const [subject, { allTo, last }] of this.#notes) {
      if (this.#notes.size <= LIMITS.cacheNotesMax) return;
      this.#notes.delete(subject);
      this.#allTo = Math.max(this.#allTo, allTo, ...last);
    }
  }
}

/** Of the older half only the highest number stays, and stands for all below it. */
function shorten(note: Note): void {
  const inOrder = note.last.sort((one, other) => one - other);
  note.allTo = inOrder[LAST_MAX / 2 - 1]!;
  note.last = inOrder.slice(LAST_MAX / 2);
}
