import assert from "node:assert/strict";
import type { Command } from "../../domain/command.ts";
import type { ImportCounts, StagedBatch } from "../../domain/import_shapes.ts";
import { NO_COUNTS } from "../../domain/import_shapes.ts";
import { LIMITS } from "../../domain/limits.ts";
import { complete, createBill, DISPATCHER, link, open, putOn, voidBag, voidBill } from "../support/heart.ts";
import {
  apart,
  applyOne,
  applySteps,
  bad,
  bag,
  bill,
  checkSteps,
  importTerms,
  lorryload,
  sackful,
  standing,
  type Told,
} from "../support/sheet_warehouse.ts";
import { Warehouse } from "../support/warehouse.ts";

const TERMS = importTerms(1);

function after(...given: readonly Command[]): Warehouse {
  const world = new Warehouse();
  world.do(...given);
  return world;
}

const reasons = ({ problems }: Pick<Told, "problems">) =>
  problems.map(({ n, place, sort, reason }) => `${n}.${place} ${sort}: ${reason}`);

const counts = (given: Partial<ImportCounts>): ImportCounts => ({ ...NO_COUNTS, ...given });

const label = "LABEL NO.0016586 LOT NO.:STAR44GG24611, D.O.T.:30/09/2025";

Deno.test("a sackful goes in whole: the sack first, then its bags, in the file's area", () => {
  const world = new Warehouse();
  const { counts: made, events, problems } = applyOne(world, [sackful(1, "SB00001", label, "c002")], TERMS);
  assert.deepEqual(problems, []);
  assert.deepEqual(made, counts({ newParents: 1, newChildren: 2, newLinks: 2, newRows: 3 }));
  assert.deepEqual(events.map(({ kind, outcome }) => [kind, outcome]), [
    ["open_parent", "parent_created"],
    ["link_child", "child_linked"],
    ["link_child", "child_linked"],
  ]);
  assert.deepEqual(events.map(({ importId, area, place }) => [importId, area, place]), [
    ...[[1, "indore", 0], [1, "indore", 1], [1, "indore", 2]],
  ]);
  assert.deepEqual(events.map(({ raw, lot }) => [raw, lot ?? null]), [
    ...[["SB00001", null], [label, "STAR44GG24611"], ["c002", null]],
  ]);
  assert.deepEqual(standing(world).bags, ["0016586 SB00001  indore", "C002 SB00001  indore"]);
  assert.equal(world.parent("SB00001")?.importId, 1);
});

Deno.test("a new bag belongs to its sack's area, whatever the file's is", () => {
  const world = after(open("SB00001", { by: DISPATCHER }));
  applyOne(world, [sackful(1, "SB00001", "C001")], TERMS);
  assert.deepEqual(standing(world).bags, ["C001 SB00001  lucknow"]);
});

Deno.test("a plain row registers its sack by an event of its own, before the bag's", () => {
  const { events, counts: made } = applyOne(new Warehouse(), [apart(1, bag("C001", "SB00001"))], TERMS);
  assert.deepEqual(events.map(({ outcome }) => outcome), ["parent_created", "child_linked"]);
  assert(events[0]!.key < events[1]!.key);
  assert.deepEqual(made, counts({ newParents: 1, newChildren: 1, newLinks: 1, newRows: 1 }));
});

Deno.test("a sack is not registered for a bag that cannot go in", () => {
  const world = after(link("SB00001", "C001"));
  applyOne(world, [apart(1, bag("C001", "SB00002"))], TERMS);
  assert.equal(world.parent("SB00002"), null);
});

Deno.test("more bags than the sack has room for: none goes in, and all rows say why but the bad ones", () => {
  const world = after(link("SB00001", "C001"), link("SB00002", "C009"));
  const before = standing(world);
  const over = sackful(1, "SB00001", "C001", "C002", bad("?"), "C003", "C004", "C005", "C005", "C009", "SB1");
  const next = sackful(2, "SB00003", "C002");
  const verdict = applyOne(world, [over, next], TERMS);
  const { problems } = verdict;
  assert.deepEqual(reasons(verdict), [
    ...[0, 1, 2].map((place) => `1.${place} conflict: over_parent_capacity`),
    "1.3 invalid: unknown_row",
    ...[4, 5, 6, 7, 8].map((place) => `1.${place} conflict: over_parent_capacity`),
    "1.9 invalid: bad_format",
  ]);
  assert.deepEqual(problems[0]!.detail, { parent: "SB00001", capacity: 4, asked: 5, into: "SB00001" });
  assert.deepEqual(verdict.events.map(({ parent }) => parent), ["SB00003", "SB00003"]);
  assert.deepEqual(verdict.events.map(({ place }) => place), [0, 1], "A batch that is taken back leaves no gap");
  assert.deepEqual(standing(world).sacks, [...before.sacks, "SB00003 1 null  indore"]);
});

Deno.test("a sackful just fits where bags are in it already, or cannot come", () => {
  const world = after(link("SB00001", "C001"), link("SB00002", "C009"));
  const verdict = applyOne(world, [sackful(1, "SB00001", "C001", "C002", "C003", "C004", "C009")], TERMS);
  assert.deepEqual(reasons(verdict), ["1.5 conflict: child_elsewhere"]);
  assert.deepEqual(verdict.problems[0]!.detail, { parent: "SB00002", bill: null, into: "SB00001" });
  assert.deepEqual(verdict.counts, counts({ newChildren: 3, newLinks: 3, newRows: 3, unchanged: 2, conflicts: 1 }));
});

Deno.test("a sack that is refused takes its bags with it, each with the sack's reason", () => {
  const world = after(open("SB00001"), voidBag("SB00001"));
  const verdict = applyOne(world, [sackful(1, "SB00001", "C001", "SB00002", bad("?")), sackful(2, "X", "C001")], TERMS);
  assert.deepEqual(reasons(verdict), [
    ...["1.0 conflict: bag_voided", "1.1 conflict: bag_voided", "1.2 invalid: wrong_type", "1.3 invalid: unknown_row"],
    ...["2.0 invalid: bad_format", "2.1 invalid: bad_format"],
  ]);
  assert.deepEqual(verdict.events, []);
});

Deno.test("a sack is not made for nothing, and one that is there just stays", () => {
  const world = after(link("SB00001", "C001"));
  const verdict = applyOne(world, [sackful(1, "SB00002", "C001", bad("?")), sackful(2, "SB00001", bad("?"))], TERMS);
  assert.deepEqual(reasons(verdict), [
    ...["1.0 conflict: nothing_goes_in", "1.1 conflict: child_elsewhere", "1.2 invalid: unknown_row"],
    "2.1 invalid: unknown_row",
  ]);
  assert.deepEqual([verdict.counts.unchanged, verdict.events.length, world.parent("SB00002")], [1, 0, null]);
});

Deno.test("the same sack twice in a sheet: the second batch adds to it", () => {
  const world = new Warehouse();
  const batches = [
    sackful(1, "SB00001", "C001", "C002"),
    sackful(2, "SB00001", "C002", "C003"),
    sackful(3, "SB00002", "C001"),
  ];
  const verdict = applyOne(world, batches, TERMS);
  assert.deepEqual(reasons(verdict), ["3.0 conflict: nothing_goes_in", "3.1 conflict: child_elsewhere"]);
  assert.deepEqual(
    verdict.counts,
    counts({
      ...{ newParents: 1, newChildren: 3, newLinks: 3, newRows: 4, unchanged: 2, conflicts: 2 },
    }),
  );
});

const packed = ["SB00001", "SB00002", "SB00003"].map((code, place) => link(code, `C00${place}`));

Deno.test("an unknown bill is made as large as its batch", () => {
  const world = after(...packed);
  const verdict = applyOne(world, [lorryload(1, "inv-1", "SB00001", "SB00002", "SB00009")], TERMS);
  assert.deepEqual(reasons(verdict), ["1.3 conflict: bag_not_found"]);
  assert.deepEqual(verdict.counts, counts({ newBills: 1, newLinks: 2, newRows: 3, conflicts: 1 }));
  const made = world.bill("inv-1");
  assert.deepEqual([made?.capacity, made?.linkedCount, made?.importId], [3, 2, 1]);
});

Deno.test("a known bill is extended and keeps its capacity; over it, nothing goes on", () => {
  const world = after(...packed, createBill("B1", 2), putOn("B1", "SB00001"));
  const over = applyOne(world, [lorryload(1, "b1", "SB00001", "SB00002", "SB00003", "SB1")], TERMS);
  assert.deepEqual(reasons(over), [
    ...[0, 1, 2, 3].map((place) => `1.${place} conflict: over_bill_capacity`),
    "1.4 invalid: bad_format",
  ]);
  assert.deepEqual(over.problems[0]!.detail, { bill: "B1", capacity: 2, asked: 3, into: "b1" });
  assert.equal(world.bill("B1")?.linkedCount, 1);
  const fits = applyOne(world, [lorryload(1, "b1", "SB00001", "SB00002")], TERMS);
  assert.deepEqual(fits.counts, counts({ newLinks: 1, newRows: 1, unchanged: 2 }));
  assert.deepEqual([world.bill("B1")?.linkedCount, world.bill("B1")?.capacity], [2, 2]);
});

Deno.test("a completed bill is as the sheet has it as far as its sacks are on it", () => {
  const world = after(...packed, createBill("B1", 1), putOn("B1", "SB00001"), complete("B1", 2));
  const same = applyOne(world, [lorryload(1, "B1", "SB00001")], TERMS);
  assert.deepEqual(same.counts, counts({ unchanged: 2 }));
  const more = applyOne(world, [lorryload(1, "B1", "SB00001", "SB00002"), lorryload(2, "B1", "SB00003")], TERMS);
  assert.deepEqual(reasons(more), [
    "1.2 conflict: bill_completed",
    "2.0 conflict: bill_completed",
    "2.1 conflict: bill_completed",
  ]);
});

Deno.test("a bill that is void, or cannot be made, takes its sacks with it", () => {
  const world = after(...packed, createBill("B1", 2), voidBill("B1", 1));
  const verdict = applyOne(world, [
    lorryload(1, "B1", "SB00001"),
    lorryload(2, "x".repeat(51), "SB00001"),
    lorryload(3, "B9", ...Array.from({ length: 501 }, () => "SB00001")),
  ], TERMS);
  assert.deepEqual(reasons(verdict).slice(0, 5), [
    ...["1.0 conflict: bill_voided", "1.1 conflict: bill_voided", "2.0 invalid: too_long", "2.1 invalid: too_long"],
    "3.0 invalid: capacity_out_of_range",
  ]);
  assert.deepEqual(verdict.counts, counts({ conflicts: 2, invalid: 2 + 502 }));
});

Deno.test("the first few new rows are told as samples", () => {
  const many = Array.from({ length: LIMITS.importSamplesMax }, (_, place) => apart(place + 4, bill(`X${place}`, 1)));
  const { samples } = applyOne(after(link("SB00001", "C001"), link("SB00002", "C002")), [
    sackful(1, "SB00003", "C003"),
    apart(2, bag("C004", "SB00001")),
    lorryload(3, "inv-1", "SB00001"),
    ...many,
  ], TERMS);
  const at = (n: number, place: number) => ({ sheet: "Sheet1", row: n * 100 + place });
  assert.equal(samples.length, LIMITS.importSamplesMax);
  assert.deepEqual(samples.slice(0, 5), [
    { ...at(1, 0), does: "registers_parent", child: null, parent: "SB00003", bill: null },
    { ...at(1, 1), does: "registers_child", child: "C003", parent: "SB00003", bill: null },
    { ...at(2, 0), does: "registers_child", child: "C004", parent: "SB00001", bill: null },
    { ...at(3, 0), does: "makes_bill", child: null, parent: null, bill: "inv-1" },
    { ...at(3, 1), does: "links_bill", child: null, parent: "SB00001", bill: "inv-1" },
  ]);
});

Deno.test("problems carry their row whole: place, code as it is read, cells", () => {
  const { problems } = applyOne(after(link("SB00001", "0016586")), [sackful(3, "SB00002", label, bad("what"))], TERMS);
  assert.deepEqual(problems[1], {
    ...{ n: 3, place: 1, sheet: "Sheet1", row: 301, column: null, code: "0016586", sort: "conflict" },
    ...{ reason: "child_elsewhere", detail: { parent: "SB00001", bill: null, into: "SB00002" }, cells: ["3", "1"] },
  });
  assert.deepEqual([problems[2]!.code, problems[2]!.column], ["what", "B"]);
});

const stepsOf = (...batches: readonly StagedBatch[]) => batches.map((batch) => [batch]);

Deno.test("a check in steps carries what earlier steps decided, and writes nothing", () => {
  const world = after(link("SB00001", "C001"), link("SB00002", "C002"), link("SB00005", "C009"));
  const batches = [
    sackful(1, "SB00003", "C003", "C004"),
    sackful(2, "SB00004", "C003", "C005"),
    sackful(3, "SB00003", "C006", "C007", "C008"),
    lorryload(4, "INV-1", "SB00001", "SB00003"),
    lorryload(5, "INV-2", "SB00001", "SB00002"),
    lorryload(6, "INV-1", "SB00005"),
  ];
  const before = standing(world);
  const checked = checkSteps(world, stepsOf(...batches), TERMS);
  assert.deepEqual(standing(world), before);
  assert.deepEqual(checked, checkSteps(world, [batches], TERMS));
  assert.deepEqual(checked, applySteps(world, stepsOf(...batches), TERMS));
  assert.deepEqual(reasons(checked), [
    "2.1 conflict: child_elsewhere",
    ...[0, 1, 2, 3].map((place) => `3.${place} conflict: over_parent_capacity`),
    "5.1 conflict: bag_on_other_bill",
    ...["6.0 conflict: over_bill_capacity", "6.1 conflict: over_bill_capacity"],
  ]);
});
