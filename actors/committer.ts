/** Takes what waits from all actors and commits it, a batch at a time in each lane. */
import type { Reply } from "../domain/answer.ts";
import type { Command } from "../domain/command.ts";
import { DatabaseAway, LostRace, UnknownFate } from "../domain/ledger.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Clock } from "./clock.ts";
import type { Entry, Line } from "./line.ts";

/** Commits one batch and replies in its order. Safe to repeat: keys make it so. */
export type Commit = (commands: readonly Command[]) => Promise<readonly Reply[]>;

export interface CommitterEvents {
  /** One entry was answered with something that is stored (or was refused and remembered). */
  readonly onReply: (entry: Entry, reply: Reply) => void;
  readonly onBatch: (batch: { readonly size: number; readonly ms: number }) => void;
  /** A batch failed. Its callers hear 503 only when nothing helps. */
  readonly onFault: (fault: unknown, size: number) => void;
}

/**
 * Each lane is always in one of two states:
 *
 * - idle        nothing waits that it could take
 * - committing  one batch is under way; what arrives meanwhile is the next one
 *
 * There is no timer: idle → commit at once.
 */
export class Committer {
  readonly #idle: Commit[];
  readonly #line: Line;
  readonly #clock: Clock;
  readonly #events: CommitterEvents;
  #isWoken = false;
  readonly #onQuiet: (() => void)[] = [];

  constructor(lanes: readonly Commit[], line: Line, clock: Clock, events: CommitterEvents) {
    this.#idle = [...lanes];
    this.#line = line;
    this.#clock = clock;
    this.#events = events;
  }

  /** Something waits. What the same turn of the event loop adds goes with it. */
  wake(): void {
    if (this.#isWoken) return;
    this.#isWoken = true;
    queueMicrotask(() => {
      this.#isWoken = false;
      this.#start();
    });
  }

  /** Resolves when nothing waits and nothing is under way. */
  quiet(): Promise<void> {
    if (this.#line.isQuiet) return Promise.resolve();
    return new Promise((resolve) => this.#onQuiet.push(resolve));
  }

  #start(): void {
    for (let commit = this.#idle.pop(); commit; commit = this.#idle.pop()) {
      const batch = this.#line.take(LIMITS.commitCommandsMax);
      if (batch.length === 0) {
        this.#idle.push(commit);
        return;
      }
      void this.#work(commit, batch);
    }
  }

  async #work(commit: Commit, batch: readonly Entry[]): Promise<void> {
    const startedAt = this.#clock.now();
    await this.#settle(commit, batch, 0);
    this.#line.release(batch);
    this.#events.onBatch({ size: batch.length, ms: this.#clock.now() - startedAt });
    this.#idle.push(commit);
    this.#start();
    if (this.#line.isQuiet) { for (const resolve of this.#onQuiet.splice(0)) resolve(); }
  }

  /** Answers every entry exactly once. `faults`: how often the database has refused these entries already. */
  async #settle(commit: Commit, entries: readonly Entry[], faults: number): Promise<void> {
    for (let tries = 0;; tries++) {
      const wanted = entries.filter((entry) => this.#isWanted(entry));
      if (wanted.length === 0) return;
      try {
        return this.#answer(wanted, await commit(wanted.map(({ command }) => command)));
      } catch (fault) {
        this.#events.onFault(fault, wanted.length);
        if (fault instanceof UnknownFate) { for (const entry of wanted) entry.fateUnknown = true; }
        else if (!(fault instanceof LostRace || fault instanceof DatabaseAway)) faults++;
        if (faults >= 2) return await this.#halve(commit, wanted, faults);
        if (!(fault instanceof LostRace) || tries > 0) await this.#pause();
      }
      entries = wanted;
    }
  }

  /** Finds the one at fault without letting any overtake: the first half is settled before the second is tried. */
  async #halve(commit: Commit, entries: readonly Entry[], faults: number): Promise<void> {
    if (entries.length === 1) return this.#giveUp(entries[0]!, "not_confirmed");
    const middle = Math.ceil(entries.length / 2);
    await this.#settle(commit, entries.slice(0, middle), faults - 1);
    await this.#settle(commit, entries.slice(middle), faults - 1);
  }

  /** Whether it is still to be committed. One that is not has been answered here. */
  #isWanted(entry: Entry): boolean {
    if (entry.request.isBroken) this.#giveUp(entry, "not_confirmed");
    else if (this.#clock.now() - entry.arrivedAt > LIMITS.commandDeadlineMs) this.#giveUp(entry, "expired");
    else return true;
    return false;
  }

  #giveUp(entry: Entry, why: "not_confirmed" | "expired"): void {
    entry.request.isBroken = true;
    entry.answer({ refused: "busy", why });
  }

  #answer(entries: readonly Entry[], replies: readonly Reply[]): void {
    const ours = new Set<string>();
    for (const [place, entry] of entries.entries()) {
      const reply = firstAnswerOf(entry, replies[place]!, ours);
      this.#events.onReply(entry, reply);
      entry.answer(reply);
    }
  }

  #pause(): Promise<void> {
    const { retryMsMin, retryMsMax } = LIMITS;
    return this.#clock.wait(retryMsMin + this.#clock.random() * (retryMsMax - retryMsMin));
  }
}

/** After an unknown fate, finding our own key means that the first try was stored: to the caller this is the first answer. */
function firstAnswerOf(entry: Entry, reply: Reply, ours: Set<string>): Reply {
  if (!entry.fateUnknown || !("answer" in reply) || !reply.answer.replayed || ours.has(reply.answer.key)) return reply;
  ours.add(reply.answer.key);
  return { answer: { ...reply.answer, replayed: false } };
}
