/** Says what the columns of a sheet are, where nobody can tell: its first rows, and a choice above each column. */
import type { ImportLayout, MappingGuess } from "../domain/import_shapes.ts";
import { LIMITS } from "../domain/limits.ts";
import { Icon } from "./icons.tsx";
import type { ImportProps } from "./import_page.tsx";
import { Warning } from "./notice.tsx";
import { importPath } from "./paths.ts";
import type { Told } from "./words/told.ts";

/** What was chosen, as it was sent. */
export interface MappingDraft {
  readonly layout: string;
  readonly headerRow: string;
  /** What each column is, by its place; empty: not used. */
  readonly columns: readonly string[];
  readonly warning: Told;
}

export const ImportMapping = (props: ImportProps & { readonly draft?: MappingDraft | null }) => {
  const { context, detail, columnsOf, draft } = props;
  if (detail.state !== "uploaded" || !detail.guess) return <div id="import-mapping" hidden></div>;
  const chosen = draft ?? chosenIn(detail.guess);
  const action = `${importPath(detail.id)}/mapping`;
  const { imports } = context.words;
  return (
    <section class="card" id="import-mapping" aria-labelledby="import-mapping-title">
      <div class="card-head">
        <h2 id="import-mapping-title">{imports.mapTitle}</h2>
      </div>
      <form
        class="card-body stack"
        method="post"
        action={action}
        hx-post={action}
        hx-target="#import"
        hx-swap="outerMorph"
        autocomplete="off"
      >
        {draft && <Warning told={draft.warning} />}
        <p>{imports.mapSays(detail.guess.sheet)}</p>
        <LayoutAndHeader context={context} columnsOf={columnsOf} chosen={chosen} />
        <SampleTable context={context} columnsOf={columnsOf} guess={detail.guess} columns={chosen.columns} />
        <p>
          <button class="btn btn--primary" id="import-map" type="submit">
            <Icon name="check" />
            {imports.mapSend}
          </button>
        </p>
      </form>
    </section>
  );
};

type Chosen = Omit<MappingDraft, "warning">;

function chosenIn({ mapping }: MappingGuess): Chosen {
  const columns: string[] = [];
  for (const [name, place] of Object.entries(mapping?.columns ?? {})) if (place !== null) columns[place] = name;
  return {
    layout: mapping?.layout ?? "",
    headerRow: mapping ? String(mapping.headerRow ?? "") : "1",
    columns,
  };
}

type Columns = Pick<ImportProps, "context" | "columnsOf">;

const layoutsIn = (columnsOf: ImportProps["columnsOf"]) => Object.keys(columnsOf) as ImportLayout[];

const LayoutAndHeader = (
  { context: { words: { imports } }, columnsOf, chosen }: Columns & { readonly chosen: Chosen },
) => (
  <div class="filters import-choice">
    <p class="field">
      <label for="map-layout">{imports.mapLayout}</label>
      <select class="input" id="map-layout" name="layout">
        {layoutsIn(columnsOf).map((layout) => (
          <option value={layout} selected={layout === chosen.layout}>{imports.layouts[layout]}</option>
        ))}
      </select>
    </p>
    <p class="field">
      <label for="map-header">{imports.headerRow}</label>
      <input
        class="input"
        id="map-header"
        name="header_row"
        type="number"
        min="1"
        max={String(LIMITS.sheetRowsMax)}
        value={chosen.headerRow}
        aria-describedby="map-header-hint"
      />
      <span class="hint" id="map-header-hint">{imports.headerRowHint}</span>
    </p>
  </div>
);

interface SampleTableProps extends Columns {
  readonly guess: MappingGuess;
  readonly columns: readonly string[];
}

const SampleTable = ({ context, columnsOf, guess: { sample }, columns }: SampleTableProps) => {
  const { imports } = context.words;
  const width = Math.max(0, ...sample.map(({ cells }) => cells.length));
  const places = Array.from({ length: width }, (_, place) => place);
  return (
    <div class="import-sample" tabindex={0} role="region" aria-label={imports.firstRows}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{imports.row}</th>
            {places.map((place) => (
              <th scope="col">
                <ColumnChoice context={context} columnsOf={columnsOf} place={place} chosen={columns[place] ?? ""} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sample.map(({ row, cells }) => (
            <tr>
              <th scope="row" class="num">{row}</th>
              {places.map((place) => <td>{cells[place] ?? ""}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

interface ColumnChoiceProps extends Columns {
  readonly place: number;
  readonly chosen: string;
}

/** All that a column can be, by layout; layouts that read the same share a group. A column means one thing only. */
const ColumnChoice = ({ context: { words: { imports } }, columnsOf, place, chosen }: ColumnChoiceProps) => (
  <select class="input" name={`column_${place}`} aria-label={imports.mapColumn(String(place + 1))}>
    <option value="">{imports.notUsed}</option>
    {[
      ...Map.groupBy(layoutsIn(columnsOf), (layout) =>
        columnsOf[layout].join()).values(),
    ].map((layouts) => (
      <optgroup label={layouts.map((layout) => imports.layouts[layout]).join(" / ")}>
        {columnsOf[layouts[0]!].map((column) => (
          <option value={column} selected={column === chosen}>{imports.columns[column]}</option>
        ))}
      </optgroup>
    ))}
  </select>
);
