import { deepStrictEqual as same, ok } from "node:assert/strict";
import { bagRows } from "../../platform/bag_rows.ts";
import { writeCursor } from "../../platform/cursor.ts";
import type { Database } from "../../platform/postgres.ts";
import { addBill, addChild, addParent, addUser, openTestPool, TIME_ZONE } from "../support/made_rows.ts";

const EVERYTHING = { all: true } as const;
const ALL_AT_ONCE = { limit: 200, cursor: null };

async function codesOf(db: Database, filter: Omit<Parameters<ReturnType<typeof bagRows>["list"]>[0], "scope">) {
  const page = await bagRows(db, TIME_ZONE).list({ scope: EVERYTHING, ...filter }, ALL_AT_ONCE);
  return page?.items.map(({ code }) => code);
}

Deno.test("a parent is found with its children, newest first, its bill and who did it", async () => {
  await using pool = await openTestPool();
  const by = await addUser(pool.db, "asha");
  const bill = await addBill(pool.db, "B/1");
  await addParent(pool.db, "SB00042", { children: ["0016586", "0016587"], billId: bill, by, area: "lucknow" });
  const bag = await bagRows(pool.db, TIME_ZONE).find("SB00042");
  same([bag?.role, bag?.kind, bag?.status, bag?.childCount, bag?.capacity], ["parent", "SB", "open", 2, 30]);
  same([bag?.weightKg, bag?.bill, bag?.billedBy, bag?.createdBy, bag?.area], [2, "B/1", "asha", "asha", "lucknow"]);
  same(bag?.children.map(({ code, packedBy }) => [code, packedBy]), [["0016587", "asha"], ["0016586", "asha"]]);
  ok(bag?.children[0]?.packedAt instanceof Date);
});

Deno.test("a child is found with its parent and its parent's bill; one that is in nothing is unlinked", async () => {
  await using pool = await openTestPool();
  const bill = await addBill(pool.db, "B1");
  await addParent(pool.db, "M444-00001", { kind: "M444", children: ["ABCD"], billId: bill });
  await addChild(pool.db, "EFGH");
  const rows = bagRows(pool.db, TIME_ZONE);
  const [inside, outside, missing] = await Promise.all([rows.find("ABCD"), rows.find("EFGH"), rows.find("NONE")]);
  same([inside?.status, inside?.parent, inside?.bill, inside?.weightKg], ["linked", "M444-00001", "B1", 1]);
  same([outside?.status, outside?.parent, outside?.bill, outside?.packedAt], ["unlinked", null, null, null]);
  same(missing, null);
});

Deno.test("a parent at its capacity is full", async () => {
  await using pool = await openTestPool();
  const children = Array.from({ length: 15 }, (_, place) => `CHILD${place}`);
  await addParent(pool.db, "M444-00001", { kind: "M444", children });
  same((await bagRows(pool.db, TIME_ZONE).find("M444-00001"))?.status, "full");
});

Deno.test("a list is walked page by page, newest first, each bag once, the last page without a cursor", async () => {
  await using pool = await openTestPool();
  for (let n = 0; n < 7; n++) await addParent(pool.db, `SB0000${n}`);
  const rows = bagRows(pool.db, TIME_ZONE);
  const codes: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof rows.list>> = await rows.list({ scope: EVERYTHING }, { limit: 3, cursor });
    codes.push(...page!.items.map(({ code }) => code));
    cursor = page!.nextCursor;
  } while (cursor !== null);
  same(codes, [6, 5, 4, 3, 2, 1, 0].map((n) => `SB0000${n}`));
});

Deno.test("a search finds any part of a code, the exact one first, page by page, indexed or not yet", async () => {
  await using pool = await openTestPool();
  await addChild(pool.db, "00123");
  for (const code of ["A00123B", "9900123", "00123999", "77777"]) await addChild(pool.db, code);
  await pool.db.query("insert into bag_search select id, code from bags where code <> '00123999'");
  await pool.db.query("update bag_search_progress set bag_id = (select max(id) - 2 from bags)");
  same(await codesOf(pool.db, { q: "00123" }), ["00123", "00123999", "9900123", "A00123B"]);

  const rows = bagRows(pool.db, TIME_ZONE);
  const first = await rows.list({ scope: EVERYTHING, q: "00123" }, { limit: 1, cursor: null });
  const second = await rows.list({ scope: EVERYTHING, q: "00123" }, { limit: 2, cursor: first!.nextCursor });
  same([first, second].map((page) => page!.items.map(({ code }) => code)), [["00123"], ["00123999", "9900123"]]);
  same((await rows.list({ scope: EVERYTHING, q: "00123" }, { limit: 9, cursor: second!.nextCursor }))!.items.length, 1);
});

Deno.test("a search takes wildcards as what they are, and one or two characters too", async () => {
  await using pool = await openTestPool();
  for (const code of ["AAXX", "BBBB"]) await addChild(pool.db, code);
  same(await codesOf(pool.db, { q: "%" }), []);
  same(await codesOf(pool.db, { q: "A_X" }), []);
  same(await codesOf(pool.db, { q: "\\" }), []);
  same(await codesOf(pool.db, { q: "X" }), ["AAXX"]);
});

Deno.test("a list can be cut by role, kind, bill, link, area and day, and leaves void bags out", async () => {
  await using pool = await openTestPool();
  const bill = await addBill(pool.db, "B1");
  // Half past midnight in Kolkata is still the day before in UTC.
  await addParent(pool.db, "SB00001", {
    children: ["AAAA"],
    billId: bill,
    area: "lucknow",
    at: "2026-03-02T00:30+05:30",
  });
  await addParent(pool.db, "M444-00002", { kind: "M444", area: "indore", at: "2026-03-03T12:00+05:30" });
  await addChild(pool.db, "BBBB", { at: "2026-03-04T12:00+05:30" });
  await addParent(pool.db, "SB00009");
  await pool.db.query("update bags set voided_at = now() where code = 'SB00009'");

  same(await codesOf(pool.db, {}), ["BBBB", "M444-00002", "AAAA", "SB00001"]);
  same(await codesOf(pool.db, { role: "parent" }), ["M444-00002", "SB00001"]);
  same(await codesOf(pool.db, { kind: "SB" }), ["SB00001"]);
  same(await codesOf(pool.db, { billed: true }), ["SB00001"]);
  same(await codesOf(pool.db, { billed: false }), ["M444-00002"]);
  same(await codesOf(pool.db, { role: "child", billed: true }), ["AAAA"]);
  same(await codesOf(pool.db, { role: "child", billed: false }), ["BBBB"]);
  same(await codesOf(pool.db, { linked: true }), ["AAAA"]);
  same(await codesOf(pool.db, { linked: false }), ["BBBB"]);
  same(await codesOf(pool.db, { area: "indore" }), ["M444-00002"]);
  same(await codesOf(pool.db, { from: "2026-03-02", to: "2026-03-02" }), ["AAAA", "SB00001"]);
  same(await codesOf(pool.db, { from: "2026-03-03T00:00:00Z", to: "2026-03-03" }), ["M444-00002"]);
});

Deno.test("a scope shows one area's bags; a scope without an area shows nothing", async () => {
  await using pool = await openTestPool();
  await addParent(pool.db, "SB00001", { area: "lucknow" });
  await addParent(pool.db, "SB00002", { area: "indore" });
  await addParent(pool.db, "SB00003");
  const rows = bagRows(pool.db, TIME_ZONE);
  const seen = async (area: string | null, q: string | null = null) =>
    (await rows.list({ scope: { all: false, area }, q }, ALL_AT_ONCE))!.items.map(({ code }) => code);
  same(await seen("lucknow"), ["SB00001"]);
  same(await seen(null), []);
  same(await seen("lucknow", "SB00002"), []);
});

Deno.test("a cursor of another making is told apart from an empty page", async () => {
  await using pool = await openTestPool();
  const rows = bagRows(pool.db, TIME_ZONE);
  for (const cursor of ["", "x", "%%%", btoa("null"), writeCursor(["1"]), writeCursor([1, 2]), writeCursor([1e300])]) {
    same(await rows.list({ scope: EVERYTHING }, { limit: 1, cursor }), null, cursor);
  }
});
