/** What a step of an import writes beside its facts, in the same transaction: how far it is, and what could not go in. */
import type { ImportStep, NumberedProblem, TakingBackStep } from "../domain/import_step.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Statement } from "./lane.ts";
import type { Database } from "./postgres.ts";

/**
 * For the flight that ends with the commit. The first raises where the import has moved on without us: whoever was frozen,
 * or was answered too late, stores nothing twice.
 */
export function stepStatements(step: ImportStep | TakingBackStep): Statement[] {
  if ("undoneTo" in step) {
    const { jobId, from, undoneTo, obstacles } = step;
    return [{ text: MOVE_UNDO, values: [jobId, from, undoneTo, JSON.stringify(obstacles)] }];
  }
  const { jobId, from, to, rows, counts, problems } = step;
  return [
    { text: MOVE, values: [jobId, from, to, rows, JSON.stringify(counts)] },
    { text: CLEAR_PROBLEMS, values: [jobId, from, to] },
    ...(problems.length > 0 ? [{ text: TELL_PROBLEMS, values: [jobId, problemRows(problems)] }] : []),
  ];
}

export function importProblemRows(db: Database) {
  return {
    async tell(jobId: number, problems: readonly NumberedProblem[]): Promise<void> {
      if (problems.length > 0) await db.prepared(TELL_PROBLEMS, [jobId, problemRows(problems)]);
    },
    clear: async (jobId: number): Promise<void> => {
      await db.query("delete from import_problems where job_id = $1", [jobId]);
    },
  };
}

const HELD = `interval '${LIMITS.importHeldSeconds} seconds'`;

const MOVE = `
  with moved as (
    update import_jobs set applied_to = $3, rows_applied = rows_applied + $4, apply_counts = $5::jsonb,
      held_until = now() + ${HELD}, starts = 0, revision = revision + 1
    where id = $1 and state = 'applying' and not is_cancelling and applied_to = $2
    returning 1
  )
  select expect_rows((select count(*) from moved), 1)`;

const MOVE_UNDO = `
  with moved as (
    update import_jobs set undone_to = $3,
      obstacles = case when jsonb_array_length(obstacles) < ${LIMITS.importObstaclesMax} then obstacles || $4::jsonb else obstacles end,
      held_until = now() + ${HELD}, starts = 0, revision = revision + 1
    where id = $1 and state = 'undoing' and undone_to is not distinct from $2::uuid
    returning 1
  )
  select expect_rows((select count(*) from moved), 1)`;

/** What the check said of these rows: what applying them comes to holds now. */
const CLEAR_PROBLEMS = "delete from import_problems where job_id = $1 and n > $2 and n <= $3";

const TELL_PROBLEMS = `
  insert into import_problems (job_id, n, place, sheet, row, "column", code, sort, reason, detail, cells)
  select $1, n, place, sheet, row, "column", code, sort, reason, detail,
    array(select json_array_elements_text(cells))
  from json_to_recordset($2::json) as d (
    n bigint, place integer, sheet text, row bigint, "column" text, code text, sort text, reason text, detail jsonb,
    cells json
  )`;

const problemRows = (problems: readonly NumberedProblem[]): string => JSON.stringify(problems);
