import assert from "node:assert/strict";
import { Activity } from "../../actors/activity.ts";
import { LIMITS } from "../../domain/limits.ts";
import type { Notice } from "../../domain/notice.ts";

const T = Date.UTC(2026, 10, 22, 5);

const scan = (username: string, parent: string | null, at: number, more: Partial<Notice> = {}): Notice => ({
  is: "answered",
  transaction: 1,
  replayed: false,
  child: null,
  parents: parent === null
    ? []
    : [{ code: parent, kind: "SB", childCount: 1, capacity: 30, weightKg: 1, status: "open", bill: null }],
  bill: null,
  billLeft: null,
  by: { username, area: "lucknow", station: "S1", at },
  ...more,
});

const bill = {
  ...{ number: "Inv-7", linkedCount: 1, capacity: 2, childCount: 1, weightKg: 1, expectedWeightKg: 30 },
  status: "processing" as const,
};

Deno.test("Activity tells who is on a bill, its number in any case, the latest first, for a minute", () => {
  const activity = new Activity();
  activity.see(scan("meena", "SB00001", T, { bill }));
  const [parent] = scan("ravi", "SB00001", T).parents;
  activity.see(scan("ravi", null, T + 1_000, { parents: [{ ...parent!, bill: "INV-7" }] }));
  activity.see(scan("geeta", "SB00002", T + 2_000));
  assert.deepEqual(activity.peopleOn("inv-7", new Date(T + 3_000)), ["ravi", "meena"]);
  assert.deepEqual(activity.peopleOn("INV-7", new Date(T + LIMITS.activeMs + 500)), ["ravi"]);
  assert.deepEqual(activity.peopleOn("INV-8", new Date(T)), []);
});

Deno.test("Activity tells what is packed and by whom, each sack once; putting a sack on a bill is no packing", () => {
  const activity = new Activity();
  activity.see(scan("ravi", "SB00001", T));
  activity.see(scan("geeta", "SB00001", T + 1_000));
  activity.see(scan("imran", "SB00002", T + 2_000));
  activity.see(scan("meena", "SB00003", T + 3_000, { bill }));
  const packing = () => activity.packing(new Date(T + 4_000)).map(({ username, parent }) => `${username} ${parent}`);
  assert.deepEqual(packing(), ["imran SB00002", "geeta SB00001"]);
  activity.see(scan("imran", "SB00009", T + 3_500));
  assert.deepEqual(packing(), ["imran SB00009", "geeta SB00001"]);
  assert.deepEqual(activity.packing(new Date(T + LIMITS.packingMs + 10_000)), []);
});

Deno.test("Activity is not led back by a notice that arrives late, and remembers so many people and no more", () => {
  const activity = new Activity();
  activity.see(scan("ravi", "SB00002", T + 1_000));
  activity.see(scan("ravi", "SB00001", T));
  assert.equal(activity.packing(new Date(T + 1_000))[0]?.parent, "SB00002");
  for (let n = 0; n < LIMITS.packersMax + 10; n++) activity.see(scan(`person ${n}`, `SB${10_000 + n}`, T + 2_000));
  assert.equal(activity.packing(new Date(T + 2_000)).length, LIMITS.packersMax);
});
