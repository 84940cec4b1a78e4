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
  readonly onFault: (fault: unknown, size: number, then: AfterFault) => void;
  /** Goes around each batch, from its first try to its last answer: for traces. Does `work` once. */
  readonly around: (commands: readonly Command[], work: () => Promise<void>) => Promise<void>;
}

/** What becomes of a batch that failed. */
export type AfterFault = "retried" | "halved" | "given_up";

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
      void this.#events.around(batch.map(({ command }) => command), () => this.#work(commit, batch));
    }
  }

  async #work(commit: Commit, batch: readonly Entry[]): Promise<void> {
    const startedAt = this.#clock.now();
    const settled: Settled[] = [];
    await this.#settle(commit, batch, 0, settled);
    this.#line.release(batch);
    this.#events.onBatch({ size: batch.length, ms: this.#clock.now() - startedAt });
    this.#idle.push(commit);
    this.#start();
    // Only now: the next batch is on its way to the database while these answers are made.
    this.#answer(settled);
    if (this.#line.isQuiet) { for (const resolve of this.#onQuiet.splice(0)) resolve(); }
  }

  /** Finds an answer for every entry, exactly once. `faults`: how often the database has refused these entries already. */
  async #settle(commit: Commit, entries: readonly Entry[], faults: number, settled: Settled[]): Promise<void> {
    for (let tries = 0;; tries++) {
      const wanted = entries.filter((entry) => this.#isWanted(entry, settled));
      if (wanted.length === 0) return;
      try {
        const replies = await commit(wanted.map(({ command }) => command));
        wanted.forEach((entry, place) => settled.push({ entry, reply: replies[place]!, isStored: true }));
        return;
      } catch (fault) {
        if (fault instanceof UnknownFate) { for (const entry of wanted) entry.fateUnknown = true; }
        else if (!(fault instanceof LostRace || fault instanceof DatabaseAway)) faults++;
        this.#events.onFault(fault, wanted.length, faults < 2 ? "retried" : wanted.length > 1 ? "halved" : "given_up");
        if (faults >= 2) return await this.#halve(commit, wanted, faults, settled);
        if (!(fault instanceof LostRace) || tries > 0) await this.#pause();
      }
      entries = wanted;
    }
  }

  /** Finds the one at fault without letting any overtake: the first half is settled before the second is tried. */
  async #halve(commit: Commit, entries: readonly Entry[], faults: number, settled: Settled[]): Promise<void> {
    if (entries.length === 1) return giveUp(entries[0]!, "not_confirmed", settled);
    const middle = Math.ceil(entries.length / 2);
    await this.#settle(commit, entries.slice(0, middle), faults - 1, settled);
    // The other half may take seconds to find its fault: nobody who is stored waits for that.
    this.#answer(settled.splice(0));
    await this.#settle(commit, entries.slice(middle), faults - 1, settled);
    this.#answer(settled.splice(0));
  }

  /** Whether it is still to be committed. One that is not has been given up here. */
  #isWanted(entry: Entry, settled: Settled[]): boolean {
    if (entry.request.isBroken) giveUp(entry, "not_confirmed", settled);
    else if (this.#clock.now() - entry.arrivedAt > LIMITS.commandDeadlineMs) giveUp(entry, "expired", settled);
    else return true;
    return false;
  }

  #answer(settled: readonly Settled[]): void {
    const ours = new Set<string>();
    for (const { entry, reply, isStored } of settled) {
      const said = isStored ? firstAnswerOf(entry, reply, ours) : reply;
      if (isStored) this.#events.onReply(entry, said);
      entry.answer(said);
    }
  }

  #pause(): Promise<void> {
    const { retryMsMin, retryMsMax } = LIMITS;
    return this.#clock.wait(retryMsMin + this.#clock.random() * (retryMsMax - retryMsMin));
  }
}

/** What an entry came to, not yet told. */
interface Settled {
  readonly entry: Entry;
  readonly reply: Reply;
  readonly isStored: boolean;
}

function giveUp(entry: Entry, why: "not_confirmed" | "expired", settled: Settled[]): void {
  entry.request.isBroken = true;
  settled.push({ entry, reply: { refused: "busy", why }, isStored: false });
}

/** After an unknown fate, finding our own key means that the first try was stored: to the caller this is the first answer. */
function firstAnswerOf(entry: Entry, reply: Reply, ours: Set<string>): Reply {
  if (!entry.fateUnknown || !("answer" in reply) || !reply.answer.replayed || ours.has(reply.answer.key)) return reply;
  ours.add(reply.answer.key);
  return { answer: { ...reply.answer, replayed: false } };
}
