/** `GET /api/v1/imports/<id>/problems` as a file: every row that cannot go in, to be corrected and imported again. */
import type { Context } from "hono";
import { problemColumns, type ProblemRow, ProblemRows } from "../domain/import_problem_sheet.ts";
import type { ImportDetail, ImportProblem } from "../domain/import_shapes.ts";
import type { SheetFormat } from "../domain/sheet.ts";
import { problemTold } from "../views/import_told.ts";
import type { Deps, Env } from "./deps.ts";
import { batchesOf } from "./export_rows.ts";
import { languageOf } from "./page_context.ts";
import { answerSheet } from "./sheet_reply.ts";
import { wordsIn } from "../views/words/languages.ts";

/** Reasons are in the reader's language. */
export async function answerProblems(
  c: Context<Env>,
  deps: Deps,
  detail: ImportDetail,
  format: SheetFormat,
): Promise<Response> {
  const words = wordsIn(languageOf(c));
  const problems = batchesOf((page) => deps.imports.problems(detail.id, page), deps);
  // The first page also says how wide the rows are.
  const first = await problems.next();
  const width = Math.max(0, ...(first.done ? [] : first.value).map(({ cells }) => cells.length));
  return await answerSheet(deps, c, {
    name: `import_${detail.id}_problems`,
    columns: problemColumns(detail, width, (problem) => problemTold(problem, words)),
    batches: rowsOf(detail, first, problems),
  }, { format, countUpTo: () => Promise.resolve(detail.counts.conflicts + detail.counts.invalid) });
}

async function* rowsOf(
  detail: ImportDetail,
  first: IteratorResult<readonly ImportProblem[]>,
  rest: AsyncGenerator<readonly ImportProblem[]>,
): AsyncGenerator<readonly ProblemRow[]> {
  const rows = new ProblemRows(detail);
  try {
    for (let page = first; !page.done; page = await rest.next()) {
      yield page.value.flatMap((problem) => rows.add(problem));
    }
    yield rows.end();
  } finally {
    await rest.return(undefined);
  }
}
