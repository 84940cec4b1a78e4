/**
 * What waits to be confirmed, in the order in which it was done, and what came back refused when nobody looked. This is
 * the shape that the sender works with; `outbox_idb.ts` keeps it in the browser's database, `outbox_memory.ts` where there
 * is none.
 */

/** What is to be done on the server. Codes are the text as it was scanned. */
export type Job =
  /** A sack is opened. */
  | { readonly kind: "open"; readonly parent: string }
  /** A bag goes into a sack: each names its own, so that no scan ever lands in another. */
  | { readonly kind: "link"; readonly parent: string; readonly child: string }
  /** A bag goes over from the sack that it is in: a biller scanned it a second time. */
  | { readonly kind: "move"; readonly parent: string; readonly child: string }
  /** A sack goes on a bill. */
  | { readonly kind: "bill"; readonly bill: string; readonly parent: string }
  /** A scan is taken back. `parent` and `bill` are what the page shows, so that the answer can bring its counter. */
  | { readonly kind: "undo"; readonly undoes: string; readonly parent: string; readonly bill: string };

export interface Entry {
  /** One UUID a physical scan: sent again and again until it is answered, stored once. */
  readonly id: string;
  /** Who scanned it. It is sent as his or not at all. */
  readonly user: string;
  /** The tab that shows the answer. */
  readonly tab: string;
  readonly station: string;
  /** When it was scanned, by this device's clock: ISO 8601. */
  readonly scannedAt: string;
  /** As the list shows it. */
  readonly label: string;
  readonly job: Job;
}

/** An entry in its place: lower goes first. */
export interface Placed extends Entry {
  readonly seq: number;
}

/** A refusal that has not been seen yet, for a person to decide on. */
export interface Look {
  readonly id: string;
  readonly entry: Entry;
  readonly outcome: string;
  /** The look of the sign: `refused` or `full`. */
  readonly look: string;
  /** What the server said, in the language of that moment. */
  readonly says: string;
  readonly todo: string;
  readonly answeredAt: string;
}

export interface Outbox {
  /** Kept when this resolves: on disk, where the browser can. Adding one twice keeps it once. */
  add(entry: Entry): Promise<void>;
  /** The oldest of this user's, at most so many, oldest first. */
  oldest(user: string, most: number): Promise<Placed[]>;
  /** The newest of all, at most so many, newest first. */
  newest(most: number): Promise<Placed[]>;
  /** How many wait, of all and of this user. */
  counts(user: string): Promise<{ readonly all: number; readonly own: number }>;
  /** Takes away what was answered and keeps what is to be looked at, both or neither. */
  settle(seqs: readonly number[], looks: readonly Look[]): Promise<void>;
  looks(): Promise<Look[]>;
  lookCount(): Promise<number>;
  /** Somebody has looked at it. */
  dropLook(id: string): Promise<void>;
  /** Takes or renews the right of this name until then, unless another holds it still. Times in ms since 1970. */
  takeLease(name: string, holder: string, now: number, until: number): Promise<boolean>;
  /** Whether it outlives the page. */
  readonly isKept: boolean;
}
