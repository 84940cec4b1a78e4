/** The rows of an import that cannot go in, each with why and what to do now. */
import type { ImportProblem } from "../domain/import_shapes.ts";
import type { Page } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { Chip } from "./icons.tsx";
import type { ImportProps } from "./import_page.tsx";
import { badRows } from "./import_phase.ts";
import { problemTold } from "./import_told.ts";
import { Pager } from "./notice.tsx";
import { withCodes } from "./outcome.tsx";
import { bagPath, billPath, importPath } from "./paths.ts";

interface ProblemsProps extends ImportProps {
  readonly problems: Page<ImportProblem>;
  readonly isFirst: boolean;
}

export const ImportProblems = ({ context, detail, problems, isFirst }: ProblemsProps) => {
  const { words: { imports }, show } = context;
  if (problems.items.length === 0 && isFirst) return <div id="import-problems" hidden></div>;
  return (
    <section class="card" id="import-problems" aria-labelledby="import-problems-title">
      <div class="card-head">
        <h2 id="import-problems-title">{imports.problemsTitle}</h2>
        <p>{show.count(badRows(detail))}</p>
      </div>
      <table class="table import-problems">
        <caption class="visually-hidden">{imports.problemsTaken}</caption>
        <thead>
          <tr>
            <th scope="col" class="only-wide">{imports.sheet}</th>
            <th scope="col" class="num">{imports.row}</th>
            <th scope="col" class="only-wide">{imports.column}</th>
            <th scope="col">{imports.code}</th>
            <th scope="col" class="only-wide">{imports.sort}</th>
            <th scope="col">{imports.why}</th>
          </tr>
        </thead>
        <tbody>{problems.items.map((problem) => <ProblemRow context={context} problem={problem} />)}</tbody>
      </table>
      <Pager context={context} address={importPath(detail.id)} isFirst={isFirst} nextCursor={problems.nextCursor} />
    </section>
  );
};

const ProblemRow = ({ context, problem }: { readonly context: PageContext; readonly problem: ImportProblem }) => {
  const { words, words: { imports }, show } = context;
  const { sheet, row, column, sort } = problem;
  return (
    <tr>
      <td class="only-wide wrap-anywhere">{sheet}</td>
      <td class="num">{show.count(row)}</td>
      <td class="only-wide wrap-anywhere">{column ?? words.frame.nothing}</td>
      <th scope="row" class="wrap-anywhere">
        <CodeCell context={context} problem={problem} />
      </th>
      <td class="only-wide">
        {sort === "conflict" ? <Chip look="warn" text={imports.conflict} /> : <Chip look="bad" text={imports.badRow} />}
      </td>
      <td class="wrap-anywhere">
        <Why context={context} problem={problem} />
      </td>
    </tr>
  );
};

/** What stands in conflict is there, or nearly: it leads to its page. */
const CodeCell = ({ context: { words }, problem }: {
  readonly context: PageContext;
  readonly problem: ImportProblem;
}) => {
  const { code, sort, reason, detail } = problem;
  if (code.trim() === "") return <span class="muted">{words.imports.emptyCell}</span>;
  const shown = code.length > SHOWN_CHARS ? `${code.slice(0, SHOWN_CHARS)}…` : code;
  if (sort !== "conflict" || reason === "bag_not_found" || reason === "no_parent_named") return <bdi>{shown}</bdi>;
  const isBill = code === detail.bill || BILL_REASONS.has(reason);
  return <a class="code" href={isBill ? billPath(code) : bagPath(code)}>{shown}</a>;
};

/** A cell may hold a novel. */
const SHOWN_CHARS = 60;

/** Of these the code is a bill's number. */
const BILL_REASONS: ReadonlySet<string> = new Set(["bill_differs", "bill_exists", "over_bill_capacity"]);

const Why = ({ context: { words }, problem }: { readonly context: PageContext; readonly problem: ImportProblem }) => {
  const { parent, bill } = problem.detail;
  const { says, todo } = problemTold(problem, words);
  const codes = [parent, bill].filter((code) => typeof code === "string");
  return (
    <>
      {withCodes(says, codes, (code) => code === bill ? billPath(code) : bagPath(code))} {todo}
    </>
  );
};
