import { deepEqual, equal, match, ok } from "node:assert/strict";
import { IMPORT_FAULTS, type ImportReason, ROW_FAULTS, sortOf } from "../../domain/import_reasons.ts";
import type { ImportProblem } from "../../domain/import_shapes.ts";
import { type Outcome, OUTCOMES } from "../../domain/outcomes.ts";
import { problemTold } from "../../views/import_told.ts";
import { en } from "../../views/words/en.ts";
import { hi } from "../../views/words/hi.ts";

const DEVANAGARI = /[\u0900-\u097f]/;
const BLAME = /error|invalid|please|success|null|undefined|NaN/i;
const REASONS: readonly ImportReason[] = [...ROW_FAULTS, ...Object.keys(OUTCOMES) as Outcome[]];

const problem = (reason: ImportReason, isKnown: boolean): ImportProblem => ({
  ...{ sheet: "Day 1", row: 2, column: null, code: "0016586", sort: sortOf(reason), reason, cells: [] },
  detail: isKnown ? { parent: "SB00017", bill: "INV-7", capacity: 30, asked: 31, into: "SB00042" } : {},
});

Deno.test("every reason why a row cannot go in is told in both languages, with all that is known and with nothing", () => {
  for (const reason of REASONS) {
    for (const isKnown of [true, false]) {
      const inEnglish = problemTold(problem(reason, isKnown), en);
      const inHindi = problemTold(problem(reason, isKnown), hi);
      match(inEnglish.says, /^[A-Z0-9].*[.]$/, reason);
      match(inHindi.says, DEVANAGARI, reason);
      for (const { says, todo } of [inEnglish, inHindi]) ok(!BLAME.test(`${says} ${todo ?? ""}`), `${reason}: ${says}`);
      equal(inHindi.todo === undefined, inEnglish.todo === undefined, reason);
      const named = ({ says }: { says: string }) => [...new Set(says.match(/SB00017|INV-7|0016586|30|31/g))].sort();
      deepEqual(named(inHindi), named(inEnglish), reason);
    }
  }
});

Deno.test("whatever only a sheet can do wrong says what to do now", () => {
  for (const reason of ROW_FAULTS) ok(problemTold(problem(reason, true), en).todo, reason);
  for (const reason of Object.keys(en.importReasons)) ok(Object.hasOwn(hi.importReasons, reason), reason);
});

Deno.test("every fault of a file, and all that keeps an import from being taken back, is told in both languages", () => {
  for (const fault of IMPORT_FAULTS) {
    match(en.importFaults[fault].says, /[.]$/);
    ok(en.importFaults[fault].todo && hi.importFaults[fault].todo, fault);
    match(hi.importFaults[fault].says, DEVANAGARI, fault);
    ok(!BLAME.test(`${en.importFaults[fault].says} ${en.importFaults[fault].todo}`), fault);
  }
  for (const reason of Object.keys(en.importObstacles) as (keyof typeof en.importObstacles)[]) {
    for (const [parent, bill] of [["SB00042", "INV-7"], [null, null]] as const) {
      ok(!BLAME.test(en.importObstacles[reason]("0016586", parent, bill)), reason);
      match(hi.importObstacles[reason]("0016586", parent, bill), DEVANAGARI, reason);
      ok(!BLAME.test(hi.importObstacles[reason]("0016586", parent, bill)), reason);
    }
  }
});
