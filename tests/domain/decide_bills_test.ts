import assert from "node:assert/strict";
import {
  complete,
  createBill,
  editBill,
  link,
  open,
  putOn,
  reopen,
  takeOff,
  voidBag,
  voidBill,
} from "../support/heart.ts";
import { rules } from "../support/rule_table.ts";
import { answerIn, told, Warehouse } from "../support/warehouse.ts";

const b1 = createBill("B1", 2);
/** One of two places taken; version 2. */
const started = [link("SB00001", "C001"), b1, putOn("B1", "SB00001")];
/** Both taken; version 3. */
const filled = [...started, link("SB00002", "C002"), putOn("B1", "SB00002")];
const sold = [...filled, complete("B1", 3)];
const gone = [b1, voidBill("B1", 1)];

rules("making a bill", {
  "a free number": {
    given: [],
    ask: createBill(" Inv/7 ", 500),
    comesTo: "bill_created",
    says: ({ bill }) =>
      assert.deepEqual([bill?.number, bill?.capacity, bill?.status, bill?.linkedCount], ["Inv/7", 500, "new", 0]),
  },
  "no number": {
    given: [],
    ask: createBill("  ", 1),
    comesTo: "bill_created",
    says: ({ bill }) => assert.equal(bill?.number, "B-20261122-0001"),
  },
  "no number, the day's first is taken": {
    given: [createBill("b-20261122-0001", 1)],
    ask: createBill("", 1),
    comesTo: "bill_created",
    says: ({ bill }) => assert.equal(bill?.number, "B-20261122-0002"),
  },
  "no number, a later one is taken": {
    given: [createBill("B-20261122-0007", 1)],
    ask: createBill("", 1),
    comesTo: "bill_created",
    says: ({ bill }) => assert.equal(bill?.number, "B-20261122-0008"),
  },
  "no number, the day's last is taken": {
    given: [createBill("B-20261122-999999999", 1)],
    ask: createBill("", 1),
    comesTo: "bill_exists",
  },
  "a taken number in another case": {
    given: [createBill("inv-1", 1)],
    ask: createBill("INV-1", 1),
    comesTo: "bill_exists",
  },
  "a voided bill's number": { given: gone, ask: createBill("b1", 1), comesTo: "bill_exists" },
  "51 characters": { given: [], ask: createBill("9".repeat(51), 1), comesTo: "too_long" },
  "a control character inside": { given: [], ask: createBill("A\u0007B", 1), comesTo: "bad_format" },
  "a dot alone": { given: [], ask: createBill(".", 1), comesTo: "bad_format" },
  "capacity 0": { given: [], ask: createBill("B1", 0), comesTo: "capacity_out_of_range" },
  "capacity 501": { given: [], ask: createBill("B1", 501), comesTo: "capacity_out_of_range" },
  "half a place": { given: [], ask: createBill("B1", 1.5), comesTo: "capacity_out_of_range" },
});

rules("editing a bill", {
  "its capacity": {
    given: started,
    ask: editBill("b1", 2, { capacity: 1 }),
    comesTo: "bill_changed",
    says: ({ bill }) => assert.equal(bill?.capacity, 1),
  },
  "unknown": { given: [], ask: editBill("B1", 1, {}), comesTo: "bill_not_found" },
  "seen too long ago, and completed": { given: sold, ask: editBill("B1", 3, {}), comesTo: "version_conflict" },
  "completed": { given: sold, ask: editBill("B1", 4, { capacity: 0 }), comesTo: "bill_completed" },
  "voided": { given: gone, ask: editBill("B1", 2, {}), comesTo: "bill_voided" },
  "capacity below 1": { given: [b1], ask: editBill("B1", 1, { capacity: 0 }), comesTo: "capacity_out_of_range" },
  "capacity above 500": { given: filled, ask: editBill("B1", 3, { capacity: 501 }), comesTo: "capacity_out_of_range" },
  "capacity below what is linked": {
    given: filled,
    ask: editBill("B1", 3, { capacity: 1 }),
    comesTo: "capacity_below_linked",
  },
});

rules("completing a bill", {
  "full": {
    given: filled,
    ask: complete("B1", 3),
    comesTo: "bill_closed",
    says: ({ bill }) => assert.equal(bill?.status, "completed"),
  },
  "short, with a reason": { given: started, ask: complete("B1", 2, "no more"), comesTo: "bill_closed" },
  "short": { given: started, ask: complete("B1", 2), comesTo: "bill_short" },
  "short, with a blank reason": { given: started, ask: complete("B1", 2, "  "), comesTo: "bill_short" },
  "empty, accepted short": { given: [b1], ask: complete("B1", 1, "none"), comesTo: "bill_empty" },
  "unknown": { given: [], ask: complete("B1", 1), comesTo: "bill_not_found" },
  "seen too long ago": { given: sold, ask: complete("B1", 3), comesTo: "version_conflict" },
  "completed": { given: sold, ask: complete("B1", 4), comesTo: "bill_completed" },
  "voided": { given: gone, ask: complete("B1", 2), comesTo: "bill_voided" },
});

rules("reopening a bill", {
  "completed": {
    given: sold,
    ask: reopen("B1", 4),
    comesTo: "bill_reopened",
    says: ({ bill }) => assert.equal(bill?.status, "processing"),
  },
  "open": { given: filled, ask: reopen("B1", 3), comesTo: "bill_not_completed" },
  "voided": { given: gone, ask: reopen("B1", 2), comesTo: "bill_voided" },
  "seen too long ago": { given: sold, ask: reopen("B1", 3), comesTo: "version_conflict" },
  "unknown": { given: [], ask: reopen("B1", 1), comesTo: "bill_not_found" },
});

rules("voiding a bill", {
  "with sacks on it": {
    given: filled,
    ask: voidBill("B1", 3),
    comesTo: "bill_made_void",
    says: ({ bill }) => assert.deepEqual([bill?.status, bill?.linkedCount, bill?.childCount], ["voided", 0, 0]),
  },
  "completed": { given: sold, ask: voidBill("B1", 4), comesTo: "bill_completed" },
  "voided": { given: gone, ask: voidBill("B1", 2), comesTo: "bill_voided" },
  "seen too long ago": { given: filled, ask: voidBill("B1", 2), comesTo: "version_conflict" },
  "unknown": { given: [], ask: voidBill("B1", 1), comesTo: "bill_not_found" },
});

rules("voiding a bag", {
  "an empty sack": { given: [open("SB00001")], ask: voidBag("sb00001"), comesTo: "bag_made_void" },
  "voided": { given: [open("SB00001"), voidBag("SB00001")], ask: voidBag("SB00001"), comesTo: "bag_voided" },
  "a packed sack": { given: [link("SB00001", "C001")], ask: voidBag("SB00001"), comesTo: "bag_in_use" },
  "a packed child": { given: [link("SB00001", "C001")], ask: voidBag("C001"), comesTo: "bag_in_use" },
  "unknown": { given: [], ask: voidBag("SB00001"), comesTo: "bag_not_found" },
  "nonsense": { given: [], ask: voidBag("?"), comesTo: "bag_not_found" },
});

Deno.test("voiding a bill frees its sacks for another", () => {
  const world = new Warehouse();
  world.do(...filled, voidBill("B1", 3), createBill("B2", 2));
  assert.equal(world.parent("SB00001")?.bill, null);
  assert.deepEqual(told(world.do(putOn("B2", "SB00001"), putOn("B2", "SB00002"))), ["bill_linked", "bill_linked"]);
});

Deno.test("a short completion keeps its reason until it is opened again, a full one keeps none", () => {
  const world = new Warehouse();
  world.do(...started, complete("B1", 2, " lorry left "));
  assert.deepEqual([world.bill("B1")?.short, world.bill("B1")?.shortReason], [true, "lorry left"]);
  world.do(reopen("B1", 3));
  assert.deepEqual([world.bill("B1")?.short, world.bill("B1")?.shortReason], [false, null]);
  world.do(editBill("B1", 4, { capacity: 1 }), complete("B1", 5, "never mind"));
  assert.deepEqual([world.bill("B1")?.short, world.bill("B1")?.shortReason], [false, null]);
});

Deno.test("an edit keeps what it does not name, and empties what it names as null", () => {
  const world = new Warehouse();
  world.do(b1, editBill("B1", 1, { description: " Delhi ", vehicle: "UP32" }), editBill("B1", 2, { vehicle: null }));
  const { description, vehicle, capacity } = world.bill("B1")!;
  assert.deepEqual({ description, vehicle, capacity }, { description: "Delhi", vehicle: null, capacity: 2 });
});

Deno.test("two bills without a number in one batch get two numbers, also beside one typed by hand", () => {
  const world = new Warehouse();
  const replies = world.together([createBill("B-20261122-0001", 1), createBill("", 1), createBill("", 1)]);
  assert.deepEqual(replies.map((reply) => answerIn(reply).bill?.number), [
    "B-20261122-0001",
    "B-20261122-0002",
    "B-20261122-0003",
  ]);
  assert.equal(world.database.store.bills.size, 3);
});

Deno.test("the day of a bill's number is the warehouse's, not the server's", () => {
  const world = new Warehouse();
  world.clock.pass(14 * 60 * 60 * 1_000); // 18:30 UTC is midnight in Kolkata
  assert.equal(world.ask(createBill("", 1)).bill?.number, "B-20261123-0001");
});

Deno.test("one batch may open a sold bill, change what is on it, and sell it again", () => {
  const world = new Warehouse();
  world.do(...sold);
  const again = [reopen("B1", 4), takeOff("B1", "SB00002"), editBill("B1", 6, { capacity: 1 }), complete("B1", 7)];
  assert.deepEqual(told(world.together(again)), ["bill_reopened", "bill_unlinked", "bill_changed", "bill_closed"]);
  const { linkedCount, capacity, completed } = world.bill("B1")!;
  assert.deepEqual([linkedCount, capacity, completed !== null], [1, 1, true]);
});
