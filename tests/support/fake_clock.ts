/** A clock that stands still until nothing else can happen, and then jumps to what is due next. */
import { setImmediate } from "node:timers";
import type { Clock } from "../../actors/clock.ts";
import { type Chance, chanceOf } from "./chance.ts";

export class FakeClock implements Clock {
  readonly #due: { readonly at: number; readonly ring: () => void }[] = [];
  #now = 0;
  readonly random: Chance;

  constructor(seed = 1) {
    this.random = chanceOf(seed);
  }

  readonly now = (): number => this.#now;

  readonly wait = (ms: number): Promise<void> =>
    new Promise((ring) => {
      const at = this.#now + ms;
      const place = this.#due.findIndex((other) => other.at > at);
      this.#due.splice(place === -1 ? this.#due.length : place, 0, { at, ring });
    });

  /** Lets time pass, without ringing what is due. */
  pass(ms: number): void {
    this.#now += ms;
  }

  /** Jumps to what is due next and rings it. False when nobody waits. */
  step(): boolean {
    const next = this.#due.shift();
    if (!next) return false;
    this.#now = Math.max(this.#now, next.at);
    next.ring();
    return true;
  }

  /** Rings what is due first, if its time has come already. False when nothing is due yet. */
  stepIfDue(): boolean {
    return (this.#due[0]?.at ?? Infinity) <= this.#now && this.step();
  }

  /** Runs the world until the promise is settled. @throws when nothing is left that could ever settle it. */
  async until<Result>(promise: Promise<Result>): Promise<Result> {
    let isSettled = false;
    const settle = () => isSettled = true;
    promise.then(settle, settle);
    for (;;) {
      await allTurns();
      if (isSettled) return await promise;
      if (!this.step()) throw new Error("Nobody is left who could answer: something waits for ever");
    }
  }
}

/** Resolves when every promise that can go on has gone on. Not a timer: the event loop's next turn. */
export const allTurns = (): Promise<void> => new Promise((done) => void setImmediate(() => done()));
