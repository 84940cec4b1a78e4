import { deepEqual, equal } from "node:assert/strict";
import {
  billContentAt,
  billTotalsAt,
  childCountBefore,
  childPlaceAt,
  type HistoryEvent,
  parentContentAt,
} from "../../domain/history.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 5, minute));
const NOTHING = { parent: null, fromParent: null, child: null, bill: null, fromBill: null, reason: null, detail: null };

const event = (
  minute: number,
  outcome: HistoryEvent["outcome"],
  facts: Partial<HistoryEvent> = {},
): HistoryEvent => ({ ...NOTHING, at: at(minute), key: `key-${minute}`, outcome, by: "ravi.k", ...facts });

const codesAt = (events: readonly HistoryEvent[], minute: number) =>
  parentContentAt("SB00001", events, at(minute)).children.map(({ code }) => code);

Deno.test("a sack holds what was put in and neither taken out nor moved away before that moment", () => {
  const events = [
    event(1, "child_linked", { parent: "SB00001", child: "0001" }),
    event(2, "child_linked", { parent: "SB00001", child: "0002" }),
    event(3, "child_moved", { parent: "SB00002", fromParent: "SB00001", child: "0001" }),
    event(4, "child_unlinked", { parent: "SB00001", child: "0002" }),
    // The move is undone: the bag comes back, by an event of its own.
    event(5, "child_moved", { parent: "SB00001", fromParent: "SB00002", child: "0001" }),
  ];
  deepEqual([0, 1, 2, 3, 4, 5, 9].map((minute) => codesAt(events, minute)), [
    [],
    ["0001"],
    ["0002", "0001"],
    ["0002"],
    [],
    ["0001"],
    ["0001"],
  ]);
  equal(parentContentAt("SB00001", events, at(9)).children[0]?.scanId, "key-5");
  equal(parentContentAt("SB00001", events, new Date(at(1).getTime() - 1)).children.length, 0);
});

Deno.test("a sack leaves its bill by being taken off, by going on another, and when its bill is made void", () => {
  const on = (minute: number, bill: string, fromBill: string | null = null) =>
    event(minute, "bill_linked", { parent: "SB00001", bill, fromBill });
  const billAt = (events: readonly HistoryEvent[], minute: number) =>
    parentContentAt("SB00001", events, at(minute)).bill;
  const events = [
    on(1, "INV-1"),
    on(2, "INV-2", "INV-1"),
    // Another sack of its bill, and the bill that it is no longer on: neither concerns it.
    event(3, "bill_unlinked", { parent: "SB00002", bill: "INV-2" }),
    event(4, "bill_made_void", { bill: "INV-1" }),
    event(5, "bill_made_void", { bill: "INV-2" }),
    on(6, "INV-3"),
    event(7, "bill_unlinked", { parent: "SB00001", bill: "INV-3" }),
  ];
  deepEqual([0, 1, 2, 3, 4, 5, 6, 7].map((minute) => billAt(events, minute)), [
    ...[null, "INV-1", "INV-2", "INV-2", "INV-2", null, "INV-3", null],
  ]);
});

Deno.test("a bag was where its last event put it, and nowhere once it was taken out", () => {
  const events = [
    event(1, "child_linked", { parent: "SB00001", child: "0001" }),
    event(2, "child_moved", { parent: "SB00002", fromParent: "SB00001", child: "0001" }),
    event(3, "child_unlinked", { parent: "SB00002", child: "0001" }),
    event(4, "bag_made_void", { child: "0001" }),
  ];
  const places = [0, 1, 2, 3, 4].map((minute) => childPlaceAt("0001", events, at(minute)));
  deepEqual(places.map(({ parent }) => parent), [null, "SB00001", "SB00002", null, null]);
  deepEqual(places.map(({ voided }) => voided), [false, false, false, false, true]);
});

const NOW = { capacity: 9, description: null, destination: "Hisar", vehicle: null };

Deno.test("a bill had the words, the sacks and the state of that moment", () => {
  const before = { capacity: 2, description: null, destination: "Jaipur", vehicle: null };
  const events = [
    event(1, "bill_created", { bill: "INV-1", detail: { after: { number: "INV-1", ...before } } }),
    event(2, "bill_linked", { bill: "INV-1", parent: "SB00001" }),
    event(3, "bill_linked", { bill: "INV-1", parent: "SB00002", fromBill: "INV-0" }),
    event(4, "bill_changed", { bill: "INV-1", detail: { before, after: NOW } }),
    event(5, "bill_linked", { bill: "INV-9", fromBill: "INV-1", parent: "SB00001" }),
    event(6, "bill_closed", { bill: "INV-1", reason: "lorry full" }),
    event(7, "bill_reopened", { bill: "INV-1" }),
    event(8, "bill_made_void", { bill: "INV-1", detail: { before: { parents: ["SB00002"] } } }),
  ];
  const known = [["SB00001", 3], ["SB00002", 28]].map(([code, childCount]) => ({
    ...{ code: String(code), kind: "SB", capacity: 30, childWeightG: 1_000, expectedWeightG: 30_000 },
    ...{ childCount: Number(childCount), since: [] },
  }));
  const seen = [1, 2, 3, 4, 5, 6, 7, 8].map((minute) => {
    const bill = billTotalsAt(billContentAt("INV-1", NOW, events, at(minute)), known);
    return [bill.parents.map(({ code }) => code).join(), bill.weightKg, bill.capacity, bill.destination, bill.status];
  });
  deepEqual(seen, [
    ["", 0, 2, "Jaipur", "new"],
    ["SB00001", 3, 2, "Jaipur", "processing"],
    ["SB00002,SB00001", 31, 2, "Jaipur", "processing"],
    ["SB00002,SB00001", 31, 9, "Hisar", "processing"],
    ["SB00002", 28, 9, "Hisar", "processing"],
    ["SB00002", 28, 9, "Hisar", "completed"],
    ["SB00002", 28, 9, "Hisar", "processing"],
    ["", 0, 9, "Hisar", "voided"],
  ]);
  const closed = billTotalsAt(billContentAt("INV-1", NOW, events, at(6)), known);
  deepEqual([closed.short, closed.shortReason, closed.completedBy], [true, "lorry full", "ravi.k"]);
});

Deno.test("a bill that no event made had the words that its first edit found", () => {
  const before = { ...NOW, destination: "Jaipur" };
  const edit = event(4, "bill_changed", { bill: "INV-1", detail: { before, after: NOW } });
  equal(billContentAt("INV-1", NOW, [edit], at(3)).words.destination, "Jaipur");
  equal(billContentAt("INV-1", NOW, [edit], at(4)).words.destination, "Hisar");
  equal(billContentAt("INV-1", NOW, [], at(3)).words.destination, "Hisar");
});

Deno.test("children are counted back from now on both sides of a move, whatever undid it", () => {
  const since = [
    { side: "parent", outcome: "child_linked", times: 5 },
    { side: "from_parent", outcome: "child_moved", times: 2 },
    { side: "parent", outcome: "child_moved", times: 3 },
    { side: "parent", outcome: "child_unlinked", times: 1 },
  ] as const;
  // 7 now; 8 went in since, 3 came out.
  equal(childCountBefore({ childCount: 7, since }), 2);
  equal(childCountBefore({ childCount: 7, since: [] }), 7);
});

Deno.test("what an import took back counts as void until it is registered again", () => {
  const sack = [
    event(1, "parent_created", { parent: "SB00001" }),
    event(2, "bag_withdrawn", { parent: "SB00001" }),
    event(3, "parent_created", { parent: "SB00001" }),
  ];
  const bag = [
    event(1, "child_linked", { parent: "SB00001", child: "0001" }),
    event(2, "child_unlinked", { parent: "SB00001", child: "0001" }),
    event(3, "bag_withdrawn", { child: "0001" }),
    event(4, "child_linked", { parent: "SB00002", child: "0001" }),
  ];
  const bill = [event(1, "bill_created"), event(2, "bill_withdrawn"), event(3, "bill_created")];
  const fields = { capacity: 1, description: null, destination: null, vehicle: null };
  deepEqual([1, 2, 3].map((minute) => parentContentAt("SB00001", sack, at(minute)).voided), [false, true, false]);
  deepEqual([2, 3, 4].map((minute) => childPlaceAt("0001", bag, at(minute)).voided), [false, true, false]);
  deepEqual([1, 2, 3].map((minute) => billContentAt("INV-1", fields, bill, at(minute)).voided), [false, true, false]);
});
