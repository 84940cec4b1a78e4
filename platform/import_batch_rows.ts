/** Rows of a sheet between its reading and its end: a batch of them is one row here. */
import type { ImportRow, StagedBatch } from "../domain/import_shapes.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Database } from "./postgres.ts";

/** What the lines of the sheet's worker are copied into; see `sheet_worker.ts`. */
export const COPY_BATCHES = "copy import_batches (job_id, n, names, rows, body) from stdin";

/** A batch's `body`: what is not a column of its own. */
export type BatchBody = readonly [sheet: string, isWhole: boolean, rows: readonly ImportRow[]];

export function importBatchRows(db: Database) {
  return {
    /** The next batches behind `after`, of about so many rows together, and one at least. Empty at the end. */
    async next(jobId: number, after: number, rows: number): Promise<StagedBatch[]> {
      const found = await db.prepared<{ n: number; body: string }>(NEXT, [jobId, after, rows]);
      return found.map(({ n, body }) => {
        const [sheet, isWhole, inIt] = JSON.parse(body) as BatchBody;
        return { n, sheet, isWhole, rows: inIt };
      });
    },

    /** Codes and numbers that stand in more than one batch. */
    repeatedNames: (jobId: number): Promise<ReadonlySet<string>> =>
      db.transaction(async (inside) => {
        await inside.query("set local work_mem = '64MB'");
        const rows = await inside.query<{ name: string }>(REPEATED, [jobId]);
        return new Set(rows.map(({ name }) => name));
      }, LIMITS.recountStatementMs),

    /** Takes away a helping of what is not needed any more. @returns whether there may be more. */
    async sweep(): Promise<boolean> {
      const [row] = await db.query<{ n: number }>(SWEEP, [LIMITS.importSweepBatchesMax]);
      return (row?.n ?? 0) > 0;
    },

    /** Takes away all that an earlier reading left. */
    clear: async (jobId: number): Promise<void> => {
      for (let n = 1; n > 0;) {
        const [row] = await db.query<{ n: number }>(CLEAR, [jobId, LIMITS.importSweepBatchesMax]);
        n = row?.n ?? 0;
      }
    },
  };
}

/** The sum stops at the batch that fills the helping, so that no body is touched beyond it. */
const NEXT = `
  select n, body from import_batches
  where job_id = $1 and n > $2 and n <= coalesce((
    select n from (
      select n, sum(rows) over (order by n) as so_far from import_batches where job_id = $1 and n > $2
    ) summed
    where so_far >= $3 order by n limit 1
  ), 9223372036854775807)
  order by n`;

const REPEATED = `
  select name from import_batches, unnest(names) as name where job_id = $1 group by name having count(*) > 1`;

const CLEAR = `
  with gone as (
    delete from import_batches where ctid = any (array(select ctid from import_batches where job_id = $1 limit $2))
    returning 1
  )
  select count(*) as n from gone`;

const SWEEP = `
  with gone as (
    delete from import_batches where ctid = any (array(
      select b.ctid from import_jobs j join import_batches b on b.job_id = j.id
      where j.state in ('done', 'undoing', 'undone', 'failed', 'cancelled') limit $1
    ))
    returning 1
  )
  select count(*) as n from gone`;
