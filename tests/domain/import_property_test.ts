/** Random warehouses and random sheets with random defects, against a plain model of the rules. */
import assert from "node:assert/strict";
import { IMPORT_LAYOUTS, type ImportLayout } from "../../domain/import_shapes.ts";
import { chanceOf } from "../support/chance.ts";
import { factsOf, untruths } from "../support/facts.ts";
import { ImportOracle, pictureOf } from "../support/import_oracle.ts";
import { futureOf, pastOf, sheetOf, stepsOf } from "../support/random_sheets.ts";
import { applySteps, checkSteps, importTerms, standing, takeBack, type Told } from "../support/sheet_warehouse.ts";
import { Warehouse } from "../support/warehouse.ts";

const ROUNDS = 150;

/** A world with a past, and a sheet for it. */
function roundOf(seed: number, layout: ImportLayout) {
  const chance = chanceOf(seed);
  const world = new Warehouse();
  world.do(...pastOf(chance));
  const sheet = sheetOf(chance, layout);
  return { chance, world, sheet };
}

const opinionIn = ({ counts, problems }: Told) => ({
  counts,
  problems: Object.fromEntries(problems.map(({ n, place, reason }) => [`${n}.${place}`, reason])),
});

for (const [place, layout] of IMPORT_LAYOUTS.entries()) {
  Deno.test(`${ROUNDS} random sheets of ${layout}: counts, problems and what then stands are the model's`, () => {
    const met = new Set<string>();
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const { chance, world, sheet } = roundOf(seed * 4 + place, layout);
      const oracle = ImportOracle.of(world.database.store);
      assert.deepEqual(pictureOf(oracle), pictureOf(ImportOracle.of(world.database.store)));
      const opinion = oracle.judge(sheet);
      const about = `Seed ${seed * 4 + place}`;
      const before = standing(world);
      const whole = checkSteps(world, [sheet], importTerms(1));
      const checked = checkSteps(world, stepsOf(chance, sheet), importTerms(1));
      assert.deepEqual(standing(world), before, `${about}: a check changes nothing`);
      assert.deepEqual(opinionIn(whole), opinion, about);
      assert.deepEqual(
        withoutSamples(checked),
        withoutSamples(whole),
        `${about}: a check in steps is the check at once`,
      );
      const applied = applySteps(world, stepsOf(chance, sheet), importTerms(1));
      assert.deepEqual(withoutSamples(applied), withoutSamples(whole), `${about}: what is put in is what was checked`);
      assert.deepEqual(pictureOf(ImportOracle.of(world.database.store)), pictureOf(oracle), about);
      assert.deepEqual(untruths(factsOf(world.database.store)), [], about);
      for (const { reason } of whole.problems) met.add(reason);
    }
    assert.deepEqual([...met].sort(), [...MET[layout]].sort(), "Every defect comes up");
  });

  Deno.test(`random sheets of ${layout} taken back leave the world as it was, and go in again the same`, () => {
    let compared = 0;
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const { chance, world, sheet } = roundOf(seed * 4 + place, layout);
      const before = standing(world), about = `Seed ${seed * 4 + place}`;
      const first = applySteps(world, stepsOf(chance, sheet), importTerms(1));
      const after = standing(world);
      assert.deepEqual(takeBack(world, importTerms(1), 1 + Math.floor(chance() * 9)), [], about);
      assert.deepEqual(standing(world), before, about);
      assert.deepEqual(untruths(factsOf(world.database.store)), [], about);
      assert.deepEqual(opinionIn(applySteps(world, stepsOf(chance, sheet), importTerms(2))), opinionIn(first), about);
      assert.deepEqual(standing(world), after, about);
      // A batch that was too large for its sack may fit once others of the sheet have taken some of its bags.
      if (first.problems.some(({ reason }) => reason.startsWith("over_"))) continue;
      const again = applySteps(world, [sheet], importTerms(3)).counts;
      assert.equal(again.newRows, 0, `${about}: the same again is no news`);
      assert(again.unchanged >= first.counts.newRows + first.counts.unchanged, about);
      compared++;
    }
    assert(compared > ROUNDS / 10, `Only ${compared} sheets were put in again`);
  });

  Deno.test(`random sheets of ${layout} that people have worked on since: taken back whole, or not at all`, () => {
    const seen = { whole: 0, not: 0 };
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const { chance, world, sheet } = roundOf(seed * 4 + place, layout);
      applySteps(world, [sheet], importTerms(1));
      world.do(...futureOf(chance, keysIn(world)));
      const before = standing(world), about = `Seed ${seed * 4 + place}`;
      const inWay = takeBack(world, importTerms(1), 1 + Math.floor(chance() * 9));
      if (inWay.length > 0) assert.deepEqual(standing(world), before, about);
      else assert.deepEqual(ofImport(world), [], `${about}: nothing that the import made is left`);
      assert.deepEqual(untruths(factsOf(world.database.store)), [], about);
      seen[inWay.length > 0 ? "not" : "whole"]++;
    }
    assert(seen.whole > ROUNDS / 10 && seen.not > ROUNDS / 10, `${seen.whole} taken back, ${seen.not} not`);
  });
}

const withoutSamples = ({ counts, problems }: Told) => ({ counts, problems });

const keysIn = ({ database: { store: { events } } }: Warehouse): string[] =>
  [...events.values()].flatMap(({ importId, key }) => importId === 1 ? [key] : []);

/** What still bears the import's mark: rows that it registered, places that it put something in. */
function ofImport(world: Warehouse): string[] {
  const { bags, bills } = world.database.store;
  const own = new Set(keysIn(world));
  return [
    ...[...bags.values(), ...bills.values()].flatMap((row) =>
      row.importId === 1 && !row.withdrawn ? [JSON.stringify(row)] : []
    ),
    ...[...bags.values()].flatMap((bag) => {
      const key = bag.role === "parent" ? bag.billed?.key : bag.packed?.key;
      return key && own.has(key) ? [bag.code] : [];
    }),
  ];
}

const TEXT = ["empty", "too_long", "bad_format"];

const MET: Readonly<Record<ImportLayout, readonly string[]>> = {
  bags: [
    ...["unknown_row", ...TEXT, "self_link", "wrong_type", "bag_voided", "child_elsewhere", "parent_full"],
    ...["bill_completed", "no_parent_named"],
  ],
  bills: ["unknown_row", "empty", "too_long", "capacity_out_of_range", "bill_voided", "bill_differs"],
  child_parent_batches: [
    ...["unknown_row", ...TEXT, "self_link", "wrong_type", "bag_voided", "child_elsewhere", "bill_completed"],
    ...["over_parent_capacity", "nothing_goes_in"],
  ],
  parent_bill_batches: [
    ...["unknown_row", ...TEXT, "wrong_type", "bag_voided", "bag_not_found", "bag_on_other_bill", "empty_parent"],
    ...["bill_completed", "bill_voided", "over_bill_capacity", "nothing_goes_in"],
  ],
};
