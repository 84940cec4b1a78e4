// Runs in a pair: it starts a whole server and lets a crowd scan against its imports.
import assert from "node:assert/strict";
import { LIMITS } from "../../domain/limits.ts";
import { below, chanceOf } from "../support/chance.ts";
import { Importer } from "../support/importing.ts";
import {
  assertBothWon,
  assertOnce,
  byCode,
  doAll,
  load,
  makeBill,
  move,
  placesOf,
  raceFor,
  scan,
  takeOff,
} from "../support/import_rivals.ts";
import { withClient } from "../support/postgres.ts";
import { type Session, startServer } from "../support/server.ts";
import { childParentRows, type PackedSack, parentBillRows, sacksFrom, workbookOf } from "../support/sheet_files.ts";
import { assertSound } from "../support/stock_picture.ts";

const SEED = 5;
const SACKS = 200;
const BAGS = 15;

Deno.test("an import and live scans want the same: one wins, and both are told the truth", async (t) => {
  await using server = await startServer();
  const world: World = {
    databaseUrl: server.databaseUrl,
    importer: await Importer.on(server),
    dispatcher: await server.logIn("dispatcher"),
    biller: await server.logIn("biller"),
  };
  // The first import of a server's life is slow, and would lose every race.
  await world.importer.apply(await checked(world.importer, sacksAt(80_000)));
  const step = (name: string, race: (world: World) => Promise<void>) =>
    t.step(name, async () => {
      await race(world);
      await assertOnce(server.databaseUrl);
      await assertSound(world.importer.session);
    });
  await step("the same bags, for another sack", raceForBags);
  await step("the last places of sacks", raceForPlaces);
  await step("the same sacks, for another bill", raceForSacks);
  await step("sacks that just leave another bill", raceWithTakingOff);
  await step("bags that move on as soon as they are there", raceWithMoves);
  await step("sacks that are filled while their import is taken back", raceWithTakingBack);
});

Deno.test("the same sheet goes in twice at once, on two instances: each row is new for one of them", async () => {
  await using server = await startServer();
  await using other = await startServer({ databaseUrl: server.databaseUrl });
  const importers = await Promise.all(
    [server, other].map(async (one) => await Importer.on(one)),
  );
  const sacks = sacksAt(70_000), rows = SACKS * (1 + BAGS);
  const ids = await Promise.all(importers.map((importer) => checked(importer, sacks)));
  await Promise.all(importers.map((importer, place) => importer.ask(ids[place]!, "apply")));
  const [one, two] = await Promise.all(importers.map((importer, place) => importer.reach(ids[place]!, ["done"])));

  assert.equal(one!.counts.new_rows + two!.counts.new_rows, rows);
  assert.equal(one!.counts.unchanged + two!.counts.unchanged, rows);
  assert.equal(one!.counts.new_children + two!.counts.new_children, SACKS * BAGS);
  assert.deepEqual([one!.counts.conflicts, two!.counts.conflicts], [0, 0]);
  await assertSound(importers[0]!.session);
});

interface World {
  readonly databaseUrl: string;
  readonly importer: Importer;
  readonly dispatcher: Session;
  readonly biller: Session;
}

async function raceForBags({ databaseUrl, importer, dispatcher }: World): Promise<void> {
  const sacks = sacksAt(10_000);
  const sheetSays = new Map(sacks.flatMap(({ code, bags }) => bags.map((bag) => [bag, code] as const)));
  const wanted = stirred([...sheetSays.keys()]).slice(0, 1_000);
  const scanSays = new Map(wanted.map((bag, place) => [bag, sack("SB", 10_000 + Math.floor(place / 30))]));
  const id = await checked(importer, sacks);

  const replies = await raceFor(importer, id, "apply", wanted, (bag) => scan(dispatcher, scanSays.get(bag)!, bag));
  await importer.reach(id, ["done"]);
  const problems = byCode(await importer.problems(id));
  const places = await placesOf(databaseUrl, wanted);
  let wins = 0;
  for (const [bag, { json, text }] of replies) {
    if (json.outcome === "child_linked") {
      wins++;
      assert.deepEqual([places.get(bag), problems.get(bag)?.reason], [scanSays.get(bag), "child_elsewhere"], bag);
    } else {
      assert.deepEqual([json.outcome, json.elsewhere?.parent], ["child_elsewhere", sheetSays.get(bag)], text);
      assert.deepEqual([places.get(bag), problems.get(bag)], [sheetSays.get(bag), undefined], bag);
    }
  }
  assertBothWon(wins, replies.size);
}

/** The sheet fills each sack to the brim; a scan wants to put one bag more into it. */
async function raceForPlaces({ databaseUrl, importer, dispatcher }: World): Promise<void> {
  const sacks = sacksAt(20_000);
  const byName = new Map(sacks.map((one) => [one.code, one]));
  const strange = new Map(sacks.map(({ code }, place) => [code, String(9_000_000 + place)]));
  const id = await checked(importer, sacks);

  const codes = stirred([...byName.keys()]);
  const replies = await raceFor(importer, id, "apply", codes, (code) => scan(dispatcher, code, strange.get(code)!));
  await importer.reach(id, ["done"]);
  const problems = byCode(await importer.problems(id));
  const places = await placesOf(databaseUrl, sacks.flatMap(({ bags }) => bags));
  let wins = 0;
  for (const [code, { json, text }] of replies) {
    const bags = byName.get(code)!.bags;
    const isScanned = json.outcome === "child_linked";
    if (isScanned) wins++;
    else assert.equal(json.outcome, "parent_full", text);
    for (const name of [code, ...bags]) {
      assert.equal(problems.get(name)?.reason, isScanned ? "over_parent_capacity" : undefined, name);
    }
    for (const bag of bags) assert.equal(places.get(bag), isScanned ? undefined : code, bag);
  }
  assertBothWon(wins, replies.size);
}

async function raceForSacks({ databaseUrl, importer, dispatcher, biller }: World): Promise<void> {
  const { codes, sheetSays, file } = await loadedSheet(dispatcher, "A", 30_000);
  await makeBill(biller, "SCANNED-A", SACKS);
  const { id } = await importer.check("loading.xlsx", file);

  const wanted = stirred(codes);
  const replies = await raceFor(importer, id, "apply", wanted, (code) => load(biller, "SCANNED-A", code));
  await importer.reach(id, ["done"]);
  const problems = byCode(await importer.problems(id));
  const places = await placesOf(databaseUrl, codes);
  let wins = 0;
  for (const [code, { json, text }] of replies) {
    if (json.outcome === "bill_linked") {
      wins++;
      assert.deepEqual([places.get(code), problems.get(code)?.reason], ["SCANNED-A", "bag_on_other_bill"], code);
    } else {
      assert.deepEqual([json.outcome, json.elsewhere?.bill], ["bag_on_other_bill", sheetSays.get(code)], text);
      assert.deepEqual([places.get(code), problems.get(code)], [sheetSays.get(code), undefined], code);
    }
  }
  assertBothWon(wins, replies.size);
}

/** All sacks are on another bill. Whichever has left it when its row's turn comes goes on the sheet's. */
async function raceWithTakingOff({ databaseUrl, importer, dispatcher, biller }: World): Promise<void> {
  const { codes, sheetSays, file } = await loadedSheet(dispatcher, "B", 40_000);
  await makeBill(biller, "SCANNED-B", SACKS);
  await doAll(codes, (code) => load(biller, "SCANNED-B", code));
  const { id } = await importer.check("loading.xlsx", file);

  const replies = await raceFor(importer, id, "apply", stirred(codes), (code) => takeOff(biller, "SCANNED-B", code));
  await importer.reach(id, ["done"]);
  const problems = byCode(await importer.problems(id));
  const places = await placesOf(databaseUrl, codes);
  let loaded = 0;
  for (const [code, { json, text }] of replies) {
    assert.equal(json.outcome, "bill_unlinked", text);
    const isLoaded = places.get(code) !== null;
    if (isLoaded) loaded++;
    const told = [places.get(code), problems.get(code)?.reason];
    assert.deepEqual(told, isLoaded ? [sheetSays.get(code), undefined] : [null, "bag_on_other_bill"], code);
  }
  assertBothWon(loaded, replies.size);
}

/** A bag that the sheet has just brought moves on; before that, nobody knows it. */
async function raceWithMoves({ databaseUrl, importer, dispatcher, biller }: World): Promise<void> {
  const sacks = sacksAt(50_000);
  const sheetSays = new Map(sacks.flatMap(({ code, bags }) => bags.map((bag) => [bag, code] as const)));
  const wanted = stirred([...sheetSays.keys()]).slice(0, 600);
  const moveSays = new Map(wanted.map((bag, place) => [bag, sack("SB", 50_000 + Math.floor(place / 29))]));
  await doAll([...new Set(moveSays.values())], (code) => scan(dispatcher, code, `8${code.slice(2)}`));
  const id = await checked(importer, sacks);

  const replies = await raceFor(importer, id, "apply", wanted, (bag) => move(biller, bag, moveSays.get(bag)!));
  await importer.reach(id, ["done"]);
  assert.deepEqual(await importer.problems(id), []);
  const places = await placesOf(databaseUrl, wanted);
  let moved = 0;
  for (const [bag, { json, text }] of replies) {
    const isMoved = json.outcome === "child_moved";
    if (isMoved) moved++;
    else assert.equal(json.outcome, "bag_not_found", text);
    assert.equal(places.get(bag), isMoved ? moveSays.get(bag) : sheetSays.get(bag), bag);
  }
  assertBothWon(moved, replies.size);
}

/** Whatever a scan was told is so, before, among and after the steps that take the import back. */
async function raceWithTakingBack({ databaseUrl, importer, dispatcher }: World): Promise<void> {
  const sacks = sacksAt(60_000).map(({ code, bags }) => ({ code, bags: bags.slice(0, 10) }));
  const id = await checked(importer, sacks);
  await importer.apply(id);
  const strange = new Map(sacks.map(({ code }, place) => [code, String(9_500_000 + place)]));

  const codes = stirred([...strange.keys()]);
  const replies = await raceFor(importer, id, "undo", codes, (code) => scan(dispatcher, code, strange.get(code)!));
  const seen = await importer.when(id, ({ undoing }) => !undoing, "taken back or not");
  // What is still there though it is undone is named, as far as names are kept.
  const named = new Set(seen.obstacles.map(({ code }) => code));
  const left = seen.state === "undone" && named.size < LIMITS.importObstaclesMax ? await leftOf(databaseUrl, id) : [];
  assert.deepEqual(left.filter((code) => !named.has(code)), []);
  const places = await placesOf(databaseUrl, [...strange.values()]);
  for (const [code, { json, text }] of replies) {
    assert.equal(json.outcome, "child_linked", text);
    assert.equal(places.get(strange.get(code)!), code);
  }
}

/** What an import registered and is still there. */
const leftOf = (databaseUrl: string, id: number): Promise<string[]> =>
  withClient(databaseUrl, async (client) => {
    const { rows } = await client.query("select code from bags where import_id = $1 and not withdrawn", [id]);
    return rows.map(({ code }) => code);
  });

const sacksAt = (first: number): PackedSack[] => [
  ...sacksFrom({ prefix: "M444-", first, count: SACKS, firstBag: first * 100, bagsEach: BAGS }),
];

async function checked(importer: Importer, sacks: readonly PackedSack[]): Promise<number> {
  return (await importer.check("day.xlsx", workbookOf({ Day: childParentRows(sacks, SEED) }))).id;
}

/** Sacks with one bag each, and a sheet that puts them on ten bills. */
async function loadedSheet(dispatcher: Session, name: string, first: number) {
  const codes = sacksAt(first).map(({ code }) => code);
  await doAll(codes, (code) => scan(dispatcher, code, `7${code.slice(5)}`));
  const bills = Array.from({ length: 10 }, (_, place) => ({
    number: `SHEET-${name}-${place}`,
    sacks: codes.slice(place * SACKS / 10, (place + 1) * SACKS / 10),
  }));
  const sheetSays = new Map(bills.flatMap(({ number, sacks }) => sacks.map((code) => [code, number] as const)));
  return { codes, sheetSays, file: workbookOf({ Bills: parentBillRows(bills) }) };
}

const sack = (prefix: string, number: number): string => prefix + String(number).padStart(5, "0");

/** In another order, the same one each time. */
function stirred(items: readonly string[]): string[] {
  const chance = chanceOf(SEED), all = [...items];
  for (let place = all.length - 1; place > 0; place--) {
    const other = below(chance, place + 1);
    [all[place], all[other]] = [all[other]!, all[place]!];
  }
  return all;
}
