import assert from "node:assert/strict";
import { below, type Chance, chanceOf, oneOf } from "../support/chance.ts";
import { openPostgresWorld, type PostgresWorld } from "../support/heart_pg.ts";

type Query = PostgresWorld["query"];

/** Raw SQL, as somebody with a database console would write it. */
const parent = (code: string, kind = "SB") =>
  `insert into bags (role, code, kind, created_at) values ('parent', '${code}', '${kind}', now())`;

const id = (code: string) => `(select id from bags where code = '${code}')`;

const child = (code: string, inside: string | null = null) =>
  inside === null
    ? `insert into bags (role, code, created_at) values ('child', '${code}', now())`
    : `insert into bags (role, code, parent_id, packed_at, created_at) values ('child', '${code}', ${
      id(inside)
    }, now(), now())`;

const bill = (number: string, capacity: number) =>
  `insert into bills (number, capacity, created_at) values ('${number}', ${capacity}, now())`;

const billId = (number: string) => `(select id from bills where number = '${number}')`;

const putOn = (code: string, number: string) =>
  `update bags set bill_id = ${billId(number)}, billed_at = now() where code = '${code}'`;

const putIn = (code: string, sack: string) =>
  `update bags set parent_id = ${id(sack)}, packed_at = now() where code = '${code}'`;

const many = (first: number, count: number, sack: string) =>
  `insert into bags (role, code, parent_id, packed_at, created_at)
   select 'child', 'C' || n, ${id(sack)}, now(), now() from generate_series(${first}, ${first + count - 1}) as n`;

const event = (key: number, undoes: number | null = null) =>
  `insert into scan_events (key, at, place, kind, outcome, accepted, user_id, undoes, content_hash)
   values ('00000000-0000-4000-8000-00000000000${key}', now(), 0, 'undo', 'child_unlinked', true, 1,
     ${undoes === null ? "null" : `'00000000-0000-4000-8000-00000000000${undoes}'`}, 1)`;

/** SB00001 holds C1001 and C1002 and is on B1 (2 places); SB00002 is empty; C2001 is loose; B2 is sold with SB00003 on it. */
const WORLD = [
  parent("SB00001"),
  parent("SB00002"),
  parent("SB00003"),
  many(1001, 2, "SB00001"),
  child("C2001"),
  child("C3001", "SB00003"),
  bill("B1", 2),
  bill("B2", 2),
  putOn("SB00001", "B1"),
  putOn("SB00003", "B2"),
  "update bills set completed_at = now(), completed_by = 1, short = true where number = 'B2'",
  event(1),
];

/** By what each would break. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  "a code in two bags, in any case": [parent("SB00001"), child("SB00001"), child("c2001"), child("C1001", "SB00002")],
  "a bag's code, role, kind or id": [
    "update bags set code = 'C2002' where code = 'C2001'",
    "update bags set role = 'parent', kind = 'SB' where code = 'C2001'",
    "update bags set role = 'child', kind = null where code = 'SB00002'",
    "update bags set kind = 'M444' where code = 'SB00002'",
    "update bags set id = default where code = 'C2001'",
  ],
  "bags are never lost": ["delete from bags where code = 'C2001'", "truncate bags cascade", "truncate bags, bills"],
  "a child in a child": [child("C4001", "C2001"), putIn("C2001", "C1001"), putIn("C2001", "C2001")],
  "a child in nothing that there is": [
    "update bags set parent_id = 999999, packed_at = now() where code = 'C2001'",
    "update bags set parent_id = null where code = 'C1001'",
  ],
  "a child on a bill": [putOn("C2001", "B1")],
  "a parent in a parent": [putIn("SB00002", "SB00001")],
  "a parent without a kind, a child with one": [
    "insert into bags (role, code, created_at) values ('parent', 'SB00009', now())",
    "insert into bags (role, code, kind, created_at) values ('child', 'C9001', 'SB', now())",
  ],
  "a sack over its capacity": [
    many(5000, 31, "SB00002"),
    many(5000, 29, "SB00001"),
    `with packed as (${many(5000, 30, "SB00002")} returning 1) ${putIn("C2001", "SB00002")}`,
  ],
  "a sack's counts and capacity": [
    "update bags set child_count = 0 where code = 'SB00001'",
    "update bags set child_count = child_count where role = 'parent'",
    "insert into bags (role, code, child_count, created_at) values ('child', 'C9001', 1, now())",
  ],
  "a bill over its capacity": [
    "update bills set capacity = 0 where number = 'B1'",
    "update bills set capacity = 501 where number = 'B1'",
    `${bill("B3", 1)}; ${putOn("SB00001", "B3")}; ${putOn("SB00002", "B3")}`,
    "update bags set bill_id = (select id from bills where number = 'B1'), billed_at = now() where role = 'parent'",
    `update bills set capacity = 1 where number = 'B1'; ${putOn("SB00002", "B1")}`,
  ],
  "a bill's counts and weights": [
    "update bills set linked_count = 0 where number = 'B1'",
    "update bills set child_count = 7 where number = 'B1'",
    "update bills set weight_g = 7 where number = 'B1'",
    "update bills set expected_weight_g = 7 where number = 'B1'",
    "insert into bills (number, capacity, created_at, linked_count) values ('B9', 2, now(), 1)",
    "insert into bills (number, capacity, created_at, weight_g) values ('B9', 2, now(), 1)",
  ],
  "a bag that is born on a bill": [
    `insert into bags (role, code, kind, bill_id, billed_at, created_at)
     values ('parent', 'SB00009', 'SB', ${billId("B1")}, now(), now())`,
  ],
  "what was sold": [
    putOn("SB00002", "B2"),
    putOn("SB00003", "B1"),
    "update bags set bill_id = null, billed_at = null where code = 'SB00003'",
    child("C9001", "SB00003"),
    putIn("C2001", "SB00003"),
    "update bags set parent_id = null, packed_at = null where code = 'C3001'",
    putIn("C3001", "SB00002"),
    "update bills set capacity = 3 where number = 'B2'",
    "update bills set capacity = 1, description = 'x' where number = 'B2'",
  ],
  "a bill number in two cases": [bill("b1", 1), "update bills set number = 'b1' where number = 'B2'"],
  "bills are never lost": ["delete from bills where number = 'B1'", "truncate bills cascade", "delete from bills"],
  "a voided bill with sacks, or one that is open again": [
    "update bills set voided_at = now() where number = 'B1'",
    `${
      bill("B3", 1)
    }; update bills set voided_at = now() where number = 'B3'; update bills set voided_at = null where number = 'B3'`,
    `${bill("B3", 1)}; update bills set voided_at = now() where number = 'B3'; ${putOn("SB00002", "B3")}`,
  ],
  "a voided bag in use": [
    "update bags set voided_at = now() where code = 'SB00001'",
    "update bags set voided_at = now() where code = 'C1001'",
    `update bags set voided_at = now() where code = 'SB00002'; ${child("C9001", "SB00002")}`,
    `update bags set voided_at = now() where code = 'SB00002'; ${putOn("SB00002", "B1")}`,
  ],
  "events are facts": ["update scan_events set outcome = 'x'", "delete from scan_events", "truncate scan_events"],
  "one key for two events, two undos of one": [event(1), `${event(2, 1)}; ${event(3, 1)}`],
  "codes that no scanner types": [child("c9001"), child("C90 01"), child("C9"), child("C".repeat(21)), child("Ç9001")],
};

for (const [truth, statements] of Object.entries(REFUSED)) {
  Deno.test(`the schema refuses raw SQL that breaks: ${truth}`, async () => {
    await using world = await openPostgresWorld({ small: false });
    for (const sql of WORLD) await world.query(sql);
    const before = await picture(world.query);
    for (const sql of statements) {
      await assert.rejects(world.query(sql), isRefusal, sql);
      assert.deepEqual(await picture(world.query), before, sql);
    }
    assert.deepEqual(await miscounts(world.query), []);
  });
}

/** A broken constraint, an impossible value, no such kind: never a slip of the test's own SQL. */
const isRefusal = (fault: unknown): boolean => /^(23|22|428|0A|P0002)/.test((fault as { code: string }).code);

const picture = (query: Query) =>
  query(`select coalesce(jsonb_agg(to_jsonb(b) order by b.id), '[]') as bags,
    (select jsonb_agg(to_jsonb(l) order by l.id) from bills l) as bills, (select count(*) from scan_events) as events
    from bags b`);

Deno.test("the schema holds 30 in a sack and 15 in a mini, one by one and with two writers at once", async () => {
  await using world = await openPostgresWorld({ small: false });
  await world.query(parent("SB00001"));
  await world.query(parent("M444-00001", "M444"));
  for (const [sack, capacity, first] of [["SB00001", 30, 1000], ["M444-00001", 15, 2000]] as const) {
    await world.query(many(first, capacity - 2, sack));
    await world.query(child(`D${first}`, sack));
    const [one, two] = [await world.client(), await world.client()];
    await one.query("begin");
    await one.query(child(`E${first}`, sack));
    await two.query("begin");
    const late = assert.rejects(two.query(child(`F${first}`, sack)), { code: "23514" });
    await one.query("commit");
    await late;
    await assert.rejects(world.query(child(`G${first}`, sack)), { code: "23514" });
  }
  assert.deepEqual(await miscounts(world.query), []);
});

Deno.test("the schema takes capacity and weights from the kind, whatever a statement says", async () => {
  await using world = await openPostgresWorld({ small: false });
  await world.query(`insert into bags (role, code, kind, capacity, child_weight_g, child_count, created_at)
    values ('parent', 'SB00001', 'SB', 500, 7, 9, now())`);
  await world.query("update bags set capacity = 400, child_weight_g = 1, expected_weight_g = 2 where code = 'SB00001'");
  const rows = await world.query("select capacity, child_weight_g, expected_weight_g, child_count from bags");
  assert.deepEqual(rows, [{ capacity: 30, child_weight_g: 1000, expected_weight_g: 30000, child_count: 0 }]);
});

Deno.test("a sold bill may be opened, changed and sold again", async () => {
  await using world = await openPostgresWorld({ small: false });
  for (const sql of WORLD) await world.query(sql);
  await world.query("update bills set completed_at = null, short = false where number = 'B2'");
  await world.query(child("C9001", "SB00003"));
  await world.query("update bills set completed_at = now() where number = 'B2'");
  await assert.rejects(world.query(child("C9002", "SB00003")), { code: "23514" });
  assert.deepEqual(await miscounts(world.query), []);
});

for (const seed of [1, 2, 3]) {
  Deno.test(`counts and weights equal a recount after any raw statements, of many rows each (seed ${seed})`, async () => {
    await using world = await openPostgresWorld();
    const chance = chanceOf(seed);
    for (let n = 0; n < 8; n++) await world.query(parent(`SB1000${n}`));
    for (let n = 0; n < 3; n++) await world.query(parent(`M444-1000${n}`, "M444"));
    for (let n = 0; n < 3; n++) await world.query(bill(`B${n}`, 3));
    await world.query(
      "insert into bags (role, code, created_at) select 'child', 'C' || n, now() from generate_series(1000, 1039) as n",
    );
    let stored = 0;
    for (let n = 0; n < 150; n++) {
      const sql = randomStatement(chance, n);
      stored += await world.query(sql).then(() => 1, () => 0);
      if (n % 10 === 0) assert.deepEqual(await miscounts(world.query), [], sql);
    }
    assert.deepEqual(await miscounts(world.query), []);
    assert(stored > 40, `Only ${stored} statements were possible`);
  });
}

/** One statement that touches several rows, most of them at once in several sacks or bills. */
function randomStatement(chance: Chance, turn: number): string {
  const some = (role: string) => `role = '${role}' and id % ${2 + below(chance, 5)} = ${below(chance, 2)}`;
  const sack = `(select id from bags where role = 'parent' and id % 11 = (bags.id * 7 + ${
    below(chance, 11)
  }) % 11 limit 1)`;
  const lorry = `(select id from bills where id % 3 = ${below(chance, 3)} limit 1)`;
  return oneOf(chance, [
    `update bags set parent_id = s.id, packed_at = now() from bags s where s.role = 'parent'
       and bags.role = 'child' and bags.id % 11 = s.id % 11 and bags.id % ${3 + below(chance, 9)} = ${
      below(chance, 3)
    }`,
    `update bags set parent_id = ${sack}, packed_at = now() where ${some("child")} and id % 13 = ${below(chance, 13)}`,
    `update bags set parent_id = null, packed_at = null where ${some("child")}`,
    `update bags set bill_id = ${lorry}, billed_at = now() where ${some("parent")} and id % 4 = ${below(chance, 4)}`,
    `update bags set bill_id = case when id % 2 = 0 then ${lorry} end, billed_at = case when id % 2 = 0 then now() end
       where ${some("parent")}`,
    `insert into bags (role, code, parent_id, packed_at, created_at) select 'child', 'N${turn}X' || id, id, now(), now()
       from bags where ${some("parent")}`,
    `update bills set capacity = ${1 + below(chance, 6)} where id % 2 = ${below(chance, 2)}`,
    `update bills set completed_at = case when completed_at is null then now() end where id % 3 = ${below(chance, 3)}`,
  ]);
}

/** Every count and weight that does not follow from the rows. */
const miscounts = (query: Query) =>
  query(`
    select code as name from bags p where role = 'parent' and (
      child_count <> (select count(*) from bags c where c.parent_id = p.id) or child_count > capacity)
    union all
    select number from bills b where linked_count > capacity or (linked_count, child_count, weight_g, expected_weight_g) <> (
      select count(*), coalesce(sum(child_count), 0), coalesce(sum(child_count * child_weight_g), 0),
        coalesce(sum(expected_weight_g), 0)
      from bags p where p.bill_id = b.id)`);
