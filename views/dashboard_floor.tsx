/** The floor on the dashboard: what is packed by whom, bills in work, what was refused, and sacks left open. */
import type { Packing, Refusals } from "../domain/shapes.ts";
import type { PageContext } from "./context.ts";
import type { DashboardProps } from "./dashboard_page.tsx";
import { Chip } from "./icons.tsx";
import { bagPath, billPath, withQuery } from "./paths.ts";

const PACKING_MAX = 12;
/** Somebody at a packing table scans every few seconds. */
const QUIET_MS = 5 * 60_000;

export const PackingNow = ({ context, dashboard, packing }: DashboardProps) => {
  const { words: { dashboard: words }, show } = context;
  const open = dashboard.openByAge.reduce((sum, count) => sum + count, 0);
  return (
    <section class="card" id="dashboard-packing" aria-labelledby="now-name">
      <div class="card-head">
        <h2 id="now-name">{words.packingNow}</h2>
        <a class="push" href="/bags?open=any">{words.openSacks(open, show.count(open))}</a>
      </div>
      {packing.length === 0 ? <p class="card-body muted">{words.nobodyPacks}</p> : (
        <ul class="lines">
          {packing.slice(0, PACKING_MAX).map((sack) => <PackingLine context={context} sack={sack} />)}
        </ul>
      )}
      {packing.length > PACKING_MAX && (
        <p class="card-body muted">{words.andMore(show.count(packing.length - PACKING_MAX))}</p>
      )}
    </section>
  );
};

const PackingLine = ({ context: { words, show, now }, sack }: { context: PageContext; sack: Packing }) => {
  const quietMs = now.getTime() - sack.at.getTime();
  return (
    <li>
      <span>
        <a class="code" href={bagPath(sack.code)}>{sack.code}</a>
        <br />
        <small>{[sack.username, sack.station].filter((part) => part).join(", ")}</small>
      </span>
      <span class="num">
        <b>{sack.childCount} / {sack.capacity}</b>
        <br />
        {quietMs < QUIET_MS
          ? <small>{show.seconds(sack.at)}</small>
          : <Chip look="warn" text={words.dashboard.quiet(Math.floor(quietMs / 60_000))} />}
      </span>
      <progress class="bar" max={sack.capacity} value={sack.childCount} aria-label={sack.code} />
    </li>
  );
};

type BillsProps = DashboardProps & { readonly bills: NonNullable<DashboardProps["bills"]> };

export const BillsInWork = ({ context: { words, show }, dashboard, bills }: BillsProps) => (
  <section class="card" id="dashboard-bills" aria-labelledby="work-name">
    <div class="card-head">
      <h2 id="work-name">{words.dashboard.billsInWork}</h2>
      <p>
        {dashboard.billsInWork > bills.length &&
          words.dashboard.newestOf(bills.length, show.count(dashboard.billsInWork))}
      </p>
      <a class="push" href="/bills">{words.dashboard.allBills}</a>
    </div>
    {bills.length === 0 ? <p class="card-body muted">{words.dashboard.noBillsInWork}</p> : (
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{words.bills.bill}</th>
            <th scope="col" class="only-wide">{words.dashboard.onItNow}</th>
            <th scope="col">{words.bills.sacks}</th>
            <th scope="col" class="num">{words.bills.weight}</th>
          </tr>
        </thead>
        <tbody>
          {bills.map((bill) => (
            <tr>
              <th scope="row">
                <a href={billPath(bill.number)}>{bill.number}</a>
                <span class="table-note">{bill.destination ?? words.bills.noDestination}</span>
              </th>
              <td class="only-wide">
                {bill.people.length > 0 ? bill.people.join(", ") : <span class="muted">{words.dashboard.nobody}</span>}
              </td>
              <td>
                <b>{bill.linkedCount} / {bill.capacity}</b>
                <progress
                  class="bar bar--thin"
                  max={bill.capacity}
                  value={bill.linkedCount}
                  aria-label={words.bills.sacksOn(bill.number)}
                />
              </td>
              <td class="num">{show.kg(bill.weightKg)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </section>
);

/** By reason, and by station. Both add up to all that was refused today. */
export const RefusedToday = ({ context, dashboard: { today } }: DashboardProps) => {
  const { words: { dashboard: words, short }, show } = context;
  const reasons = sumsOf(today.refusals, ({ outcome }) => outcome);
  const stations = sumsOf(today.refusals, ({ station }) => station ?? "");
  return (
    <section class="card" id="dashboard-refused" aria-labelledby="refused-name">
      <div class="card-head">
        <h2 id="refused-name">{words.refusedToday}</h2>
        <a class="push" href="/scans?refused=true">{words.scanCount(today.refused, show.count(today.refused))}</a>
      </div>
      {today.refused === 0 ? <p class="card-body muted">{words.nothingRefused}</p> : (
        <>
          <Counts
            context={context}
            all={today.refused}
            counts={reasons.map(([outcome, count]) => ({
              name: short[outcome],
              count,
              href: withQuery("/scans", { outcome }),
            }))}
          />
          <h3 class="card-sub">{words.byStation}</h3>
          <Counts
            context={context}
            all={today.refused}
            counts={stations.map(([station, count]) => ({
              name: station === "" ? words.noStation : station,
              count,
              href: withQuery("/scans", { refused: "true", station: station === "" ? "-" : station }),
            }))}
          />
        </>
      )}
    </section>
  );
};

interface CountsProps {
  readonly context: PageContext;
  readonly all: number;
  readonly counts: readonly { readonly name: string; readonly count: number; readonly href: string }[];
}

const Counts = ({ context: { show }, all, counts }: CountsProps) => (
  <ul class="lines">
    {counts.map(({ name, count, href }) => (
      <li>
        <a href={href}>
          <span>{name}</span>
          <b>{show.count(count)}</b>
          <progress class="bar bar--refused" max={all} value={count} aria-label={name} />
        </a>
      </li>
    ))}
  </ul>
);

/** The largest first. */
function sumsOf<Name extends string>(refusals: readonly Refusals[], nameOf: (one: Refusals) => Name): [Name, number][] {
  const sums = new Map<Name, number>();
  for (const one of refusals) sums.set(nameOf(one), (sums.get(nameOf(one)) ?? 0) + one.count);
  return [...sums].sort(([, one], [, other]) => other - one);
}

export const OpenSacks = (
  { context: { words: { dashboard: words }, show }, dashboard: { openByAge } }: DashboardProps,
) => (
  <section class="card" id="dashboard-open" aria-labelledby="age-name">
    <div class="card-head">
      <h2 id="age-name">{words.openByAge}</h2>
      <p>{words.openByAgeSays}</p>
    </div>
    <div class="stats">
      {(["10m", "1h", "4h", "older"] as const).map((age, place) => (
        <a href={withQuery("/bags", { open: age })}>
          <span class="stat-name">{words.ages[age]}</span>
          <span class="stat-value">{show.count(openByAge[place] ?? 0)}</span>
        </a>
      ))}
    </div>
  </section>
);
