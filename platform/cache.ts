/** What pages ask for again and again, kept where it is right: see README "Decisions". Decisions never read it. */
import { covers, type Snapshot } from "../domain/snapshot.ts";
import { LIMITS } from "../domain/limits.ts";
import { Notes } from "./cache_notes.ts";
import { decode, encode } from "./cache_text.ts";
import { NearValues } from "./near_values.ts";
import type { Seen } from "./seen_rows.ts";

/** A value as it was loaded: what it shows, and what of the database it has seen. */
export interface Loaded<Value> extends Seen<Value> {
  /** What the value shows: once a commit has touched one of these, it may be shown only if its snapshot has that commit. */
  readonly subjects: readonly string[];
  /** How many rows it is made of: what it weighs in memory. */
  readonly rows: number;
}

/** And when its load began, in milliseconds since 1970. */
export interface Timed<Value> extends Loaded<Value> {
  readonly at: number;
}

export interface CacheUse {
  /** Answered from this process. */
  readonly near: number;
  /** Answered from Redis. */
  readonly shared: number;
  /** Asked of the database. */
  readonly loaded: number;
  readonly entries: number;
}

export interface Cache {
  /**
   * The value of `key`; from memory only while it is certain that nothing newer was answered to anybody (within
   * `LIMITS.busSilenceMs`, should another instance be cut off). Many who ask at once are one `load`.
   * @param ageMsMax for what changes by itself, such as what depends on the clock.
   */
  read<Value>(key: string, load: () => Promise<Loaded<Value>>, ageMsMax?: number): Promise<Value>;
  /** A commit has touched these: from now on only values that have seen it are shown. */
  touched(subjects: Iterable<string>, transaction: number): void;
  /** News may have been missed until this moment: only values that have all of it are shown. */
  missedUntil(snapshot: Snapshot): void;
  use(): CacheUse;
}

/** A store of texts that instances have in common; may fail or be away at any time. */
export interface SharedStore {
  /** Null: nothing there, or not to be had at once. Never rejects. */
  get(key: string): Promise<string | null>;
  /** Never throws, never waits. */
  set(key: string, text: string, ms: number): void;
}

export interface CacheSettings {
  /** Whether all has been heard that others told: see `Bus`. */
  readonly isHearing: () => boolean;
  /** Null: this process keeps its values to itself. */
  readonly shared: SharedStore | null;
  readonly now?: () => number;
}

export const openCache = (settings: CacheSettings): Cache => new TwoLayers(settings);

/**
 * Whatever comes from a layer is held against the notes at the moment it is shown, so it does not matter who filled it, when,
 * or in which order. Values that fall due together are loaded when somebody asks, once each: no need to spread them out.
 */
class TwoLayers implements Cache {
  readonly #isHearing: () => boolean;
  readonly #shared: SharedStore | null;
  readonly #now: () => number;
  readonly #notes = new Notes();
  readonly #near = new NearValues();
  /** Each key is fetched by one at a time, so what is kept of it never grows older. */
  readonly #underWay = new Map<string, Promise<Timed<unknown>>>();
  readonly #use = { near: 0, shared: 0, loaded: 0 };

  constructor({ isHearing, shared, now = Date.now }: CacheSettings) {
    this.#isHearing = isHearing;
    this.#shared = shared;
    this.#now = now;
  }

  async read<Value>(
    key: string,
    load: () => Promise<Loaded<Value>>,
    ageMsMax: number = LIMITS.cacheValueMs,
  ): Promise<Value> {
    // Nothing of ours has such a name, and who asks for many of them must not fill the memory.
    if (key.length > LIMITS.cacheKeyCharsMax) return (await load()).value;
    const near = this.#near.get(key) as Timed<Value> | undefined;
    if (near && this.#mayShow(near, ageMsMax)) {
      this.#use.near++;
      return near.value;
    }
    const earlier = this.#underWay.get(key) as Promise<Timed<Value>> | undefined;
    if (earlier) {
      const timed = await earlier;
      // It was on its way before we asked: right only if it has seen what was known by then.
      if (this.#mayShow(timed, ageMsMax)) return timed.value;
    }
    const later = this.#underWay.get(key) as Promise<Timed<Value>> | undefined;
    return (await (later ?? this.#fetch(key, load, ageMsMax))).value;
  }

  touched(subjects: Iterable<string>, transaction: number): void {
    this.#notes.touched(subjects, transaction);
  }

  missedUntil(snapshot: Snapshot): void {
    this.#notes.missedUntil(snapshot);
  }

  use(): CacheUse {
    return { ...this.#use, entries: this.#near.size };
  }

  #mayShow(timed: Timed<unknown>, ageMsMax: number): boolean {
    // Another machine's clock may be ahead.
    return Math.abs(this.#now() - timed.at) < ageMsMax && this.#isHearing() && this.#notes.allow(timed);
  }

  #fetch<Value>(key: string, load: () => Promise<Loaded<Value>>, ageMsMax: number): Promise<Timed<Value>> {
    const fetched = (async () => {
      try {
        const timed = await this.#fromShared<Value>(key, ageMsMax) ?? await this.#load(key, load, ageMsMax);
        this.#near.set(key, timed);
        return timed;
      } finally {
        this.#underWay.delete(key);
      }
    })();
    this.#underWay.set(key, fetched);
    return fetched;
  }

  /** What was not asked for before is nothing that instances have in common: the way there would be made for nothing. */
  async #fromShared<Value>(key: string, ageMsMax: number): Promise<Timed<Value> | null> {
    const before = this.#near.get(key);
    if (!this.#shared || !before || !this.#isHearing()) return null;
    const text = await this.#shared.get(key);
    const timed = text === null ? null : decode<Value>(text);
    // What was shown here may be newer, though nobody has told us of the commit.
    if (!timed || !this.#mayShow(timed, ageMsMax) || !covers(timed.snapshot, before.snapshot)) return null;
    this.#use.shared++;
    return timed;
  }

  async #load<Value>(key: string, load: () => Promise<Loaded<Value>>, ageMsMax: number): Promise<Timed<Value>> {
    this.#use.loaded++;
    const at = this.#now();
    const timed = { ...await load(), at };
    if (this.#shared && this.#near.get(key)) this.#shared.set(key, encode(timed), ageMsMax);
    return timed;
  }
}
