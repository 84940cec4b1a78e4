/** Reads what is needed and decides on it; where a decision needs a row that was not read, starts over with that one too. */
import { Gap, type Needs, type Reading } from "../domain/books.ts";
import type { PastEvent } from "../domain/event.ts";
import { type Ledger, LostRace, type Transaction } from "../domain/ledger.ts";

/** A decision widens its needs by one row at a time; a voided bill of 500 sacks is read whole. More is a race, not a need. */
const WIDENINGS_MAX = 20;

export interface DecidedLocked<Decided> {
  /** Still open: it is the caller's to commit or roll back. */
  readonly transaction: Transaction;
  readonly decided: Decided;
}

/**
 * Under locks. `decide` throws {Gap} for what `needs` does not name; needs grow by it.
 * @throws {LostRace} nothing is held then.
 */
export const decideLocked = <Decided>(
  ledger: Ledger,
  needs: Needs,
  decide: (reading: Reading) => Decided,
): Promise<DecidedLocked<Decided>> =>
  widening(needs, async () => {
    const transaction = await ledger.open(needs);
    try {
      return { transaction, decided: decide(transaction.reading) };
    } catch (fault) {
      await transaction.rollback();
      if (fault instanceof Gap) addPlacesOf(transaction.reading.events, needs);
      throw fault;
    }
  });

/** On what is seen without a lock: for decisions that are shown and never written. */
export const decideSeen = <Decided>(
  ledger: Ledger,
  needs: Needs,
  decide: (reading: Reading) => Decided,
): Promise<Decided> => widening(needs, async () => decide(await ledger.look(needs)));

async function widening<Result>(needs: Needs, attempt: () => Promise<Result>): Promise<Result> {
  for (let round = 0; round < WIDENINGS_MAX; round++) {
    try {
      return await attempt();
    } catch (fault) {
      if (!(fault instanceof Gap)) throw fault;
      fault.widen(needs);
    }
  }
  throw new LostRace(`Cannot lock all that ${needs.codes.size} codes touch: it moved ${WIDENINGS_MAX} times`);
}

/** One gap is met at a time, and a batch of replays may have one for each: what their events name is locked all at once. */
function addPlacesOf(events: readonly PastEvent[], needs: Needs): void {
  for (const { parent, fromParent, child, bill } of events) {
    for (const code of [parent, fromParent, child]) if (code !== null) needs.codes.add(code);
    if (bill !== null) needs.bills.add(bill);
  }
}
