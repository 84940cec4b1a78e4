import { deepStrictEqual as same } from "node:assert/strict";
import { batchRows } from "../../platform/batch_rows.ts";
import { addBill, addChild, addParent, openTestPool } from "../support/made_rows.ts";

Deno.test("contents come in the order in which they were packed and asked for", async () => {
  await using pool = await openTestPool();
  const { db } = pool;
  const bill = await addBill(db, "Inv-7");
  await addBill(db, "INV-8");
  const sack = await addParent(db, "SB00002", { children: ["0000009", "0000001"], billId: bill });
  await addChild(db, "0000005", { parentId: sack, at: "2020-01-01T00:00:00Z" });
  await addParent(db, "SB00001", { billId: bill });
  const { contents, loads } = batchRows(db);
  same(await contents(["SB00002", "SB00001", "0000009", "SB09999"]), [
    { of: "SB00002", codes: ["0000005", "0000009", "0000001"] },
    { of: "SB00001", codes: [] },
  ]);
  same(await loads(["INV-8", "Inv-7"]), [{ of: "INV-8", codes: [] }, { of: "Inv-7", codes: ["SB00002", "SB00001"] }]);
});
