/** Attempts on what is protected, as they are written down: bounded, whoever makes how many of them. */

/**
 * - role       somebody who may not do this
 * - origin     a request that no page of ours made, with somebody's cookie
 * - session    a session that was ended, or has run out
 * - token      an API token that was revoked, or has run out
 * - reset_link a link for a new password that works for nobody
 */
export type Attempt = "role" | "origin" | "session" | "token" | "reset_link";

export interface RefusedAttempt {
  readonly why: Attempt;
  /** Null: nobody who is known. */
  readonly userId: number | null;
  /** Method and pattern, "POST /reset/:token": never what stood in the address. */
  readonly route: string;
  readonly address: string | null;
  readonly requestId: string;
}

/** One that is written down; `times`: how often the like was met since the last one. */
export interface NotedAttempt extends RefusedAttempt {
  readonly times: number;
}

interface Known {
  readonly first: RefusedAttempt;
  /** Met since the one that was written down. */
  more: number;
}

export interface TallyLimits {
  /** Written down at once in a window. */
  readonly notedMax: number;
  /** Told apart in a window. */
  readonly knownMax: number;
}

/** Tells what is to be written down. The first of its like in a window is, at once; of the others the window's end tells how many. */
export class AttemptTally {
  readonly #limits: TallyLimits;
  #known = new Map<string, Known>();
  #noted = 0;
  #others = 0;

  constructor(limits: TallyLimits) {
    this.#limits = limits;
  }

  /** What is to be written down now; null: it is counted. */
  meet(attempt: RefusedAttempt): NotedAttempt | null {
    const key = `${attempt.userId ?? attempt.address} ${attempt.why} ${attempt.route}`;
    const known = this.#known.get(key);
    if (known) known.more++;
    else if (this.#known.size >= this.#limits.knownMax) this.#others++;
    else return this.#begin(key, attempt);
    return null;
  }

  /** Of an attempt that there was no time to look at. */
  overlook(): void {
    this.#others++;
  }

  /** The window is over: what was only counted in it, and how many were not even told apart. */
  close(): { readonly noted: readonly NotedAttempt[]; readonly others: number } {
    const noted = [...this.#known.values()].filter(({ more }) => more > 0)
      .map(({ first, more }) => ({ ...first, times: more }));
    const told = noted.slice(0, this.#limits.notedMax);
    const others = noted.slice(told.length).reduce((sum, { times }) => sum + times, this.#others);
    this.#known = new Map();
    this.#noted = this.#others = 0;
    return { noted: told, others };
  }

  #begin(key: string, first: RefusedAttempt): NotedAttempt | null {
    const isNow = this.#noted < this.#limits.notedMax;
    this.#known.set(key, { first, more: isNow ? 0 : 1 });
    if (!isNow) return null;
    this.#noted++;
    return { ...first, times: 1 };
  }
}
