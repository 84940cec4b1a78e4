/** `/reports/day`: the end of a business day on one sheet. */
import type { DayReport } from "../domain/day_report.ts";
import type { BillLine } from "../domain/shapes.ts";
import { BillsSection } from "./bill_report_page.tsx";
import type { PageContext } from "./context.ts";
import { areaName } from "./format.ts";
import { BillChip } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { billPath, withQuery } from "./paths.ts";
import {
  BillTable,
  DayField,
  dayName,
  Figure,
  hourName,
  ReportForm,
  ReportHead,
  Section,
  Wide,
} from "./report_parts.tsx";

export interface DayReportPageProps {
  readonly context: PageContext;
  readonly report: DayReport;
  /** The neighbours; null where there is none to look at. */
  readonly before: string | null;
  readonly after: string | null;
  /** Made on that day, the newest of them. */
  readonly bills: readonly BillLine[];
}

export const DayReportPage = ({ context, report, before, after, bills }: DayReportPageProps) => {
  const { words: { reports: words }, show } = context;
  const day = dayName(context, report.day);
  return (
    <DeskPage context={context} title={words.dayTitle(day)}>
      <ReportHead
        context={context}
        title={words.dayTitle(day)}
        says={words.asOf(show.dayTime(report.generatedAt))}
        file="/api/v1/reports/day"
        fields={{ day: report.day }}
      />
      <ReportForm context={context} action="/reports/day">
        <DayField name="day" label={words.onDay} value={report.day} />
      </ReportForm>
      <p class="row screen-only">
        {before && <a class="btn btn--row" href={withQuery("/reports/day", { day: before })}>{words.before}</a>}
        {after && <a class="btn btn--row" href={withQuery("/reports/day", { day: after })}>{words.after}</a>}
        <a class="btn btn--row" href="/reports/day">{words.today}</a>
      </p>
      <DayFigures context={context} report={report} />
      <Made context={context} report={report} />
      <Completed context={context} report={report} />
      <Scans context={context} report={report} />
      <LeftOpen context={context} report={report} />
      {bills.length > 0 && <BillsSection context={context} bills={bills} count={report.made.totals.bills} />}
    </DeskPage>
  );
};

type PartProps = Pick<DayReportPageProps, "context" | "report">;

const DayFigures = ({ context: { words: { reports: words }, show }, report }: PartProps) => {
  const { made, completed, scans } = report;
  return (
    <section class="card stats" aria-label={words.totals}>
      <Figure name={words.madeThatDay} value={show.count(made.totals.bills)} />
      <Figure name={words.completedThatDay} value={show.count(completed.bills)} note={show.kg(completed.weightKg)} />
      <Figure name={words.leftOpen} value={show.count(report.openCount)} />
      <Figure name={words.packed} value={show.count(scans.packed)} />
      <Figure
        name={words.allScans}
        value={show.count(scans.scans)}
        note={report.peak ? words.peak(hourName(report.peak.hour), show.count(report.peak.scans)) : undefined}
      />
      <Figure name={words.refused} value={show.count(scans.refused)} />
    </section>
  );
};

const Made = ({ context, report: { made } }: PartProps) => {
  const { reports: words, billStatuses } = context.words;
  if (made.totals.bills === 0) return null;
  return (
    <Section title={words.madeThatDay}>
      <BillTable
        context={context}
        head={words.byStatus}
        rows={made.byStatus.filter(({ bills }) => bills > 0)
          .map(({ status, ...figures }) => ({ name: billStatuses[status], figures }))}
        totals={made.totals}
      />
      <BillTable
        context={context}
        head={words.byUser}
        rows={made.byUser.map(({ user, ...figures }) => ({ name: user ?? words.nobody, figures }))}
        totals={made.totals}
      />
    </Section>
  );
};

const Completed = ({ context, report: { completed, completedByUser } }: PartProps) => {
  const { reports: words } = context.words;
  if (completed.bills === 0) return null;
  return (
    <Section
      title={words.completedThatDay}
      note={completed.short > 0 ? words.shortCount(context.show.count(completed.short)) : undefined}
    >
      <BillTable
        context={context}
        head={words.completedByUser}
        rows={completedByUser.map(({ user, ...figures }) => ({ name: user ?? words.nobody, figures }))}
        totals={completed}
      />
    </Section>
  );
};

/** By hour, and beside it, where there is room, by area and by reason of refusal. */
const Scans = ({ context, report }: PartProps) => {
  const { words: { reports: words, short: reasons } } = context;
  const { scans, areas, refusals, peak } = report;
  const hours = scans.hourly.map((count, hour) => ({ count, hour })).filter(({ count }) => count > 0);
  return (
    <div class="report-columns">
      <Section title={words.byHour}>
        <CountTable
          context={context}
          heads={[words.hour, words.allScans]}
          rows={hours.map(({ hour, count }) => [hourName(hour), count])}
          most={peak?.scans ?? 0}
        />
      </Section>
      <div class="stack">
        <Section title={words.byArea}>
          <AreasTable context={context} areas={areas} />
        </Section>
        <Section title={words.reasons} note={refusals.length === 0 ? words.noRefusals : undefined}>
          {refusals.length > 0 && (
            <CountTable
              context={context}
              heads={[words.reason, words.refused]}
              rows={refusals.map(({ outcome, count }) => [reasons[outcome], count])}
              most={refusals[0]!.count}
            />
          )}
        </Section>
      </div>
    </div>
  );
};

const AreasTable = ({ context: { words, show }, areas }: {
  readonly context: PageContext;
  readonly areas: DayReport["areas"];
}) => {
  const { area, allScans, packed, refused, noArea } = words.reports;
  return (
    <table class="table table--figures">
      <thead>
        <tr>
          <th scope="col">{area}</th>
          {[allScans, packed, refused].map((name) => <th scope="col" class="num">{name}</th>)}
        </tr>
      </thead>
      <tbody>
        {areas.map(({ area, totals }) => (
          <tr>
            <th scope="row">{area === null ? noArea : areaName(area, words)}</th>
            {[totals.scans, totals.packed, totals.refused].map((n) => <td class="num">{show.count(n)}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

interface CountTableProps {
  readonly context: PageContext;
  readonly heads: readonly [name: string, count: string];
  readonly rows: readonly (readonly [name: string, count: number])[];
  /** The longest bar. */
  readonly most: number;
}

const CountTable = ({ context: { show }, heads, rows, most }: CountTableProps) => (
  <table class="table table--figures">
    <thead>
      <tr>
        <th scope="col">{heads[0]}</th>
        <th scope="col" class="num" colspan={2}>{heads[1]}</th>
      </tr>
    </thead>
    <tbody>
      {rows.map(([name, count]) => (
        <tr>
          <th scope="row">{name}</th>
          <td aria-hidden="true">
            <progress class="bar" max={most} value={count} />
          </td>
          <td class="num">{show.count(count)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

const LeftOpen = ({ context, report: { open, openCount } }: PartProps) => {
  const { words, words: { reports }, show } = context;
  const isCut = open.length < openCount;
  const note = openCount === 0
    ? reports.noneLeft
    : isCut
    ? reports.oldestOf(show.count(open.length), show.count(openCount))
    : reports.leftOpenSays;
  return (
    <Section title={reports.leftOpen} note={note}>
      {open.length > 0 && (
        <Wide label={reports.leftOpen}>
          <table class="table table--figures">
            <thead>
              <tr>
                <th scope="col">{reports.bill}</th>
                <th scope="col">{reports.status}</th>
                <th scope="col" class="num">{reports.sacks}</th>
                <th scope="col">{reports.madeBy}</th>
                <th scope="col" class="num">{reports.made}</th>
              </tr>
            </thead>
            <tbody>
              {open.map((bill) => (
                <tr>
                  <th scope="row">
                    <a href={billPath(bill.number)}>{bill.number}</a>
                  </th>
                  <td>
                    <BillChip status={bill.status} names={words.billStatuses} isShort={false} short="" />
                  </td>
                  <td class="num">{bill.sacks} / {bill.capacity}</td>
                  <td>{bill.createdBy ?? words.frame.nothing}</td>
                  <td class="num">{show.dayTime(bill.createdAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </Section>
  );
};
