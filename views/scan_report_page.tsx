/** `/reports/scans`: who scanned how much in which hour, area by area. */
import type { ScanFigures, ScanReport } from "../domain/scan_report.ts";
import type { PageContext } from "./context.ts";
import { areaName } from "./format.ts";
import { DeskPage } from "./layout.tsx";
import { DayField, dayName, Figure, NothingHere, ReportForm, ReportHead, Section, Wide } from "./report_parts.tsx";

export interface ScanReportPageProps {
  readonly context: PageContext;
  readonly from: string;
  readonly to: string;
  /** More days were asked for than one report shows. */
  readonly daysMax: number | null;
  readonly report: ScanReport;
}

export const ScanReportPage = ({ context, from, to, daysMax, report }: ScanReportPageProps) => {
  const { words: { reports: words }, show, now } = context;
  const range = words.range(dayName(context, from), dayName(context, to));
  return (
    <DeskPage context={context} title={`${words.scans}, ${range}`}>
      <ReportHead
        context={context}
        title={words.scans}
        says={`${range} · ${words.asOf(show.dayTime(now))}`}
        file="/api/v1/reports/scans"
        fields={{ from, to }}
      />
      <ReportForm context={context} action="/reports/scans">
        <DayField name="from" label={words.from} value={from} />
        <DayField name="to" label={words.to} value={to} />
      </ReportForm>
      {daysMax !== null && <p class="notice notice--warn" role="status">{words.cutTo(show.count(daysMax))}</p>}
      {report.totals.scans === 0 ? <NothingHere title={words.noScans} says={words.noScansSays} /> : (
        <>
          <ScanTotals context={context} totals={report.totals} />
          <Section title={words.scansTable} note={words.scansNote}>
            <HoursTable context={context} report={report} />
          </Section>
        </>
      )}
    </DeskPage>
  );
};

/** The figures of these scans, big. */
export const ScanTotals = ({ context: { words: { reports: words }, show }, totals }: {
  readonly context: PageContext;
  readonly totals: ScanFigures;
}) => (
  <section class="card stats" aria-label={words.totals}>
    <Figure name={words.allScans} value={show.count(totals.scans)} />
    <Figure name={words.packed} value={show.count(totals.packed)} />
    <Figure name={words.accepted} value={show.count(totals.accepted)} />
    <Figure name={words.alreadyThere} value={show.count(totals.alreadyThere)} />
    <Figure name={words.refused} value={show.count(totals.refused)} />
  </section>
);

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** One body an area; its sum stands below its people, the sum of all at the foot. */
const HoursTable = ({ context, report }: { context: PageContext; report: ScanReport }) => {
  const { reports: words } = context.words;
  const nameOf = (area: string | null) => area === null ? words.noArea : areaName(area, context.words);
  return (
    <Wide label={words.scansTable}>
      <table class="table table--figures table--hours">
        <thead>
          <tr>
            <th scope="col">{words.user}</th>
            {[words.allScans, words.accepted, words.alreadyThere, words.refused].map((name) => (
              <th scope="col" class="num">{name}</th>
            ))}
            {HOURS.map((hour) => <th scope="col" class="num">{String(hour).padStart(2, "0")}</th>)}
          </tr>
        </thead>
        {report.areas.map(({ area, totals, users }) => (
          <tbody>
            <tr class="table-group">
              <th scope="rowgroup" colspan={29}>{nameOf(area)}</th>
            </tr>
            {users.map(({ user, ...figures }) => (
              <HoursRow context={context} name={user ?? words.nobody} figures={figures} />
            ))}
            {users.length > 1 && (
              <HoursRow
                context={context}
                name={words.inArea(nameOf(area))}
                figures={totals}
                isSum
              />
            )}
          </tbody>
        ))}
        <tfoot>
          <HoursRow context={context} name={words.total} figures={report.totals} />
        </tfoot>
      </table>
    </Wide>
  );
};

interface HoursRowProps {
  readonly context: PageContext;
  readonly name: string;
  readonly figures: ScanFigures;
  readonly isSum?: boolean;
}

const HoursRow = ({ context: { show }, name, figures, isSum = false }: HoursRowProps) => {
  const { hourly, scans, accepted, alreadyThere, refused } = figures;
  return (
    <tr class={isSum ? "table-sum" : undefined}>
      <th scope="row">{name}</th>
      {[scans, accepted, alreadyThere, refused].map((count) => (
        <td class="num">
          <b>{show.count(count)}</b>
        </td>
      ))}
      {hourly.map((count) => <td class={count === 0 ? "num muted" : "num"}>{show.count(count)}</td>)}
    </tr>
  );
};
