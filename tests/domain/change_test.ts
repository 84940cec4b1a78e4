import assert from "node:assert/strict";
import type { Change } from "../../domain/change.ts";
import * as heart from "../support/heart.ts";
import {
  complete,
  createBill,
  editBill,
  link,
  move,
  open,
  putOn,
  reopen,
  takeOff,
  takeOut,
  voidBag,
} from "../support/heart.ts";
import { Warehouse } from "../support/warehouse.ts";

/** In short: the codes or numbers of each set that is not empty. */
function setsOf(change: Change): Record<string, string[]> {
  const sets = Object.entries(change).filter(([name, rows]) => !["events", "stats"].includes(name) && rows.length > 0);
  return Object.fromEntries(
    sets.map((
      [name, rows],
    ) => [name, rows.map((row: { code?: string; number?: string }) => row.code ?? row.number ?? "")]),
  );
}

function changeAfter(given: Parameters<Warehouse["together"]>[0], batch: typeof given): Change {
  const world = new Warehouse();
  world.do(...given);
  world.together(batch);
  return world.lastChange!;
}

Deno.test("changeOf sorts bags by code and events by key, whatever the order of the scans", () => {
  const change = changeAfter([], [link("SB00002", "C009"), link("M444-00001", "C001"), link("SB00001", "A001")]);
  assert.deepEqual(setsOf(change), {
    newParents: ["M444-00001", "SB00001", "SB00002"],
    newChildren: ["A001", "C001", "C009"],
    parentsOpened: ["M444-00001", "SB00001", "SB00002"],
  });
  const keys = change.events.map(({ key }) => key);
  assert.deepEqual(keys, [...keys].sort());
  assert.deepEqual(change.events.map(({ place }) => place).sort(), [0, 1, 2]);
});

Deno.test("changeOf lets what moves leave first and join afterwards", () => {
  const given = [
    link("SB00001", "C001"),
    open("SB00002"),
    createBill("B1", 2),
    createBill("B2", 2),
    putOn("B1", "SB00001"),
  ];
  assert.deepEqual(
    setsOf(changeAfter(given, [move("C001", "SB00002"), link("SB00001", "C002"), putOn("B2", "SB00001", "B1")])),
    {
      parentsLeaving: ["SB00001"],
      childrenLeaving: ["C001"],
      newChildren: ["C002"],
      childrenJoining: ["C001"],
      parentsJoining: ["SB00001"],
      parentsOpened: ["SB00002"],
    },
  );
});

Deno.test("changeOf writes what left and came back within the batch as leaving and joining, with its new scan", () => {
  const again = link("SB00001", "C001");
  const change = changeAfter([link("SB00001", "C001")], [takeOut("SB00001", "C001"), again]);
  assert.deepEqual(setsOf(change), { childrenLeaving: ["C001"], childrenJoining: ["C001"] });
  assert.equal(change.childrenJoining[0]?.packed?.key, again.key);
});

Deno.test("changeOf writes nothing of what came and went within the batch but the bags and the events", () => {
  const change = changeAfter([createBill("B1", 1)], [
    link("SB00001", "C001"),
    putOn("B1", "SB00001"),
    takeOff("B1", "SB00001"),
    takeOut("SB00001", "C001"),
    voidBag("C001"),
  ]);
  assert.deepEqual(setsOf(change), { newParents: ["SB00001"], newChildren: ["C001"], bagsVoided: ["C001"] });
  assert.equal(change.newChildren[0]?.parent, null);
  assert.equal(change.events.length, 5);
});

Deno.test("changeOf opens bills first and closes them last", () => {
  const given = [link("SB00001", "C001"), createBill("B1", 2), putOn("B1", "SB00001"), complete("B1", 2, "short")];
  const batch = [reopen("B1", 3), editBill("B1", 4, { capacity: 1 }), complete("B1", 5)];
  const change = changeAfter(given, batch);
  assert.deepEqual(setsOf(change), { billsReopened: ["B1"], billsEdited: ["B1"], billsClosed: ["B1"] });
  assert.deepEqual(Object.keys(change), [
    "billsReopened",
    "parentsLeaving",
    "childrenLeaving",
    "newBills",
    "billsEdited",
    "newParents",
    "newChildren",
    "childrenJoining",
    "parentsJoining",
    "bagsVoided",
    "bagsWithdrawn",
    "billsWithdrawn",
    "parentsOpened",
    "parentsShut",
    "billsClosed",
    "events",
    "stats",
  ]);
});

Deno.test("changeOf tells which sacks are begun and unfinished from now on, and which are not any more", () => {
  const { parentsOpened, parentsShut } = changeAfter([
    link("M444-00001", "C001"),
    ...["C011", "C012"].map((code) => link("SB00001", code)),
    link("SB00002", "C021"),
    createBill("B1", 1),
  ], [
    takeOut("M444-00001", "C001"),
    putOn("B1", "SB00001"),
    link("SB00003", "C031"),
    link("SB00002", "C022"),
    open("SB00004"),
  ]);
  assert.deepEqual(parentsOpened.map(({ code }) => code), ["SB00003"]);
  assert.deepEqual(parentsShut.map(({ code }) => code), ["M444-00001", "SB00001"]);
});

Deno.test("changeOf counts refusals by reason and station, whose name in any case is one station, and bills in work", () => {
  const full = Array.from({ length: 15 }, (_, n) => link("M444-00001", `C1${n}`));
  const { stats } = changeAfter([...full, link("SB00001", "C001"), createBill("B1", 2)], [
    { ...link("M444-00001", "C199"), station: "table 2" },
    { ...link("M444-00001", "C198"), station: "Table 2" },
    link("M444-00001", "C197"),
    putOn("B1", "SB00001"),
    putOn("B1", "SB00001"),
  ]);
  const counted = stats.filter(({ stat }) => stat === "refused" || stat === "bills_in_work");
  assert.deepEqual(counted.map(({ stat, detail, delta, hourly }) => [stat, detail, delta, hourly]), [
    ["bills_in_work", "", 1, false],
    ["refused", "parent_full TABLE 2", 2, true],
    ["refused", "parent_full ", 1, true],
  ]);
});

Deno.test("changeOf counts what pages show at once", () => {
  const by = heart.DISPATCHER;
  const { stats } = changeAfter([link("SB00009", "C009")], [
    link("SB00001", "C001", { by }),
    link("SB00001", "C001", { by }),
    createBill("B1", 1),
    takeOut("SB00009", "C009"),
    voidBag("SB00009"),
  ]);
  const found = stats.map(({ stat, area, delta }) => `${stat} ${area} ${delta}`);
  assert.deepEqual(found.sort(), [
    "bills  1",
    "children  -1",
    "children lucknow 1",
    "children_linked lucknow 1",
    "parents  -1",
    "parents lucknow 1",
    "scans lucknow 2",
  ]);
});
