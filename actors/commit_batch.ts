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
import type { Clock } from "./clock.ts";
import { decideLocked } from "./decide_locked.ts";

/** How long one try of a batch took: until all was locked and read, deciding, and until PostgreSQL had answered COMMIT. */
export interface BatchTimes {
  readonly lockMs: number;
  readonly decideMs: number;
  readonly writeMs: number;
}

/** Looks on: told only of a try that came to its end. Must not throw. */
export interface BatchWatch {
  readonly now: Clock["now"];
  readonly onTimes: (times: BatchTimes) => void;
}

const NOBODY: BatchWatch = { now: () => 0, onTimes: () => {} };

/**
 * Replies in the order of the commands, only after PostgreSQL has answered COMMIT.
 * @throws {LostRace} nothing is stored: take the batch again.
 * @throws {UnknownFate} stored or not: take the batch again with the same keys.
 */
export async function commitBatch(
  ledger: Ledger,
  commands: readonly Command[],
  terms: Terms,
  { now, onTimes }: BatchWatch = NOBODY,
): Promise<Reply[]> {
  const startedAt = now();
  let decideMs = 0;
  const needs = needsOf(commands, terms.kinds);
  const implying = commands.filter(impliesMore);
  if (implying.length > 0) {
    for (const code of await ledger.guess(needsOf(implying, terms.kinds))) needs.codes.add(code);
  }
  const { transaction, decided: { books, replies, events } } = await decideLocked(ledger, needs, (reading) => {
    const decidingSince = now();
    const books = new Books(needs, reading);
    const decided = { books, ...decideAll(books, commands, terms) };
    decideMs = now() - decidingSince;
    return decided;
  });
  const lockMs = now() - startedAt - decideMs;
  // Nothing but replays: nothing to store.
  if (events.length === 0) await transaction.rollback();
  else await transaction.commit(changeOf(books, events));
  onTimes({ lockMs, decideMs, writeMs: now() - startedAt - decideMs - lockMs });
  return replies;
}

/** What a lane does with each batch; `terms` as they stand when it comes. */
export const commitsOn = (ledger: Ledger, terms: () => Terms, watch?: BatchWatch): Commit => (commands) =>
  commitBatch(ledger, commands, terms(), watch);
