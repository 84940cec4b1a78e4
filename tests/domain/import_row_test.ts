import assert from "node:assert/strict";
import type { Command } from "../../domain/command.ts";
import { type ImportWish, NO_COUNTS } from "../../domain/import_shapes.ts";
import { complete, createBill, link, open, putOn, takeOut, voidBag, voidBill } from "../support/heart.ts";
import { apart, applyOne, bad, bag, bill, importTerms, sack, standing } from "../support/sheet_warehouse.ts";
import { Warehouse } from "../support/warehouse.ts";

interface Fate {
  readonly given?: readonly Command[];
  readonly row: ImportWish;
  readonly is: "new" | "unchanged" | `${"conflict" | "invalid"}: ${string}`;
}

const label = "LABEL NO.0016586 LOT NO.:STAR44GG24611, D.O.T.:30/09/2025";
const load = (parent: string, number: string): ImportWish => ({ wish: "load", parent, bill: number });
const full = ["C001", "C002", "C003", "C004"].map((code) => link("SB00001", code));
const sold = [link("SB00001", "C001"), createBill("B1", 1), putOn("B1", "SB00001"), complete("B1", 2)];

const FATES: Readonly<Record<string, Fate>> = {
  "an unknown sack": { row: sack("sb00001"), is: "new" },
  "a known sack": { given: [open("SB00001")], row: sack(" SB00001 "), is: "unchanged" },
  "a void sack": { given: [open("SB00001"), voidBag("SB00001")], row: sack("SB00001"), is: "conflict: bag_voided" },
  "no sack's code": { row: sack("SB1"), is: "invalid: bad_format" },
  "no code at all": { row: sack(" "), is: "invalid: empty" },
  "a bag where a sack should be": { given: [link("SB00001", "C001")], row: sack("C001"), is: "invalid: wrong_type" },
  "an unknown bag in an unknown sack": { row: bag("C001", "SB00001"), is: "new" },
  "a loose bag": { given: [link("SB00001", "C001")], row: bag("C001", "SB00001"), is: "unchanged" },
  "a bag by its label": { given: [link("SB00001", "0016586")], row: bag(label, "sb00001"), is: "unchanged" },
  "a bag that is elsewhere": {
    given: [link("SB00001", "C001")],
    row: bag("C001", "SB00002"),
    is: "conflict: child_elsewhere",
  },
  "a bag too many": { given: full, row: bag("C005", "SB00001"), is: "conflict: parent_full" },
  "a bag into a sold sack": { given: sold, row: bag("C002", "SB00001"), is: "conflict: bill_completed" },
  "a bag that is in a sold sack": { given: sold, row: bag("C001", "SB00001"), is: "unchanged" },
  "a sack in itself": { row: bag("SB00001", "SB00001"), is: "invalid: self_link" },
  "a sack in a sack": { row: bag("SB00002", "SB00001"), is: "invalid: wrong_type" },
  "a bag without a sack, unknown": { row: bag("C001", null), is: "conflict: no_parent_named" },
  "a bag without a sack, known": { given: [link("SB00001", "C001")], row: bag("c001", null), is: "unchanged" },
  "a void bag without a sack": {
    given: [link("SB00001", "C001"), takeOut("SB00001", "C001"), voidBag("C001")],
    row: bag("C001", null),
    is: "conflict: bag_voided",
  },
  "a sack that should be a bag": { row: bag("SB00001", null), is: "invalid: wrong_type" },
  "an unreadable bag": { row: bag("???", null), is: "invalid: bad_format" },
  "an unknown bill": { row: bill("B1", 7, "Truck"), is: "new" },
  "a bill without a number": { row: bill(" ", 7), is: "invalid: empty" },
  "a bill too large": { row: bill("B1", 501), is: "invalid: capacity_out_of_range" },
  "a bill with a novel": { row: bill("B1", 5, "x".repeat(1_001)), is: "invalid: too_long" },
  "a bill as it is": { given: [createBill("B1", 7)], row: bill("b1", 7), is: "unchanged" },
  "a bill of which nothing is said": { given: [createBill("B1", 7)], row: bill("B1", null), is: "unchanged" },
  "a bill of another size": { given: [createBill("B1", 7)], row: bill("B1", 8), is: "conflict: bill_differs" },
  "a bill of other words": { given: [createBill("B1", 7)], row: bill("B1", 7, "T"), is: "conflict: bill_differs" },
  "a void bill": { given: [createBill("B1", 7), voidBill("B1", 1)], row: bill("B1", 7), is: "conflict: bill_voided" },
  "a sack for a bill": { given: [link("SB00001", "C001"), createBill("B1", 1)], row: load("SB00001", "b1"), is: "new" },
  "a sack on its bill": { given: sold, row: load("SB00001", "B1"), is: "unchanged" },
  "a sack on another bill": {
    given: [...sold, createBill("B2", 1)],
    row: load("SB00001", "B2"),
    is: "conflict: bag_on_other_bill",
  },
  "an unknown sack for a bill": {
    given: [createBill("B1", 1)],
    row: load("SB00001", "B1"),
    is: "conflict: bag_not_found",
  },
  "an empty sack for a bill": {
    given: [createBill("B1", 1), open("SB00001")],
    row: load("SB00001", "B1"),
    is: "conflict: empty_parent",
  },
  "a row that is bad by itself": { row: bad("?"), is: "invalid: unknown_row" },
};

for (const [what, { given = [], row, is }] of Object.entries(FATES)) {
  Deno.test(`a row for ${what} is ${is}`, () => {
    const world = new Warehouse();
    world.do(...given);
    const before = standing(world);
    const verdict = applyOne(world, [apart(1, row)], importTerms(1));
    const { newRows, unchanged, conflicts, invalid } = verdict.counts;
    const problem = verdict.problems[0];
    assert.equal(newRows + unchanged + conflicts + invalid, 1);
    assert.equal(problem ? `${problem.sort}: ${problem.reason}` : newRows ? "new" : "unchanged", is);
    assert.equal(verdict.events.length > 0, is === "new", "Only what changes something leaves events");
    if (is !== "new") assert.deepEqual(standing(world), before);
    const again = applyOne(world, [apart(1, row)], importTerms(2));
    if (is === "new") assert.deepEqual(again.counts, { ...NO_COUNTS, unchanged: 1 }, "The same again is no news");
  });
}
