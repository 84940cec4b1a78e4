/** One batch, one transaction: lock and read, decide on what is true now, write the difference, commit. */
import type { Reply } from "../domain/answer.ts";
import { Books } from "../domain/books.ts";
import { changeOf } from "../domain/change.ts";
import type { Command } from "../domain/command.ts";
import { decideAll } from "../domain/decide.ts";
import type { Terms } from "../domain/decision.ts";
import type { Ledger } from "../domain/ledger.ts";
import { impliesMore, needsOf } from "../domain/needs.ts";
import type { Commit } from "./committer.ts";
import { decideLocked } from "./decide_locked.ts";

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
  const { transaction, decided: { books, replies, events } } = await decideLocked(ledger, needs, (reading) => {
    const books = new Books(needs, reading);
    return { books, ...decideAll(books, commands, terms) };
  });
  // Nothing but replays: nothing to store.
  if (events.length === 0) await transaction.rollback();
  else await transaction.commit(changeOf(books, events));
  return replies;
}

/** What a lane does with each batch; `terms` as they stand when it comes. */
export const commitsOn = (ledger: Ledger, terms: () => Terms): Commit => (commands) =>
  commitBatch(ledger, commands, terms());
