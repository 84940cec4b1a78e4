import assert from "node:assert/strict";
import {
  complete,
  createBill,
  editBill,
  link,
  open,
  putOn,
  takeOff,
  takeOut,
  voidBag,
  voidBill,
} from "../support/heart.ts";
import { rules } from "../support/rule_table.ts";

const LONG = "A".repeat(256);
const packed = [link("SB00001", "C001"), link("SB00001", "C002")];
const b1 = createBill("B1", 2);
const b2 = createBill("B2", 1);
const onB1 = [...packed, b1, putOn("B1", "SB00001")];
/** B2 is completed, with SB00002 on it. */
const soldB2 = [link("SB00002", "C003"), b2, putOn("B2", "SB00002"), complete("B2", 2)];
const voidedB2 = [b2, voidBill("B2", 1)];
const fullB2 = [link("SB00002", "C003"), b2, putOn("B2", "SB00002")];

rules("putting a sack on a bill", {
  "free sack, open bill": {
    given: [...packed, b1],
    ask: putOn("b1", "sb00001"),
    comesTo: "bill_linked",
    says: ({ bill, parent }) => {
      assert.deepEqual(bill, {
        number: "B1",
        linkedCount: 1,
        capacity: 2,
        childCount: 2,
        weightKg: 2,
        expectedWeightKg: 4,
        status: "processing",
      });
      assert.equal(parent?.bill, "B1");
    },
  },
  "sacks of both kinds": {
    given: [...onB1, link("M444-00001", "C009")],
    ask: putOn("B1", "M444-00001"),
    comesTo: "bill_linked",
    says: ({ bill }) => assert.deepEqual([bill?.childCount, bill?.weightKg, bill?.expectedWeightKg], [3, 3, 7]),
  },
  "unknown bill before anything else": { given: [], ask: putOn("NONE", ""), comesTo: "bill_not_found" },
  "blank": { given: [b1], ask: putOn("B1", " "), comesTo: "empty" },
  "endless": { given: [b1], ask: putOn("B1", LONG), comesTo: "too_long" },
  "near miss": { given: [b1], ask: putOn("B1", "SB1"), comesTo: "bad_format" },
  "unregistered child code": { given: [b1], ask: putOn("B1", "C009"), comesTo: "bad_format" },
  "registered child, completed bill": { given: soldB2, ask: putOn("B2", "C003"), comesTo: "wrong_type" },
  "voided sack, completed bill": {
    given: [...soldB2, open("SB00009"), voidBag("SB00009")],
    ask: putOn("B2", "SB00009"),
    comesTo: "bag_voided",
  },
  "unknown sack, completed bill": { given: soldB2, ask: putOn("B2", "SB00008"), comesTo: "bag_not_found" },
  "already on it, completed": { given: soldB2, ask: putOn("B2", "SB00002"), comesTo: "bag_already_on_bill" },
  "already on it, as a move from it": {
    given: onB1,
    ask: putOn("B1", "SB00001", "B1"),
    comesTo: "bag_already_on_bill",
  },
  "on another bill, completed target": {
    given: [...soldB2, ...onB1],
    ask: putOn("B2", "SB00001"),
    comesTo: "bill_completed",
  },
  "on another bill, voided target": {
    given: [...voidedB2, ...onB1],
    ask: putOn("B2", "SB00001"),
    comesTo: "bill_voided",
  },
  "on another bill": {
    given: [...onB1, b2],
    ask: putOn("B2", "SB00001"),
    comesTo: "bag_on_other_bill",
    says: ({ elsewhere }) =>
      assert.deepEqual([elsewhere?.bill, elsewhere?.by, elsewhere?.parent], ["B1", "admin", null]),
  },
  "empty and on another, full bill": {
    given: [...onB1, takeOut("SB00001", "C001"), takeOut("SB00001", "C002"), ...fullB2],
    ask: putOn("B2", "SB00001"),
    comesTo: "bag_on_other_bill",
  },
  "empty sack, full bill": {
    given: [...fullB2, open("SB00001")],
    ask: putOn("B2", "SB00001"),
    comesTo: "empty_parent",
  },
  "full bill": { given: [...fullB2, ...packed], ask: putOn("B2", "SB00001"), comesTo: "bill_full" },
});

rules("moving a sack from bill to bill", {
  "from where it is": {
    given: [...onB1, b2],
    ask: putOn("B2", "SB00001", "b1"),
    comesTo: "bill_linked",
    says: ({ bill, parent }) => assert.deepEqual([bill?.number, bill?.linkedCount, parent?.bill], ["B2", 1, "B2"]),
  },
  "from a bill it is not on": {
    given: [...onB1, b2, createBill("B3", 1)],
    ask: putOn("B2", "SB00001", "B3"),
    comesTo: "bag_on_other_bill",
  },
  "from a bill that is not": {
    given: [...onB1, b2],
    ask: putOn("B2", "SB00001", "NONE"),
    comesTo: "bag_on_other_bill",
  },
  "on no bill": { given: [...packed, b1, b2], ask: putOn("B2", "SB00001", "B1"), comesTo: "bag_not_on_bill" },
  "from a completed bill": { given: [...soldB2, b1], ask: putOn("B1", "SB00002", "B2"), comesTo: "bill_completed" },
  "from a completed bill, empty or not": {
    given: [...soldB2, createBill("B3", 1), link("SB00003", "C007"), putOn("B3", "SB00003")],
    ask: putOn("B3", "SB00002", "B2"),
    comesTo: "bill_completed",
  },
  "into a full bill": { given: [...onB1, ...fullB2], ask: putOn("B2", "SB00001", "B1"), comesTo: "bill_full" },
});

rules("taking a sack off a bill", {
  "the last one, and the bill is new again": {
    given: onB1,
    ask: takeOff("b1", "sb00001"),
    comesTo: "bill_unlinked",
    says: ({ bill, parent }) => {
      assert.deepEqual([bill?.status, bill?.linkedCount, bill?.weightKg, bill?.expectedWeightKg], ["new", 0, 0, 0]);
      assert.equal(parent?.bill, null);
    },
  },
  "unknown bill": { given: packed, ask: takeOff("NONE", "SB00001"), comesTo: "bill_not_found" },
  "on no bill": { given: [...packed, b1], ask: takeOff("B1", "SB00001"), comesTo: "not_on_bill" },
  "on another bill": { given: [...onB1, b2], ask: takeOff("B2", "SB00001"), comesTo: "not_on_bill" },
  "unknown code, completed bill": { given: soldB2, ask: takeOff("B2", "SB00008"), comesTo: "not_on_bill" },
  "nonsense": { given: [b1], ask: takeOff("B1", "?"), comesTo: "not_on_bill" },
  "completed bill": { given: soldB2, ask: takeOff("B2", "SB00002"), comesTo: "bill_completed" },
});

rules("what is in a billed sack counts on its bill", {
  "a child more": {
    given: onB1,
    ask: link("SB00001", "C009"),
    comesTo: "child_linked",
    says: ({ bill }) => assert.deepEqual([bill?.childCount, bill?.weightKg, bill?.expectedWeightKg], [3, 3, 4]),
  },
  "a child less": {
    given: onB1,
    ask: takeOut("SB00001", "C001"),
    comesTo: "child_unlinked",
    says: ({ bill }) => assert.deepEqual([bill?.childCount, bill?.weightKg], [1, 1]),
  },
  "a bigger bill": {
    given: [...fullB2, editBill("B2", 2, { capacity: 2 }), ...packed],
    ask: putOn("B2", "SB00001"),
    comesTo: "bill_linked",
  },
});
