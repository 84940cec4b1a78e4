/** Fills the database that lists are measured on: the warehouse, and what makes its lists uneven. */
import pg from "pg";
import { fill } from "./fill.ts";
import { listsWarehouse, SX } from "./lists_warehouse.ts";

const TIME_ZONE = "Asia/Kolkata";

/** Needs what `fill` needs. Returns how many bags there are. */
export async function fillForLists(databaseUrl: string, bags: number): Promise<number> {
  const warehouse = listsWarehouse(bags);
  await run(databaseUrl, [KIND]);
  await fill(databaseUrl, warehouse, TIME_ZONE);
  await run(databaseUrl, UNEVEN);
  return warehouse.bagCount;
}

const KIND = `insert into bag_kinds (kind, prefix, digits, product, capacity, child_weight_g, expected_weight_g)
  values ('${SX.kind}', '${SX.prefix}', 6, 'Mustard', ${SX.capacity}, ${SX.childWeightG}, ${SX.expectedWeightG})`;

/** By ordinary SQL, so that triggers keep the counts. */
const UNEVEN = [
  // One child in two hundred of the sacks that wait for a bill has been taken out again.
  `with gone as (
    update bags c set parent_id = null, packed_at = null, packed_by = null, packed_key = null
    from bags p where c.role = 'child' and c.id % 200 = 7 and p.id = c.parent_id and p.bill_id is null
    returning c.dispatch_area as area
  )
  insert into stat_deltas (stat, area, delta) select 'children', coalesce(area, ''), -count(*) from gone group by 2`,
  // The newest sacks were registered by mistake.
  `insert into bags (role, code, kind, created_at, created_by, dispatch_area, voided_at)
  select 'parent', 'M444-' || n, 'M444', now(), 1, 'lucknow', now() from generate_series(99500, 99999) as n`,
  "vacuum analyze bags",
  "checkpoint",
];

async function run(databaseUrl: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const sql of statements) await client.query(sql);
  } finally {
    await client.end();
  }
}
