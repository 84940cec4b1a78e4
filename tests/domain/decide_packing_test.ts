import assert from "node:assert/strict";
import { complete, createBill, link, move, open, putOn, takeOut, voidBag } from "../support/heart.ts";
import { rules } from "../support/rule_table.ts";

const LONG = "A".repeat(256);
const voidedSack = [open("SB00009"), voidBag("SB00009")];
const fullSack = ["C001", "C002", "C003", "C004"].map((child) => link("SB00001", child));
/** SB00001 with C001 in it, on a completed bill. */
const sold = [link("SB00001", "C001"), createBill("B1", 1), putOn("B1", "SB00001"), complete("B1", 2)];
const loose = [link("SB00005", "C001"), takeOut("SB00005", "C001")];
const voidedChild = [link("SB00005", "C009"), takeOut("SB00005", "C009"), voidBag("C009")];

rules("opening a parent", {
  "an unknown valid code": {
    given: [],
    ask: open("sb00001"),
    comesTo: "parent_created",
    says: ({ parent }) =>
      assert.deepEqual(parent, {
        code: "SB00001",
        kind: "SB",
        childCount: 0,
        capacity: 4,
        weightKg: 0,
        status: "open",
        bill: null,
      }),
  },
  "a known parent": { given: [open("SB00001")], ask: open("SB00001"), comesTo: "parent_opened" },
  "a full parent": {
    given: fullSack,
    ask: open("SB00001"),
    comesTo: "parent_opened",
    says: ({ parent }) => assert.deepEqual([parent?.status, parent?.weightKg], ["full", 4]),
  },
  "a parent on a completed bill": {
    given: sold,
    ask: open("SB00001"),
    comesTo: "parent_opened",
    says: ({ parent }) => assert.equal(parent?.bill, "B1"),
  },
  "a voided parent": { given: voidedSack, ask: open("SB00009"), comesTo: "bag_voided" },
  "a registered child": { given: [link("SB00001", "C001")], ask: open("C001"), comesTo: "wrong_type" },
  "a voided child": { given: voidedChild, ask: open("C009"), comesTo: "wrong_type" },
  "an unregistered child": { given: [], ask: open("C001"), comesTo: "bad_format" },
  "a near miss": { given: [], ask: open("SB1234"), comesTo: "bad_format" },
  "nothing": { given: [], ask: open(" \r\n"), comesTo: "empty" },
  "endless text": { given: [], ask: open(LONG), comesTo: "too_long" },
});

rules("putting a child in", {
  "two unknown codes": {
    given: [],
    ask: link("SB00001", "LABEL NO.0016586 LOT NO.:STAR44"),
    comesTo: "child_linked",
    says: ({ parent, child }) => {
      assert.deepEqual(child, { code: "0016586", lot: "STAR44" });
      assert.deepEqual([parent?.childCount, parent?.weightKg, parent?.status], [1, 1, "open"]);
    },
  },
  "a loose child": { given: loose, ask: link("SB00001", "C001"), comesTo: "child_linked" },
  "the last place": {
    given: fullSack.slice(0, 3),
    ask: link("SB00001", "C009"),
    comesTo: "child_linked",
    says: ({ parent }) => assert.equal(parent?.status, "full"),
  },
  "blank parent before blank child": { given: [], ask: link("", ""), comesTo: "empty" },
  "blank child": { given: [], ask: link("SB00001", " "), comesTo: "empty" },
  "long parent before blank child": { given: [], ask: link(LONG, ""), comesTo: "too_long" },
  "long child": { given: [], ask: link("SB00001", LONG), comesTo: "too_long" },
  "parent that is none before long child": { given: [], ask: link("SB1", LONG), comesTo: "bad_format" },
  "unregistered child code in the parent's place": { given: [], ask: link("C001", "C002"), comesTo: "bad_format" },
  "near miss in the child's place": { given: [], ask: link("SB00001", "SB1234"), comesTo: "bad_format" },
  "the parent itself, unregistered": { given: [], ask: link("SB00001", "sb00001"), comesTo: "self_link" },
  "a registered child in itself": { given: loose, ask: link("C001", "C001"), comesTo: "self_link" },
  "a registered child in both places": { given: loose, ask: link("C001", "C002"), comesTo: "wrong_type" },
  "blank child after a registered child": { given: loose, ask: link("C001", ""), comesTo: "empty" },
  "malformed child after a registered child": { given: loose, ask: link("C001", "SB1"), comesTo: "bad_format" },
  "another parent as child": { given: [open("SB00002")], ask: link("SB00001", "SB00002"), comesTo: "wrong_type" },
  "an unregistered parent as child": { given: [], ask: link("SB00001", "M444-00001"), comesTo: "wrong_type" },
  "a parent as child of a voided parent": {
    given: voidedSack,
    ask: link("SB00009", "SB00001"),
    comesTo: "wrong_type",
  },
  "a voided parent": { given: voidedSack, ask: link("SB00009", "C001"), comesTo: "bag_voided" },
  "a voided child": { given: voidedChild, ask: link("SB00001", "C009"), comesTo: "bag_voided" },
  "a voided child into a sold parent": {
    given: [...sold, ...voidedChild],
    ask: link("SB00001", "C009"),
    comesTo: "bag_voided",
  },
  "a child that is here, full or not": { given: fullSack, ask: link("SB00001", "C004"), comesTo: "child_already_here" },
  "a child that is here, sold or not": { given: sold, ask: link("SB00001", "C001"), comesTo: "child_already_here" },
  "a child elsewhere into a sold parent": {
    given: [...sold, link("SB00002", "C002")],
    ask: link("SB00001", "C002"),
    comesTo: "bill_completed",
  },
  "a child elsewhere": {
    given: [link("SB00002", "C002"), createBill("B1", 1), putOn("B1", "SB00002")],
    ask: link("SB00001", "C002"),
    comesTo: "child_elsewhere",
    says: ({ elsewhere }) => {
      assert.deepEqual([elsewhere?.parent, elsewhere?.bill, elsewhere?.by], ["SB00002", "B1", "admin"]);
      assert(elsewhere?.since instanceof Date);
    },
  },
  "a child elsewhere into a full parent": {
    given: [...fullSack, link("SB00002", "C009")],
    ask: link("SB00001", "C009"),
    comesTo: "child_elsewhere",
  },
  "a full parent": { given: fullSack, ask: link("SB00001", "C009"), comesTo: "parent_full" },
});

rules("moving a child", {
  "into another parent": {
    given: [link("SB00001", "C001"), open("SB00002")],
    ask: move("C001", "SB00002"),
    comesTo: "child_moved",
    says: ({ parent, from }) => assert.deepEqual([parent?.childCount, from?.code, from?.childCount], [1, "SB00001", 0]),
  },
  "blank target before malformed child": { given: [], ask: move("SB1", ""), comesTo: "empty" },
  "long target before malformed child": { given: [], ask: move("SB1", LONG), comesTo: "too_long" },
  "malformed child": { given: [open("SB00002")], ask: move("SB1", "SB00002"), comesTo: "bad_format" },
  "malformed child before a registered child as target": {
    given: loose,
    ask: move("SB1", "C001"),
    comesTo: "bad_format",
  },
  "unregistered child code as target": { given: loose, ask: move("C001", "C002"), comesTo: "bad_format" },
  "parent as child": {
    given: [open("SB00002")],
    ask: move("SB00001", "SB00002"),
    comesTo: "wrong_type",
    says: ({ parent, child }) => assert.deepEqual([parent?.code, child?.code], ["SB00002", "SB00001"]),
  },
  "registered child as target": {
    given: [...loose, link("SB00001", "C002")],
    ask: move("C002", "C001"),
    comesTo: "wrong_type",
    says: ({ parent, child }) => assert.deepEqual([parent, child?.code], [null, "C001"]),
  },
  "voided target, unknown child": { given: voidedSack, ask: move("C001", "SB00009"), comesTo: "bag_voided" },
  "voided child, unknown target": { given: voidedChild, ask: move("C009", "SB00002"), comesTo: "bag_voided" },
  "unknown child, unknown target": { given: [], ask: move("C001", "SB00002"), comesTo: "bag_not_found" },
  "unknown target, loose child": { given: loose, ask: move("C001", "SB00002"), comesTo: "parent_not_found" },
  "to where it is, sold or not": { given: sold, ask: move("C001", "SB00001"), comesTo: "child_already_here" },
  "loose child into a sold parent": {
    given: [...loose, ...sold.slice(1), link("SB00002", "C007")].slice(0, 2).concat(open("SB00002")),
    ask: move("C001", "SB00002"),
    comesTo: "not_in_parent",
  },
  "out of a sold parent": {
    given: [...sold, link("SB00002", "C002"), createBill("B2", 1), putOn("B2", "SB00002")],
    ask: move("C001", "SB00002"),
    comesTo: "bill_completed",
    says: ({ bill }) => assert.deepEqual([bill?.number, bill?.status], ["B1", "completed"]),
  },
  "into a sold parent": {
    given: [...sold, link("SB00002", "C002")],
    ask: move("C002", "SB00001"),
    comesTo: "bill_completed",
  },
  "into a full parent": {
    given: [...fullSack, link("SB00002", "C009")],
    ask: move("C009", "SB00001"),
    comesTo: "parent_full",
  },
});

rules("taking a child out", {
  "of its parent": {
    given: [link("SB00001", "C001")],
    ask: takeOut("SB00001", "C001"),
    comesTo: "child_unlinked",
    says: ({ parent }) => assert.equal(parent?.childCount, 0),
  },
  "of a full parent, which is open again": {
    given: fullSack,
    ask: takeOut("SB00001", "C001"),
    comesTo: "child_unlinked",
    says: ({ parent }) => assert.equal(parent?.status, "open"),
  },
  "of another parent": {
    given: [link("SB00001", "C001"), open("SB00002")],
    ask: takeOut("SB00002", "C001"),
    comesTo: "not_in_parent",
  },
  "loose": { given: loose, ask: takeOut("SB00005", "C001"), comesTo: "not_in_parent" },
  "unknown": { given: [], ask: takeOut("SB00001", "C001"), comesTo: "not_in_parent" },
  "nonsense": { given: [], ask: takeOut("?", ""), comesTo: "not_in_parent" },
  "of a sold parent": { given: sold, ask: takeOut("SB00001", "C001"), comesTo: "bill_completed" },
});
