/** The form that sends sheets. Without script it is a plain form; with it, `static/js/upload.ts` shows how far it is. */
import { LIMITS } from "../domain/limits.ts";
import type { PageContext } from "./context.ts";
import { areaName } from "./format.ts";
import { Icon } from "./icons.tsx";
import { Warning } from "./notice.tsx";
import type { Told } from "./words/told.ts";

export interface UploadFormProps {
  readonly context: PageContext;
  readonly areas: readonly string[];
  readonly fileBytesMax: number;
  /** Why the last one was not taken. */
  readonly warning?: Told | null;
}

/** What spreadsheet programs write; what is really in a file is found out by reading it. */
const KINDS = ".xlsx,.xls,.xlsm,.xlsb,.ods,.csv,.tsv,.txt";

export const UploadForm = ({ context, areas, fileBytesMax, warning }: UploadFormProps) => {
  const { imports } = context.words;
  return (
    <section class="card" aria-labelledby="upload-title">
      <div class="card-head">
        <h2 id="upload-title">{imports.uploadTitle}</h2>
      </div>
      <form
        class="card-body stack"
        id="upload"
        method="post"
        action="/imports"
        enctype="multipart/form-data"
        autocomplete="off"
        data-bytes-max={String(fileBytesMax)}
        data-too-large={`${imports.tooLarge.says} ${imports.tooLarge.todo}`}
        data-broken={imports.broken}
        data-stopped={imports.stopped}
      >
        <UploadSaid told={warning ?? null} />
        <FileField context={context} fileBytesMax={fileBytesMax} />
        <Choices context={context} areas={areas} />
        <UploadActs context={context} />
      </form>
    </section>
  );
};

/** A file that is dropped on the field is taken by the browser itself. */
const FileField = (
  { context: { words: { imports }, show }, fileBytesMax }: Pick<UploadFormProps, "context" | "fileBytesMax">,
) => (
  <p class="field drop">
    <label for="upload-file">{imports.drop}</label>
    <input
      class="input"
      id="upload-file"
      name="file"
      type="file"
      accept={KINDS}
      multiple
      required
      aria-describedby="upload-takes"
    />
    <span class="hint" id="upload-takes">{imports.takes(show.count(Math.floor(fileBytesMax / 100_000) / 10))}</span>
  </p>
);

const Choices = ({ context: { words, words: { imports } }, areas }: Pick<UploadFormProps, "context" | "areas">) => (
  <div class="filters">
    <p class="field">
      <label for="upload-layout">{imports.layout}</label>
      <select class="input" id="upload-layout" name="layout">
        {Object.entries(imports.layouts).map(([layout, name]) => <option value={layout}>{name}</option>)}
      </select>
    </p>
    <p class="field">
      <label for="upload-area">{imports.area}</label>
      <select class="input" id="upload-area" name="area">
        <option value="">{imports.noArea}</option>
        {areas.map((area) => <option value={area}>{areaName(area, words)}</option>)}
      </select>
    </p>
    <p class="field">
      <label for="upload-station">{imports.station}</label>
      <input
        class="input"
        id="upload-station"
        name="station"
        maxlength={LIMITS.stationCharsMax}
        spellcheck={false}
      />
    </p>
  </div>
);

const UploadActs = ({ context: { words: { imports } } }: { readonly context: PageContext }) => (
  <div class="row">
    <button class="btn btn--primary" id="upload-send" type="submit">
      <Icon name="export" />
      {imports.send}
    </button>
    <span class="row" id="upload-progress" hidden>
      <progress class="bar" max={1} value={0} aria-label={imports.sending}></progress>
      <output class="num">0 %</output>
      <button class="btn btn--quiet" id="upload-stop" type="button">{imports.stop}</button>
    </span>
  </div>
);

/** What came of sending: the script and its answers write here. */
export const UploadSaid = ({ told }: { readonly told: Told | null }) => (
  <div id="upload-said" role="alert">{told && <Warning told={told} />}</div>
);
