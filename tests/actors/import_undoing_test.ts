import assert from "node:assert/strict";
import { undoImport } from "../../actors/import_undoing.ts";
import { type Bag, newChild, newParent } from "../../domain/bag.ts";
import type { PastEvent } from "../../domain/event.ts";
import { importKey, keysEnd } from "../../domain/import_keys.ts";
import type { ImportStep, TakingBackStep } from "../../domain/import_step.ts";
import type { Transaction } from "../../domain/ledger.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { KINDS } from "../support/heart.ts";
import { memoryImportWorld } from "../support/import_world.ts";

const stamp = { importId: 1, createdAt: new Date(Date.UTC(2026, 10, 22)) };
const ours = { id: 1, area: null, importId: 1 };

const linked = (place: number, child: string): PastEvent => ({
  ...{ key: importKey(stamp, 1, place), kind: "link_child", outcome: "child_linked", userId: 1, at: stamp.createdAt },
  ...{ parent: "SB00001", child, fromParent: null, bill: null, fromBill: null, lot: null, elsewhere: null },
  ...{ after: null, contentHash: 1, undone: false },
});

/** The bag in that sack, put there by the event of this key. */
const bagIn = (code: string, parent: string, key: string): Bag => ({
  ...newChild(code, ours),
  ...{ id: Number(code.slice(1)), parent, packed: { at: stamp.createdAt, byId: 1, by: "root", key } },
});

Deno.test("what somebody moves after it was looked at, and before its own step, stays and is named", async () => {
  const events = [linked(1, "C001"), linked(0, "C002")];
  const bags = [
    { ...newParent("SB00001", KINDS[0]!, ours), id: 11, childCount: 1 },
    { ...newParent("SB00002", KINDS[0]!, { ...ours, importId: null }), id: 12, childCount: 1 },
    bagIn("C001", "SB00002", "00000000-0000-4000-8000-000000000001"),
    bagIn("C002", "SB00001", events[1]!.key),
  ];
  const steps: (ImportStep | TakingBackStep | undefined)[] = [], gone: string[] = [];
  const transaction: Transaction = {
    reading: {
      now: stamp.createdAt,
      transaction: 0,
      bags,
      bills: [],
      events,
      parentsOfBills: new Map(),
      highestNumbers: new Map(),
    },
    commit(change, step) {
      gone.push(...change.bagsWithdrawn.map(({ code }) => code));
      return Promise.resolve(void steps.push(step));
    },
    rollback: () => Promise.resolve(),
  };
  const world = memoryImportWorld(new FakeClock(), [1]);
  const job = { ...(await world.jobs.take())!, createdAt: stamp.createdAt, undoneTo: keysEnd(stamp) };
  await undoImport(
    {
      ...world,
      ledger: { ...world.ledger, open: () => Promise.resolve(transaction) },
      events: { next: () => Promise.resolve(steps.length === 0 ? events : []) },
    },
    job,
    { shown() {}, stored() {}, stepped() {}, goesOn: () => Promise.resolve(true) },
  );
  assert.deepEqual(gone, ["C002"]);
  assert.deepEqual(steps, [{
    ...{ jobId: 1, from: keysEnd(stamp), undoneTo: events[1]!.key },
    obstacles: [{ reason: "moved", code: "C001", parent: "SB00002", bill: null }],
  }]);
});
