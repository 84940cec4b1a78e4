/** The ledger on PostgreSQL: locks, reads, writes, and says nothing is stored before the word COMMIT. */

import type { Needs } from "../domain/books.ts";
import type { Change } from "../domain/change.ts";
import { DatabaseAway, type Ledger, LostRace, type Transaction, UnknownFate } from "../domain/ledger.ts";
import { stepStatements } from "./import_step_rows.ts";
import { isLost, type Lane } from "./lane.ts";
import { type LockedReading, lookStatements, readingOf, readStatements } from "./ledger_read.ts";
import { GUESS } from "./ledger_read_statements.ts";
import { writeStatements } from "./ledger_write.ts";
import type { Names } from "./names.ts";

type Answers = PromiseSettledResult<{ readonly rows: unknown[]; readonly command: string }>[];

/** `names` are shared by all lanes of an instance: usernames and stations never change their ids. */
export function postgresLedger(lane: Lane, names: Names, timeZone: string): Ledger {
  return {
    guess: async (needs) => {
      const [answer] = await lane.flight([{ text: GUESS, values: guessValues(needs) }]);
      return (rowsOf(answer!) as { code: string }[]).map(({ code }) => code);
    },
    open: (needs) => open(lane, names, needs, timeZone),
    look: async (needs) => {
      const answers = await lane.flight([{ text: BEGIN_LOOK }, ...lookStatements(needs), { text: "commit" }]);
      return (await readingOf(answers.slice(1, -1).map((answer) => rowsOf(answer)), needs, names)).reading;
    },
  };
}

const guessValues = (needs: Needs): unknown[] => [[...needs.codes], [...needs.keys], [...needs.wholeBills]];

const BEGIN_LOOK = "begin isolation level repeatable read read only";

async function open(lane: Lane, names: Names, needs: Needs, timeZone: string): Promise<Transaction> {
  await registerStations(names, needs);
  const answers = await lane.flight([{ text: "begin isolation level read committed" }, ...readStatements(needs)]);
  try {
    const reading = await readingOf(answers.slice(1).map((answer) => rowsOf(answer)), needs, names);
    return transactionOn(lane, names, reading, timeZone);
  } catch (fault) {
    await rollback(lane);
    throw fault;
  }
}

function transactionOn(
  lane: Lane,
  names: Names,
  { reading, stamp, billIds }: LockedReading,
  timeZone: string,
): Transaction {
  return {
    reading,
    rollback: () => rollback(lane),
    commit: async (change, step) => {
      const statements = writeStatements(change, {
        stamp,
        timeZone,
        billId: (key) => billIds.get(key) ?? null,
        stationId: (name) => names.stationId(name),
      });
      const answers = await lane.goOn([...statements, ...step ? stepStatements(step) : [], { text: "commit" }]);
      try {
        judge(answers, change);
      } catch (fault) {
        // A bag met other kinds than it was decided on: one was made or edited a moment ago. Where that cannot be read now,
        // the next try meets it again.
        if (fault instanceof LostRace && change.newParents.length + change.newChildren.length > 0) {
          await names.reloadKinds().catch(() => {});
        }
        throw fault;
      }
    },
  };
}

function judge(answers: Answers, change: Change): void {
  if (isStored(answers)) return;
  const commit = answers.at(-1)!;
  if (commit.status === "rejected" && isLost(commit.reason)) {
    throw new UnknownFate(`No answer to a commit of ${change.events.length} commands`, { cause: commit.reason });
  }
  const refused = answers.find((answer) => answer.status === "rejected");
  const cause = refused?.status === "rejected" ? refused.reason : undefined;
  if (LOST_RACES.has((cause as { code?: string } | undefined)?.code ?? "")) {
    throw new LostRace(`A commit came too late: ${(cause as Error).message}`, { cause });
  }
  throw cause ?? new Error("PostgreSQL rolled back without naming a fault");
}

/** Only when the last answer says COMMIT: after an error PostgreSQL answers ROLLBACK, without complaint. */
function isStored(answers: Answers): boolean {
  const commit = answers.at(-1);
  return commit?.status === "fulfilled" && commit.value.command === "COMMIT";
}

/** Our own "fewer rows than decided on", and a unique key that somebody else took a moment ago. */
const LOST_RACES = new Set(["TT001", "23505"]);

async function rollback(lane: Lane): Promise<void> {
  if (!lane.isOpen) return; // with the connection went its transaction
  const [answer] = await lane.goOn([{ text: "rollback" }]).catch(() => []);
  if (answer?.status !== "fulfilled") lane.close();
}

/** In a transaction of its own, before anything is locked: a refused batch must not forget a station. */
async function registerStations(names: Names, needs: Needs): Promise<void> {
  const unknown = [...needs.stations].filter((name) => names.stationId(name) === null);
  if (unknown.length > 0) await names.registerStations(unknown);
}

/** @throws {DatabaseAway} when the connection was lost; the database's own fault when it refused. */
function rowsOf(answer: PromiseSettledResult<{ readonly rows: unknown[] }>): unknown[] {
  if (answer.status === "fulfilled") return answer.value.rows;
  if (isLost(answer.reason)) throw new DatabaseAway("The connection was lost while reading", { cause: answer.reason });
  throw answer.reason;
}
