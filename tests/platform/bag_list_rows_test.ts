import { deepStrictEqual as same, ok } from "node:assert/strict";
import type { BagFilter } from "../../domain/filters.ts";
import { LIMITS } from "../../domain/limits.ts";
import { bagRows } from "../../platform/bag_rows.ts";
import type { Database } from "../../platform/postgres.ts";
import { feedSearch, feedTimes } from "../../platform/upkeep_rows.ts";
import { below, type Chance, chanceOf, oneOf } from "../support/chance.ts";
import { addBill, addChild, addParent, countStock, openTestPool, TIME_ZONE } from "../support/made_rows.ts";
import { addStock, DAYS, FIRST_DAY, shown, type StockBag } from "../support/stock.ts";

const EVERYTHING = { all: true } as const;
const BAGS = 2_500;

/** Codes page by page, to the end. `between` runs before each page but the first. */
async function walked(db: Database, filter: BagFilter, limit: number, between = () => Promise.resolve()) {
  const rows = bagRows(db, TIME_ZONE), codes: string[] = [], sizes: number[] = [];
  for (let cursor: string | null = null;;) {
    const page: Awaited<ReturnType<typeof rows.list>> = await rows.list(filter, { limit, cursor });
    codes.push(...page!.items.map(({ code }) => code));
    sizes.push(page!.items.length);
    if (page!.nextCursor === null) return { codes, sizes };
    cursor = page!.nextCursor;
    await between();
  }
}

const day = (chance: Chance) => new Date(FIRST_DAY + below(chance, DAYS) * 86_400_000).toISOString().slice(0, 10);
const bound = (chance: Chance) =>
  chance() < 0.5 ? day(chance) : new Date(FIRST_DAY + chance() * DAYS * 86_400_000).toISOString();

/** One value for each field that a list can be cut by. */
const FIELDS: Record<string, (chance: Chance, stock: readonly StockBag[]) => Partial<BagFilter>> = {
  role: (chance) => ({ role: oneOf(chance, ["parent", "child"] as const) }),
  kind: (chance) => ({ kind: oneOf(chance, ["SB", "M444"]) }),
  billed: (chance) => ({ billed: chance() < 0.5 }),
  linked: (chance) => ({ linked: chance() < 0.5 }),
  area: (chance) => ({ area: oneOf(chance, ["lucknow", "indore", "nowhere"]) }),
  scope: (chance) => ({ scope: { all: false, area: oneOf(chance, ["lucknow", "jaipur", null]) } }),
  from: (chance) => ({ from: bound(chance) }),
  to: (chance) => ({ to: bound(chance) }),
  q: (chance, stock) => {
    const { code } = oneOf(chance, stock), at = below(chance, code.length);
    return { q: code.slice(at, at + 1 + below(chance, 6)) };
  },
  code: (chance, stock) => ({ q: oneOf(chance, stock).code }),
};

async function stocked(seed: number) {
  const pool = await openTestPool();
  const chance = chanceOf(seed);
  const stock = await addStock(pool.db, chance, BAGS);
  await countStock(pool.db);
  return { pool, chance, stock };
}

/** The feeds have come to the middle: some bags are found by them, some beside them. */
async function feedHalf(db: Database): Promise<void> {
  await db.query("insert into bag_search select id, code from bags where id <= $1", [BAGS / 2]);
  await db.query("update bag_search_progress set bag_id = $1", [BAGS / 2]);
  await feedTimes(db);
  await db.query("update bag_times_progress set bag_id = $1", [BAGS / 2]);
  await db.query("delete from bag_times where first_id > $1", [BAGS / 2]);
}

async function compare(db: Database, stock: readonly StockBag[], filter: BagFilter, limit: number): Promise<void> {
  const about = JSON.stringify({ ...filter, limit });
  const expected = shown(stock, filter);
  same((await walked(db, filter, limit)).codes, expected, about);
  same(await bagRows(db, TIME_ZONE).count(filter), { count: expected.length, isExact: true }, about);
}

for (const [name, feed] of [["fed to the middle", feedHalf], ["not fed at all", () => Promise.resolve()]] as const) {
  Deno.test(`each filter and each pair of filters shows what it should, in order, and counts it; ${name}`, async () => {
    const { pool, chance, stock } = await stocked(1);
    await using _ = pool;
    await feed(pool.db);
    const fields = Object.values(FIELDS);
    for (const one of fields) {
      for (const other of fields) {
        const filter = { scope: EVERYTHING, ...one(chance, stock), ...other(chance, stock) };
        await compare(pool.db, stock, filter, 20 + below(chance, 180));
      }
    }
  });
}

Deno.test("any number of filters at once shows what it should, in small pages", async () => {
  const { pool, chance, stock } = await stocked(2);
  await using _ = pool;
  await feedHalf(pool.db);
  for (let round = 0; round < 120; round++) {
    let filter: BagFilter = { scope: EVERYTHING };
    for (const field of Object.values(FIELDS)) {
      if (chance() < 0.3) filter = { ...filter, ...field(chance, stock) };
    }
    await compare(pool.db, stock, filter, shown(stock, filter).length > 200 ? 100 : 1 + below(chance, 9));
  }
});

Deno.test("no bag is missed or shown twice while others come in and are fed", async () => {
  const { pool, stock } = await stocked(3);
  await using _ = pool;
  await feedHalf(pool.db);
  const filters: Partial<BagFilter>[] = [{}, { q: "12" }, { q: "123" }, { role: "parent" }, { to: "2026-03-04" }];
  for (const [place, filter] of filters.entries()) {
    const asked = { scope: EVERYTHING, ...filter };
    let added = 0;
    const { codes } = await walked(pool.db, asked, 40, async () => {
      if (added++ > 20) return;
      await addChild(pool.db, `N${place}X12345${added}`, { at: "2026-03-02T12:00:00Z" });
      await feedSearch(pool.db);
      await feedTimes(pool.db);
    });
    same(new Set(codes).size, codes.length, JSON.stringify(filter));
    same(codes.filter((code) => !code.startsWith("N")), shown(stock, asked), JSON.stringify(filter));
  }
});

/** A busy machine takes longer for so many rows than a page may. */
const patiently = (db: Database, sql: string, values: readonly unknown[] = []) =>
  db.transaction((tx) => tx.query(sql, values), 60_000);

/** `count` children, of which one in `every` is of the area. Codes count up from 1. */
async function addMany(db: Database, count: number, every: number, letter = "N"): Promise<void> {
  await patiently(
    db,
    `insert into bags (role, code, created_at, dispatch_area)
    select 'child', $3 || lpad(n::text, 8, '0'), now(), case when n % $2 = 0 then 'indore' else 'lucknow' end
    from generate_series(1, $1::integer) as n`,
    [count, every, letter],
  );
}

Deno.test("what no index serves comes in short pages, none without end, and misses nothing", async () => {
  await using pool = await openTestPool();
  await addParent(pool.db, "SB00001", { children: ["AAAA"], billId: await addBill(pool.db, "B-1") });
  await addMany(pool.db, LIMITS.listWalkMax * 2, 5);
  await addParent(pool.db, "SB00002", { children: ["BBBB"], billId: await addBill(pool.db, "B-2") });
  const { codes, sizes } = await walked(pool.db, { scope: EVERYTHING, role: "child", billed: true }, 5);
  same(codes, ["BBBB", "AAAA"]);
  ok(sizes.length >= 3 && sizes.length <= 10, `pages of ${sizes}`);
  same((await walked(pool.db, { scope: EVERYTHING, q: "AA" }, 5)).codes, ["AAAA"]);
});

Deno.test("where a short page ends, the next one begins with the very next bag", async () => {
  await using pool = await openTestPool();
  const count = LIMITS.listWalkMax * 2 + 500;
  await patiently(
    pool.db,
    `insert into bags (role, code, created_at)
    select 'child', case when ($1 - n) % $2 in (0, 1, $2 - 1) then 'XX' else 'N' end || lpad(n::text, 8, '0'), now()
    from generate_series(1, $1::integer) as n order by n`,
    [count, LIMITS.listWalkMax],
  );
  const { codes, sizes } = await walked(pool.db, { scope: EVERYTHING, q: "XX" }, 50);
  const places = [0, 1, ...[1, 2].flatMap((page) => [-1, 0, 1].map((by) => page * LIMITS.listWalkMax + by))];
  same(codes, places.map((place) => `XX${String(count - place).padStart(8, "0")}`));
  same(sizes.length, 3);
});

Deno.test("a part that stands in many old codes, but in none of late, is found at once", async () => {
  await using pool = await openTestPool();
  await addMany(pool.db, LIMITS.searchHitsMax + 500, 5);
  await addMany(pool.db, LIMITS.listWalkMax + 500, 5, "X");
  await patiently(pool.db, "insert into bag_search select id, code from bags");
  await pool.db.query("update bag_search_progress set bag_id = (select max(id) from bags)");
  for (const q of ["N00", "N000"]) {
    const page = await bagRows(pool.db, TIME_ZONE).list({ scope: EVERYTHING, q }, { limit: 3, cursor: null });
    same(
      page!.items.map(({ code }) => code),
      [500, 499, 498].map((n) => `N${String(LIMITS.searchHitsMax + n).padStart(8, "0")}`),
    );
  }
});

Deno.test("a total is exact up to ten thousand; beyond it says that there are more", async () => {
  await using pool = await openTestPool();
  await addMany(pool.db, LIMITS.countMax + 500, 2);
  await feedTimes(pool.db);
  const count = (filter: Partial<BagFilter>) => bagRows(pool.db, TIME_ZONE).count({ scope: EVERYTHING, ...filter });
  const more = { count: LIMITS.countMax, isExact: false };
  same(await count({ linked: false }), more);
  same(await count({ from: "2000-01-01" }), more);
  same(await count({ role: "child", area: "indore" }), { count: LIMITS.countMax / 2 + 250, isExact: true });
  same(await count({ q: "N00" }), more);
  await patiently(pool.db, "insert into bag_search select id, code from bags");
  await pool.db.query("update bag_search_progress set bag_id = (select max(id) from bags)");
  same(await count({ q: "N00" }), more);
  same(await count({ q: "N0001" }), { count: 501, isExact: true });
  await pool.db.query("update bags set voided_at = now() where code in ('N00010001', 'N00010002')");
  same(await count({ q: "N0001" }), { count: 499, isExact: true });
  const ofArea = await count({ q: "N00", area: "indore" });
  ok(!ofArea.isExact && ofArea.count > 0 && ofArea.count <= LIMITS.countMax, JSON.stringify(ofArea));
});

Deno.test("the total of all bags is what the counters say, however many they are", async () => {
  await using pool = await openTestPool();
  await pool.db.query(`insert into stats (stat, area, total)
    values ('parents', 'lucknow', 50000), ('children', 'lucknow', 1500000), ('children', 'indore', 7), ('bills', '', 3)`);
  await pool.db.query("insert into stat_deltas (stat, area, delta) values ('children', 'lucknow', 1)");
  await addChild(pool.db, "LOOSE", { area: "lucknow" });
  const count = async (filter: Partial<BagFilter>) => {
    const total = await bagRows(pool.db, TIME_ZONE).count({ scope: EVERYTHING, ...filter });
    return total.isExact && total.count;
  };
  same(await count({}), 1_550_009);
  same(await count({ role: "parent" }), 50_000);
  same(await count({ role: "child" }), 1_500_009);
  same(await count({ linked: true }), 1_500_008);
  same(await count({ area: "indore" }), 7);
  same(await count({ scope: { all: false, area: "lucknow" } }), 1_550_002);
  same(await count({ scope: { all: false, area: null } }), 0);
});
