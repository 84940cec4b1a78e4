/** What can be done with an import at the step it is at. Each is a form of its own, so that it works without script. */
import type { Child } from "hono/jsx";
import { LIMITS } from "../domain/limits.ts";
import { Icon } from "./icons.tsx";
import type { ImportProps } from "./import_page.tsx";
import { badRows, mayCancel, mayUndo } from "./import_phase.ts";
import { importPath } from "./paths.ts";

export const ImportActs = (props: ImportProps) => {
  const { context: { words: { imports }, show }, detail } = props;
  const isChecked = detail.state === "checked" && !detail.isCancelling;
  const mayApply = isChecked && detail.counts.newRows > 0;
  const hasBad = badRows(detail) > 0;
  if (!mayApply && !hasBad && !mayCancel(detail) && !mayUndo(detail)) return <div id="import-acts" hidden></div>;
  return (
    <div class="stack" id="import-acts">
      <div class="row">
        {mayApply && (
          <ActForm {...props} act="apply">
            <button class="btn btn--primary" id="import-apply" type="submit">
              <Icon name="check" />
              {imports.apply(show.count(detail.counts.newRows))}
            </button>
          </ActForm>
        )}
        {hasBad && <BadRows {...props} />}
        {mayCancel(detail) && (
          <ActForm {...props} act="cancel">
            <button class="btn btn--quiet" id="import-cancel" type="submit">
              {detail.state === "applying" ? imports.stopIt : imports.cancel}
            </button>
          </ActForm>
        )}
        {mayApply && <span class="muted">{imports.canBeUndone}</span>}
      </div>
      {mayUndo(detail) && <Undo {...props} />}
    </div>
  );
};

const BadRows = ({ context: { words: { imports }, show }, detail }: ImportProps) => {
  const problems = `/api/v1/imports/${detail.id}/problems`;
  const bad = badRows(detail);
  // More than a workbook is made for: there is the other form.
  const format = bad > LIMITS.xlsxRowsMax ? "csv" : "xlsx";
  return (
    <>
      <a class="btn" href={`${problems}?format=${format}`} download>
        <Icon name="download" />
        {imports.getBad(show.count(bad))}
      </a>
      {format === "xlsx" && <a class="btn btn--quiet" href={`${problems}?format=csv`} download>{imports.getBadCsv}</a>}
    </>
  );
};

/** Asked for once more before it is done: it is much work for others to look at. */
const Undo = (props: ImportProps) => {
  const { imports } = props.context.words;
  return (
    <details class="card fold" id="import-undo">
      <summary class="card-head">
        <Icon name="undo" />
        <h2>{imports.undo}</h2>
        <Icon name="down" />
      </summary>
      <ActForm {...props} act="undo" isCard>
        <p>{imports.undoSays}</p>
        <button class="btn btn--danger" id="import-undo-now" type="submit">{imports.undoNow}</button>
      </ActForm>
    </details>
  );
};

interface ActFormProps extends ImportProps {
  readonly act: "apply" | "cancel" | "undo";
  readonly isCard?: boolean;
  readonly children?: Child;
}

const ActForm = ({ detail, act, isCard = false, children }: ActFormProps) => {
  const action = `${importPath(detail.id)}/${act}`;
  return (
    <form
      class={isCard ? "card-body stack" : undefined}
      method="post"
      action={action}
      hx-post={action}
      hx-target="#import"
      hx-swap="outerMorph"
      hx-disable="find button"
    >
      {children}
    </form>
  );
};
