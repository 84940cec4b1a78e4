/**
 * `/imports/<id>`: a sheet on its way in, from its upload to its undo. `#import` is drawn anew whole after a step; each of
 * its parts is a fragment of its own, for pages that follow along.
 */
import type { ImportColumn, ImportDetail, ImportLayout, ImportProblem } from "../domain/import_shapes.ts";
import type { Page } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { ImportActs } from "./import_acts.tsx";
import { ImportHead, ImportSteps } from "./import_head.tsx";
import { ImportMapping, type MappingDraft } from "./import_mapping.tsx";
import { ImportNow } from "./import_now.tsx";
import { ImportObstacles, ImportSamples } from "./import_lists.tsx";
import { ImportProblems } from "./import_problems.tsx";
import { ImportTotals } from "./import_totals.tsx";
import { DeskPage } from "./layout.tsx";
import { LiveMark, livePart, Picture } from "./live.tsx";
import { Warning } from "./notice.tsx";
import { importPath, withQuery } from "./paths.ts";
import type { Told } from "./words/told.ts";

export interface ImportProps {
  readonly context: PageContext;
  readonly detail: ImportDetail;
  /** What each layout reads, its first column first. */
  readonly columnsOf: Readonly<Record<ImportLayout, readonly ImportColumn[]>>;
}

export interface ImportPageProps extends ImportProps {
  readonly problems: Page<ImportProblem>;
  /** Whether the problems are shown from their beginning: only then are they kept up to date. */
  readonly isFirst: boolean;
  /** Why what was asked for was not done. */
  readonly warning?: Told | null;
  /** What was chosen as columns, where that could not be taken. */
  readonly draft?: MappingDraft | null;
}

export const ImportPage = (props: ImportPageProps) => {
  const { context, detail, isFirst } = props;
  const live = withQuery(`${importPath(detail.id)}/live`, { part: isFirst ? null : "head" });
  const title = `${context.words.imports.title} ${detail.id}`;
  return (
    <DeskPage context={context} title={title} scriptUrl={context.liveUrl}>
      <LiveMark context={context} url={live} />
      <ImportBody {...props} />
    </DeskPage>
  );
};

export const ImportBody = (props: ImportPageProps) => (
  <div class="stack" id="import" data-state={props.detail.state}>
    <ImportHead {...props} />
    <ImportSteps {...props} />
    {props.warning && <Warning told={props.warning} />}
    <ImportNow {...props} />
    <ImportTotals {...props} />
    <ImportActs {...props} />
    <ImportObstacles {...props} />
    <ImportMapping {...props} />
    <ImportProblems {...props} />
    <ImportSamples {...props} />
  </div>
);

/** `problems` null: the page shows others than the first, which stay as they are. */
export const importPicture = (props: ImportProps & { readonly problems: Page<ImportProblem> | null }): Picture =>
  new Picture([
    livePart("import-head", <ImportHead {...props} />),
    livePart("import-steps", <ImportSteps {...props} />),
    livePart("import-now", <ImportNow {...props} />),
    livePart("import-totals", <ImportTotals {...props} />),
    livePart("import-acts", <ImportActs {...props} />),
    livePart("import-obstacles", <ImportObstacles {...props} />),
    livePart("import-mapping", <ImportMapping {...props} />),
    ...(props.problems
      ? [livePart("import-problems", <ImportProblems {...props} problems={props.problems} isFirst />)]
      : []),
    livePart("import-sample", <ImportSamples {...props} />),
  ]);
