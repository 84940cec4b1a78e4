/** A card of the exports page: what the file holds, what it is narrowed to, and a button for each format. */
import type { Child } from "hono/jsx";
import type { PageContext } from "./context.ts";
import { Icon } from "./icons.tsx";

/** What is sent, and what people read. */
export type Option = readonly [value: string, name: string];

interface ExportFormProps {
  readonly context: PageContext;
  /** Its name in the address. */
  readonly file: string;
  readonly title: string;
  readonly says: string;
  readonly children?: Child;
}

export const ExportForm = ({ context, file, title, says, children }: ExportFormProps) => {
  const { exportsPage: words } = context.words;
  return (
    <section class="card" aria-labelledby={`export-${file}`}>
      <div class="card-head">
        <h2 id={`export-${file}`}>{title}</h2>
        <p>{says}</p>
      </div>
      <form class="card-body filters" action={`/exports/${file}.xlsx`} autocomplete="off">
        {children}
        <p class="row wide">
          <button class="btn" type="submit">
            <Icon name="download" />
            {words.xlsx}
          </button>
          <button class="btn" type="submit" formaction={`/exports/${file}.csv`}>
            <Icon name="download" />
            {words.csv}
          </button>
        </p>
      </form>
    </section>
  );
};

interface FieldProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
}

export const Text = ({ id, name, label }: FieldProps) => (
  <p class="field">
    <label for={id}>{label}</label>
    <input class="input" id={id} name={name} maxlength={255} spellcheck={false} />
  </p>
);

export const Choice = ({ id, name, label, options }: FieldProps & { readonly options: readonly Option[] }) => (
  <p class="field">
    <label for={id}>{label}</label>
    <select class="input" id={id} name={name}>
      {options.map(([value, name]) => <option value={value}>{name}</option>)}
    </select>
  </p>
);

interface CountProps extends FieldProps {
  readonly value: number;
  readonly max: number;
}

export const Count = ({ id, name, label, value, max }: CountProps) => (
  <p class="field">
    <label for={id}>{label}</label>
    <input class="input" id={id} name={name} type="number" min={1} max={max} value={value} required />
  </p>
);

export const Days = ({ context: { words: { exportsPage: words } }, idPrefix }: {
  readonly context: PageContext;
  readonly idPrefix: string;
}) => (
  <>
    {(["from", "to"] as const).map((name) => (
      <p class="field">
        <label for={`${idPrefix}-${name}`}>{words[name]}</label>
        <input class="input" id={`${idPrefix}-${name}`} name={name} type="date" min="1900-01-01" max="9999-12-30" />
      </p>
    ))}
  </>
);
