/** The line in which passwords wait to be checked: one at a time, those first who are known here. */
import { LIMITS } from "../domain/limits.ts";

/** Too many wait already, or this one has waited too long: try again later. */
export class LineFull extends Error {
  override readonly name = "LineFull";
}

/** When the line is too long: some of it will have gone by then. */
export const RETRY_AFTER_SECONDS = 5;

interface Waiting {
  readonly since: number;
  go(): void;
  giveUp(fault: LineFull): void;
}

export interface LineSettings {
  readonly waitingMax?: number;
  readonly waitMsMax?: number;
}

/**
 * One place, and two lines before it. Strangers have a line of their own, so that a crowd of them keeps nobody waiting who
 * works here; and after a wrong password of theirs the place rests, so that guessing never takes more than half a core.
 */
export class SignInLine {
  readonly #waitingMax: number;
  readonly #waitMsMax: number;
  readonly #known: Waiting[] = [];
  readonly #strangers: Waiting[] = [];
  #isTaken = false;
  #rest: ReturnType<typeof setTimeout> | null = null;

  constructor({ waitingMax = LIMITS.signInsWaitingMax, waitMsMax = LIMITS.signInWaitMs }: LineSettings = {}) {
    this.#waitingMax = waitingMax;
    this.#waitMsMax = waitMsMax;
  }

  /** Throws {LineFull}. */
  async run<Result>(isKnown: boolean, work: (rest: (ms: number) => void) => Promise<Result>): Promise<Result> {
    await this.#turn(isKnown ? this.#known : this.#strangers);
    let restMs = 0;
    try {
      return await work((ms) => restMs = ms);
    } finally {
      this.#leave(restMs);
    }
  }

  /** Nobody has to wait for the end of a rest when the server leaves. */
  close(): void {
    if (this.#rest !== null) clearTimeout(this.#rest);
  }

  #turn(line: Waiting[]): Promise<void> | void {
    if (!this.#isTaken) {
      this.#isTaken = true;
      return;
    }
    if (line.length >= this.#waitingMax) throw new LineFull(`Cannot wait: ${line.length} do already`);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    line.push({ since: performance.now(), go: resolve, giveUp: reject });
    return promise;
  }

  /** The place is free again, for the next or after a rest. */
  #leave(restMs: number): void {
    if (restMs > 0) this.#rest = setTimeout(() => this.#leave(0), restMs);
    else this.#callNext();
  }

  #callNext(): void {
    const now = performance.now();
    for (;;) {
      const next = this.#known.shift() ?? this.#strangers.shift();
      if (!next) return void (this.#isTaken = false);
      if (now - next.since <= this.#waitMsMax) return next.go();
      next.giveUp(new LineFull("Cannot wait any longer"));
    }
  }
}
