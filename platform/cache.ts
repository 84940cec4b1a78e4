/** What pages ask for again and again, kept where it is right: see README "Decisions". Decisions never read it. */
import type { Snapshot } from "../domain/snapshot.ts";

/** A value as it was loaded: what it shows, and what of the database it has seen. */
export interface Loaded<Value> {
  readonly value: Value;
  /** Taken by the statement that read the value. */
  readonly snapshot: Snapshot;
  /** What the value shows: once a commit has touched one of these, it may be shown only if its snapshot has that commit. */
  readonly subjects: readonly string[];
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
   */
  read<Value>(key: string, load: () => Promise<Loaded<Value>>): Promise<Value>;
  /** A commit has touched these: from now on only values that have seen it are shown. */
  touched(subjects: Iterable<string>, transaction: number): void;
  /** News may have been missed until this moment: only values that have all of it are shown. */
  missedUntil(snapshot: Snapshot): void;
  use(): CacheUse;
}

/** A store of texts that instances have in common; may fail or be away at any time. */
export interface SharedStore {
  /** Null: nothing there, or not to be had now. Never rejects. */
  get(key: string): Promise<{ readonly text: string; readonly msLeft: number } | null>;
  /** Never throws, never waits. */
  set(key: string, text: string, ms: number): void;
}
