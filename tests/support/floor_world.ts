/** Instances on one stand-in database: each a floor with lanes of its own. */
import type { Answer, Reply } from "../../domain/answer.ts";
import { commitBatch } from "../../actors/commit_batch.ts";
import { Floor } from "../../actors/floor.ts";
import type { Command } from "../../domain/command.ts";
import { SMALL_TERMS } from "./heart.ts";
import { FakeClock } from "./fake_clock.ts";
import { type Faults, MemoryDatabase } from "./memory_ledger.ts";

export interface FloorWorld {
  readonly clock: FakeClock;
  readonly database: MemoryDatabase;
  readonly faults: unknown[];
  /** What became of the batches that failed. */
  readonly afterFaults: string[];
  /** How long each command waited for its answer; null: it was not let in. */
  readonly waits: (number | null)[];
  readonly batches: number[];
  readonly answers: Answer[];
  /** One more instance on the same database. */
  floor(faults?: Faults, lanes?: number): Floor;
  /** Submits and runs the world until all is answered. */
  ask(floor: Floor, ...commands: readonly Command[]): Promise<Reply[]>;
}

export function floorWorld(seed = 1): FloorWorld {
  const clock = new FakeClock(seed);
  const database = new MemoryDatabase(clock);
  const seen = { faults: [] as unknown[], batches: [] as number[], answers: [] as Answer[] };
  const told = { afterFaults: [] as string[], waits: [] as (number | null)[] };
  return {
    clock,
    database,
    ...seen,
    ...told,
    floor: (faults = {}, lanes = 1) =>
      new Floor({
        lanes: Array.from({ length: lanes }, () => {
          const ledger = database.ledger(faults);
          return (commands: readonly Command[]) => commitBatch(ledger, commands, SMALL_TERMS);
        }),
        kinds: () => SMALL_TERMS.kinds,
        clock,
        onBatch: ({ size }) => seen.batches.push(size),
        onFault: (fault, _size, then) => {
          seen.faults.push(fault);
          told.afterFaults.push(then);
        },
        onReply: (_command, _reply, ms) => told.waits.push(ms),
        onAnswer: (_command, answer) => seen.answers.push(answer),
      }),
    ask: (floor, ...commands) => clock.until(Promise.all(floor.submit(commands))),
  };
}

/** One fault after the other, and then none. */
export function inTurn<Fault>(...faults: readonly Fault[]): () => Fault | null {
  const left = [...faults];
  return () => left.shift() ?? null;
}
