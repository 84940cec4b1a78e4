/** Everything that waits for a commit, of all actors, in order of arrival. */
import type { Reply } from "../domain/answer.ts";
import type { Command } from "../domain/command.ts";
import type { Actor } from "./actor.ts";

/** The commands of one HTTP request: after the first that is not confirmed the rest are not tried. */
export interface Request {
  /** One of its commands found no room: those behind it are not let in, those before it stand. */
  isTurnedAway: boolean;
  isBroken: boolean;
  isUnderWay: boolean;
}

export interface Entry {
  readonly command: Command;
  readonly actor: Actor;
  readonly request: Request;
  readonly arrivedAt: number;
  readonly answer: (reply: Reply) => void;
  /** A batch with this entry went out and no answer came: a replay may be our own doing. */
  fateUnknown: boolean;
}

export class Line {
  #waiting: Entry[] = [];
  readonly #batches = new Set<readonly Entry[]>();

  get length(): number {
    return this.#waiting.length;
  }

  get isQuiet(): boolean {
    return this.#waiting.length === 0 && this.#batches.size === 0;
  }

  add(entry: Entry): void {
    entry.actor.pending++;
    this.#waiting.push(entry);
  }

  /** When the oldest arrived that has no answer yet, waiting or under way; null when there is none. */
  oldestArrivedAt(): number | null {
    const arrivals = [...this.#batches, this.#waiting].flatMap((entries) => entries[0]?.arrivedAt ?? []);
    return arrivals.length > 0 ? Math.min(...arrivals) : null;
  }

  /**
   * The next batch: the oldest that wait, but none whose actor or request is under way in another lane, and none that
   * would overtake such a one.
   */
  take(max: number): Entry[] {
    const held = new Set<Actor | Request>();
    const batch: Entry[] = [], rest: Entry[] = [];
    for (const entry of this.#waiting) {
      const { actor, request } = entry;
      const mustWait = actor.isUnderWay || request.isUnderWay || held.has(actor) || held.has(request);
      if (!mustWait && batch.length < max) batch.push(entry);
      else {
        rest.push(entry);
        held.add(actor).add(request);
      }
    }
    this.#waiting = rest;
    if (batch.length > 0) this.#batches.add(batch);
    for (const { actor, request } of batch) actor.isUnderWay = request.isUnderWay = true;
    return batch;
  }

  /** The batch is over: its actors may go on. */
  release(batch: readonly Entry[]): void {
    this.#batches.delete(batch);
    for (const { actor, request } of batch) {
      actor.pending--;
      actor.isUnderWay = request.isUnderWay = false;
    }
  }
}
