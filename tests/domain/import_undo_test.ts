import assert from "node:assert/strict";
import type { Command } from "../../domain/command.ts";
import type { StagedBatch } from "../../domain/import_shapes.ts";
import { factsOf, untruths } from "../support/facts.ts";
import {
  complete,
  createBill,
  editBill,
  link,
  move,
  open,
  putOn,
  takeOff,
  takeOut,
  undo,
  voidBag,
  voidBill,
} from "../support/heart.ts";
import {
  apart,
  applyOne,
  bag,
  bill,
  importTerms,
  lorryload,
  sack,
  sackful,
  standing,
  takeBack,
} from "../support/sheet_warehouse.ts";
import { Warehouse } from "../support/warehouse.ts";

const TERMS = importTerms(1);

/** A warehouse where `given` happened, then the sheet was put in, then people did `later`. */
function imported(given: readonly Command[], sheet: readonly StagedBatch[], later: readonly Command[] = []) {
  const world = new Warehouse();
  world.do(...given);
  const before = standing(world);
  const { events, problems } = applyOne(world, sheet, TERMS);
  assert.deepEqual(problems, []);
  const replies = world.do(...later);
  const isDone = replies.every((reply) =>
    "answer" in reply && world.database.store.events.get(reply.answer.key)?.accepted
  );
  assert(isDone, "What happens later must be possible");
  return { world, before, events };
}

const GIVEN = [open("SB00001"), link("SB00002", "C009"), createBill("B1", 3)];
const SHEET = [
  sackful(1, "SB00001", "C001", "C002"),
  sackful(2, "SB00003", "C003", "C004"),
  apart(3, bag("C005", "SB00004"), sack("SB00005"), bill("B2", 2, "Truck")),
  lorryload(4, "B1", "SB00002"),
  lorryload(5, "B3", "SB00003", "SB00004"),
];

for (const stepSize of [1, 2, 3, 1_000]) {
  Deno.test(`an import is taken back as if it had never been, ${stepSize} events at a time`, () => {
    const { world, before, events } = imported(GIVEN, SHEET);
    assert.deepEqual(takeBack(world, TERMS, stepSize), []);
    assert.deepEqual(standing(world), before);
    assert.deepEqual(untruths(factsOf(world.database.store)), []);
    const told = [...world.database.store.events.values()].filter(({ importId }) => importId === 1);
    const kinds = (kind: string) => told.filter((event) => event.kind === kind).length;
    assert.deepEqual([kinds("undo"), kinds("withdraw_bag"), kinds("withdraw_bill")], [8, 5 + 3, 2]);
    assert(told.length === events.length + 18 && told.every(({ accepted }) => accepted));
    assert.deepEqual(takeBack(world, TERMS, stepSize), [], "A second time there is nothing to take back");
  });
}

Deno.test("what was taken back can be put in again, by a sheet or by a scan", () => {
  const { world } = imported(GIVEN, SHEET);
  const whole = standing(world);
  takeBack(world, TERMS);
  const again = applyOne(world, SHEET, importTerms(2));
  assert.deepEqual([again.problems, again.counts.unchanged], [[], 2]);
  assert.deepEqual(standing(world), whole);
  assert.equal(world.parent("SB00003")?.importId, 2);
  takeBack(world, importTerms(2));
  world.do(link("SB00003", "C003"), createBill("b3", 5));
  assert.deepEqual([world.parent("SB00003")?.importId, world.parent("SB00003")?.childCount], [null, 1]);
  assert.deepEqual([world.bill("b3")?.importId, world.bill("b3")?.capacity], [null, 5]);
  assert.deepEqual(takeBack(world, TERMS), [], "What a person has registered since is his");
  assert.equal(world.parent("SB00003")?.childCount, 1);
});

interface Built {
  readonly given?: readonly Command[];
  readonly sheet: readonly StagedBatch[];
  readonly later: readonly Command[];
  readonly says: readonly string[];
}

const OBSTACLES: Readonly<Record<string, Built>> = {
  "a bag was moved": {
    sheet: [sackful(1, "SB00001", "C001", "C002")],
    later: [move("C001", "SB00002")],
    says: ["moved C001 in SB00002 on null"],
  },
  "a bag was moved into a sack on a bill": {
    sheet: [sackful(1, "SB00001", "C001")],
    later: [putOn("B1", "SB00002"), move("C001", "SB00002")],
    says: ["moved C001 in SB00002 on B1"],
  },
  "a bag was taken out and put in again": {
    sheet: [sackful(1, "SB00001", "C001")],
    later: [takeOut("SB00001", "C001"), link("SB00001", "C001")],
    says: ["moved C001 in SB00001 on null"],
  },
  "a bag's link was undone, and the bag is somewhere else": {
    sheet: [sackful(1, "SB00001", "C001")],
    later: [link("SB00002", "C001")],
    says: ["moved C001 in SB00002 on null"],
  },
  "a bag was made void": {
    sheet: [sackful(1, "SB00001", "C001")],
    later: [takeOut("SB00001", "C001"), voidBag("C001")],
    says: ["gone C001 in null on null"],
  },
  "a sack was put on a bill": {
    sheet: [sackful(1, "SB00003", "C003", "C004")],
    later: [putOn("B1", "SB00003")],
    says: ["on_bill SB00003 in SB00003 on B1"],
  },
  "a sack went from its bill to another": {
    given: [putOn("B1", "SB00002"), createBill("B9", 1)],
    sheet: [sackful(1, "SB00002", "C003")],
    later: [putOn("B9", "SB00002", "B1")],
    says: ["on_bill SB00002 in SB00002 on B9"],
  },
  "a sack was put on a bill that is sold": {
    sheet: [sackful(1, "SB00003", "C003")],
    later: [putOn("B1", "SB00003"), complete("B1", 2, "short")],
    says: ["bill_closed B1 in SB00003 on B1"],
  },
  "the bill of a batch was completed": {
    sheet: [lorryload(1, "B3", "SB00002")],
    later: [complete("B3", 2)],
    says: ["bill_closed B3 in SB00002 on B3"],
  },
  "a sack of a batch is on another bill now": {
    sheet: [lorryload(1, "B3", "SB00002")],
    later: [putOn("B1", "SB00002", "B3")],
    says: ["on_bill SB00002 in SB00002 on B1"],
  },
  "a sack of a batch was taken off and put on again": {
    sheet: [lorryload(1, "B1", "SB00002")],
    later: [takeOff("B1", "SB00002"), putOn("B1", "SB00002")],
    says: ["on_bill SB00002 in SB00002 on B1"],
  },
  "a sack holds more": {
    sheet: [sackful(1, "SB00003", "C003")],
    later: [link("SB00003", "C008")],
    says: ["has_more SB00003 in SB00003 on null"],
  },
  "a sack of a plain row holds more": {
    sheet: [apart(1, bag("C003", "SB00003"))],
    later: [link("SB00003", "C008")],
    says: ["has_more SB00003 in SB00003 on null"],
  },
  "a sack was made void": {
    sheet: [apart(1, sack("SB00003"))],
    later: [voidBag("SB00003")],
    says: ["gone SB00003 in null on null"],
  },
  "a bill holds more": {
    sheet: [apart(1, bill("B2", 2))],
    later: [putOn("B2", "SB00002")],
    says: ["bill_changed B2 in null on B2"],
  },
  "a bill was edited": {
    sheet: [apart(1, bill("B2", 2, "Truck"))],
    later: [editBill("B2", 1, { vehicle: "RJ14 7777" })],
    says: ["bill_changed B2 in null on B2"],
  },
  "a bill was made void": {
    sheet: [apart(1, bill("B2", 2))],
    later: [voidBill("B2", 1)],
    says: ["bill_closed B2 in null on B2"],
  },
};

for (const [what, { given = [], sheet, later, says }] of Object.entries(OBSTACLES)) {
  Deno.test(`an import stays as it is where ${what}`, () => {
    // Some of what happens later undoes what the import did: its keys are known only then.
    const { world, events } = imported([...GIVEN, ...given], sheet, what.includes("undone") ? [] : later);
    if (what.includes("undone")) world.do(undo(events.find(({ child }) => child === "C001")!.key), ...later);
    const before = standing(world), told = world.database.store.events.size;
    for (const stepSize of [1, 1_000]) {
      const obstacles = takeBack(world, TERMS, stepSize);
      const lines = obstacles.map(({ reason, code, parent, bill }) => `${reason} ${code} in ${parent} on ${bill}`);
      assert.deepEqual(lines, says);
    }
    assert.deepEqual([standing(world), world.database.store.events.size], [before, told]);
  });
}

Deno.test("a sack that came off its bill since is no obstacle", () => {
  const { world } = imported([...GIVEN, putOn("B1", "SB00002")], [sackful(1, "SB00002", "C003")], [
    takeOff("B1", "SB00002"),
  ]);
  assert.deepEqual(takeBack(world, TERMS), []);
  assert.equal(world.parent("SB00002")?.childCount, 1);
});

Deno.test("what a person has undone already is no obstacle, and his own use of an older bag is his", () => {
  const { world, events } = imported([...GIVEN, link("SB00002", "C007"), takeOut("SB00002", "C007")], [
    sackful(1, "SB00001", "C001", "C007"),
    lorryload(2, "B1", "SB00002"),
  ]);
  const keyOf = (outcome: string, child: string | null) =>
    events.find((event) => event.outcome === outcome && (event.child ?? null) === child)!.key;
  world.do(undo(keyOf("child_linked", "C001")), undo(keyOf("child_linked", "C007")), undo(keyOf("bill_linked", null)));
  world.do(link("SB00002", "C007"));
  assert.deepEqual(takeBack(world, TERMS), []);
  assert.deepEqual(standing(world).bags, ["C007 SB00002  ", "C009 SB00002  "]);
});

Deno.test("a bag that was taken out by hand is withdrawn like one that was undone", () => {
  const { world, before } = imported(GIVEN, [sackful(1, "SB00001", "C001")], [takeOut("SB00001", "C001")]);
  assert.deepEqual(takeBack(world, TERMS), []);
  assert.deepEqual(standing(world), before);
});

Deno.test("taking back counts what is gone: sacks, bags and bills", () => {
  const { world } = imported(GIVEN, [sackful(1, "SB00003", "C003"), apart(2, bill("B2", 1))]);
  takeBack(world, TERMS);
  const { events, stats } = world.lastChange!;
  assert.deepEqual([...events].sort((one, other) => one.place - other.place).map(({ outcome }) => outcome), [
    ...["bill_withdrawn", "child_unlinked", "bag_withdrawn", "bag_withdrawn"],
  ]);
  assert.deepEqual(stats.map(({ stat, area, delta }) => `${stat} ${area} ${delta}`), [
    ...["bills  -1", "children indore -1", "parents indore -1"],
  ]);
});
