import assert from "node:assert/strict";
import * as heart from "../support/heart.ts";
import { createBill, link, open, putOn, takeOut, undo } from "../support/heart.ts";
import { answerIn, told, Warehouse } from "../support/warehouse.ts";

Deno.test("a known key brings the first outcome again, with the parent as it stands now, and changes nothing", () => {
  const world = new Warehouse();
  const scan = link("SB00001", "LABEL NO.0016586 LOT NO.:STAR44");
  const first = world.ask(scan);
  world.do(link("SB00001", "C002"));
  const again = world.ask({ ...scan, child: " 0016586\r" } as typeof scan);
  assert.deepEqual(again, { ...first, replayed: true, parent: { ...first.parent, childCount: 2, weightKg: 2 } });
  assert.equal(world.lastChange?.events.length, 0);
});

Deno.test("a replay says where what it did has been undone since, in a batch of its own and in the same one", () => {
  for (const inTurn of [true, false]) {
    const world = new Warehouse();
    const scan = link("SB00001", "C001");
    const commands = [scan, undo(scan.key), scan];
    const last = answerIn((inTurn ? world.do(...commands) : world.together(commands)).at(-1)!);
    assert.deepEqual([last.outcome, last.replayed, last.undone, last.parent?.childCount], [
      "child_linked",
      true,
      true,
      0,
    ]);
  }
});

Deno.test("a refusal is replayed too, and tells again where the bag was", () => {
  const world = new Warehouse();
  const refused = link("SB00002", "C001");
  world.do(link("SB00001", "C001"));
  const first = world.ask(refused);
  assert.equal(first.outcome, "child_elsewhere");
  world.do(takeOut("SB00001", "C001"));
  const again = world.ask(refused);
  assert.deepEqual([again.outcome, again.replayed, again.undone], ["child_elsewhere", true, false]);
  assert.deepEqual(again.elsewhere, first.elsewhere);
});

Deno.test("a known key with other content is refused, in a batch of its own and in the same one", () => {
  const scan = link("SB00001", "C001");
  const others = [
    link("SB00001", "C002", { key: scan.key }),
    link("SB00002", "C001", { key: scan.key }),
    link("SB00001", "C001", { key: scan.key, by: heart.BILLER }),
    open("SB00001", { key: scan.key }),
    undo(scan.key, { key: scan.key }),
  ];
  for (const inTurn of [true, false]) {
    const world = new Warehouse();
    const replies = inTurn ? world.do(scan, ...others) : world.together([scan, ...others]);
    assert.deepEqual(told(replies), ["child_linked", ...others.map(() => "scan_id_reused")]);
    assert.equal(world.database.store.events.size, 1);
  }
});

Deno.test("one batch decides in order of arrival: the last place in a sack goes to whoever came first", () => {
  const world = new Warehouse();
  const five = ["C001", "C002", "C003", "C004", "C005"].map((child) => link("SB00001", child));
  assert.deepEqual(told(world.together(five)), [...Array(4).fill("child_linked"), "parent_full"]);
});

Deno.test("one batch may register, pack, bill and take back, and its counts are those of each moment", () => {
  const world = new Warehouse();
  const scan = link("SB00001", "C001");
  const replies = world.together([
    createBill("B1", 1),
    scan,
    putOn("B1", "SB00001"),
    link("SB00001", "C002"),
    undo(scan.key),
  ]);
  assert.deepEqual(replies.map((reply) => answerIn(reply).bill?.childCount ?? null), [0, null, 1, 2, 1]);
});

Deno.test("an event keeps who, where, when and what was typed, cut to what its column holds", () => {
  const world = new Warehouse();
  const scannedAt = new Date("2026-11-22T04:29:00Z");
  const long = `LABEL NO.0016586 LOT NO.:STAR44 \u{1f600}${"x".repeat(300)}`;
  const scan = { ...link("SB00001", long, { by: heart.DISPATCHER }), station: ` ${"S".repeat(60)}`, scannedAt };
  assert.equal(world.ask(scan).outcome, "too_long");
  const event = world.database.store.events.get(scan.key)!;
  assert.deepEqual([event.userId, event.area, event.station, event.scannedAt], [
    3,
    "lucknow",
    "S".repeat(50),
    scannedAt,
  ]);
  assert.equal(event.raw?.length, 255);
  assert.equal(event.accepted, false);
});

Deno.test("what a database column cannot hold is replaced in the raw text, not refused by the database", () => {
  const world = new Warehouse();
  const scan = link("SB00001", "A\u0000B\ud83dC");
  assert.equal(world.ask(scan).outcome, "bad_format");
  assert.equal(world.database.store.events.get(scan.key)?.raw, "A\ufffdB\ufffdC");
});
