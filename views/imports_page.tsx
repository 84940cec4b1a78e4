/** `/imports`: sheets to be sent, and those that were, newest first. */
import type { ImportLine } from "../domain/import_shapes.ts";
import type { Page } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { Chip } from "./icons.tsx";
import { badRows, LOOKS, phaseOf } from "./import_phase.ts";
import { UploadForm, type UploadFormProps } from "./import_upload.tsx";
import { DeskPage } from "./layout.tsx";
import { LiveMark, livePart, Picture } from "./live.tsx";
import { Pager } from "./notice.tsx";
import { importPath } from "./paths.ts";

export interface ImportsPageProps extends UploadFormProps {
  readonly page: Page<ImportLine>;
  readonly isFirst: boolean;
}

export const ImportsPage = (props: ImportsPageProps) => {
  const { context, context: { words: { imports: words }, liveUrl }, isFirst } = props;
  return (
    <DeskPage context={context} title={words.title} scriptUrl={isFirst ? liveUrl : undefined}>
      <div class="page-head">
        <div>
          <h1>{words.title}</h1>
          <p>{words.says}</p>
        </div>
        {isFirst && <LiveMark context={context} url="/imports/live" />}
      </div>
      <UploadForm {...props} />
      <History {...props} />
    </DeskPage>
  );
};

/** The newest of them, as they are at work. */
export const importsPicture = (props: Pick<ImportsPageProps, "context" | "page">): Picture =>
  new Picture([livePart("imports-list", <History {...props} isFirst />)]);

const History = ({ context, page, isFirst }: Pick<ImportsPageProps, "context" | "page" | "isFirst">) => {
  const { imports: words } = context.words;
  return (
    <section class="card" id="imports-list" aria-labelledby="imports-history">
      <div class="card-head">
        <h2 id="imports-history">{words.history}</h2>
      </div>
      {page.items.length === 0 && isFirst
        ? <p class="card-body muted">{words.none}</p>
        : <HistoryTable context={context} lines={page.items} />}
      <Pager context={context} address="/imports" isFirst={isFirst} nextCursor={page.nextCursor} />
    </section>
  );
};

const HistoryTable = ({ context, lines }: { context: PageContext; lines: readonly ImportLine[] }) => {
  const { imports: words } = context.words;
  return (
    <table class="table imports-table">
      <caption class="visually-hidden">{words.history}</caption>
      <thead>
        <tr>
          <th scope="col">{words.file}</th>
          <th scope="col" class="only-wide">{words.state}</th>
          <th scope="col" class="num">{words.rows}</th>
          <th scope="col" class="num only-wide">{words.unchanged}</th>
          <th scope="col" class="num">{words.problems}</th>
          <th scope="col" class="only-wide">{words.by}</th>
          <th scope="col" class="num only-wide">{words.at}</th>
        </tr>
      </thead>
      <tbody>{lines.map((line) => <HistoryRow context={context} line={line} />)}</tbody>
    </table>
  );
};

const HistoryRow = ({ context: { words, show, now }, line }: { context: PageContext; line: ImportLine }) => {
  const phase = phaseOf(line);
  const chip = <Chip look={LOOKS[phase]} text={words.imports.phases[phase]} />;
  return (
    <tr id={`import-${line.id}`} data-state={line.state}>
      <th scope="row">
        <a class="wrap-anywhere" href={importPath(line.id)}>
          <bdi>{line.fileName}</bdi>
        </a>
        {line.layout !== "auto" && <span class="table-note">{words.imports.layouts[line.layout]}</span>}
        <span class="table-note only-narrow">{line.by}, {show.when(line.createdAt, now)}</span>
        <span class="only-narrow">{chip}</span>
      </th>
      <td class="only-wide">{chip}</td>
      <td class="num">{show.count(line.counts.newRows)}</td>
      <td class="num only-wide">{show.count(line.counts.unchanged)}</td>
      <td class="num">{show.count(badRows(line))}</td>
      <td class="only-wide">{line.by}</td>
      <td class="num only-wide">{show.when(line.createdAt, now)}</td>
    </tr>
  );
};
