/** `/`: today in numbers. Each part is a fragment that the live stream draws anew by itself. */
import { limitOf } from "../domain/abilities.ts";
import type { BillLine, Dashboard, Packing } from "../domain/shapes.ts";
import { mayHere, type PageContext } from "./context.ts";
import { ChartCard, ChartHours, ChartPicture } from "./dashboard_chart.tsx";
import { BillsInWork, OpenSacks, PackingNow, RefusedToday } from "./dashboard_floor.tsx";
import { areaName } from "./format.ts";
import { Icon } from "./icons.tsx";
import { DeskPage } from "./layout.tsx";
import { LiveMark, livePart, Picture } from "./live.tsx";

export interface DashboardProps {
  readonly context: PageContext;
  readonly dashboard: Dashboard;
  /** What is being packed, the latest first. */
  readonly packing: readonly Packing[];
  /** Null for those who do not see bills. Each with who is on it, by username. */
  readonly bills: readonly (BillLine & { readonly people: readonly string[] })[] | null;
}

export const DashboardPage = (props: DashboardProps) => {
  const { words, show, person, now, liveUrl } = props.context;
  return (
    <DeskPage context={props.context} title={words.dashboard.title} scriptUrl={liveUrl}>
      <div class="page-head">
        <div>
          <h1>{words.dashboard.title}</h1>
          <p>
            {show.longDay(now)}, {person?.area && limitOf(person.role, "see_dashboard") === "own_area"
              ? words.dashboard.area(areaName(person.area, words))
              : words.dashboard.allAreas}
          </p>
        </div>
        <LiveMark context={props.context} url="/live" />
      </div>
      <Figures {...props} />
      <div class="grid grid--2-1">
        <ChartCard {...props} />
        <PackingNow {...props} />
      </div>
      <div class="grid grid--2-1">
        {props.bills && <BillsInWork {...props} bills={props.bills} />}
        <RefusedToday {...props} />
      </div>
      <OpenSacks {...props} />
      <AsOf {...props} />
      <WhatNow context={props.context} />
    </DeskPage>
  );
};

/** All of the page that moves. */
export const dashboardPicture = (props: DashboardProps): Picture =>
  new Picture([
    livePart("dashboard-figures", <Figures {...props} />),
    livePart("dashboard-chart", <ChartPicture {...props} />),
    livePart("dashboard-hours", <ChartHours {...props} />),
    livePart("dashboard-packing", <PackingNow {...props} />),
    ...(props.bills ? [livePart("dashboard-bills", <BillsInWork {...props} bills={props.bills} />)] : []),
    livePart("dashboard-refused", <RefusedToday {...props} />),
    livePart("dashboard-open", <OpenSacks {...props} />),
    livePart("dashboard-as-of", <AsOf {...props} />),
  ]);

/** The moment that all numbers are of. */
const AsOf = ({ context: { words, show }, dashboard }: DashboardProps) => (
  <p class="hint" id="dashboard-as-of">{words.dashboard.asOf(show.seconds(dashboard.asOf))}</p>
);

const Figures = ({ context, dashboard, bills }: DashboardProps) => {
  const { words: { dashboard: words }, show } = context;
  const { today, openByAge } = dashboard;
  const open = openByAge.reduce((sum, count) => sum + count, 0);
  return (
    <section class="card stats" id="dashboard-figures" aria-label={words.totals}>
      <Figure
        name={words.scansToday}
        value={show.count(today.scans)}
        note={words.refusedShare(show.count(today.refused), show.percent(today.refused, today.scans))}
        href="/scans"
      />
      <Figure
        name={words.packedToday}
        value={show.count(today.childrenLinked)}
        href="/scans?outcome=child_linked"
      />
      <Figure
        name={words.sacks}
        value={show.count(dashboard.parents)}
        note={words.openNow(show.count(open))}
        href="/bags?role=parent"
      />
      <Figure
        name={words.bags}
        value={show.count(dashboard.children)}
        note={words.inSacks}
        href="/bags?role=child&linked=true"
      />
      {bills && (
        <Figure
          name={words.billsInWork}
          value={show.count(dashboard.billsInWork)}
          note={words.completedToday(show.count(today.billsCompleted))}
          href="/bills?status=processing"
        />
      )}
    </section>
  );
};

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly note?: string;
  /** The list behind the number. */
  readonly href: string;
}

const Figure = ({ name, value, note, href }: FigureProps) => (
  <a href={href}>
    <span class="stat-name">{name}</span>
    <span class="stat-value">{value}</span>
    {note && <span class="stat-note">{note}</span>}
  </a>
);

/** Big buttons to the three things that people come for. */
const WhatNow = ({ context }: { context: PageContext }) => (
  <section class="stack" aria-labelledby="what-now">
    <h2 id="what-now">{context.words.dashboard.actions}</h2>
    <p class="row">
      <a class="btn btn--glove btn--primary" href="/scan">
        <Icon name="scan" />
        {context.words.dashboard.actionScan}
      </a>
      {mayHere(context, "see_bills") && (
        <a class="btn btn--glove" href="/bills">
          <Icon name="bill" />
          {context.words.dashboard.actionBills}
        </a>
      )}
      <a class="btn btn--glove" href="/search">
        <Icon name="search" />
        {context.words.dashboard.actionFind}
      </a>
    </p>
  </section>
);
