import { deepStrictEqual as same } from "node:assert/strict";
import { eventRows } from "../../platform/event_rows.ts";
import { addBill, addEvent, addUser, openTestPool } from "../support/made_rows.ts";

Deno.test("a bag's life is what names it as child, as parent or as the parent it left, newest first", async () => {
  await using pool = await openTestPool();
  const userId = await addUser(pool.db, "asha");
  const at = "2026-03-02T10:00:00.000001Z";
  await addEvent(pool.db, { at, kind: "open_parent", outcome: "parent_created", parent: "SB00001", userId });
  const linked = await addEvent(pool.db, { at, place: 1, parent: "SB00001", child: "AAAA", userId });
  await addEvent(pool.db, {
    at: "2026-03-02T10:00:01Z",
    kind: "undo",
    outcome: "child_unlinked",
    child: "AAAA",
    fromParent: "SB00001",
    undoes: linked,
    userId,
  });
  await addEvent(pool.db, { parent: "SB00002", child: "BBBB" });
  const page = await eventRows(pool.db).ofBag("SB00001", { limit: 50, cursor: null });
  same(page?.items.map(({ outcome, child, undoneBy, user }) => [outcome, child, undoneBy, user]), [
    ["child_unlinked", "AAAA", null, "asha"],
    ["child_linked", "AAAA", "asha", "asha"],
    ["parent_created", null, null, "asha"],
  ]);
  same((await eventRows(pool.db).ofBag("AAAA", { limit: 50, cursor: null }))?.items.length, 2);
});

Deno.test("a life is walked page by page, though its events are of one microsecond", async () => {
  await using pool = await openTestPool();
  const at = "2026-03-02T10:00:00.123457Z";
  const keys: string[] = [];
  for (let place = 0; place < 5; place++) keys.unshift(await addEvent(pool.db, { at, place, parent: "SB00001" }));
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<ReturnType<typeof eventRows>["ofBag"]>> = await eventRows(pool.db)
      .ofBag("SB00001", { limit: 2, cursor });
    seen.push(...page!.items.map(({ scanId }) => scanId));
    cursor = page!.nextCursor;
  } while (cursor !== null);
  same(seen, keys);
});

Deno.test("a bill's life is found by its number in any case", async () => {
  await using pool = await openTestPool();
  const billId = await addBill(pool.db, "Inv-1");
  await addEvent(pool.db, { kind: "link_bill", outcome: "bill_linked", parent: "SB00001", billId });
  const page = await eventRows(pool.db).ofBill("INV-1", { limit: 50, cursor: null });
  same(page?.items.map(({ outcome, bill }) => [outcome, bill]), [["bill_linked", "Inv-1"]]);
});

Deno.test("a life's cursor that PostgreSQL could not compare is refused before it gets there", async () => {
  await using pool = await openTestPool();
  const key = "0199f0c2-0000-7000-8000-000000000000";
  const instant = "2026-03-02T10:00:00.000000Z";
  for (
    const position of [
      [instant, 0],
      [instant, 99_999, key],
      [instant, 0, "key"],
      ["2026-02-31T10:00:00.000000Z", 0, key],
      ["0000-01-01T10:00:00.000000Z", 0, key],
      [1, 0, key],
    ]
  ) {
    const cursor = btoa(JSON.stringify(position));
    same(await eventRows(pool.db).ofBag("SB00001", { limit: 1, cursor }), null, cursor);
  }
});
