import { strictEqual as same } from "node:assert/strict";
import { scanPace } from "../../platform/scan_pace.ts";

Deno.test("scanPace() without a rate never makes anybody wait", () => {
  const wait = scanPace(null);
  for (let i = 0; i < 1_000; i++) same(wait(1, 500), 0);
});

Deno.test("scanPace() lets two seconds' worth through at once, then the rate, each person for himself", () => {
  let now = 0;
  const wait = scanPace(5, () => now);
  for (let i = 0; i < 10; i++) same(wait(1, 1), 0, `scan ${i}`);
  same(wait(1, 1), 1);
  same(wait(2, 1), 0);
  now = 200;
  same(wait(1, 1), 0, "a fifth of a second brings one");
  same(wait(1, 1), 1);
});

Deno.test("scanPace() lets a large batch pass a full bucket and has it paid for afterwards", () => {
  let now = 0;
  const wait = scanPace(5, () => now);
  same(wait(1, 500), 0);
  same(wait(1, 1), 99, "490 too many and one more, at 5 a second");
  now = 99_000;
  same(wait(1, 1), 0);
});
