/** Totals that pages show at once: exact, from what is folded and from what the last commits added. */
import type { Scope } from "../domain/filters.ts";
import type { Outcome } from "../domain/outcomes.ts";
import type { Dashboard, OpenByAge, Refusals } from "../domain/shapes.ts";
import type { Database } from "./postgres.ts";
import { readSeen, seeing, type Seen } from "./seen_rows.ts";

interface StatRow {
  readonly stat: string;
  readonly detail: string;
  /** Null: the total of all time. */
  readonly hour_of_day: number | null;
  readonly total: number;
}

interface DashboardRow {
  readonly as_of: Date;
  readonly stats: readonly StatRow[];
  readonly open_by_age: OpenByAge;
}

/** `timeZone` decides when today began and what its hours are. */
export function statRows(db: Database, timeZone: string) {
  return {
    /** Bags and scans of the scope, all of one moment; bills belong to no area and are counted for everybody. */
    dashboard: async (scope: Scope): Promise<Dashboard> => (await readDashboard(db, timeZone, scope)).value,
    /** The same, and the moment that it is of. */
    dashboardSeen: (scope: Scope): Promise<Seen<Dashboard>> => readDashboard(db, timeZone, scope),
  };
}

async function readDashboard(db: Database, timeZone: string, scope: Scope): Promise<Seen<Dashboard>> {
  const areas = scope.all ? null : ["", scope.area ?? ""];
  // Of no area, as of any that nothing has: equal to null is nothing.
  const values = [timeZone, areas, scope.all ? "" : scope.area];
  const { value, snapshot } = await readSeen<DashboardRow>(db, TOTALS, values);
  return { value: dashboardOf(value!), snapshot };
}

/** What is folded, and what the last commits added: exact when both are summed in one statement. */
export const COUNTS = `select stat, area, detail, hour, total as n from stats
  union all select stat, area, detail, hour, delta from stat_deltas`;

/**
 * $2: the areas to look at, or null for all. $3: the scope's own area; what is counted by none has the area ''. Of refusals
 * only today's are asked for: their totals of all time are as many as there are reasons and stations.
 */
const TOTALS = seeing(`with days as (select clock_timestamp() as at, date_trunc('day', now(), $1) as today),
  counts as (
    select stat, area, detail, hour, total as n from stats, days
    where hour = '-infinity' and stat <> 'refused' or hour >= today
    union all
    select stat, area, detail, hour, delta from stat_deltas, days
    where hour = '-infinity' and stat <> 'refused' or hour >= today
  ),
  sums as (
    select stat, detail, sum(n)::bigint as total,
      case when hour > '-infinity' then extract(hour from hour at time zone $1)::integer end as hour_of_day
    from counts
    where $2::text[] is null
      or area = any ($2::text[]) and (area = $3::text or stat in ('bills', 'bills_in_work', 'bills_completed'))
    group by 1, 2, 4
  )
  select days.at as as_of,
    (select coalesce(json_agg(sums), '[]') from sums) as stats,
    (
      select json_build_array(
        count(*) filter (where opened_at > days.at - interval '10 minutes'),
        count(*) filter (where opened_at <= days.at - interval '10 minutes' and opened_at > days.at - interval '1 hour'),
        count(*) filter (where opened_at <= days.at - interval '1 hour' and opened_at > days.at - interval '4 hours'),
        count(*) filter (where opened_at <= days.at - interval '4 hours')
      )
      from open_parents where $2::text[] is null or coalesce(area, '') = $3::text
    ) as open_by_age
  from days`);

function dashboardOf({ as_of, stats, open_by_age }: DashboardRow): Dashboard {
  const total = (stat: string) => stats.find((row) => row.stat === stat && row.hour_of_day === null)?.total ?? 0;
  const hours = (stat: string) => stats.filter((row) => row.stat === stat && row.hour_of_day !== null);
  const today = (stat: string) => hours(stat).reduce((sum, { total }) => sum + total, 0);
  const hourly = new Array<number>(24).fill(0);
  for (const { hour_of_day, total } of hours("scans")) hourly[hour_of_day ?? 0] = total;
  return {
    parents: total("parents"),
    children: total("children"),
    bills: total("bills"),
    billsInWork: total("bills_in_work"),
    scans: total("scans"),
    openByAge: open_by_age,
    today: {
      scans: today("scans"),
      childrenLinked: today("children_linked"),
      billsCompleted: today("bills_completed"),
      refused: today("refused"),
      refusals: refusalsOf(hours("refused")),
      hourly,
    },
    asOf: as_of,
  };
}

/** As `refusedDetail` in `domain/change.ts` writes it: the outcome, a blank, the station. */
function refusalsOf(rows: readonly StatRow[]): Refusals[] {
  const counts = new Map<string, number>();
  for (const { detail, total } of rows) counts.set(detail, (counts.get(detail) ?? 0) + total);
  return [...counts].sort(([, one], [, other]) => other - one).map(([detail, count]) => {
    const blank = detail.indexOf(" ");
    return { outcome: detail.slice(0, blank) as Outcome, station: detail.slice(blank + 1) || null, count };
  });
}
