/** `/exports`: files to take away, each with the filters of its list. */
import { LIMITS } from "../domain/limits.ts";
import type { BillStatus } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { Choice, Count, Days, ExportForm, type Option, Text } from "./export_form.tsx";
import { areaName } from "./format.ts";
import { DeskPage } from "./layout.tsx";
import { ToolHead } from "./tool_head.tsx";

export interface ExportsPageProps {
  readonly context: PageContext;
  readonly kinds: readonly string[];
  readonly areas: readonly string[];
  /** What a scan can come to, as the file names it. */
  readonly outcomes: readonly string[];
}

interface OneExportProps {
  readonly context: PageContext;
}

export const ExportsPage = (props: ExportsPageProps) => {
  const { context, outcomes } = props;
  const { words, words: { exportsPage } } = context;
  return (
    <DeskPage context={context} title={exportsPage.title}>
      <ToolHead
        context={context}
        above={{ href: "/reports", name: words.reports.title }}
        title={exportsPage.title}
        says={exportsPage.says}
      />
      <p>{exportsPage.which}</p>
      <BagsForm {...props} />
      <PackingForm {...props} />
      <BillsForm context={context} file="bills" />
      <BillsForm context={context} file="loading" />
      <BillSummaryForm context={context} />
      <ScansForm context={context} outcomes={outcomes} />
      <ActivityForm context={context} />
      <AuditForm context={context} />
      <TotalsForm context={context} />
      <p class="hint">{exportsPage.codes}</p>
    </DeskPage>
  );
};

const yesNo = ({ words: { exportsPage: words } }: PageContext): readonly Option[] => [
  ["", words.any],
  ["true", words.yes],
  ["false", words.no],
];

/** What the file says, too. */
const same = (value: string): Option => [value, value];

const anyOf = ({ words: { exportsPage: words } }: PageContext, options: readonly Option[]): readonly Option[] => [
  ["", words.any],
  ...options,
];

const areasOf = (context: PageContext, areas: readonly string[]): readonly Option[] =>
  anyOf(context, areas.map((area): Option => [area, areaName(area, context.words)]));

const BagsForm = ({ context, kinds, areas }: ExportsPageProps) => {
  const { words, words: { exportsPage } } = context;
  const roles: Option[] = [["", exportsPage.both], ["parent", words.bags.sacks], ["child", words.bags.bags]];
  return (
    <ExportForm context={context} file="bags" title={exportsPage.bags} says={exportsPage.bagsSays}>
      <Choice id="bags-role" name="role" label={exportsPage.role} options={roles} />
      <Choice id="bags-kind" name="kind" label={exportsPage.kind} options={anyOf(context, kinds.map(same))} />
      <Text id="bags-q" name="q" label={exportsPage.code} />
      <Choice id="bags-billed" name="billed" label={exportsPage.billed} options={yesNo(context)} />
      <Choice id="bags-linked" name="linked" label={exportsPage.linked} options={yesNo(context)} />
      <Choice id="bags-area" name="area" label={exportsPage.area} options={areasOf(context, areas)} />
      <Days context={context} idPrefix="bags" />
    </ExportForm>
  );
};

const PackingForm = ({ context, kinds, areas }: ExportsPageProps) => {
  const { exportsPage } = context.words;
  return (
    <ExportForm context={context} file="packing" title={exportsPage.packing} says={exportsPage.packingSays}>
      <Choice id="packing-kind" name="kind" label={exportsPage.kind} options={anyOf(context, kinds.map(same))} />
      <Text id="packing-q" name="q" label={exportsPage.sack} />
      <Choice id="packing-billed" name="billed" label={exportsPage.billed} options={yesNo(context)} />
      <Choice id="packing-area" name="area" label={exportsPage.area} options={areasOf(context, areas)} />
      <Days context={context} idPrefix="packing" />
    </ExportForm>
  );
};

const STATUSES: readonly BillStatus[] = ["new", "processing", "completed", "voided"];

/** The bills themselves, or what is loaded on them: both are narrowed as the list of bills is. */
const BillsForm = ({ context, file }: OneExportProps & { readonly file: "bills" | "loading" }) => {
  const { words: { exportsPage, reports, billStatuses } } = context;
  const statuses: Option[] = [
    ["", reports.allStatuses],
    ...STATUSES.map((status): Option => [status, billStatuses[status]]),
  ];
  return (
    <ExportForm context={context} file={file} title={exportsPage[file]} says={exportsPage[`${file}Says`]}>
      <Choice id={`${file}-status`} name="status" label={reports.status} options={statuses} />
      <Text id={`${file}-q`} name="q" label={exportsPage.number} />
      <Text id={`${file}-creator`} name="created_by" label={exportsPage.creator} />
      <Days context={context} idPrefix={file} />
    </ExportForm>
  );
};

const BillSummaryForm = ({ context }: OneExportProps) => {
  const { exportsPage } = context.words;
  return (
    <ExportForm
      context={context}
      file="bill-summary"
      title={exportsPage.billSummary}
      says={exportsPage.billSummarySays}
    >
      <Days context={context} idPrefix="summary" />
      <Text id="summary-user" name="user" label={exportsPage.creator} />
    </ExportForm>
  );
};

const ScansForm = ({ context, outcomes }: Pick<ExportsPageProps, "context" | "outcomes">) => {
  const { exportsPage } = context.words;
  return (
    <ExportForm context={context} file="scans" title={exportsPage.scans} says={exportsPage.scansSays}>
      <Days context={context} idPrefix="scans" />
      <Text id="scans-user" name="user" label={exportsPage.user} />
      <Text id="scans-station" name="station" label={exportsPage.station} />
      <Choice id="scans-accepted" name="accepted" label={exportsPage.stored} options={yesNo(context)} />
      <Choice
        id="scans-outcome"
        name="outcome"
        label={exportsPage.outcome}
        options={anyOf(context, outcomes.map(same))}
      />
      <Text id="scans-parent" name="parent" label={exportsPage.sack} />
      <Text id="scans-child" name="child" label={exportsPage.bag} />
      <Text id="scans-bill" name="bill" label={exportsPage.bill} />
    </ExportForm>
  );
};

const ActivityForm = ({ context }: OneExportProps) => {
  const { exportsPage } = context.words;
  return (
    <ExportForm context={context} file="activity" title={exportsPage.activity} says={exportsPage.activitySays}>
      <Count
        id="activity-days"
        name="days"
        label={exportsPage.days}
        value={LIMITS.activityDaysDefault}
        max={LIMITS.activityDaysMax}
      />
    </ExportForm>
  );
};

const AuditForm = ({ context }: OneExportProps) => {
  const { exportsPage } = context.words;
  return (
    <ExportForm context={context} file="audit" title={exportsPage.audit} says={exportsPage.auditSays}>
      <Text id="audit-actor" name="actor" label={exportsPage.actor} />
      <Text id="audit-action" name="action" label={exportsPage.action} />
      <Text id="audit-entity" name="entity" label={exportsPage.entity} />
      <Days context={context} idPrefix="audit" />
    </ExportForm>
  );
};

const TotalsForm = ({ context }: OneExportProps) => {
  const { exportsPage } = context.words;
  return <ExportForm context={context} file="totals" title={exportsPage.totals} says={exportsPage.totalsSays} />;
};
