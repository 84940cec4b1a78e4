import { deepEqual } from "node:assert/strict";
import { showIn } from "../../views/format.ts";
import { sayBytes, sayCount, sayPart, sayRate, sayTime } from "../../views/measures.ts";
import { en } from "../../views/words/en.ts";
import { hi } from "../../views/words/hi.ts";

const english = { words: en, show: showIn("Asia/Kolkata", en) };
const hindi = { words: hi, show: showIn("Asia/Kolkata", hi) };
const MINUTE = 60_000;

Deno.test("a time is written in the unit that fits, with two or three digits", () => {
  const times = [0, 0.04, 0.41, 9.94, 9.96, 12.4, 999, 1_000, 3_210, 64_000, 119_999, 120_000, 59.9 * MINUTE];
  deepEqual(times.map((ms) => sayTime(ms, english)), [
    ...["0 ms", "0 ms", "0.4 ms", "9.9 ms", "10 ms", "12 ms", "999 ms", "1 s", "3.2 s", "64 s", "120 s", "2 min"],
    "59 min",
  ]);
  const hours = [60, 125, 24 * 60, 76 * 60 + 59].map((minutes) => sayTime(minutes * MINUTE, english));
  deepEqual(hours, ["1 h 0 min", "2 h 5 min", "1 d 0 h", "3 d 4 h"]);
});

Deno.test("so is an amount of memory", () => {
  const bytes = [0, 640_000, 999_900, 1_000_000, 214_300_000, 1_830_000_000, 214e9];
  deepEqual(bytes.map((one) => sayBytes(one, english)), [
    ...["0 kB", "640 kB", "1,000 kB", "1 MB", "214 MB", "1.8 GB", "214 GB"],
  ]);
});

Deno.test("what is not known is a dash, never a zero", () => {
  for (const say of [sayTime, sayBytes, sayRate, sayPart, sayCount]) {
    deepEqual([say(null, english), say(null, hindi)], ["–", "–"]);
  }
});

Deno.test("rates, parts and counts are written as the language does", () => {
  deepEqual([sayRate(0.26, english), sayRate(118.4, english), sayRate(1_23_456, english)], ["0.3", "118", "1,23,456"]);
  deepEqual([sayPart(0.9971, english), sayPart(0, english)], ["99.7%", "0.0%"]);
  deepEqual([sayTime(3_210, hindi), sayBytes(214e6, hindi)], ["3.2 सेकंड", "214 एमबी"]);
});
