import { deepEqual, equal } from "node:assert/strict";
import { createKeyBurst } from "../../../static/js/key_burst.ts";

/** Types the text with so many milliseconds between two keys, Enter included. */
function typed(text: string, msPerKey: number, from = 1_000) {
  const burst = createKeyBurst();
  const asScanner = [...text].map((character, place) => burst.take(character, from + place * msPerKey));
  return { burst, asScanner, end: burst.end(from + text.length * msPerKey) };
}

Deno.test("what a scanner types is one code, and none of its keys but the first could be a shortcut", () => {
  const { asScanner, end } = typed("SB00042", 8);
  deepEqual(asScanner, [false, true, true, true, true, true, true]);
  deepEqual(end, { code: "SB00042", isHand: false });
});

Deno.test("what a hand types is no code, and its Enter means what it always means", () => {
  const { asScanner, end } = typed("SB00042", 120);
  deepEqual(asScanner, Array(7).fill(false));
  deepEqual(end, { code: null, isHand: true });
});

Deno.test("a scanner that falters in the middle has typed one code all the same", () => {
  const burst = createKeyBurst();
  const times = [0, 10, 20, 90, 100, 110, 120];
  const asScanner = times.map((at, place) => burst.take("INV-007".charAt(place), at));
  deepEqual(asScanner.slice(1), Array(6).fill(true), "a late key of a scanner is still a scanner's");
  deepEqual(burst.end(130), { code: "INV-007", isHand: false });
});

Deno.test("keys that came long before belong to no code", () => {
  const burst = createKeyBurst();
  burst.take("g", 0);
  [..."0016592"].forEach((digit, place) => burst.take(digit, 500 + place * 5));
  deepEqual(burst.end(540), { code: "0016592", isHand: false });
});

Deno.test("too little for a code is not searched for, and its Enter presses nothing either", () => {
  deepEqual(typed("A1", 5).end, { code: null, isHand: false });
});

Deno.test("a second Enter of the same scan presses nothing, a later one does", () => {
  const { burst, end } = typed("SB00042", 8);
  equal(end.code, "SB00042");
  deepEqual(burst.end(1_056 + 200), { code: null, isHand: false });
  deepEqual(burst.end(1_056 + 400), { code: null, isHand: true });
});

Deno.test("for scanners that send no key at the end, what is there so far is the code", () => {
  const burst = createKeyBurst();
  [..."SB00042"].forEach((character, place) => burst.take(character, place * 8));
  equal(burst.soFar(), "SB00042");
  equal(burst.isScanner(60), true);
  equal(burst.isScanner(600), false);
  burst.forget();
  equal(burst.soFar(), null);
});
