/** What the committer needs of the outside: one transaction that locks, reads and writes. PostgreSQL behind it, or a stand-in. */
import type { Needs, Reading } from "./books.ts";
import type { Change } from "./change.ts";
import type { ImportStep, TakingBackStep } from "./import_step.ts";

export interface Ledger {
  /**
   * The codes that these needs imply: bags of the events named, parents of the children, sacks of whole bills.
   * Read unlocked, so it may be wrong by the time the locks are held.
   */
  guess(needs: Needs): Promise<readonly string[]>;
  /**
   * Begins, locks bags by code and then bills by id, and reads.
   * @throws {LostRace} when a code appeared that the locks did not find. Nothing is held then.
   * @throws {DatabaseAway}
   */
  open(needs: Needs): Promise<Transaction>;
  /** The same at one moment and without a lock: for what is decided and never written. @throws {DatabaseAway} */
  look(needs: Needs): Promise<Reading>;
}

export interface Transaction {
  readonly reading: Reading;
  /**
   * Writes and commits, an import's step with it. Resolves only when PostgreSQL has answered COMMIT.
   * @throws {LostRace} when a row that was decided on is no longer there: nothing is stored.
   * @throws {DatabaseAway} when the connection, and the transaction with it, had been lost before: nothing is stored.
   * @throws {UnknownFate} when nobody can say whether it is stored.
   */
  commit(change: Change, step?: ImportStep | TakingBackStep): Promise<void>;
  rollback(): Promise<void>;
}

/** Somebody else was there first. Nothing is stored; the batch is to be taken again. */
export class LostRace extends Error {
  override readonly name = "LostRace";
}

/** The database could not be reached, or went away before anything was sent to be stored. */
export class DatabaseAway extends Error {
  override readonly name = "DatabaseAway";
}

/** No answer came (timeout, lost connection): stored or not, the keys will tell. */
export class UnknownFate extends Error {
  override readonly name = "UnknownFate";
}
