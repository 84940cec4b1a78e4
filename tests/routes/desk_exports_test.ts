import { deepStrictEqual as same, equal, match } from "node:assert/strict";
import { addBill, addChild, addEvent, addParent, countStock } from "../support/made_rows.ts";
import { openApi } from "../support/api.ts";
import { take } from "../support/taken_sheets.ts";

const EXPORTS = "/api/v1/exports";

Deno.test("activity tells everybody's scans of the days that were asked for, and of all time", async () => {
  await using api = await openApi();
  await api.db.query("update users set disabled_at = now() where username = 'esha'");
  await addEvent(api.db, { userId: 3, at: "2020-01-01T00:00:00Z" });
  await addEvent(api.db, { userId: 3 });
  const { head, rows, headers } = await take(api, `${EXPORTS}/activity.xlsx`);
  match(headers.get("content-disposition")!, /"activity_30_days_\d{8}_\d{6}\.xlsx"/);
  const names = ["Username", "Role", "Dispatch Area", "Scans in the Period", "Total Scans", "Account Status"];
  same(rows.map((row) => names.map((name) => row[head.indexOf(name)])), [
    ["anil", "admin", "", "0", "0", "active"],
    ["bina", "biller", "", "0", "0", "active"],
    ["dev", "dispatcher", "lucknow", "1", "2", "active"],
    ["esha", "dispatcher", "indore", "0", "0", "disabled"],
  ]);
  same((await take(api, `${EXPORTS}/activity.csv?days=7`)).rows[2]!.slice(5, 7), ["1", "2"]);
  for (const days of ["0", "-1", "367", "x", "1.5"]) {
    equal((await take(api, `${EXPORTS}/activity.csv?days=${days}`)).status, 400, days);
  }
});

Deno.test("a bill summary has an admin's bills of all, a biller's of his own", async () => {
  await using api = await openApi();
  const bill = await addBill(api.db, "INV-7", { by: 2, capacity: 5 });
  await addParent(api.db, "SB00001", { children: ["0016586"], billId: bill });
  await addBill(api.db, "INV-8", { by: 1 });
  const numbers = async (query: string, who: string) =>
    (await take(api, `${EXPORTS}/bill-summary.xlsx${query}`, who)).rows.map(([number]) => number);
  same(await numbers("", "anil"), ["INV-8", "INV-7"]);
  same(await numbers("", "bina"), ["INV-7"]);
  same(await numbers("?user=BINA", "anil"), ["INV-7"]);
  same(await numbers("?to=2020-01-01", "anil"), []);
  equal((await take(api, `${EXPORTS}/bill-summary.csv?user=anil`, "bina")).status, 403);
  const { rows: [row], headers } = await take(api, `${EXPORTS}/bill-summary.csv`, "bina");
  match(headers.get("content-disposition")!, /"bill_summary_\d{8}_\d{6}\.csv"/);
  same(row!.slice(0, 7), ["INV-7", "1", "5", "1", "1", "processing", "bina"]);
});

Deno.test("totals are those of the dashboard", async () => {
  await using api = await openApi();
  await addParent(api.db, "SB00001", { children: ["0016586", "0016587"] });
  await addChild(api.db, "0016588");
  await addBill(api.db, "INV-7");
  await countStock(api.db);
  const { rows } = await take(api, `${EXPORTS}/totals.csv`);
  same(rows.slice(0, 4).map(([name, value]) => [name, value]), [
    ["Parent Bags", "1"],
    ["Child Bags", "2"],
    ["Open Parent Bags", "1"],
    ["Bills", "1"],
  ]);
});

Deno.test("these are for admins alone, but for the bill summary", async () => {
  await using api = await openApi();
  for (const name of ["activity", "totals", "audit", "packing", "loading"]) {
    for (const format of ["csv", "xlsx"]) {
      for (const who of ["bina", "dev"]) {
        equal((await take(api, `${EXPORTS}/${name}.${format}`, who)).status, 403, name);
      }
    }
  }
  equal((await take(api, `${EXPORTS}/bill-summary.xlsx`, "dev")).status, 403);
});
