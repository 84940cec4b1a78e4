/**
 * The rows of an import that could not go in, as a sheet that can be corrected and imported again in the same layout: the
 * sheet's own columns first, where its layout finds them, and behind them what is wrong.
 */
import type { ImportDetail, ImportProblem } from "./import_shapes.ts";
import { columnLetter } from "./sheet_place.ts";
import type { Column } from "./sheet.ts";

/** `problem` null: a row that ends a batch, which was in order itself or not there. */
export interface ProblemRow {
  readonly cells: readonly string[];
  readonly problem: ImportProblem | null;
}

type Form = Pick<ImportDetail, "layout" | "mapping" | "headers">;

/** What is said of a problem; the words are the caller's. */
type Tell = (problem: ImportProblem) => { readonly says: string; readonly todo?: string };

/** `width`: how many cells the rows have, where headers name fewer columns. */
export function problemColumns({ headers, mapping }: Form, width: number, tell: Tell): Column<ProblemRow>[] {
  const mapped = Object.values(mapping?.columns ?? {}).map((place) => (place ?? -1) + 1);
  const own = Array.from({ length: Math.max(headers.length, width, ...mapped) }, (_, place): Column<ProblemRow> => ({
    name: headers[place]?.trim() || columnLetter(place),
    cell: ({ cells }) => cells[place] ?? "",
  }));
  const about = (name: string, cell: (problem: ImportProblem) => string | number): Column<ProblemRow> => ({
    name,
    cell: ({ problem }) => problem && cell(problem),
  });
  return [
    ...own,
    about("Sheet", ({ sheet }) => sheet),
    about("Row", ({ row }) => row),
    about("Column", ({ column }) => column ?? ""),
    about("Code", ({ code }) => code),
    about("Reason", (problem) => tell(problem).says),
    about("What to do", (problem) => tell(problem).todo ?? ""),
  ];
}

/**
 * Puts problems, which come batch by batch with the sack or bill first, back into the order of a sheet, where it stands
 * below. A batch whose sack or bill is in order gets its row again; rows that have none get one without a code: so none of
 * them ever falls to the next batch.
 */
export class ProblemRows {
  readonly #form: Form;
  readonly #isBatches: boolean;
  #last: ImportProblem | null = null;
  /** The row of a sack or bill, until the rows above it have passed. */
  #head: ImportProblem | null = null;

  constructor(form: Form) {
    this.#form = form;
    this.#isBatches = form.layout === "child_parent_batches" || form.layout === "parent_bill_batches";
  }

  add(problem: ImportProblem): ProblemRow[] {
    if (!this.#isBatches) return [rowOf(problem)];
    const rows = this.#last && !this.#goesOn(this.#last, problem) ? this.end() : [];
    this.#last = problem;
    if (isNamedLikeItsBatch(problem)) {
      this.#head = problem;
      return rows;
    }
    // Below it stands none of its own rows, so that was no head.
    if (this.#head && problem.row > this.#head.row) rows.push(rowOf(this.#head));
    if (this.#head && problem.row > this.#head.row) this.#head = null;
    return [...rows, rowOf(problem)];
  }

  /** What ends the batch of the last row. */
  end(): ProblemRow[] {
    const [last, head] = [this.#last, this.#head];
    this.#last = null;
    this.#head = null;
    if (head) return [rowOf(head)];
    if (!last || (last.detail.into === undefined && this.#isEnder(last))) return [];
    return [{ cells: this.#ender(last.detail.into ?? ""), problem: null }];
  }

  #goesOn(last: ImportProblem, next: ImportProblem): boolean {
    const { into } = last.detail;
    if (last.sheet !== next.sheet || into !== next.detail.into) return false;
    return into === undefined ? !this.#isEnder(last) : !isNamedLikeItsBatch(next);
  }

  /** Its serial is no number, such as "Parent Code". */
  #isEnder({ cells }: ImportProblem): boolean {
    return !/^\s*\d*\s*$/.test(cells[this.#places().serial] ?? "");
  }

  #ender(code: string): string[] {
    const { serial, text } = this.#places();
    const cells = Array<string>(Math.max(serial, text) + 1).fill("");
    cells[serial] = this.#form.layout === "child_parent_batches" ? "Parent Code" : "Bill No.";
    cells[text] = code;
    return cells;
  }

  #places(): { readonly serial: number; readonly text: number } {
    const { serial = 0, text = 1 } = this.#form.mapping?.columns ?? {};
    return { serial: serial ?? 0, text: text ?? 1 };
  }
}

const rowOf = (problem: ImportProblem): ProblemRow => ({ cells: problem.cells, problem });

const isNamedLikeItsBatch = ({ code, detail }: ImportProblem): boolean => detail.into === code;
