/** Recounts from the facts what is always true (DESIGN.md, section 2), all in one snapshot, and changes nothing. */
import { LIMITS } from "../domain/limits.ts";
import type { Integrity } from "../domain/shapes.ts";
import type { Database } from "./postgres.ts";

interface Check {
  readonly name: string;
  /** A statement that returns how many rows it went over and what is wrong with some of them. */
  readonly sql: string;
  /** What it goes over piece by piece, each well below the time that a statement may take: $1 the first, $2 the last. */
  readonly over: "bag ids" | "event pages" | "everything at once";
}

interface Found {
  readonly n: number;
  readonly problems: readonly string[];
}

/** Enough to see what is going on; a broken total breaks thousands of rows. */
const PROBLEMS_MAX = 100;
const BAG_IDS_A_PIECE = 100_000;
const EVENT_PAGES_A_PIECE = 16_384;

/** Takes seconds for millions of bags. One at a time is enough: the caller sees to that. */
export function integrityRows(db: Database) {
  return {
    recount: (): Promise<Integrity> =>
      db.transaction(async (snapshot) => {
        await snapshot.query("set transaction isolation level repeatable read, read only");
        const checks: Record<string, number> = {};
        const problems: { check: string; what: string }[] = [];
        const sums = new Map<string, number>();
        for (const check of CHECKS) {
          for (const piece of await piecesOf(snapshot, check)) {
            const [found] = await snapshot.query<Found>(check.sql, piece);
            checks[check.name] = (checks[check.name] ?? 0) + found!.n;
            problems.push(...found!.problems.map((what) => ({ check: check.name, what })));
          }
        }
        for (const piece of await piecesOf(snapshot, EVENT_COUNTS)) {
          addTo(sums, await snapshot.query<CountRow>(EVENT_COUNTS.sql, piece));
        }
        addTo(sums, await snapshot.query<CountRow>(STOCK_COUNTS));
        const totals = await snapshot.query<TotalRow>(STATS);
        checks.totals = totals.length;
        problems.push(...totalProblems(sums, totals));
        return { ok: problems.length === 0, checks, problems: problems.slice(0, PROBLEMS_MAX) };
      }, LIMITS.recountStatementMs),
  };
}

async function piecesOf(db: Database, { over }: Pick<Check, "over">): Promise<readonly unknown[][]> {
  if (over === "everything at once") return [[]];
  if (over === "bag ids") {
    const [row] = await db.query<{ last: number }>("select coalesce(max(id), 0) as last from bags");
    return ranges(row!.last, BAG_IDS_A_PIECE);
  }
  const [row] = await db.query<{ last: number }>(
    "select pg_relation_size('scan_events') / current_setting('block_size')::bigint as last",
  );
  return ranges(row!.last, EVENT_PAGES_A_PIECE).map((range) => range.map((page) => `(${page},0)`));
}

/** From 0 to `last`, each range half open. */
function ranges(last: number, step: number): number[][] {
  const starts = Array.from({ length: Math.floor(last / step) + 1 }, (_, place) => place * step);
  return starts.map((start) => [start, start + step]);
}

/** Wraps rows of (bad, what) into how many there are and what the bad ones say. */
const told = (rows: string): string =>
  `with looked as (${rows})
  select count(*)::bigint as n, coalesce((array_agg(what) filter (where bad))[1:${PROBLEMS_MAX}], '{}') as problems
  from looked`;

const CHECKS: readonly Check[] = [
  {
    name: "child_counts",
    over: "bag ids",
    sql: told(`select p.child_count <> coalesce(c.n, 0) or p.child_count > p.capacity as bad,
      format('Parent %s counts %s children of at most %s and holds %s', p.code, p.child_count, p.capacity,
        coalesce(c.n, 0)) as what
      from bags p left join (
        select parent_id, count(*) as n from bags where parent_id >= $1 and parent_id < $2 group by parent_id
      ) c on c.parent_id = p.id
      where p.id >= $1 and p.id < $2 and p.role = 'parent'`),
  },
  {
    name: "roles",
    over: "bag ids",
    sql: told(`select (b.role = 'parent') is distinct from (k.kind is not null) or b.kind is distinct from k.kind
        or (b.parent_id is not null and (holder.id is null or b.role <> 'child'))
        or (b.bill_id is not null and b.role <> 'parent') as bad,
      format('Bag %s is a %s of kind %s where its code and place say otherwise', b.code, b.role,
        coalesce(b.kind, 'none')) as what
      from bags b
      left join bag_kinds k on b.code like k.prefix || '%' and char_length(b.code) = char_length(k.prefix) + k.digits
        and substr(b.code, char_length(k.prefix) + 1) ~ '^[0-9]+$'
      left join bags holder on holder.id = b.parent_id and holder.role = 'parent'
      where b.id >= $1 and b.id < $2`),
  },
  {
    name: "packed_by_event",
    over: "bag ids",
    sql: told(`select e.key is null or not e.accepted or e.child is distinct from b.code
        or e.parent is distinct from p.code as bad,
      format('Child %s is in %s by the scan %s, which does not say so', b.code, p.code, b.packed_key) as what
      from bags b join bags p on p.id = b.parent_id and p.role = b.parent_role
      left join scan_events e on e.key = b.packed_key
      where b.id >= $1 and b.id < $2 and b.packed_key is not null`),
  },
  {
    name: "billed_by_event",
    over: "bag ids",
    sql: told(`select e.key is null or not e.accepted or e.parent is distinct from b.code
        or e.bill_id is distinct from b.bill_id as bad,
      format('Parent %s is on its bill by the scan %s, which does not say so', b.code, b.billed_key) as what
      from bags b left join scan_events e on e.key = b.billed_key
      where b.id >= $1 and b.id < $2 and b.bill_id is not null and b.billed_key is not null`),
  },
  {
    name: "bills",
    over: "everything at once",
    sql: told(`select (b.linked_count, b.child_count, b.weight_g, b.expected_weight_g) is distinct from
        (coalesce(s.parents, 0), coalesce(s.children, 0), coalesce(s.weight, 0), coalesce(s.expected, 0))
        or b.linked_count > b.capacity as bad,
      format('Bill %s counts %s parents of at most %s, %s children, %s g of %s g and has %s, %s, %s g of %s g', b.number,
        b.linked_count, b.capacity, b.child_count, b.weight_g, b.expected_weight_g, coalesce(s.parents, 0),
        coalesce(s.children, 0), coalesce(s.weight, 0), coalesce(s.expected, 0)) as what
      from bills b left join (
        select bill_id, count(*) as parents, sum(child_count) as children, sum(child_count * child_weight_g) as weight,
          sum(expected_weight_g) as expected
        from bags where bill_id is not null group by bill_id
      ) s on s.bill_id = b.id`),
  },
  {
    name: "open_parents",
    over: "bag ids",
    sql: told(`select (o.code is not null) <>
        (p.bill_id is null and p.voided_at is null and p.child_count > 0 and p.child_count < p.capacity)
        or o.area is distinct from p.dispatch_area and o.code is not null as bad,
      format('Parent %s with %s of %s children is %s', p.code, p.child_count, p.capacity,
        case when o.code is null then 'not among the open ones' else 'among the open ones' end) as what
      from bags p left join open_parents o on o.code = p.code
      where p.id >= $1 and p.id < $2 and p.role = 'parent'`),
  },
];

interface CountRow {
  readonly stat: string;
  readonly area: string;
  readonly detail: string;
  readonly n: number;
}

interface TotalRow extends CountRow {
  /** The sum of its hours; null where hours are not kept. */
  readonly hours: number | null;
}

/** Events do not keep the area of who made them, so these are compared over all areas. */
const EVENT_COUNTS: Pick<Check, "sql" | "over"> = {
  over: "event pages",
  sql: `select case
      when kind = 'complete_bill' then 'bills_completed'
      when kind = 'link_child' and accepted then 'children_linked'
      when not accepted and outcome not in ('child_already_here', 'bag_already_on_bill') then 'refused'
      else 'scans' end as stat, '' as area,
    case when not accepted and outcome not in ('child_already_here', 'bag_already_on_bill')
      then outcome || ' ' || upper(coalesce(stations.name, '') collate "C") else '' end as detail,
    count(*)::bigint as n
  from scan_events e left join stations on stations.id = e.station_id
  where e.ctid >= $1::tid and e.ctid < $2::tid
    and (kind in ('open_parent', 'link_child', 'link_bill') or kind = 'complete_bill' and accepted)
  group by 1, 3`,
};

const STOCK_COUNTS = `select case role when 'parent' then 'parents' else 'children' end as stat,
    coalesce(dispatch_area, '') as area, '' as detail, count(*)::bigint as n
  from bags where role = 'parent' and voided_at is null or parent_id is not null group by 1, 2
  union all
  select 'bills', '', '', count(*)::bigint from bills where not withdrawn
  union all
  select 'bills_in_work', '', '', count(*)::bigint from bills where status = 'processing'`;

const STATS = `with counts as (
    select stat, area, detail, hour, total as n from stats
    union all select stat, area, detail, hour, delta from stat_deltas
  )
  select stat, case when stat in ('parents', 'children') then area else '' end as area, detail,
    coalesce(sum(n) filter (where hour = '-infinity'), 0)::bigint as n,
    (sum(n) filter (where hour > '-infinity'))::bigint as hours
  from counts group by 1, 2, 3`;

/** What was counted and what is kept, side by side. */
function totalProblems(counted: ReadonlyMap<string, number>, kept: readonly TotalRow[]) {
  const names = new Set([...counted.keys(), ...kept.map(nameOf)]);
  const rows = new Map(kept.map((row) => [nameOf(row), row]));
  const problems: { check: string; what: string }[] = [];
  for (const name of names) {
    const row = rows.get(name);
    const [is, says] = [counted.get(name) ?? 0, row?.n ?? 0];
    if (is !== says) problems.push({ check: "totals", what: `The total of ${name} says ${says} and is ${is}` });
    if (row && row.hours !== null && row.hours !== says) {
      problems.push({ check: "totals", what: `The hours of ${name} sum up to ${row.hours}, their total says ${says}` });
    }
  }
  return problems;
}

function addTo(sums: Map<string, number>, rows: readonly CountRow[]): void {
  for (const row of rows) {
    const isScanToo = row.stat === "children_linked" || row.stat === "refused";
    const names = isScanToo ? [nameOf(row), "scans"] : [nameOf(row)];
    for (const name of names) sums.set(name, (sums.get(name) ?? 0) + row.n);
  }
}

const nameOf = ({ stat, area, detail }: CountRow): string =>
  [stat, area && `of ${area}`, detail.trim() && `(${detail.trim()})`].filter((part) => part !== "").join(" ");
