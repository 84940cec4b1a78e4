import { deepStrictEqual as same, ok } from "node:assert/strict";
import type { ScanFilter } from "../../domain/filters.ts";
import type { Page, ScanLine } from "../../domain/shapes.ts";
import { scanRows } from "../../platform/scan_rows.ts";
import { below, chanceOf, oneOf, uuidOf } from "../support/chance.ts";
import { addBill, addEvent, addUser, openTestPool, TIME_ZONE } from "../support/made_rows.ts";

type Pool = Awaited<ReturnType<typeof openTestPool>>["db"];

async function all(db: Pool, filter: ScanFilter, limit = 100): Promise<ScanLine[]> {
  const rows = scanRows(db, TIME_ZONE);
  const lines: ScanLine[] = [];
  for (let cursor: string | null = null;;) {
    const page: Page<ScanLine> | null = await rows.list(filter, { limit, cursor });
    ok(page && page.items.length <= limit);
    lines.push(...page.items);
    if (page.nextCursor === null) return lines;
    cursor = page.nextCursor;
  }
}

const idsOf = (lines: readonly ScanLine[]) => lines.map(({ scanId }) => scanId);

Deno.test("scans are told with who, where and whether they were undone, oldest first", async () => {
  await using pool = await openTestPool();
  const [dev, bina] = [
    await addUser(pool.db, "dev", "dispatcher", "lucknow"),
    await addUser(pool.db, "bina", "biller"),
  ];
  const bill = await addBill(pool.db, "Inv/7");
  const on = (minute: number) => `2026-11-26T04:${String(minute).padStart(2, "0")}:00Z`;
  const opened = await addEvent(pool.db, {
    ...{ at: on(1), kind: "open_parent", outcome: "parent_created", parent: "SB00001", userId: dev },
  });
  const packed = await addEvent(pool.db, { at: on(2), parent: "SB00001", child: "AAAA", userId: dev });
  const billed = await addEvent(pool.db, {
    ...{ at: on(3), kind: "link_bill", outcome: "bill_linked", parent: "SB00001", billId: bill, userId: bina },
  });
  await addEvent(pool.db, {
    ...{ at: on(4), kind: "undo", outcome: "child_unlinked", parent: "SB00001", child: "AAAA", userId: bina },
    undoes: packed,
  });
  await addEvent(pool.db, { at: on(5), kind: "audited", outcome: "audited" });

  const lines = await all(pool.db, { scope: { all: true } });
  same(idsOf(lines), [opened, packed, billed]);
  same(lines.map(({ user, area, undoneBy, undoneAt, bill }) => [user, area, undoneBy, undoneAt, bill]), [
    ["dev", "lucknow", null, null, null],
    ["dev", "lucknow", "bina", new Date(on(4)), null],
    ["bina", null, null, null, "Inv/7"],
  ]);
  const found = async (filter: ScanFilter) => idsOf(await all(pool.db, filter));
  same(await found({ scope: { all: true }, user: "DEV" }), [opened, packed]);
  same(await found({ scope: { all: true }, outcome: "bill_linked" }), [billed]);
  same(await found({ scope: { all: true }, bill: "inv/7" }), [billed]);
  same(await found({ scope: { all: true }, child: "AAAA" }), [packed]);
  same(await found({ scope: { all: true }, parent: "SB00001", accepted: true }), [opened, packed, billed]);
  same(await found({ scope: { all: true }, accepted: false }), []);
  same(await found({ scope: { all: true }, station: "S1" }), []);
  same(await found({ scope: { all: true }, user: "nobody" }), []);
});

Deno.test("the area is the one of the scan itself, and only of old ones that of the person today", async () => {
  await using pool = await openTestPool();
  const dev = await addUser(pool.db, "dev", "dispatcher", "lucknow");
  const keys = [];
  for (const area of ["indore", "", null]) {
    keys.push(await addEvent(pool.db, { userId: dev, area, place: keys.length, at: "2026-11-26T04:00:00Z" }));
  }
  const lines = await all(pool.db, { scope: { all: true } });
  same(lines.map(({ scanId, area }) => [scanId, area]), [[keys[0], "indore"], [keys[1], null], [keys[2], "lucknow"]]);
});

Deno.test("a day is the business's own: its last minute is in it, the next one's first is not", async () => {
  await using pool = await openTestPool();
  await addUser(pool.db, "dev");
  const keys = [];
  for (
    const at of [
      "2026-11-23T18:29:59.999Z",
      "2026-11-23T18:30:00Z",
      "2026-11-24T18:29:59.999999Z",
      "2026-11-24T18:30:00Z",
    ]
  ) {
    keys.push(await addEvent(pool.db, { at }));
  }
  const [, first, last] = keys;
  same(idsOf(await all(pool.db, { scope: { all: true }, from: "2026-11-24", to: "2026-11-24" })), [first, last]);
  same(
    idsOf(
      await all(pool.db, { scope: { all: true }, from: "2026-11-23T18:30:00.000Z", to: "2026-11-23T18:30:00.000Z" }),
    ),
    [first],
  );
  same(idsOf(await all(pool.db, { scope: { all: true } })), keys);
});

Deno.test("pages of any size tell each scan once, in order, over bursts of one instant and empty months (seed 5)", async () => {
  await using pool = await openTestPool();
  await addUser(pool.db, "dev");
  const chance = chanceOf(5);
  const made: { at: number; place: number; key: string }[] = [];
  let at = Date.parse("2026-01-01T00:00:00Z");
  for (let n = 0; n < 400; n++) {
    at += oneOf(chance, [0, 0, 0, 1, 1_000, 60_000, below(chance, 90) * 24 * 3_600_000 * (n % 100 === 0 ? 1 : 0)]);
    made.push({ at, place: below(chance, 100), key: uuidOf(chance) });
  }
  await pool.db.query(
    `insert into scan_events (key, at, place, kind, outcome, accepted, user_id, content_hash)
    select key, to_timestamp(at / 1000.0), place, 'link_child', 'child_linked', true, 1, 0
    from json_to_recordset($1::json) as d (key uuid, at double precision, place smallint)`,
    [JSON.stringify(made)],
  );
  const inOrder = made.toSorted((a, b) => a.at - b.at || a.place - b.place || (a.key < b.key ? -1 : 1));
  for (const limit of [1, 7, 50, 1_000]) {
    same(
      idsOf(await all(pool.db, { scope: { all: true } }, limit)),
      inOrder.map(({ key }) => key),
      `pages of ${limit}`,
    );
  }
});

Deno.test("a database without a scan has none to tell, and no list goes on from another's cursor", async () => {
  await using pool = await openTestPool();
  same(await all(pool.db, { scope: { all: true } }), []);
  const rows = scanRows(pool.db, TIME_ZONE);
  for (const cursor of ["", "nonsense", btoa("[1]"), btoa('[1,2,3,"x",0,""]')]) {
    same(await rows.list({ scope: { all: true } }, { limit: 10, cursor }), null);
  }
});
