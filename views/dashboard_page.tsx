/** `/`: today in numbers. `#dashboard-numbers` is one fragment, so that it can be drawn anew by itself. */
import { raw } from "hono/html";
import type { Dashboard } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import { areaName } from "./format.ts";
import { Icon } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";

export interface DashboardPageProps {
  readonly context: PageContext;
  readonly dashboard: Dashboard;
}

export const DashboardPage = ({ context, dashboard }: DashboardPageProps) => {
  const { words, show, person, now } = context;
  return (
    <DeskPage context={context} title={words.dashboard.title}>
      <div class="page-head">
        <div>
          <h1>{words.dashboard.title}</h1>
          <p>
            {show.longDay(now)}
            {person?.area && `, ${words.dashboard.area(areaName(person.area, words))}`}
          </p>
        </div>
      </div>
      <DashboardNumbers context={context} dashboard={dashboard} />
      <WhatNow context={context} />
    </DeskPage>
  );
};

export const DashboardNumbers = ({ context, dashboard }: DashboardPageProps) => {
  const { words: { dashboard: words }, show, person } = context;
  const mayBill = person?.role !== "dispatcher";
  return (
    <div class="stack" id="dashboard-numbers">
      <section class="card stats" aria-label={words.title}>
        <Figure name={words.scansToday} value={show.count(dashboard.today.scans)} />
        <Figure name={words.packedToday} value={show.count(dashboard.today.childrenLinked)} />
        <Figure
          name={words.sacks}
          value={show.count(dashboard.parents)}
          note={words.allTime}
          href="/bags?role=parent"
        />
        <Figure name={words.bags} value={show.count(dashboard.children)} note={words.allTime} href="/bags?role=child" />
        {mayBill && (
          <Figure
            name={words.bills}
            value={show.count(dashboard.bills)}
            note={words.completedToday(show.count(dashboard.today.billsCompleted))}
            href="/bills"
          />
        )}
      </section>
      <HourlyChart context={context} hourly={dashboard.today.hourly} />
      <p class="hint">{words.asOf(show.seconds(dashboard.asOf))}</p>
    </div>
  );
};

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly note?: string;
  /** The list behind the number, where there is one. */
  readonly href?: string;
}

const Figure = ({ name, value, note, href }: FigureProps) => {
  const inner = (
    <>
      <span class="stat-name">{name}</span>
      <span class="stat-value">{value}</span>
      {note && <span class="stat-note">{note}</span>}
    </>
  );
  return href ? <a href={href}>{inner}</a> : <div>{inner}</div>;
};

interface ChartProps {
  readonly context: PageContext;
  readonly hourly: readonly number[];
}

const HourlyChart = ({ context, hourly }: ChartProps) => {
  const { words: { dashboard: words }, show, now } = context;
  const most = Math.max(...hourly, 0);
  const peak = hourly.indexOf(most);
  const top = roundUp(most);
  return (
    <figure class="card chart-card" aria-labelledby="chart-name">
      <div class="card-head">
        <h2 id="chart-name">{words.chart}</h2>
        <p>{most === 0 ? words.noScans : words.busiest(hourName(peak), show.count(most))}</p>
        <span class="push row">
          <span class="key">{words.keyBusiest}</span>
          <span class="key key--now">{words.keyNow}</span>
        </span>
      </div>
      <div class="chart">
        <div class="chart-y" aria-hidden="true">
          {[1, 0.5, 0].map((part) => <span>{show.count(top * part)}</span>)}
        </div>
        <div class="chart-plot">
          <svg viewBox="0 0 24 100" preserveAspectRatio="none" role="img" aria-label={words.chartLabel}>
            {raw(HATCH)}
            {[0, 50, 100].map((y) => <line class="chart-line" x1="0" x2="24" y1={y} y2={y} />)}
            {hourly.map((count, hour) =>
              count > 0 && (
                <rect
                  class={barClass(hour, peak, show.hour(now))}
                  x={hour + 0.14}
                  y={100 - (count / top) * 100}
                  width="0.72"
                  height={(count / top) * 100}
                >
                  <title>{`${hourName(hour)}: ${show.count(count)}`}</title>
                </rect>
              )
            )}
          </svg>
        </div>
        <div class="chart-x" aria-hidden="true">
          {[0, 3, 6, 9, 12, 15, 18, 21].map((hour) => <span>{hourName(hour)}</span>)}
        </div>
      </div>
      <ChartTable context={context} hourly={hourly} />
    </figure>
  );
};

const HATCH = '<defs><pattern id="hatch" width="0.24" height="4" patternUnits="userSpaceOnUse" ' +
  'patternTransform="skewX(-2)"><rect width="0.12" height="4" class="chart-bar"/></pattern></defs>';

const ChartTable = ({ context: { words: { dashboard: words }, show }, hourly }: ChartProps) => (
  <details>
    <summary class="btn btn--quiet btn--row">
      <Icon name="down" small />
      {words.asTable}
    </summary>
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{words.hour}</th>
          <th scope="col" class="num">{words.scans}</th>
        </tr>
      </thead>
      <tbody>
        {hourly.map((count, hour) => (
          <tr>
            <th scope="row">{hourName(hour)}</th>
            <td class="num">{show.count(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </details>
);

/** Big buttons to the three things that people come for. */
const WhatNow = ({ context: { words, person } }: { context: PageContext }) => (
  <section class="stack" aria-labelledby="what-now">
    <h2 id="what-now">{words.dashboard.actions}</h2>
    <p class="row">
      <a class="btn btn--glove btn--primary" href="/scan">
        <Icon name="scan" />
        {words.dashboard.actionScan}
      </a>
      {person?.role !== "dispatcher" && (
        <a class="btn btn--glove" href="/bills">
          <Icon name="bill" />
          {words.dashboard.actionBills}
        </a>
      )}
      <a class="btn btn--glove" href="/search">
        <Icon name="search" />
        {words.dashboard.actionFind}
      </a>
    </p>
  </section>
);

const hourName = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;

/** The hour still going is hatched: its bar will grow. */
function barClass(hour: number, peak: number, current: number): string {
  if (hour === current) return "chart-bar chart-bar--now";
  return hour === peak ? "chart-bar chart-bar--peak" : "chart-bar";
}

/** The next 2, 4, 6, 8 or 10 of the same size: a scale that people can read. */
function roundUp(most: number): number {
  const size = 10 ** Math.floor(Math.log10(Math.max(most, 10)));
  const step = [1, 2, 4, 6, 8, 10].find((one) => one * size >= most) ?? 10;
  return step * size;
}
