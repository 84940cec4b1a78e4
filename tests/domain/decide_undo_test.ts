import assert from "node:assert/strict";
import * as heart from "../support/heart.ts";
import { complete, createBill, link, move, open, putOn, takeOff, takeOut, undo, voidBag } from "../support/heart.ts";
import { rules } from "../support/rule_table.ts";
import { told, Warehouse } from "../support/warehouse.ts";

const HOUR_MS = 60 * 60 * 1_000;
const scan = link("SB00001", "C001");
const moved = move("C001", "SB00002");
const movedOver = [scan, open("SB00002"), moved];
const b1 = createBill("B1", 1);
const billed = putOn("B1", "SB00001");
const sell = (bill: string, sack: string) => [createBill(bill, 1), putOn(bill, sack), complete(bill, 2)];

rules("undoing a link", {
  "where it is": {
    given: [scan],
    ask: undo(scan.key),
    comesTo: "child_unlinked",
    says: ({ parent, child }) => assert.deepEqual([parent?.childCount, child?.code], [0, "C001"]),
  },
  "that is unknown": { given: [], ask: undo(crypto.randomUUID()), comesTo: "scan_not_found" },
  "that put nothing in": {
    given: [open("SB00001", { key: scan.key })],
    ask: undo(scan.key),
    comesTo: "scan_not_found",
  },
  "undone before": { given: [scan, undo(scan.key)], ask: undo(scan.key), comesTo: "already_undone" },
  "taken out since": { given: [scan, takeOut("SB00001", "C001")], ask: undo(scan.key), comesTo: "superseded" },
  "moved since": { given: movedOver, ask: undo(scan.key), comesTo: "superseded" },
  "put in again since": {
    given: [scan, takeOut("SB00001", "C001"), link("SB00001", "C001")],
    ask: undo(scan.key),
    comesTo: "superseded",
  },
  "moved away and back": { given: [...movedOver, undo(moved.key)], ask: undo(scan.key), comesTo: "superseded" },
  "in a sold sack": { given: [scan, ...sell("B1", "SB00001")], ask: undo(scan.key), comesTo: "bill_completed" },
  "superseded, in a sold sack": {
    given: [scan, takeOut("SB00001", "C001"), link("SB00001", "C002"), ...sell("B1", "SB00001")],
    ask: undo(scan.key),
    comesTo: "superseded",
  },
});

rules("undoing a move", {
  "moves back": {
    given: movedOver,
    ask: undo(moved.key),
    comesTo: "child_moved",
    says: ({ parent, from }) =>
      assert.deepEqual([parent?.code, parent?.childCount, from?.code, from?.childCount], ["SB00001", 1, "SB00002", 0]),
  },
  "into a sack that filled up": {
    given: [...movedOver, ...["C002", "C003", "C004", "C005"].map((child) => link("SB00001", child))],
    ask: undo(moved.key),
    comesTo: "parent_full",
  },
  "out of a sold sack": {
    given: [...movedOver, ...sell("B1", "SB00002")],
    ask: undo(moved.key),
    comesTo: "bill_completed",
  },
  "into a sold sack": {
    given: [...movedOver, link("SB00001", "C009"), ...sell("B1", "SB00001")],
    ask: undo(moved.key),
    comesTo: "bill_completed",
  },
  "into a sold, full sack": {
    given: [
      ...movedOver,
      ...["C002", "C003", "C004", "C005"].map((child) => link("SB00001", child)),
      ...sell("B1", "SB00001"),
    ],
    ask: undo(moved.key),
    comesTo: "bill_completed",
  },
  "into a voided sack": { given: [...movedOver, voidBag("SB00001")], ask: undo(moved.key), comesTo: "superseded" },
  "into a voided sack, out of a sold one": {
    given: [...movedOver, voidBag("SB00001"), ...sell("B1", "SB00002")],
    ask: undo(moved.key),
    comesTo: "superseded",
  },
  "moved on since": {
    given: [...movedOver, open("SB00003"), move("C001", "SB00003")],
    ask: undo(moved.key),
    comesTo: "superseded",
  },
});

rules("undoing a bill link", {
  "takes the sack off": {
    given: [scan, b1, billed],
    ask: undo(billed.key),
    comesTo: "bill_unlinked",
    says: ({ bill, parent }) => assert.deepEqual([bill?.linkedCount, bill?.status, parent?.bill], [0, "new", null]),
  },
  "of a sold bill": { given: [scan, b1, billed, complete("B1", 2)], ask: undo(billed.key), comesTo: "bill_completed" },
  "taken off since": {
    given: [scan, b1, billed, takeOff("B1", "SB00001")],
    ask: undo(billed.key),
    comesTo: "superseded",
  },
  "moved to another bill since": {
    given: [scan, b1, billed, createBill("B2", 1), putOn("B2", "SB00001", "B1")],
    ask: undo(billed.key),
    comesTo: "superseded",
  },
});

rules("undoing an undo", {
  "that moved back, moves over again": {
    given: [...movedOver, undo(moved.key, { key: "00000000-0000-4000-8000-000000000001" })],
    ask: undo("00000000-0000-4000-8000-000000000001"),
    comesTo: "child_moved",
    says: ({ parent }) => assert.equal(parent?.code, "SB00002"),
  },
  "that took out, is not possible": {
    given: [scan, undo(scan.key, { key: "00000000-0000-4000-8000-000000000002" })],
    ask: undo("00000000-0000-4000-8000-000000000002"),
    comesTo: "scan_not_found",
  },
});

Deno.test("undoing a link with move_from puts the sack on no bill", () => {
  const world = new Warehouse();
  const over = putOn("B2", "SB00001", "B1");
  world.do(scan, b1, billed, createBill("B2", 1), over);
  assert.equal(world.ask(undo(over.key)).outcome, "bill_unlinked");
  assert.equal(world.parent("SB00001")?.bill, null);
});

Deno.test("a dispatcher may undo his own scan for an hour, a biller and an admin anybody's for ever", () => {
  const other = heart.person(9, "other", "dispatcher");
  const outcomes = (by: typeof other, laterMs: number) => {
    const world = new Warehouse();
    const own = link("SB00001", "C001", { by: heart.DISPATCHER });
    world.do(own);
    world.clock.pass(laterMs);
    return told(world.do(undo(own.key, { by })));
  };
  assert.deepEqual(outcomes(heart.DISPATCHER, HOUR_MS), ["child_unlinked"]);
  assert.deepEqual(outcomes(heart.DISPATCHER, HOUR_MS + 1), ["not_yours"]);
  assert.deepEqual(outcomes(other, 0), ["not_yours"]);
  assert.deepEqual(outcomes(heart.BILLER, 9 * HOUR_MS), ["child_unlinked"]);
  assert.deepEqual(outcomes(heart.ADMIN, 9 * HOUR_MS), ["child_unlinked"]);
});

Deno.test("what is not his is told a dispatcher before that it is undone", () => {
  const world = new Warehouse();
  const scanned = link("SB00001", "C001");
  world.do(scanned, undo(scanned.key));
  assert.deepEqual(told(world.do(undo(scanned.key, { by: heart.DISPATCHER }))), ["not_yours"]);
});
