import { deepStrictEqual as same, equal, ok } from "node:assert/strict";
import { LIMITS } from "../../domain/limits.ts";
import { addBill, addParent } from "../support/made_rows.ts";
import { openApi } from "../support/api.ts";
import { take } from "../support/taken_sheets.ts";

const EXPORTS = "/api/v1/exports";

Deno.test("sacks with their bags come in the warehouse's own layout, narrowed as the list of sacks is", async () => {
  await using api = await openApi();
  const bill = await addBill(api.db, "INV-7");
  await addParent(api.db, "SB00001", { children: ["0016586", "0016587"], billId: bill, area: "lucknow" });
  await addParent(api.db, "SB00002", { area: "lucknow" });
  await addParent(api.db, "M444-00001", { kind: "M444", children: ["0016588"], area: "indore" });
  const first = [["1", "LABEL NO.0016586"], ["2", "LABEL NO.0016587"], ["Parent Code", "SB00001"]];
  const second = [["1", "LABEL NO.0016588"], ["Parent Code", "M444-00001"]];
  for (const format of ["csv", "xlsx"]) {
    const { head, rows } = await take(api, `${EXPORTS}/packing.${format}`);
    same(head, ["Sr. No.", "QR Code"]);
    same(rows, [...second, ...first]);
    same((await take(api, `${EXPORTS}/packing.${format}?area=lucknow`)).rows, first);
    same((await take(api, `${EXPORTS}/packing.${format}?billed=false`)).rows, second);
    same((await take(api, `${EXPORTS}/packing.${format}?to=2020-01-01`)).rows, []);
  }
});

Deno.test("bills with their sacks come in the warehouse's own layout, narrowed as the list of bills is", async () => {
  await using api = await openApi();
  const bill = await addBill(api.db, "=INV/7", { by: 2 });
  await addBill(api.db, "INV-8");
  await addParent(api.db, "SB00001", { children: ["0016586"], billId: bill });
  await addParent(api.db, "SB00002", { children: ["0016587"], billId: bill });
  const rows = [["1", "SB00001"], ["2", "SB00002"], ["Bill No.", "=INV/7"]];
  same((await take(api, `${EXPORTS}/loading.xlsx`)).rows, rows);
  same((await take(api, `${EXPORTS}/loading.xlsx?created_by=bina&status=processing`)).rows, rows);
  same((await take(api, `${EXPORTS}/loading.csv?q=inv`)).rows.at(-1), ["Bill No.", "'=INV/7"]);
  same((await take(api, `${EXPORTS}/loading.csv?status=completed`)).rows, []);
});

Deno.test("packing is whole over many pages, each bag once", async () => {
  await using api = await openApi();
  const sacks = LIMITS.exportBatchesAtOnce * 2 + 1;
  await api.db.query(
    `insert into bags (role, code, kind, created_at) select 'parent', 'SB' || lpad(n::text, 5, '0'), 'SB', now()
    from generate_series(1, $1::integer) n`,
    [sacks],
  );
  await api.db.query(
    `insert into bags (role, code, parent_id, created_at, packed_at)
    select 'child', lpad((right(code, 5)::integer * 10 + c)::text, 8, '0'), id, now(), now()
    from bags, generate_series(0, 2) c where role = 'parent'`,
  );
  const { rows } = await take(api, `${EXPORTS}/packing.csv`);
  equal(rows.length, sacks * 4);
  equal(new Set(rows.map(([, code]) => code)).size, sacks * 4);
  rows.forEach(([serial], place) => equal(serial, place % 4 === 3 ? "Parent Code" : String(place % 4 + 1)));
  ok(rows.length > LIMITS.exportBatchesAtOnce);
});
