/** What all reports share: the head with its days, the form above, figures, and tables of bills summed up. */
import type { Child } from "hono/jsx";
import type { BillFigures } from "../domain/bill_report.ts";
import type { PageContext } from "./context.ts";
import { FileLinks } from "./file_links.tsx";
import { EmptySack, Icon } from "./icons.tsx";
import { ToolHead } from "./tool_head.tsx";

interface ReportHeadProps {
  readonly context: PageContext;
  readonly title: string;
  /** The days, and when it was made up. */
  readonly says: string;
  /** Its address without the ending, and what it is narrowed to. */
  readonly file: string;
  readonly fields: Readonly<Record<string, string | null>>;
}

/** One click prints it; without script the browser's own menu does. */
export const ReportHead = ({ context, title, says, file, fields }: ReportHeadProps) => (
  <ToolHead
    context={context}
    above={{ href: "/reports", name: context.words.reports.title }}
    title={title}
    says={says}
  >
    <div class="row push screen-only">
      <FileLinks context={context} path={file} fields={fields} />
      <button class="btn btn--primary" type="button" id="print" hidden>
        <Icon name="print" />
        {context.words.reports.print}
      </button>
    </div>
  </ToolHead>
);

interface ReportFormProps {
  readonly context: PageContext;
  readonly action: string;
  readonly children?: Child;
}

export const ReportForm = ({ context: { words: { reports: words } }, action, children }: ReportFormProps) => (
  <form class="card card-body filters screen-only" action={action} aria-label={words.choose}>
    {children}
    <p>
      <button class="btn" type="submit">
        <Icon name="search" />
        {words.show}
      </button>
    </p>
  </form>
);

interface DayFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

export const DayField = ({ name, label, value }: DayFieldProps) => (
  <p class="field">
    <label for={`report-${name}`}>{label}</label>
    <input
      class="input"
      id={`report-${name}`}
      name={name}
      type="date"
      min="1900-01-01"
      max="9999-12-30"
      value={value}
      required
    />
  </p>
);

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly note?: string | undefined;
}

export const Figure = ({ name, value, note }: FigureProps) => (
  <div>
    <span class="stat-name">{name}</span>
    <span class="stat-value">{value}</span>
    {note && <span class="stat-note">{note}</span>}
  </div>
);

interface SectionProps {
  readonly title: string;
  readonly note?: string | undefined;
  readonly children?: Child;
}

/** A card of tables; each of them is a region by its own name. */
export const Section = ({ title, note, children }: SectionProps) => (
  <section class="card report-section">
    <div class="card-head">
      <h2>{title}</h2>
      {note && <p>{note}</p>}
    </div>
    {children}
  </section>
);

/** Wider than a phone: it scrolls by itself, by keys too, and the page stays where it is. */
export const Wide = ({ label, children }: { readonly label: string; readonly children?: Child }) => (
  <div class="wide-table" role="region" aria-label={label} tabindex={0}>{children}</div>
);

export interface BillRow {
  readonly name: string;
  readonly figures: BillFigures;
}

interface BillTableProps {
  readonly context: PageContext;
  /** What the rows are: days, users, statuses. */
  readonly head: string;
  readonly rows: readonly BillRow[];
  readonly totals: BillFigures;
}

/** One line a day, user or status, and the sum that they come to. */
export const BillTable = ({ context, head, rows, totals }: BillTableProps) => {
  const { words: { reports: words } } = context;
  const names = [words.count, words.completed, words.inWork, words.empty, words.void, words.sacks, words.bags];
  return (
    <Wide label={head}>
      <table class="table table--figures">
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {[...names, words.weight, words.expected, words.variance, words.done].map((name) => (
              <th scope="col" class="num">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>{rows.map((row) => <BillFiguresRow context={context} row={row} />)}</tbody>
        <tfoot>
          <BillFiguresRow context={context} row={{ name: words.total, figures: totals }} />
        </tfoot>
      </table>
    </Wide>
  );
};

const BillFiguresRow = ({ context: { show, words }, row: { name, figures } }: {
  readonly context: PageContext;
  readonly row: BillRow;
}) => {
  const { byStatus } = figures;
  const counts = [figures.bills, byStatus.completed, byStatus.processing, byStatus.new, byStatus.voided];
  const percent = figures.completionPercent;
  return (
    <tr>
      <th scope="row">{name}</th>
      {[...counts, figures.sacks, figures.bags].map((count) => <td class="num">{show.count(count)}</td>)}
      {[figures.weightKg, figures.expectedWeightKg, figures.varianceKg].map((kg) => <td class="num">{show.kg(kg)}</td>)}
      <td class="num">{percent === null ? words.frame.nothing : `${show.count(percent)} %`}</td>
    </tr>
  );
};

export const NothingHere = ({ title, says }: { readonly title: string; readonly says: string }) => (
  <section class="card empty">
    <EmptySack />
    <h2>{title}</h2>
    <p>{says}</p>
  </section>
);

export const hourName = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;

const days = new Map<string, Intl.DateTimeFormat>();

/** A business day (YYYY-MM-DD) as people write it: it is a date already, so no time zone may move it. */
export function dayName({ words: { locale } }: PageContext, day: string): string {
  const known = days.get(locale);
  const format = known ??
    new Intl.DateTimeFormat(locale, { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });
  if (!known) days.set(locale, format);
  return format.format(Date.parse(day));
}
