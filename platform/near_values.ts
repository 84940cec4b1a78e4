/** What this process keeps of the cache: bounded by what it weighs, and what was not asked for longest goes first. */
import { LIMITS } from "../domain/limits.ts";
import type { Timed } from "./cache.ts";

/** Key, snapshot and subjects weigh about as much as so many rows. */
const ROWS_BESIDE = 3;

export class NearValues {
  readonly #kept = new Map<string, Timed<unknown>>();
  #rows = 0;

  get size(): number {
    return this.#kept.size;
  }

  get(key: string): Timed<unknown> | undefined {
    const timed = this.#kept.get(key);
    if (timed === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, timed);
    return timed;
  }

  set(key: string, timed: Timed<unknown>): void {
    const before = this.#kept.get(key);
    if (before) this.#rows -= weightOf(before);
    this.#kept.delete(key);
    this.#kept.set(key, timed);
    this.#rows += weightOf(timed);
    this.#makeRoom();
  }

  #makeRoom(): void {
    for (const [key, timed] of this.#kept) {
      if (this.#rows <= LIMITS.cacheRowsMax) return;
      this.#kept.delete(key);
      this.#rows -= weightOf(timed);
    }
  }
}

const weightOf = ({ rows }: Timed<unknown>): number => rows + ROWS_BESIDE;
