/** One batch, one transaction: lock and read, decide on what is true now, write the difference, commit. */
import type { Reply } from "../domain/answer.ts";
import { Books, Gap, type Needs } from "../domain/books.ts";
import { changeOf } from "../domain/change.ts";
import type { Command } from "../domain/command.ts";
import { decideAll } from "../domain/decide.ts";
import type { Terms } from "../domain/decision.ts";
import type { PastEvent } from "../domain/event.ts";
import { type Ledger, LostRace, type Transaction } from "../domain/ledger.ts";
import { impliesMore, needsOf } from "../domain/needs.ts";
import type { Commit } from "./committer.ts";

/** A decision widens its locks by one row at a time; a voided bill of 500 sacks is read whole. More is a race, not a need. */
const WIDENINGS_MAX = 20;

/**
 * Replies in the order of the commands, only after PostgreSQL has answered COMMIT.
 * @throws {LostRace} nothing is stored: take the batch again.
 * @throws {UnknownFate} stored or not: take the batch again with the same keys.
 */
export async function commitBatch(ledger: Ledger, commands: readonly Command[], terms: Terms): Promise<Reply[]> {
  const needs = needsOf(commands, terms.kinds);
  const implying = commands.filter(impliesMore);
  if (implying.length > 0) {
    for (const code of await ledger.guess(needsOf(implying, terms.kinds))) needs.codes.add(code);
  }
  for (let round = 0; round < WIDENINGS_MAX; round++) {
    const transaction = await ledger.open(needs);
    const books = new Books(needs, transaction.reading);
    const decided = await decideOrRollBack(transaction, books, commands, terms);
    if (decided instanceof Gap) {
      decided.widen(needs);
      addPlacesOf(transaction.reading.events, needs);
    } else if (decided.events.length === 0) {
      await transaction.rollback(); // nothing but replays
      return decided.replies;
    } else {
      await transaction.commit(changeOf(books, decided.events));
      return decided.replies;
    }
  }
  throw new LostRace(`Cannot lock all that ${commands.length} commands touch: it moved ${WIDENINGS_MAX} times`);
}

/** What a lane does with each batch; `terms` as they stand when it comes. */
export const commitsOn = (ledger: Ledger, terms: () => Terms): Commit => (commands) =>
  commitBatch(ledger, commands, terms());

/** One gap is met at a time, and a batch of replays may have one for each: what their events name is locked all at once. */
function addPlacesOf(events: readonly PastEvent[], needs: Needs): void {
  for (const { parent, fromParent, child, bill } of events) {
    for (const code of [parent, fromParent, child]) if (code !== null) needs.codes.add(code);
    if (bill !== null) needs.bills.add(bill);
  }
}

async function decideOrRollBack(
  transaction: Transaction,
  books: Books,
  commands: readonly Command[],
  terms: Terms,
): Promise<ReturnType<typeof decideAll> | Gap> {
  try {
    return decideAll(books, commands, terms);
  } catch (fault) {
    await transaction.rollback();
    if (fault instanceof Gap) return fault;
    throw fault;
  }
}
