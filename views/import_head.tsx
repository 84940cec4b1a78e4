/** The head of an import: what file it is, and which step it is at. */
import { Crumbs } from "./crumbs.tsx";
import type { ImportDetail } from "../domain/import_shapes.ts";
import { areaName } from "./format.ts";
import type { ImportProps } from "./import_page.tsx";
import { phaseOf } from "./import_phase.ts";

export const ImportHead = ({ context: { words, show, now }, detail }: ImportProps) => {
  const { imports } = words;
  const size = detail.fileBytes < 1_000_000
    ? imports.kilobytes(show.count(Math.ceil(detail.fileBytes / 1_000)))
    : imports.megabytes(show.count(Math.round(detail.fileBytes / 100_000) / 10));
  return (
    <div class="page-head" id="import-head">
      <div>
        <Crumbs label={words.frame.where} above={[{ href: "/imports", name: imports.title }]} here={detail.id} />
        <h1 class="wrap-anywhere">
          <bdi>{detail.fileName}</bdi>
        </h1>
        <p>
          {rowsIn(detail) && `${rowsOf({ context: { words, show }, detail })} `}
          {detail.layout !== "auto" && imports.layoutIs(imports.layouts[detail.layout])}
        </p>
        <p class="hint">
          {imports.sentBy(detail.by, show.when(detail.createdAt, now))} {size},{" "}
          <span title={detail.fileHash}>{imports.hash(detail.fileHash.slice(0, HASH_CHARS))}</span>
          {detail.area && `, ${areaName(detail.area, words)}`}
        </p>
      </div>
      <a class="btn push" href="/imports">{imports.another}</a>
    </div>
  );
};

/** Enough to tell two files apart at a glance. */
const HASH_CHARS = 12;

const rowsIn = ({ rowsRead, rowsTotal }: ImportDetail): boolean => rowsTotal !== null || rowsRead > 0;

const rowsOf = ({ context: { words: { imports }, show }, detail }: {
  readonly context: Pick<ImportProps["context"], "words" | "show">;
  readonly detail: ImportDetail;
}): string =>
  detail.rowsTotal === null
    ? imports.rowsSoFar(show.count(detail.rowsRead))
    : imports.sheetsAndRows(detail.sheets.length, show.count(detail.rowsTotal));

export const ImportSteps = ({ context: { words: { imports } }, detail }: ImportProps) => {
  const { done, current } = stepsOf(detail);
  return (
    <ol class="steps" id="import-steps" aria-label={imports.steps}>
      {imports.step.map((name, step) => (
        <li class={step < done ? "done" : undefined} aria-current={step === current ? "step" : undefined}>{name}</li>
      ))}
    </ol>
  );
};

/** How many steps are behind it, and which it is at. What has ended before its end is at none. */
function stepsOf(detail: ImportDetail): { readonly done: number; readonly current: number | null } {
  switch (phaseOf(detail)) {
    case "waiting":
      return { done: 0, current: 0 };
    case "asking":
    case "reading":
      return { done: 1, current: 1 };
    case "checking":
    case "checked":
      return { done: 2, current: 2 };
    case "applying":
      return { done: 3, current: 3 };
    case "done":
      return { done: 5, current: 4 };
    default:
      return { done: behind(detail), current: null };
  }
}

const behind = ({ rowsTotal, checkedAt, appliedAt, finishedAt, state }: ImportDetail): number => {
  if (appliedAt && finishedAt && state !== "failed" && state !== "cancelled") return 4;
  return checkedAt ? 3 : rowsTotal === null ? 1 : 2;
};
