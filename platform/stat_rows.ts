/** Totals that pages show at once: exact, from what is folded and from what the last commits added. */
import type { Dashboard } from "../domain/shapes.ts";
import type { Scope } from "../domain/filters.ts";
import type { Database } from "./postgres.ts";

interface StatRow {
  readonly stat: string;
  /** Null: the total of all time. */
  readonly hour_of_day: number | null;
  readonly total: number;
  readonly as_of: Date;
}

/** `timeZone` decides when today began and what its hours are. */
export function statRows(db: Database, timeZone: string) {
  return {
    /** Bags and scans of the scope; bills belong to no area and are counted for everybody. */
    async dashboard(scope: Scope): Promise<Dashboard> {
      const areas = scope.all ? null : ["", scope.area ?? ""];
      const rows = await db.query<StatRow>(TOTALS, [timeZone, areas, scope.all ? "" : scope.area ?? ""]);
      return dashboardOf(rows);
    },
  };
}

/** What is folded, and what the last commits added: exact when both are summed in one statement. */
export const COUNTS = `select stat, area, hour, total as n from stats
  union all select stat, area, hour, delta from stat_deltas`;

/** $2: the areas to look at, or null for all. $3: the scope's own area; what is counted by none has the area ''. */
const TOTALS = `with days as (select now() as at, date_trunc('day', now(), $1) as today),
  counts as (
    select stat, area, hour, total as n from stats, days where hour = '-infinity' or hour >= today
    union all
    select stat, area, hour, delta from stat_deltas, days where hour = '-infinity' or hour >= today
  )
  select days.at as as_of, stat, sum(n)::bigint as total,
    case when hour > '-infinity' then extract(hour from hour at time zone $1)::integer end as hour_of_day
  from days left join counts on $2::text[] is null
    or area = any ($2::text[]) and (area = $3::text or stat in ('bills', 'bills_completed'))
  group by 1, 2, 4`;

function dashboardOf(rows: readonly StatRow[]): Dashboard {
  const total = (stat: string) => rows.find((row) => row.stat === stat && row.hour_of_day === null)?.total ?? 0;
  const hours = (stat: string) => rows.filter((row) => row.stat === stat && row.hour_of_day !== null);
  const today = (stat: string) => hours(stat).reduce((sum, { total }) => sum + total, 0);
  const hourly = new Array<number>(24).fill(0);
  for (const { hour_of_day, total } of hours("scans")) hourly[hour_of_day ?? 0] = total;
  return {
    parents: total("parents"),
    children: total("children"),
    bills: total("bills"),
    scans: total("scans"),
    today: {
      scans: today("scans"),
      childrenLinked: today("children_linked"),
      billsCompleted: today("bills_completed"),
      hourly,
    },
    asOf: rows[0]!.as_of,
  };
}
