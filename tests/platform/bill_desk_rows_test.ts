import { deepStrictEqual as same } from "node:assert/strict";
import { billDeskRows } from "../../platform/bill_desk_rows.ts";
import { addBill, addParent, addUser, openTestPool } from "../support/made_rows.ts";

Deno.test("a packing list holds every sack by its code and in it every code, with the bill's own totals", async () => {
  await using pool = await openTestPool();
  const bill = await addBill(pool.db, "Inv/7", { capacity: 3 });
  const other = await addBill(pool.db, "Inv/8");
  await addParent(pool.db, "SB00002", { children: ["CCCC", "AAAA"], billId: bill });
  await addParent(pool.db, "SB00001", { children: ["BBBB"], billId: bill });
  await addParent(pool.db, "SB00003", { children: ["DDDD"], billId: other });
  const list = await billDeskRows(pool.db).packingList("iNV/7");
  same(list?.parents.map(({ code, children }) => [code, children]), [
    ["SB00001", ["BBBB"]],
    ["SB00002", ["AAAA", "CCCC"]],
  ]);
  same([list?.linkedCount, list?.childCount, list?.weightKg], [2, 3, 3]);
  same(list?.parents[0]?.childWeightKg, 1);
  same(await billDeskRows(pool.db).packingList("Inv/9"), null);
});

Deno.test("a bill without sacks has an empty packing list", async () => {
  await using pool = await openTestPool();
  await addBill(pool.db, "Inv/7");
  same((await billDeskRows(pool.db).packingList("Inv/7"))?.parents, []);
});

Deno.test("bills with room are the open ones that are not full, newest first", async () => {
  await using pool = await openTestPool();
  await addBill(pool.db, "A");
  const full = await addBill(pool.db, "B", { capacity: 1 });
  await addParent(pool.db, "SB00001", { children: ["AAAA"], billId: full });
  await addBill(pool.db, "C");
  await addBill(pool.db, "D");
  await addBill(pool.db, "E");
  await pool.db.query("update bills set completed_at = now() where number = 'D'");
  await pool.db.query("update bills set voided_at = now() where number = 'E'");
  same((await billDeskRows(pool.db).withRoom()).map(({ number }) => number), ["C", "A"]);
});

Deno.test("makers are those who have made a bill, by name", async () => {
  await using pool = await openTestPool();
  const bina = await addUser(pool.db, "bina", "biller");
  const arun = await addUser(pool.db, "Arun", "biller");
  await addUser(pool.db, "chand", "biller");
  for (const [number, by] of [["A", bina], ["B", arun], ["C", bina]] as const) await addBill(pool.db, number, { by });
  same(await billDeskRows(pool.db).makers(), ["Arun", "bina"]);
});
