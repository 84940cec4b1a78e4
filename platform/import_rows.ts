/** Imports as people see them: the history, one import, what could not go in. Work on them: `import_work_rows.ts`. */
import type { PageRequest } from "../domain/filters.ts";
import type { StoredState } from "../domain/import_job.ts";
import type { ImportFault, ImportReason } from "../domain/import_reasons.ts";
import {
  type ColumnMapping,
  type ImportCounts,
  type ImportDetail,
  type ImportLayout,
  type ImportLine,
  type ImportObstacle,
  type ImportProblem,
  type ImportProblemDetail,
  type ImportSample,
  type MappingGuess,
  NO_COUNTS,
} from "../domain/import_shapes.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Page } from "../domain/shapes.ts";
import { FIRST_ID, isId, pageOf, readCursor } from "./cursor.ts";
import type { Database } from "./postgres.ts";

export function importRows(db: Database) {
  return {
    /** Newest first. */
    async list({ limit, cursor }: PageRequest): Promise<Page<ImportLine> | null> {
      const position = cursor === null ? [FIRST_ID] : readCursor(cursor, [isId]);
      if (!position) return null;
      const rows = await db.query<JobRow>(
        `select ${COLUMNS} from import_jobs j ${JOINS} where j.id < $1 order by j.id desc limit $2`,
        [position[0], limit + 1],
      );
      return pageOf(rows, limit, lineOf, ({ id }) => [id]);
    },

    async find(id: number): Promise<ImportDetail | null> {
      if (!isId(id)) return null;
      const [row] = await db.query<DetailRow>(
        `select ${COLUMNS}, j.sheets, j.headers, j.mapping, j.guess, j.sample, j.obstacles, coalesce((
            select json_agg(json_build_object('id', o.id, 'by', ou.username, 'at', o.finished_at) order by o.id desc)
            from import_jobs o join users ou on ou.id = o.user_id
            where o.file_hash = j.file_hash and o.id <> j.id and o.state = 'done'
          ), '[]') as same_file
        from import_jobs j ${JOINS} where j.id = $1`,
        [id],
      );
      return row ? detailOf(row) : null;
    },

    /** In the order of the sheets. */
    async problems(id: number, { limit, cursor }: PageRequest): Promise<Page<ImportProblem> | null> {
      const position = cursor === null ? [0, -1] : readCursor(cursor, [isId, isId]);
      if (!position || !isId(id)) return null;
      const rows = await db.query<ProblemRow>(
        `select n, place, sheet, row, "column", code, sort, reason, detail, cells from import_problems
        where job_id = $1 and (n, place) > ($2, $3) order by n, place limit $4`,
        [id, ...position, limit + 1],
      );
      return pageOf(rows, limit, problemOf, ({ n, place }) => [n, place]);
    },
  };
}

const COLUMNS = `j.id, j.file_name, j.file_bytes, j.file_hash, j.layout, j.area, j.state, j.fault, j.is_cancelling,
  j.rows_read, j.rows_total, j.rows_checked, j.rows_applied, j.check_counts, j.apply_counts, j.created_at, j.started_at,
  j.checked_at, j.applied_at, j.finished_at, j.undone_at, u.username as by, undoer.username as undone_by`;
const JOINS = "join users u on u.id = j.user_id left join users undoer on undoer.id = j.undone_by";

interface JobRow {
  readonly id: number;
  readonly file_name: string;
  readonly file_bytes: number;
  readonly file_hash: string;
  readonly layout: ImportLayout | "auto";
  readonly area: string | null;
  readonly state: StoredState;
  readonly fault: ImportFault | null;
  readonly is_cancelling: boolean;
  readonly rows_read: number;
  readonly rows_total: number | null;
  readonly rows_checked: number;
  readonly rows_applied: number;
  readonly check_counts: ImportCounts | null;
  readonly apply_counts: ImportCounts | null;
  readonly by: string;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly checked_at: Date | null;
  readonly applied_at: Date | null;
  readonly finished_at: Date | null;
  readonly undone_by: string | null;
  readonly undone_at: Date | null;
}

interface DetailRow extends JobRow {
  readonly sheets: string[];
  readonly headers: string[];
  readonly mapping: ColumnMapping | null;
  readonly guess: MappingGuess | null;
  readonly sample: ImportSample[];
  readonly obstacles: ImportObstacle[];
  readonly same_file: { readonly id: number; readonly by: string; readonly at: string }[];
}

interface ProblemRow {
  readonly n: number;
  readonly place: number;
  readonly sheet: string;
  readonly row: number;
  readonly column: string | null;
  readonly code: string;
  readonly sort: "conflict" | "invalid";
  readonly reason: ImportReason;
  readonly detail: ImportProblemDetail;
  readonly cells: string[];
}

function lineOf(row: JobRow): ImportLine {
  return {
    id: row.id,
    fileName: row.file_name,
    fileBytes: row.file_bytes,
    fileHash: row.file_hash,
    layout: row.layout,
    area: row.area,
    // Until the last event is taken back it stands as it was put in.
    state: row.state !== "undoing" ? row.state : row.fault ? "failed" : row.is_cancelling ? "cancelled" : "done",
    fault: row.fault,
    isUndoing: row.state === "undoing",
    isCancelling: row.is_cancelling &&
      (row.state === "applying" || row.state === "checking" || row.state === "reading"),
    rowsRead: row.rows_read,
    rowsTotal: row.rows_total,
    rowsChecked: row.rows_checked,
    rowsApplied: row.rows_applied,
    counts: row.apply_counts ?? row.check_counts ?? NO_COUNTS,
    by: row.by,
    createdAt: row.created_at,
    startedAt: row.started_at,
    checkedAt: row.checked_at,
    appliedAt: row.applied_at,
    finishedAt: row.finished_at,
    undoneBy: row.undone_by,
    undoneAt: row.undone_at,
  };
}

const detailOf = (row: DetailRow): ImportDetail => ({
  ...lineOf(row),
  sheets: row.sheets,
  headers: row.headers,
  mapping: row.mapping,
  guess: row.state === "uploaded" ? row.guess : null,
  sample: row.sample,
  sameFile: row.same_file.slice(0, LIMITS.sameFilesShownMax).map(({ id, by, at }) => ({ id, by, at: new Date(at) })),
  obstacles: row.obstacles,
});

const problemOf = ({ sheet, row, column, code, sort, reason, detail, cells }: ProblemRow): ImportProblem => ({
  ...{ sheet, row, column, code, sort, reason, detail, cells },
});
