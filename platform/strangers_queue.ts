/** Strangers whose address has used up its wrong passwords: they wait for the next one, one behind the other, for a while. */
import { LIMITS } from "../domain/limits.ts";
import { LineFull } from "./sign_in_line.ts";

/** What a try comes to that has to wait for so many seconds more. */
export interface NotYet {
  readonly is: "not_yet";
  readonly seconds: number;
}

interface Queue {
  waiting: number;
  last: Promise<unknown>;
}

/** A crowd of guesses from somewhere keeps nobody out who comes from there for the first time: it costs him some seconds. */
export class StrangersQueue {
  readonly #waitMsMax: number;
  readonly #queues = new Map<string, Queue>();
  readonly #sleepers = new Map<ReturnType<typeof setTimeout>, () => void>();
  #waiting = 0;
  #isClosed = false;

  constructor(waitMsMax: number = LIMITS.strangerWaitMs) {
    this.#waitMsMax = waitMsMax;
  }

  /** Throws {LineFull}. */
  async run<Result extends string | { readonly is: string }>(
    address: string,
    attempt: () => Promise<Result | NotYet>,
  ): Promise<Result> {
    if (!this.#queues.has(address)) {
      const result = await attempt();
      if (!isNotYet(result)) return result;
    }
    const queue = this.#queues.get(address) ?? { waiting: 0, last: Promise.resolve() };
    const isFull = queue.waiting >= LIMITS.strangersWaitingMax || this.#waiting >= LIMITS.signInsWaitingMax;
    if (isFull) throw new LineFull(`Cannot wait: ${queue.waiting} of this address do already`);
    this.#queues.set(address, queue);
    queue.waiting++;
    this.#waiting++;
    const until = performance.now() + this.#waitMsMax;
    const mine = queue.last.then(() => this.#try(attempt, until)).finally(() => {
      this.#waiting--;
      if (--queue.waiting === 0) this.#queues.delete(address);
    });
    queue.last = mine.catch(() => {});
    return await mine;
  }

  /** Nobody has to wait for the end of a wait when the server leaves. */
  close(): void {
    this.#isClosed = true;
    for (const [timer, wake] of this.#sleepers) {
      clearTimeout(timer);
      wake();
    }
    this.#sleepers.clear();
  }

  async #try<Result extends string | { readonly is: string }>(
    attempt: () => Promise<Result | NotYet>,
    until: number,
  ): Promise<Result> {
    for (;;) {
      const result = await attempt();
      if (!isNotYet(result)) return result;
      const ms = result.seconds * 1_000;
      if (this.#isClosed || performance.now() + ms > until) throw new LineFull("Cannot wait any longer");
      await this.#sleep(ms);
    }
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((wake) => {
      const timer = setTimeout(() => {
        this.#sleepers.delete(timer);
        wake();
      }, ms);
      this.#sleepers.set(timer, wake);
    });
  }
}

const isNotYet = (result: string | { readonly is: string }): result is NotYet =>
  typeof result !== "string" && result.is === "not_yet";
