import { deepEqual, equal } from "node:assert/strict";
import { changesSince, fieldTextsOf, mergeFields, type SeenBill } from "../../domain/seen_bill.ts";
import type { BillDetail, BillParent } from "../../domain/shapes.ts";

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 22, 5, minute));

const sack = (code: string, linkedAt: Date): BillParent => ({
  ...{ code, kind: "SB", childCount: 30, capacity: 30, childWeightKg: 1, weightKg: 30, expectedWeightKg: 30 },
  ...{ linkedAt, linkedBy: "ravi.k" },
});

const bill: BillDetail = {
  asOf: at(9),
  ...{ number: "INV-7", linkedCount: 2, capacity: 20, childCount: 60, weightKg: 60, expectedWeightKg: 60 },
  ...{ status: "processing", description: null, short: false, shortReason: null, version: 4 },
  ...{ createdBy: "meena.j", createdAt: at(0), completedBy: null, completedAt: null },
  ...{ destination: "Hisar", vehicle: null, parents: [sack("SB00002", at(2)), sack("SB00001", at(1))] },
};

const seen: SeenBill = {
  ...{ version: 4, status: "processing", linkedCount: 2, lastLinkedAt: at(2), fields: fieldTextsOf(bill) },
};

Deno.test("a bill that nobody touched has not changed", () => {
  deepEqual(changesSince(seen, bill, []), { fields: [], status: null, putOn: [], takenOff: 0 });
});

Deno.test("sacks put on and taken off since are told apart, even where their number is the same", () => {
  const swapped = { ...bill, parents: [sack("SB00003", at(3)), sack("SB00001", at(1))] };
  const { putOn, takenOff } = changesSince(seen, swapped, []);
  deepEqual([putOn.map(({ code }) => code), takenOff], [["SB00003"], 1]);
  const emptied = { ...bill, linkedCount: 0, parents: [], status: "new" as const };
  const changes = changesSince(seen, emptied, []);
  deepEqual([changes.putOn, changes.takenOff, changes.status], [[], 2, null]);
  const first = changesSince({ ...seen, linkedCount: 0, lastLinkedAt: null, status: "new" }, bill, []);
  deepEqual([first.putOn.length, first.takenOff, first.status], [2, 0, null]);
});

Deno.test("a field's change names the one who changed that field, not the one who came last", () => {
  const now = { ...bill, destination: "Akola", capacity: 25 };
  const edits = [
    { at: at(9), by: "sunita", before: { ...now, capacity: 20 }, after: now },
    { at: at(8), by: "arjun", before: { ...now, capacity: 20, destination: "Hisar" }, after: { ...now, capacity: 20 } },
  ];
  deepEqual(changesSince(seen, now, edits).fields, [
    { field: "capacity", was: "20", now: "25", by: "sunita", at: at(9) },
    { field: "destination", was: "Hisar", now: "Akola", by: "arjun", at: at(8) },
  ]);
});

Deno.test("a change that no edit tells of is told without a name", () => {
  const [change] = changesSince(seen, { ...bill, vehicle: "HR 39" }, []).fields;
  deepEqual(change, { field: "vehicle", was: "", now: "HR 39", by: null, at: null });
});

Deno.test("that a bill was completed or made void meanwhile is a change of its status", () => {
  const completed = changesSince(seen, { ...bill, status: "completed" }, []);
  deepEqual(completed.status, { was: "processing", now: "completed" });
});

Deno.test("what one side alone changed is that side's; what both changed in another way is undecided", () => {
  const mine = { ...seen.fields, destination: "Raipur", description: "in haste" };
  const now = { ...bill, destination: "Akola", vehicle: "HR 39" };
  const { fields, undecided } = mergeFields(mine, seen, now);
  deepEqual(undecided, ["destination"]);
  deepEqual(fields, { capacity: "20", destination: "Raipur", vehicle: "HR 39", description: "in haste" });
});

Deno.test("two who write the same do not disagree", () => {
  const mine = { ...seen.fields, destination: "Akola" };
  const { fields, undecided } = mergeFields(mine, seen, { ...bill, destination: "Akola" });
  deepEqual(undecided, []);
  equal(fields.destination, "Akola");
});
