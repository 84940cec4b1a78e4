/**
 * Takes an import back, the latest event first. It is looked at whole before anything is changed: where something has been
 * built on it, all stays as it is and what stands in the way is named. What somebody builds on it between that look and its
 * own step stays, and is named as well.
 */
import { billKey } from "../domain/bill.ts";
import { Books, type Needs, type Reading } from "../domain/books.ts";
import { changeOf } from "../domain/change.ts";
import { Carried } from "../domain/import_decide.ts";
import { keysBegin, keysEnd } from "../domain/import_keys.ts";
import type { ImportJob } from "../domain/import_job.ts";
import type { ImportObstacle } from "../domain/import_shapes.ts";
import { addObstacles, decideTakingBack, type ImportedNames, needsOfTakingBack } from "../domain/import_undo.ts";
import { LIMITS } from "../domain/limits.ts";
import { decideLocked, decideSeen } from "./decide_locked.ts";
import { billsOf } from "./import_applying.ts";
import { StepSize } from "./import_step_size.ts";
import { termsOf, type Work } from "./import_work.ts";
import type { ImportWorld } from "./import_world.ts";

export async function undoImport(world: ImportWorld, job: ImportJob, work: Work): Promise<void> {
  await world.reloadKinds();
  if (job.undoneTo === null) {
    const obstacles = await obstaclesTo(world, job, work);
    if (obstacles === null) return;
    if (obstacles.length > 0) return await world.jobs.refuseUndo(job.id, obstacles);
  }
  await takeBack(world, job, work);
}

/** Null: the work is over before all was looked at. */
async function obstaclesTo(world: ImportWorld, job: ImportJob, work: Work): Promise<ImportObstacle[] | null> {
  const names = new Set<string>();
  const carried = new Carried(names);
  const obstacles: ImportObstacle[] = [];
  const begin = keysBegin(stampOf(job));
  for (let last = keysEnd(stampOf(job)); obstacles.length < LIMITS.importObstaclesMax;) {
    if (!await work.goesOn()) return null;
    const events: ImportedNames[] = await world.events.next(job.id, begin, last, LIMITS.importStepRowsMax);
    if (events.length === 0) break;
    for (const { parent, bill } of events) {
      if (parent !== null) names.add(parent);
      if (bill !== null) names.add(billKey(bill));
    }
    const { needs, decide } = takingBack(world, job, events, (needs, reading) => carried.over(needs, reading));
    const { books, verdict } = await decideSeen(world.ledger, needs, decide);
    carried.keep(books);
    addObstacles(obstacles, verdict.obstacles);
    last = events.at(-1)!.key;
  }
  return obstacles.slice(0, LIMITS.importObstaclesMax);
}

async function takeBack(world: ImportWorld, job: ImportJob, work: Work): Promise<void> {
  const size = new StepSize(world.clock);
  let last = job.undoneTo;
  while (await work.goesOn()) {
    const events = await world.events.next(job.id, keysBegin(stampOf(job)), last ?? keysEnd(stampOf(job)), size.rows);
    if (events.length === 0) return await world.jobs.finishUndoing(job.id);
    const undoneTo = events.at(-1)!.key, from = last;
    const isBack = await size.timed(events.length, () =>
      world.aroundStep("undoing", events.length, async () => {
        const { needs, decide } = takingBack(world, job, events, (_, reading) => reading);
        const { transaction, decided: { books, verdict } } = await decideLocked(world.ledger, needs, decide);
        const obstacles = verdict.obstacles.slice(0, LIMITS.importObstaclesMax);
        await transaction.commit(changeOf(books, verdict.events), { jobId: job.id, from, undoneTo, obstacles });
        work.stored(books.transaction, billsOf(books));
        return true;
      }));
    if (!isBack) continue;
    last = undoneTo;
    work.stepped();
  }
}

const stampOf = ({ id: importId, createdAt }: ImportJob) => ({ importId, createdAt });

/** What has to be read for these events, and the decision on it. */
function takingBack(
  world: ImportWorld,
  job: ImportJob,
  events: readonly ImportedNames[],
  seen: (needs: Needs, reading: Reading) => Reading,
) {
  const terms = termsOf(world, job);
  const needs = needsOfTakingBack(events);
  if (terms.station) needs.stations.add(terms.station);
  const decide = (reading: Reading) => {
    const books = new Books(needs, seen(needs, reading));
    const newestFirst = [...reading.events].sort((one, other) => one.key < other.key ? 1 : -1);
    return { books, verdict: decideTakingBack(books, newestFirst, terms) };
  };
  return { needs, decide };
}
