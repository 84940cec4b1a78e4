/** `/exports`: files to take away, each with the filters of its list. */
import type { Child } from "hono/jsx";
import type { BillStatus } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { areaName } from "./format.ts";
import { Icon } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { ToolHead } from "./tool_head.tsx";

export interface ExportsPageProps {
  readonly context: PageContext;
  readonly kinds: readonly string[];
  readonly areas: readonly string[];
  /** What a scan can come to, as the file names it. */
  readonly outcomes: readonly string[];
}

export const ExportsPage = ({ context, kinds, areas, outcomes }: ExportsPageProps) => {
  const { words, words: { exportsPage } } = context;
  return (
    <DeskPage context={context} title={exportsPage.title}>
      <ToolHead
        context={context}
        above={{ href: "/reports", name: words.reports.title }}
        title={exportsPage.title}
        says={exportsPage.says}
      />
      <BagsForm context={context} kinds={kinds} areas={areas} />
      <BillsForm context={context} />
      <ScansForm context={context} outcomes={outcomes} />
      <p class="hint">{exportsPage.codes}</p>
    </DeskPage>
  );
};

type Option = readonly [value: string, name: string];

const yesNo = ({ words: { exportsPage: words } }: PageContext): readonly Option[] => [
  ["", words.any],
  ["true", words.yes],
  ["false", words.no],
];

const BagsForm = ({ context, kinds, areas }: Omit<ExportsPageProps, "outcomes">) => {
  const { words, words: { exportsPage } } = context;
  const roles: Option[] = [["", exportsPage.both], ["parent", words.bags.sacks], ["child", words.bags.bags]];
  const any: Option = ["", exportsPage.any];
  return (
    <ExportForm context={context} file="bags" title={exportsPage.bags}>
      <Choice id="bags-role" name="role" label={exportsPage.role} options={roles} />
      <Choice id="bags-kind" name="kind" label={exportsPage.kind} options={[any, ...kinds.map(same)]} />
      <Text id="bags-q" name="q" label={exportsPage.code} />
      <Choice id="bags-billed" name="billed" label={exportsPage.billed} options={yesNo(context)} />
      <Choice id="bags-linked" name="linked" label={exportsPage.linked} options={yesNo(context)} />
      <Choice
        id="bags-area"
        name="area"
        label={exportsPage.area}
        options={[any, ...areas.map((area): Option => [area, areaName(area, words)])]}
      />
      <Days context={context} idPrefix="bags" />
    </ExportForm>
  );
};

const STATUSES: readonly BillStatus[] = ["new", "processing", "completed", "voided"];

const BillsForm = ({ context }: { readonly context: PageContext }) => {
  const { words: { exportsPage, reports, billStatuses } } = context;
  const statuses: Option[] = [
    ["", reports.allStatuses],
    ...STATUSES.map((status): Option => [status, billStatuses[status]]),
  ];
  return (
    <ExportForm context={context} file="bills" title={exportsPage.bills}>
      <Choice id="bills-status" name="status" label={reports.status} options={statuses} />
      <Text id="bills-q" name="q" label={exportsPage.number} />
      <Text id="bills-creator" name="created_by" label={exportsPage.creator} />
      <Days context={context} idPrefix="bills" />
    </ExportForm>
  );
};

const ScansForm = ({ context, outcomes }: Pick<ExportsPageProps, "context" | "outcomes">) => {
  const { exportsPage } = context.words;
  return (
    <ExportForm context={context} file="scans" title={exportsPage.scans}>
      <Days context={context} idPrefix="scans" />
      <Text id="scans-user" name="user" label={exportsPage.user} />
      <Text id="scans-station" name="station" label={exportsPage.station} />
      <Choice id="scans-accepted" name="accepted" label={exportsPage.stored} options={yesNo(context)} />
      <Choice
        id="scans-outcome"
        name="outcome"
        label={exportsPage.outcome}
        options={[["", exportsPage.any], ...outcomes.map(same)]}
      />
      <Text id="scans-parent" name="parent" label={exportsPage.sack} />
      <Text id="scans-child" name="child" label={exportsPage.bag} />
      <Text id="scans-bill" name="bill" label={exportsPage.bill} />
    </ExportForm>
  );
};

/** What the file says, too. */
const same = (value: string): Option => [value, value];

interface ExportFormProps {
  readonly context: PageContext;
  readonly file: "bags" | "bills" | "scans";
  readonly title: string;
  readonly children?: Child;
}

const ExportForm = ({ context: { words: { exportsPage: words } }, file, title, children }: ExportFormProps) => (
  <section class="card" aria-labelledby={`export-${file}`}>
    <div class="card-head">
      <h2 id={`export-${file}`}>{title}</h2>
    </div>
    <form class="card-body filters" action={`/api/v1/exports/${file}.csv`} autocomplete="off">
      {children}
      <p>
        <button class="btn" type="submit">
          <Icon name="download" />
          {words.download}
        </button>
      </p>
    </form>
  </section>
);

interface FieldProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
}

const Text = ({ id, name, label }: FieldProps) => (
  <p class="field">
    <label for={id}>{label}</label>
    <input class="input" id={id} name={name} maxlength={255} spellcheck={false} />
  </p>
);

const Choice = ({ id, name, label, options }: FieldProps & { readonly options: readonly Option[] }) => (
  <p class="field">
    <label for={id}>{label}</label>
    <select class="input" id={id} name={name}>
      {options.map(([value, name]) => <option value={value}>{name}</option>)}
    </select>
  </p>
);

const Days = ({ context: { words: { exportsPage: words } }, idPrefix }: {
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
