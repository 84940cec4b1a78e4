import { deepStrictEqual as same, equal } from "node:assert/strict";
import type { BagFilter, BillFilter, ScanFilter } from "../../domain/filters.ts";
import { bagRows } from "../../platform/bag_rows.ts";
import { billRows } from "../../platform/bill_rows.ts";
import { exportCountRows } from "../../platform/export_count_rows.ts";
import { scanRows } from "../../platform/scan_rows.ts";
import {
  addBill,
  addChild,
  addEvent,
  addParent,
  addUser,
  countStock,
  openTestPool,
  TIME_ZONE,
} from "../support/made_rows.ts";

const ALL = { scope: { all: true } } as const;
const PAGE = { limit: 100, cursor: null };

Deno.test("as many bags are counted as the list has, whatever it is narrowed to, and no more than asked for", async () => {
  await using pool = await openTestPool();
  const { db } = pool;
  const bill = await addBill(db, "INV-7");
  await addParent(db, "SB00001", { children: ["0016586", "0016587"], billId: bill, area: "lucknow" });
  await addParent(db, "SB00002", { children: ["0016588"], area: "indore", at: "2025-01-01T00:00:00Z" });
  await addParent(db, "M444-00001", { kind: "M444" });
  await addChild(db, "0016589");
  await db.query("update bags set voided_at = now() where code = '0016589'");
  await countStock(db);
  const counts = exportCountRows(db, TIME_ZONE), list = bagRows(db, TIME_ZONE).list;
  const filters: Partial<BagFilter>[] = [
    ...[{}, { role: "parent" }, { role: "child" }, { kind: "SB" }, { billed: true }, { linked: true }] as const,
    ...[{ linked: false }, { area: "lucknow" }, { q: "0016586" }, { q: "00165" }, { q: "SB" }] as const,
    ...[{ open: "any" }, { from: "2026-01-01" }, { to: "2025-12-31" }, { role: "child", kind: "SB" }] as const,
    ...[{ role: "child", billed: true }, { open: "any", q: "SB0" }, { scope: { all: false, area: "indore" } }] as const,
  ];
  for (const filter of filters) {
    const { items } = (await list({ ...ALL, ...filter }, PAGE))!;
    equal(await counts.bags({ ...ALL, ...filter }, 100), items.length, JSON.stringify(filter));
  }
  equal(await counts.bags(ALL, 3), 3);
  same([await counts.packing(ALL, 100), await counts.packing({ ...ALL, area: "indore" }, 100)], [5, 2]);
  equal(await counts.packing(ALL, 4), 4);
});

Deno.test("as many bills and scans are counted as their lists have", async () => {
  await using pool = await openTestPool();
  const { db } = pool;
  const dev = await addUser(db, "dev");
  const bill = await addBill(db, "INV-7", { by: dev });
  await addBill(db, "inv-77");
  await addParent(db, "SB00001", { children: ["0016586"], billId: bill });
  for (const at of ["2026-01-01T00:00:00Z", "now"]) {
    await addEvent(db, { at, userId: dev, parent: "SB00001", billId: bill });
  }
  await addEvent(db, { userId: dev, kind: "create_bill", outcome: "bill_created" });
  await addEvent(db, { userId: dev, outcome: "child_elsewhere", accepted: false });
  const counts = exportCountRows(db, TIME_ZONE);
  for (const asked of [{}, { q: "INV-7" }, { q: "77" }, { status: "processing" }, { createdBy: "DEV" }] as const) {
    const filter: BillFilter = { scope: { all: true }, ...asked };
    const { items } = (await billRows(db, TIME_ZONE).list(filter, PAGE))!;
    equal(await counts.bills(filter, 100), items.length, JSON.stringify(filter));
  }
  same([await counts.loading({ scope: { all: true } }, 100), await counts.bills({ scope: { all: true } }, 1)], [2, 1]);
  const filters = [{}, { user: "dev" }, { accepted: false }, { bill: "inv-7" }, { to: "2026-01-31" }, {
    parent: "SB00001",
  }];
  for (const asked of filters) {
    const filter: ScanFilter = { scope: { all: true }, ...asked };
    const scans = [];
    for (let cursor: string | null = null;;) {
      const page: Awaited<ReturnType<ReturnType<typeof scanRows>["list"]>> = await scanRows(db, TIME_ZONE).list(
        filter,
        {
          limit: 100,
          cursor,
        },
      );
      scans.push(...page!.items);
      cursor = page!.nextCursor;
      if (cursor === null) break;
    }
    equal(await counts.scans(filter, 100), scans.length, JSON.stringify(filter));
  }
  equal(await counts.scans({ scope: { all: true } }, 2), 2);
});
