/**
 * The second part: every row is decided as it will be when it is put in, and nothing is written. What earlier rows would
 * have changed is carried along. Broken off, it begins again: a check leaves nothing behind.
 */
import { Books } from "../domain/books.ts";
import { Carried, decideBatches, needsOfBatches } from "../domain/import_decide.ts";
import type { ImportJob } from "../domain/import_job.ts";
import { type ImportSample, NO_COUNTS } from "../domain/import_shapes.ts";
import { LIMITS } from "../domain/limits.ts";
import { decideSeen } from "./decide_locked.ts";
import { sumOf, termsOf, type Work } from "./import_work.ts";
import type { ImportWorld } from "./import_world.ts";

export async function checkImport(world: ImportWorld, job: ImportJob, work: Work): Promise<void> {
  await world.reloadKinds();
  await world.jobs.startChecking(job.id);
  await world.problems.clear(job.id);
  const terms = termsOf(world, job);
  const carried = new Carried(await world.batches.repeatedNames(job.id));
  const samples: ImportSample[] = [];
  let counts = NO_COUNTS;
  for (let last = 0; await work.goesOn();) {
    const batches = await world.batches.next(job.id, last, LIMITS.importCheckRows);
    if (batches.length === 0) {
      await world.jobs.finishChecking(job.id, samples);
      return;
    }
    const needs = needsOfBatches(batches, terms.kinds);
    const { books, verdict } = await decideSeen(world.ledger, needs, (reading) => {
      const books = new Books(needs, carried.over(needs, reading));
      return { books, verdict: decideBatches(books, batches, terms) };
    });
    carried.keep(books);
    counts = sumOf(counts, verdict.counts);
    samples.push(...verdict.samples.slice(0, LIMITS.importSamplesMax - samples.length));
    last = batches.at(-1)!.n;
    await world.problems.tell(job.id, verdict.problems);
    await world.jobs.checked(job.id, batches.reduce((sum, { rows }) => sum + rows.length, 0), counts);
    work.stepped();
    work.shown();
  }
}
