/** Whether this instance hears the others. Asked before each answer from memory, and decided by the clock when it is asked. */
import { LIMITS } from "../domain/limits.ts";

export interface HearingSettings {
  /** Hearing begins, perhaps again: what may have been missed is made good. Only when it has resolved is anything believed. */
  readonly onHearing: () => Promise<void>;
  /** Told once, however often it fails in a row. */
  readonly onFault: (fault: unknown) => void;
  /** Milliseconds by a clock that never goes back. */
  readonly now: () => number;
}

/**
 * A channel keeps order, so an own beat that comes back proves that all has arrived that others sent before it. By when it
 * was *sent*, not by when it came: a process that was frozen finds old beats among what has waited for it.
 */
export class Hearing {
  readonly #settings: HearingSettings;
  /** When the newest beat that has come back was sent. */
  #beatSentAt = -Infinity;
  /** What was begun when hearing began; null: nothing was, since something may have been missed. */
  #catchUp: { isDone: boolean } | null = null;

  #hasFailed = false;

  constructor(settings: HearingSettings) {
    this.#settings = settings;
  }

  isHearing(): boolean {
    return this.#catchUp?.isDone === true && this.#isFresh();
  }

  /** An own beat has come back. */
  heard(sentAt: number): void {
    if (!this.#isFresh()) this.lost();
    this.#beatSentAt = Math.max(this.#beatSentAt, sentAt);
    if (!this.#catchUp && this.#isFresh()) void this.#begin();
  }

  /** Something may have been missed: what is remembered is not believed until hearing has begun anew. */
  lost(): void {
    this.#beatSentAt = -Infinity;
    this.#catchUp = null;
  }

  #isFresh(): boolean {
    return this.#settings.now() - this.#beatSentAt <= LIMITS.busSilenceMs;
  }

  /** The next beat tries again where it fails. */
  async #begin(): Promise<void> {
    const catchUp = { isDone: false };
    this.#catchUp = catchUp;
    try {
      await this.#settings.onHearing();
      catchUp.isDone = true;
      this.#hasFailed = false;
    } catch (fault) {
      if (!this.#hasFailed) this.#settings.onFault(fault);
      this.#hasFailed = true;
      if (this.#catchUp === catchUp) this.lost();
    }
  }
}
