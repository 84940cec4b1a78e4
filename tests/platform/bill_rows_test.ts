import { deepStrictEqual as same } from "node:assert/strict";
import { billRows } from "../../platform/bill_rows.ts";
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
  same(await listed({}), ["B-2", "A-12", "A-1"]);
  same(await listed({ status: "processing" }), ["A-12"]);
  same(await listed({ q: "a-1" }), ["A-1", "A-12"]);
  same(await listed({ q: "-" }), ["B-2", "A-12", "A-1"]);
  same(await listed({ q: "%" }), []);
  same(await listed({ createdBy: "BINA" }), ["B-2", "A-1"]);
  same(await listed({ createdBy: "nobody" }), []);
  same(await listed({ from: "2020-01-01", to: "2020-01-02" }), []);
  const first = await rows.list({}, { limit: 2, cursor: null });
  same((await rows.list({}, { limit: 2, cursor: first!.nextCursor }))?.items.map(({ number }) => number), ["A-1"]);
  same(await rows.list({}, { limit: 2, cursor: "nonsense" }), null);
});
