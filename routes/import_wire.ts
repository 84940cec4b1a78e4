/** Imports as JSON shows them. */
import type {
  ColumnMapping,
  ImportCounts,
  ImportDetail,
  ImportLine,
  ImportObstacle,
  ImportProblem,
} from "../domain/import_shapes.ts";
import { en } from "../views/words/en.ts";
import { problemTold } from "../views/import_told.ts";

export const wireImport = (line: ImportLine) => ({
  id: line.id,
  file_name: line.fileName,
  file_bytes: line.fileBytes,
  file_hash: line.fileHash,
  layout: line.layout,
  area: line.area,
  state: line.state,
  fault: line.fault,
  undoing: line.isUndoing,
  cancelling: line.isCancelling,
  rows_read: line.rowsRead,
  rows_total: line.rowsTotal,
  rows_checked: line.rowsChecked,
  rows_applied: line.rowsApplied,
  counts: wireCounts(line.counts),
  by: line.by,
  created_at: line.createdAt,
  started_at: line.startedAt,
  checked_at: line.checkedAt,
  applied_at: line.appliedAt,
  finished_at: line.finishedAt,
  undone_by: line.undoneBy,
  undone_at: line.undoneAt,
});

export const wireImportDetail = (detail: ImportDetail) => ({
  ...wireImport(detail),
  sheets: detail.sheets,
  headers: detail.headers,
  mapping: detail.mapping && wireMapping(detail.mapping),
  needs_mapping: detail.state === "uploaded" && detail.guess !== null,
  guess: detail.guess && {
    sheet: detail.guess.sheet,
    mapping: detail.guess.mapping && wireMapping(detail.guess.mapping),
    sample: detail.guess.sample,
  },
  sample: detail.sample,
  same_file: detail.sameFile,
  obstacles: detail.obstacles.map(wireObstacle),
});

const wireCounts = (counts: ImportCounts) => ({
  new_parents: counts.newParents,
  new_children: counts.newChildren,
  new_links: counts.newLinks,
  new_bills: counts.newBills,
  new_rows: counts.newRows,
  unchanged: counts.unchanged,
  conflicts: counts.conflicts,
  invalid: counts.invalid,
});

const wireMapping = ({ layout, headerRow, columns }: ColumnMapping) => ({ layout, header_row: headerRow, columns });

const wireObstacle = ({ code, reason, parent, bill }: ImportObstacle) => ({ code, reason, parent, bill });

export function wireProblem(problem: ImportProblem) {
  const { sheet, row, column, code, sort, reason, detail, cells } = problem;
  const { says, todo } = problemTold(problem, en);
  return { sheet, row, column, code, sort, reason, message: says, todo: todo ?? null, detail, cells };
}
