import { deepStrictEqual as same } from "node:assert/strict";
import type { BillFilter } from "../../domain/filters.ts";
import { LIMITS } from "../../domain/limits.ts";
import type { BillStatus } from "../../domain/shapes.ts";
import { billRows } from "../../platform/bill_rows.ts";
import type { Database } from "../../platform/postgres.ts";
import { below, type Chance, chanceOf, oneOf } from "../support/chance.ts";
import { addBill, addParent, addUser, openTestPool, TIME_ZONE } from "../support/made_rows.ts";

Deno.test("a bill is found in any case, with totals and its parents, newest first", async () => {
  await using pool = await openTestPool();
  const by = await addUser(pool.db, "bina", "biller");
  const bill = await addBill(pool.db, "Inv/7", { capacity: 3, by });
  await addParent(pool.db, "SB00001", { children: ["AAAA", "BBBB"], billId: bill, by });
  await addParent(pool.db, "M444-00001", { kind: "M444", children: ["CCCC"], billId: bill, by });
  const found = await billRows(pool.db, TIME_ZONE).find("iNV/7");
  same([found?.number, found?.status, found?.createdBy, found?.version], ["Inv/7", "processing", "bina", 3]);
  same([found?.linkedCount, found?.childCount, found?.weightKg, found?.expectedWeightKg], [2, 3, 3, 45]);
  same(
    found?.parents.map(({ code, weightKg, expectedWeightKg, linkedBy }) => [
      code,
      weightKg,
      expectedWeightKg,
      linkedBy,
    ]),
    [["M444-00001", 1, 15, "bina"], ["SB00001", 2, 30, "bina"]],
  );
  same(await billRows(pool.db, TIME_ZONE).find("Inv/8"), null);
});

Deno.test("bills are listed newest first, cut by status, number, maker and day, page by page", async () => {
  await using pool = await openTestPool();
  const by = await addUser(pool.db, "bina", "biller");
  await addBill(pool.db, "A-1", { by });
  const second = await addBill(pool.db, "A-12");
  await addBill(pool.db, "B-2", { by });
  await addParent(pool.db, "SB00001", { children: ["AAAA"], billId: second });
  const rows = billRows(pool.db, TIME_ZONE);
  const listed = async (filter: Parameters<typeof rows.list>[0], limit = 50) =>
    (await rows.list(filter, { limit, cursor: null }))?.items.map(({ number }) => number);
  same(await listed({ scope: { all: true } }), ["B-2", "A-12", "A-1"]);
  same(await listed({ scope: { all: true }, status: "processing" }), ["A-12"]);
  same(await listed({ scope: { all: true }, q: "a-1" }), ["A-1", "A-12"]);
  same(await listed({ scope: { all: true }, q: "-" }), ["B-2", "A-12", "A-1"]);
  same(await listed({ scope: { all: true }, q: "%" }), []);
  same(await listed({ scope: { all: true }, createdBy: "BINA" }), ["B-2", "A-1"]);
  same(await listed({ scope: { all: true }, createdBy: "nobody" }), []);
  same(await listed({ scope: { all: true }, from: "2020-01-01", to: "2020-01-02" }), []);
  const first = await rows.list({ scope: { all: true } }, { limit: 2, cursor: null });
  same(
    (await rows.list({ scope: { all: true } }, { limit: 2, cursor: first!.nextCursor }))?.items.map(({ number }) =>
      number
    ),
    ["A-1"],
  );
  same(await rows.list({ scope: { all: true } }, { limit: 2, cursor: "nonsense" }), null);
});

interface ModelBill {
  readonly number: string;
  readonly description: string | null;
  readonly status: BillStatus;
  readonly createdBy: string | null;
  readonly createdAt: Date;
}

const WORDS = ["Lorry", "lorry 12", "to Lucknow", "100% mustard", "under_score", "back\\slash", "लॉरी", "a", "12"];
const STATUSES: readonly BillStatus[] = ["new", "completed", "voided"];

/** Numbers and descriptions of few words, so that parts of them stand in many. The newest first. */
async function addBills(db: Database, chance: Chance, count: number): Promise<ModelBill[]> {
  const makers = [{ name: "bina", id: await addUser(db, "bina", "biller") }, { name: null, id: null }];
  const bills: ModelBill[] = [];
  for (let n = 1; n <= count; n++) {
    const maker = oneOf(chance, makers);
    const bill = {
      number: `${oneOf(chance, ["INV", "Inv/", "B-"])}${below(chance, 50)}-${n}`,
      description: chance() < 0.3 ? null : `${oneOf(chance, WORDS)} ${oneOf(chance, WORDS)}`,
      status: oneOf(chance, STATUSES),
      createdBy: maker.name,
      createdAt: new Date(Date.UTC(2026, 2, 1) + Math.floor(chance() * 4 * 86_400_000)),
    };
    bills.unshift(bill);
    await db.query(
      `insert into bills (number, description, capacity, created_at, created_by, completed_at, voided_at)
      values ($1, $2, 5, $3, $4, case when $5 = 'completed' then $3::timestamptz end,
        case when $5 = 'voided' then $3::timestamptz end)`,
      [bill.number, bill.description, bill.createdAt, maker.id, bill.status],
    );
  }
  return bills;
}

/** ASCII letters alone have two cases: the same on every server. */
const upper = (text: string) => text.replace(/[a-z]/g, (letter) => letter.toUpperCase());

function shown(bills: readonly ModelBill[], { q, status, createdBy, from, to }: BillFilter): string[] {
  const day = (date: Date) => new Date(date.getTime() + 5.5 * 3_600_000).toISOString().slice(0, 10);
  const fitting = bills.filter((bill) =>
    (!status || bill.status === status) &&
    (!createdBy || bill.createdBy === createdBy) &&
    (!from || day(bill.createdAt) >= from) && (!to || day(bill.createdAt) <= to) &&
    (!q || [bill.number, bill.description ?? ""].some((text) => upper(text).includes(upper(q))))
  ).map(({ number }) => number);
  const exact = fitting.filter((number) => upper(number) === upper(q ?? ""));
  return [...exact, ...fitting.filter((number) => !exact.includes(number))];
}

Deno.test("any filters of bills show what they should, page by page, and count it", async () => {
  await using pool = await openTestPool();
  const chance = chanceOf(5);
  const bills = await addBills(pool.db, chance, 300);
  await pool.db.query("insert into stats (stat, total) values ('bills', 300)");
  const rows = billRows(pool.db, TIME_ZONE);
  for (let round = 0; round < 150; round++) {
    const sample = oneOf(chance, bills), words = oneOf(chance, [sample.number, sample.description ?? "zz"]);
    const at = below(chance, words.length);
    const filter: BillFilter = {
      scope: { all: true },
      ...(chance() < 0.3 ? { status: oneOf(chance, STATUSES) } : {}),
      ...(chance() < 0.2 ? { createdBy: "bina" } : {}),
      ...(chance() < 0.2 ? { from: `2026-03-0${1 + below(chance, 4)}` } : {}),
      ...(chance() < 0.2 ? { to: `2026-03-0${1 + below(chance, 4)}` } : {}),
      ...(chance() < 0.2 ? { q: sample.number.toLowerCase() } : {}),
      ...(chance() < 0.5 ? { q: words.slice(at, at + 1 + below(chance, 6)) } : {}),
    };
    const limit = 10 + below(chance, 60), found: string[] = [];
    for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
      const page: Awaited<ReturnType<typeof rows.list>> = await rows.list(filter, { limit, cursor });
      found.push(...page!.items.map(({ number }) => number));
      cursor = page!.nextCursor;
    }
    const expected = shown(bills, filter);
    same(found, expected, JSON.stringify(filter));
    same(await rows.count(filter), { count: expected.length, isExact: true }, JSON.stringify(filter));
  }
});

Deno.test("old bills are found by a part behind all the newer ones; totals over ten thousand say that there are more", async () => {
  await using pool = await openTestPool();
  await addBill(pool.db, "OLD-7");
  await pool.db.query(`insert into bills (number, description, capacity, created_at)
    select 'N-' || n, 'Lorry', 1, now() from generate_series(1, ${LIMITS.countMax + 1}) as n`);
  await pool.db.query("insert into stats (stat, total) values ('bills', 123456)");
  const rows = billRows(pool.db, TIME_ZONE);
  const listed = async (q: string) =>
    (await rows.list({ scope: { all: true }, q }, { limit: 2, cursor: null }))!.items.map((bill) => bill.number);
  same(await listed("ld-"), ["OLD-7"]);
  same(await listed("LORRY"), [`N-${LIMITS.countMax + 1}`, `N-${LIMITS.countMax}`]);
  same(await rows.count({ scope: { all: true } }), { count: 123_456, isExact: true });
  same(await rows.count({ scope: { all: true }, q: "lorry" }), { count: LIMITS.countMax, isExact: false });
  same(await rows.count({ scope: { all: true }, q: "ld-" }), { count: 1, isExact: true });
});
