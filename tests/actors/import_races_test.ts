import assert from "node:assert/strict";
import { untilWon } from "../../actors/import_races.ts";
import { LostRace } from "../../domain/ledger.ts";
import { LIMITS } from "../../domain/limits.ts";

/** Loses so many races, then wins. */
function runner(races: number) {
  let tries = 0;
  const look = () => ++tries <= races ? Promise.reject(new LostRace("A scan was quicker")) : Promise.resolve("won");
  return { look, tries: () => tries };
}

Deno.test("a look that loses a race is taken again at once", async () => {
  const { look, tries } = runner(3);
  assert.equal(await untilWon(look), "won");
  assert.equal(tries(), 4);
});

Deno.test("a look that loses every race is given up, and any other fault at once", async () => {
  const { look, tries } = runner(1_000);
  await assert.rejects(untilWon(look), LostRace);
  assert.equal(tries(), LIMITS.importRacesLostMax + 1);
  await assert.rejects(untilWon(() => Promise.reject(new TypeError("Wrong"))), TypeError);
});
