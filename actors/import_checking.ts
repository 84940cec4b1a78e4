/**
 * The second part: every row is decided as it will be when it is put in, and nothing is written. What earlier rows would
 * have changed is carried along. Broken off, it begins again: a check leaves nothing behind.
 */
import { Books, Gap, type Needs, type Reading } from "../domain/books.ts";
import { Carried, decideBatches, needsOfBatches } from "../domain/import_decide.ts";
import type { ImportJob } from "../domain/import_job.ts";
import { type ImportSample, NO_COUNTS, type StagedBatch } from "../domain/import_shapes.ts";
import { LIMITS } from "../domain/limits.ts";
import { decideSeen } from "./decide_locked.ts";
import { orLater, pacer, rowsOf, sumOf, termsOf, type Work } from "./import_work.ts";
import type { ImportWorld } from "./import_world.ts";

export async function checkImport(world: ImportWorld, job: ImportJob, work: Work): Promise<void> {
  await world.reloadKinds();
  await world.jobs.startChecking(job.id);
  await world.problems.clear(job.id);
  const terms = termsOf(world, job);
  const carried = new Carried(await world.batches.repeatedNames(job.id));
  const progress = pacer(world.clock, LIMITS.importProgressMs);
  const samples: ImportSample[] = [];
  let counts = NO_COUNTS, rows = 0;
  await using ahead = aheadOf(world, job);
  while (await work.goesOn()) {
    const { batches, needs, reading } = await ahead.next();
    if (batches.length === 0) return await world.jobs.finishChecking(job.id, rows, counts, samples);
    const decide = (seen: Reading) => {
      const books = new Books(needs, carried.over(needs, seen));
      return { books, verdict: decideBatches(books, batches, terms) };
    };
    const { books, verdict } = orGap(() => decide(reading), needs) ?? await decideSeen(world.ledger, needs, decide);
    carried.keep(books);
    counts = sumOf(counts, verdict.counts);
    rows += rowsOf(batches);
    samples.push(...verdict.samples.slice(0, LIMITS.importSamplesMax - samples.length));
    await world.problems.tell(job.id, verdict.problems);
    if (!progress.isOver()) continue;
    await world.jobs.checked(job.id, rows, counts);
    work.shown();
  }
}

interface Seen {
  readonly batches: readonly StagedBatch[];
  readonly needs: Needs;
  readonly reading: Reading;
}

/**
 * The next batches and the rows that they speak of: read while those before are decided. Whoever breaks off waits for what
 * is still being read: on this connection the next import opens a transaction, and nothing may come into it.
 */
function aheadOf(world: ImportWorld, job: ImportJob) {
  const readBehind = async (after: number): Promise<Seen> => {
    const batches = await world.batches.next(job.id, after, LIMITS.importCheckRows);
    const needs = needsOfBatches(batches, world.kinds());
    return { batches, needs, reading: await world.ledger.look(needs) };
  };
  let reading = orLater(readBehind(0));
  return {
    async next(): Promise<Seen> {
      const seen = await reading;
      const last = seen.batches.at(-1);
      if (last) reading = orLater(readBehind(last.n));
      return seen;
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await reading.catch(() => {});
    },
  };
}

/** Null: a row is needed that was not read; `needs` name it now. */
function orGap<Decided>(decide: () => Decided, needs: Needs): Decided | null {
  try {
    return decide();
  } catch (fault) {
    if (!(fault instanceof Gap)) throw fault;
    fault.widen(needs);
    return null;
  }
}
