/** Today's scans hour by hour: bars for the eye, a table for everybody. */
import { raw } from "hono/html";
import type { PageContext } from "./context.ts";
import type { DashboardProps } from "./dashboard_page.tsx";
import { Icon } from "./icons.tsx";

/** The table stays open or shut while picture and numbers change. */
export const ChartCard = (props: DashboardProps) => {
  const { words: { dashboard: words } } = props.context;
  return (
    <figure class="card chart-card" aria-labelledby="chart-name">
      <ChartPicture {...props} />
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
          <ChartHours {...props} />
        </table>
      </details>
    </figure>
  );
};

export const ChartPicture = ({ context, dashboard: { today: { hourly } } }: DashboardProps) => {
  const { words: { dashboard: words }, show } = context;
  const most = Math.max(...hourly, 0);
  const top = roundUp(most);
  return (
    <div id="dashboard-chart">
      <div class="card-head">
        <h2 id="chart-name">{words.chart}</h2>
        <p>{most === 0 ? words.noScans : words.busiest(hourName(hourly.indexOf(most)), show.count(most))}</p>
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
          <Bars context={context} hourly={hourly} top={top} />
        </div>
        <div class="chart-x" aria-hidden="true">
          {[0, 3, 6, 9, 12, 15, 18, 21].map((hour) => <span>{hourName(hour)}</span>)}
        </div>
      </div>
    </div>
  );
};

interface BarsProps {
  readonly context: PageContext;
  readonly hourly: readonly number[];
  /** What the highest line stands for. */
  readonly top: number;
}

const Bars = ({ context: { words, show, now }, hourly, top }: BarsProps) => {
  const peak = hourly.indexOf(Math.max(...hourly));
  return (
    <svg viewBox="0 0 24 100" preserveAspectRatio="none" role="img" aria-label={words.dashboard.chartLabel}>
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
  );
};

const HATCH = '<defs><pattern id="hatch" width="0.24" height="4" patternUnits="userSpaceOnUse" ' +
  'patternTransform="skewX(-2)"><rect width="0.12" height="4" class="chart-bar"/></pattern></defs>';

export const ChartHours = ({ context: { show }, dashboard: { today: { hourly } } }: DashboardProps) => (
  <tbody id="dashboard-hours">
    {hourly.map((count, hour) => (
      <tr>
        <th scope="row">{hourName(hour)}</th>
        <td class="num">{show.count(count)}</td>
      </tr>
    ))}
  </tbody>
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
