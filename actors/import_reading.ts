/** The first part of an import: its file is read into batches. Nothing of an earlier try is kept. */
import type { ImportJob } from "../domain/import_job.ts";
import type { ColumnMapping } from "../domain/import_shapes.ts";
import { LIMITS } from "../domain/limits.ts";
import { pacer, type Work } from "./import_work.ts";
import type { ReadingMessage } from "../domain/import_messages.ts";
import type { ImportWorld } from "./import_world.ts";

/** Ends with the import in its next state, or as it was when the work is over before that. */
export async function readImport(world: ImportWorld, job: ImportJob, work: Work): Promise<void> {
  await world.reloadKinds();
  const end = await readAs(world, job, job.mapping, work) ?? null;
  if (end?.is !== "unknown") return await finish(world, job, end);
  const known = await world.jobs.rememberedMapping(world.headersHash(end.headers));
  if (known) return await finish(world, job, await readAs(world, job, known, work));
  await world.jobs.waitForMapping(job.id, end.guess, end.headers);
}

type End = Extract<ReadingMessage, { is: "unknown" | "done" }>;

/** Null: somebody cancelled it, or the work is over. */
async function readAs(
  world: ImportWorld,
  job: ImportJob,
  mapping: ColumnMapping | null,
  work: Work,
): Promise<End | null> {
  await world.jobs.startReading(job.id);
  await world.batches.clear(job.id);
  await world.problems.clear(job.id);
  work.shown();
  const progress = pacer(world.clock, LIMITS.importProgressMs);
  const task = { jobId: job.id, fileName: job.fileName, layout: job.layout, mapping, kinds: world.kinds() };
  for await (const message of world.read(task)) {
    if (message.is === "unknown" || message.is === "done") return message;
    if (message.is === "recognised") {
      await world.jobs.recognised(job.id, message.mapping, message.sheets, message.headers);
      continue;
    }
    await world.batches.copyIn(message.lines);
    if (!progress.isOver()) continue;
    await world.jobs.read(job.id, message.rowsRead, message.rowsTotal);
    work.shown();
    if (!await work.goesOn()) return null;
  }
  throw new Error(`The reading of import ${job.id} ended without a word`);
}

async function finish(world: ImportWorld, { id }: ImportJob, end: End | null): Promise<void> {
  if (end?.is !== "done") return;
  if (end.rowsRead === 0) await world.jobs.fail(id, "no_rows");
  else await world.jobs.finishReading(id, end.rowsRead, end.sheets);
}
