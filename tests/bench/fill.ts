/** Fills an empty database with a made-up warehouse, by COPY: everything that the commands would have left, and as exact. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { LIMITS } from "../../domain/limits.ts";
import {
  BAG_COLUMNS,
  bagLines,
  BILL_COLUMNS,
  billLines,
  type Doers,
  EVENT_COLUMNS,
  eventLines,
  pieces,
} from "./fill_rows.ts";
import type { Warehouse } from "./made_up.ts";

/** Needs the superuser of a database that nobody works on, with the test users made and no bags yet. */
export async function fill(databaseUrl: string, warehouse: Warehouse, timeZone: string): Promise<void> {
  const [one, other] = [await connect(databaseUrl), await connect(databaseUrl)];
  try {
    const doers = await findDoers(one);
    await one.query("drop index if exists bag_search_parts");
    await copy(one, "bills", BILL_COLUMNS, billLines(warehouse.bills, doers));
    await Promise.all([
      copy(one, "bags", BAG_COLUMNS, bagLines(warehouse, doers)),
      copy(other, "scan_events", EVENT_COLUMNS, eventLines(warehouse, doers)),
    ]);
    for (const sql of AFTERWARDS) await one.query(sql);
    await Promise.all([feedSearch(one), countAll(other, timeZone)]);
    await one.query("vacuum analyze");
    await one.query("checkpoint");
  } finally {
    await Promise.all([one.end(), other.end()]);
  }
}

/** Triggers and foreign keys rest while rows are loaded that agree already: /api/v1/integrity counts them afterwards. */
async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query("set session_replication_role = replica");
  await client.query("set maintenance_work_mem = '256MB'");
  return client;
}

async function findDoers(client: pg.Client): Promise<Doers> {
  const { rows: people } = await client.query<{ role: string; id: string }>("select role, id from users order by id");
  const { rows: stations } = await client.query<{ id: string }>(`
    insert into stations (name) select 'S' || n from generate_series(1, 20) as n on conflict do nothing returning id`);
  const idOf = (role: string) => Number(people.find((person) => person.role === role)?.id);
  return {
    dispatcherId: idOf("dispatcher"),
    billerId: idOf("biller"),
    stationIds: stations.map(({ id }) => Number(id)),
  };
}

async function copy(client: pg.Client, table: string, columns: string, lines: Iterable<string>): Promise<void> {
  const into = client.query(copyFrom(`copy ${table} (${columns}) from stdin`));
  await pipeline(Readable.from(pieces(lines)), into);
}

const AFTERWARDS = [
  "select setval(pg_get_serial_sequence('bags', 'id'), (select max(id) from bags))",
  "select setval(pg_get_serial_sequence('bills', 'id'), (select max(id) from bills))",
  `update bills b set linked_count = s.parents, child_count = s.children, weight_g = s.weight,
    expected_weight_g = s.expected, version = 1 + s.parents
  from (
    select bill_id, count(*) as parents, sum(child_count) as children, sum(child_count * child_weight_g) as weight,
      sum(expected_weight_g) as expected
    from bags where bill_id is not null group by bill_id
  ) s where s.bill_id = b.id`,
];

async function feedSearch(client: pg.Client): Promise<void> {
  await client.query("insert into bag_search (bag_id, code) select id, code from bags");
  await client.query("create index bag_search_parts on bag_search using gin (parts_of_code(code))");
  await client.query("update bag_search_progress set bag_id = (select max(id) from bags)");
  await client.query(
    `insert into bag_times (since, first_id, last_id)
    select to_timestamp(floor(extract(epoch from created_at) / $1) * $1), min(id), max(id) from bags group by 1`,
    [
      LIMITS.bagTimesMinutes * 60,
    ],
  );
  await client.query("update bag_times_progress set bag_id = (select max(id) from bags)");
}

/** What the commits would have counted; events do not tell their area, so scans are counted for none. */
async function countAll(client: pg.Client, timeZone: string): Promise<void> {
  await client.query(`
    insert into stats (stat, area, total)
    select case role when 'parent' then 'parents' else 'children' end, coalesce(dispatch_area, ''), count(*)
    from bags group by 1, 2
    union all select 'bills', '', count(*) from bills
    union all select 'bills_in_work', '', count(*) from bills where status = 'processing'`);
  await client.query(`
    insert into open_parents (code, area, opened_at) select code, dispatch_area, created_at from bags
    where role = 'parent' and bill_id is null and child_count > 0 and child_count < capacity`);
  await client.query(
    `with counted as (
      select stat, date_trunc('hour', at, $1) as hour, count(*) as n
      from scan_events e, lateral (values
        (case when kind in ('open_parent', 'link_child', 'link_bill') then 'scans' end),
        (case kind when 'link_child' then 'children_linked' when 'complete_bill' then 'bills_completed' end)
      ) as stats (stat)
      where stat is not null
      group by 1, 2
    )
    insert into stats (stat, hour, total)
    select stat, hour, n from counted
    union all select stat, '-infinity', sum(n) from counted group by stat`,
    [timeZone],
  );
}
