/** `/reports/bills`: the bills of some days, summed up and one by one. */
import type { BillFigures, BillReport } from "../domain/bill_report.ts";
import type { BillLine, BillStatus } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { BillChip } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { billPath } from "./paths.ts";
import {
  BillTable,
  DayField,
  dayName,
  Figure,
  NothingHere,
  ReportForm,
  ReportHead,
  Section,
  Wide,
} from "./report_parts.tsx";

export interface BillReportFilter {
  readonly from: string;
  readonly to: string;
  readonly status: "" | BillStatus;
  /** "": everybody's. */
  readonly user: string;
}

export interface BillReportPageProps {
  readonly context: PageContext;
  readonly filter: BillReportFilter;
  /** Whom an admin may choose; empty for a biller, who sees his own. */
  readonly users: readonly string[];
  readonly report: BillReport;
  /** The newest of them. */
  readonly bills: readonly BillLine[];
}

export const BillReportPage = ({ context, filter, users, report, bills }: BillReportPageProps) => {
  const { words: { reports: words }, show, now } = context;
  const { totals } = report;
  const asked = { from: filter.from, to: filter.to, status: filter.status, created_by: filter.user };
  const range = words.range(dayName(context, filter.from), dayName(context, filter.to));
  return (
    <DeskPage context={context} title={`${words.bills}, ${range}`}>
      <ReportHead
        context={context}
        title={words.bills}
        says={`${range}${filter.user && ` · ${filter.user}`} · ${words.asOf(show.dayTime(now))}`}
        file="/api/v1/reports/bills"
        fields={asked}
      />
      <Choice context={context} filter={filter} users={users} />
      {totals.bills === 0 ? <NothingHere title={words.noBills} says={words.noBillsSays} /> : (
        <>
          <Totals context={context} totals={totals} />
          <Sums context={context} filter={filter} report={report} />
          <BillsSection context={context} bills={bills} count={totals.bills} />
        </>
      )}
    </DeskPage>
  );
};

/** The same bills by day, by user and by status; what would be one line alone is left out. */
const Sums = ({ context, filter, report }: Pick<BillReportPageProps, "context" | "filter" | "report">) => {
  const { reports: words, billStatuses } = context.words;
  const { totals, byDay, byUser, byStatus } = report;
  const days = byDay.map(({ day, ...figures }) => ({ name: dayName(context, day), figures }));
  const users = byUser.map(({ user, ...figures }) => ({ name: user ?? words.nobody, figures }));
  const statuses = byStatus.filter(({ bills }) => bills > 0)
    .map(({ status, ...figures }) => ({ name: billStatuses[status], figures }));
  return (
    <>
      <Section title={words.byDay}>
        <BillTable context={context} head={words.onDay} rows={days} totals={totals} />
      </Section>
      {users.length > 1 && (
        <Section title={words.byUser}>
          <BillTable context={context} head={words.user} rows={users} totals={totals} />
        </Section>
      )}
      {filter.status === "" && (
        <Section title={words.byStatus}>
          <BillTable context={context} head={words.status} rows={statuses} totals={totals} />
        </Section>
      )}
    </>
  );
};

const STATUSES: readonly BillStatus[] = ["new", "processing", "completed", "voided"];

const Choice = ({ context, filter, users }: Pick<BillReportPageProps, "context" | "filter" | "users">) => {
  const { reports: words, billStatuses } = context.words;
  return (
    <ReportForm context={context} action="/reports/bills">
      <DayField name="from" label={words.from} value={filter.from} />
      <DayField name="to" label={words.to} value={filter.to} />
      {users.length > 0 && (
        <p class="field">
          <label for="report-user">{words.user}</label>
          <select class="input" id="report-user" name="created_by">
            <option value="">{words.everybody}</option>
            {users.map((user) => (
              <option value={user} selected={user.toLowerCase() === filter.user.toLowerCase()}>{user}</option>
            ))}
          </select>
        </p>
      )}
      <p class="field">
        <label for="report-status">{words.status}</label>
        <select class="input" id="report-status" name="status">
          <option value="">{words.allStatuses}</option>
          {STATUSES.map((status) => (
            <option value={status} selected={status === filter.status}>{billStatuses[status]}</option>
          ))}
        </select>
      </p>
    </ReportForm>
  );
};

/** The figures of these bills, big. */
export const Totals = ({ context: { words: { reports: words }, show }, totals }: {
  readonly context: PageContext;
  readonly totals: BillFigures;
}) => {
  const percent = totals.completionPercent;
  return (
    <section class="card stats" aria-label={words.totals}>
      <Figure
        name={words.count}
        value={show.count(totals.bills)}
        note={percent === null ? undefined : words.percentDone(show.count(percent))}
      />
      <Figure
        name={words.completed}
        value={show.count(totals.byStatus.completed)}
        note={totals.short > 0 ? words.shortCount(show.count(totals.short)) : undefined}
      />
      <Figure name={words.inWork} value={show.count(totals.byStatus.processing)} />
      <Figure name={words.empty} value={show.count(totals.byStatus.new)} />
      <Figure
        name={words.sacks}
        value={show.count(totals.sacks)}
        note={words.agreed(show.count(totals.capacity))}
      />
      <Figure name={words.bags} value={show.count(totals.bags)} />
      <Figure name={words.weight} value={show.kg(totals.weightKg)} />
      <Figure name={words.expected} value={show.kg(totals.expectedWeightKg)} />
      <Figure name={words.variance} value={show.kg(totals.varianceKg)} />
    </section>
  );
};

interface BillsSectionProps {
  readonly context: PageContext;
  readonly bills: readonly BillLine[];
  /** Of all that there are. */
  readonly count: number;
}

export const BillsSection = ({ context, bills, count }: BillsSectionProps) => {
  const { words: { reports: words }, show } = context;
  return (
    <Section
      title={words.billsList}
      note={bills.length < count ? words.someOf(show.count(bills.length), show.count(count)) : undefined}
    >
      <Wide label={words.billsList}>
        <table class="table table--figures">
          <thead>
            <tr>
              <th scope="col">{words.bill}</th>
              <th scope="col">{words.status}</th>
              {[words.sacks, words.bags, words.weight, words.expected, words.variance].map((name) => (
                <th scope="col" class="num">{name}</th>
              ))}
              <th scope="col">{words.madeBy}</th>
              <th scope="col" class="num">{words.made}</th>
              <th scope="col" class="num">{words.completedAt}</th>
            </tr>
          </thead>
          <tbody>{bills.map((bill) => <OneBill context={context} bill={bill} />)}</tbody>
        </table>
      </Wide>
    </Section>
  );
};

const OneBill = ({ context: { words, show }, bill }: { context: PageContext; bill: BillLine }) => (
  <tr>
    <th scope="row">
      <a href={billPath(bill.number)}>{bill.number}</a>
    </th>
    <td>
      <BillChip status={bill.status} names={words.billStatuses} isShort={bill.short} short={words.reports.short} />
    </td>
    <td class="num">{bill.linkedCount} / {bill.capacity}</td>
    <td class="num">{show.count(bill.childCount)}</td>
    {[bill.weightKg, bill.expectedWeightKg, differenceKg(bill)].map((kg) => <td class="num">{show.kg(kg)}</td>)}
    <td>{bill.createdBy ?? words.frame.nothing}</td>
    <td class="num">{show.dayTime(bill.createdAt)}</td>
    <td class="num">{bill.completedAt ? show.dayTime(bill.completedAt) : words.frame.nothing}</td>
  </tr>
);

/** To the gram. */
const differenceKg = ({ weightKg, expectedWeightKg }: BillLine): number =>
  Math.round((weightKg - expectedWeightKg) * 1_000) / 1_000;
