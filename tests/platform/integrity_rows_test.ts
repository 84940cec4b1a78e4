import { deepStrictEqual as same, match } from "node:assert/strict";
import { integrityRows } from "../../platform/integrity_rows.ts";
import type { Database } from "../../platform/postgres.ts";
import { addBill, addChild, addEvent, addParent, countStock, openTestPool } from "../support/made_rows.ts";

/** A small stock in which everything is as it must be. */
async function makeStock(db: Database): Promise<void> {
  const billId = await addBill(db, "B1");
  const parent = await addParent(db, "SB00001", { children: ["AAAA"], billId, area: "lucknow" });
  const key = await addEvent(db, { parent: "SB00001", child: "BBBB" });
  await addChild(db, "BBBB", { parentId: parent, key, area: "lucknow" });
  await addChild(db, "CCCC");
  await countStock(db);
  await db.query(`insert into stat_deltas (stat, hour, delta)
    select stat, hour, 1 from unnest(array['scans', 'children_linked']) as stat,
      unnest(array['-infinity'::timestamptz, date_trunc('hour', now())]) as hour`);
}

/** Does what no code can: past the triggers and constraints. */
async function breakRules(db: Database, ...statements: string[]): Promise<void> {
  await db.transaction(async (inside) => {
    await inside.query("set local session_replication_role = replica");
    for (const statement of statements) await inside.query(statement);
  });
}

async function problemsAfter(...statements: string[]): Promise<string[]> {
  await using pool = await openTestPool();
  await makeStock(pool.db);
  await breakRules(pool.db, ...statements);
  const found = await integrityRows(pool.db).recount();
  same(found.ok, found.problems.length === 0);
  return found.problems.map(({ check, what }) => `${check}: ${what}`);
}

Deno.test("a sound stock has no problems, and each check says how many rows it went over", async () => {
  await using pool = await openTestPool();
  await makeStock(pool.db);
  const found = await integrityRows(pool.db).recount();
  same(found.problems, []);
  same(found.ok, true);
  same(found.checks, {
    child_counts: 1,
    roles: 4,
    packed_by_event: 1,
    billed_by_event: 0,
    bills: 1,
    open_parents: 1,
    totals: 6,
  });
});

Deno.test("an empty database is sound", async () => {
  await using pool = await openTestPool();
  same((await integrityRows(pool.db).recount()).ok, true);
});

Deno.test("a parent that counts other children than it holds is named", async () => {
  match(
    (await problemsAfter("update bags set child_count = 7 where code = 'SB00001'"))[0]!,
    /child_counts: .*SB00001.* 7 /,
  );
});

Deno.test("a bill whose counts or weights are not those of its parents is named", async () => {
  match((await problemsAfter("update bills set weight_g = 1"))[0]!, /bills: Bill B1 /);
});

Deno.test("a child whose code is a sack's is named", async () => {
  match(
    (await problemsAfter("update bags set code = 'SB00077' where code = 'CCCC'"))[0]!,
    /roles: Bag SB00077 is a child/,
  );
});

Deno.test("a child whose scan put another child, or put it elsewhere, is named", async () => {
  match(
    (await problemsAfter("update scan_events set child = 'ZZZZ'"))[0]!,
    /packed_by_event: Child BBBB is in SB00001/,
  );
  match(
    (await problemsAfter("update bags set packed_key = gen_random_uuid() where code = 'BBBB'"))[0]!,
    /packed_by_event/,
  );
});

Deno.test("totals that are not those of the facts are named, with what they say and what is", async () => {
  same(await problemsAfter("update stat_deltas set delta = delta + 5 where stat = 'children'"), [
    "totals: The total of children of lucknow says 7 and is 2",
  ]);
  same(await problemsAfter("update stat_deltas set delta = 3 where stat = 'scans' and hour > '-infinity'"), [
    "totals: The hours of scans sum up to 3, their total says 1",
  ]);
});

Deno.test("a refused scan that was not counted by its reason and station is named", async () => {
  const problems = await problemsAfter(
    "insert into stations (name) values ('Table 2')",
    "update scan_events set accepted = false, outcome = 'parent_full', station_id = (select id from stations)",
  );
  same(problems.filter((problem) => problem.startsWith("totals")), [
    "totals: The total of refused (parent_full TABLE 2) says 0 and is 1",
    "totals: The total of children_linked says 1 and is 0",
  ]);
});

Deno.test("a sack that is being packed and not known to be, or known to be and is not, is named", async () => {
  match(
    (await problemsAfter("update bags set bill_id = null, billed_at = null where code = 'SB00001'"))
      .find((problem) => problem.startsWith("open_parents")) ?? "",
    /SB00001 with 2 of 30 children is not among the open ones/,
  );
  match(
    (await problemsAfter("insert into open_parents (code, area, opened_at) values ('SB00001', 'lucknow', now())"))[0]!,
    /open_parents: .*SB00001 .* is among the open ones/,
  );
});
