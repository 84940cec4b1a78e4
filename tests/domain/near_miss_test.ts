import { deepEqual, equal, ok } from "node:assert/strict";
import { LIMITS } from "../../domain/limits.ts";
import { meantBy, nearMissOf } from "../../domain/near_miss.ts";
import { KINDS } from "../support/page_world.ts";

const miss = (text: string) => {
  const found = nearMissOf(text, KINDS);
  return found && [found.kind.kind, found.digits];
};

Deno.test("a text that begins like a sack's code is told by how many numbers it has", () => {
  deepEqual(miss("SB1234"), ["SB", 4]);
  deepEqual(miss(" sb 001234 "), ["SB", 6]);
  deepEqual(miss("M444-123"), ["M444", 3]);
  deepEqual(miss("SBOO042"), ["SB", null]);
  // The right count, but not the right form: a dash too few or a blank too many.
  deepEqual(miss("M44400001"), ["M444", 5]);
  for (const text of ["SB00042", "0016586", "", "SB", "INV-7"]) equal(miss(text), null, text);
});

Deno.test("what was meant by a sack's code with a digit too few or too many, the likeliest first", () => {
  const fewer = meantBy("SB1234", KINDS);
  equal(fewer[0], "SB01234");
  for (const code of ["SB12340", "SB12349", "SB11234", "SB12734"]) ok(fewer.includes(code), code);
  ok(fewer.length <= LIMITS.suggestionsTriedMax);
  equal(new Set(fewer).size, fewer.length);
  const more = meantBy("SB000422", KINDS);
  equal(more[0], "SB00422");
  ok(more.includes("SB00042"));
  deepEqual(meantBy("SB1", KINDS), ["SB00001"]);
});

Deno.test("letters that look like digits, gaps and a lost dash are undone", () => {
  deepEqual(meantBy("SBOOO42", KINDS), ["SB00042"]);
  deepEqual(meantBy("sb 00042", KINDS), ["SB00042"]);
  deepEqual(meantBy("M444.00001", KINDS), ["M444-00001"]);
  deepEqual(meantBy("OO16S86", KINDS), ["0016586"]);
  deepEqual(meantBy("0016 586", KINDS), ["0016586"]);
  deepEqual(meantBy("LABEL NO.OO16586 LOT NO.:X1", KINDS), ["0016586"]);
});

Deno.test("a code that is whole has no other meaning, and words have none at all", () => {
  for (const text of ["SB00042", "0016586", "", "?!", "sack of mustard, please", "x".repeat(300)]) {
    deepEqual(meantBy(text, KINDS), [], text);
  }
});
