/** The third part: rows go in, step by step. A step is one transaction with the import's own cursor in it, so none is ever doubled. */
import { Books } from "../domain/books.ts";
import { changeOf } from "../domain/change.ts";
import { decideBatches, needsOfBatches } from "../domain/import_decide.ts";
import type { ImportJob } from "../domain/import_job.ts";
import { NO_COUNTS, type StagedBatch } from "../domain/import_shapes.ts";
import { decideLocked } from "./decide_locked.ts";
import { StepSize } from "./import_step_size.ts";
import { orLater, rowsOf, sumOf, termsOf, type Work } from "./import_work.ts";
import type { ImportWorld } from "./import_world.ts";

export async function applyImport(world: ImportWorld, job: ImportJob, work: Work): Promise<void> {
  await world.reloadKinds();
  const size = new StepSize(world.clock);
  // The rows of the next step are fetched while this one is stored.
  const ahead = (after: number) => orLater(world.batches.next(job.id, after, size.rows));
  let { appliedTo: last } = job, counts = job.applyCounts ?? NO_COUNTS, next = ahead(last);
  while (await work.goesOn()) {
    const batches = await next;
    if (batches.length === 0) return await world.jobs.finishApplying(job.id);
    const step = { jobId: job.id, from: last, to: batches.at(-1)!.n, counts };
    next = ahead(step.to);
    const rows = rowsOf(batches);
    const putInNow = () => putIn(world, job, batches, step, work);
    const summed = await size.timed(rows, () => world.aroundStep("applying", rows, putInNow));
    if (summed === null) {
      next = ahead(last);
      continue;
    }
    counts = summed;
    last = step.to;
    work.stepped();
  }
}

async function putIn(
  world: ImportWorld,
  job: ImportJob,
  batches: readonly StagedBatch[],
  step: { readonly jobId: number; readonly from: number; readonly to: number; readonly counts: typeof NO_COUNTS },
  work: Work,
): Promise<typeof NO_COUNTS> {
  const terms = termsOf(world, job);
  const needs = needsOfBatches(batches, terms.kinds);
  if (terms.station) needs.stations.add(terms.station);
  const { transaction, decided: { books, verdict } } = await decideLocked(world.ledger, needs, (reading) => {
    const books = new Books(needs, reading);
    return { books, verdict: decideBatches(books, batches, terms) };
  });
  const counts = sumOf(step.counts, verdict.counts);
  await transaction.commit(changeOf(books, verdict.events), {
    ...step,
    counts,
    rows: rowsOf(batches),
    problems: verdict.problems,
  });
  work.stored(books.transaction, billsOf(books));
  return counts;
}

/** Bills whose pages show something else now. */
export const billsOf = (books: Books): string[] => books.changedBills().map(({ after }) => after.number);
