import { deepStrictEqual as same, ok } from "node:assert/strict";
import { paceOf, type Rate } from "../../domain/rate.ts";

const TEN_A_SECOND: Rate = { name: "scans", count: 10, everyMs: 1_000 };

/** How many of `tries`, one each `gapMs`, are allowed. */
function allowed(rate: Rate, tries: number, gapMs: number): number {
  let paidUntil = -Infinity, count = 0;
  for (let n = 0; n < tries; n++) {
    const pace = paceOf(rate, paidUntil, n * gapMs, 1);
    if (pace.paidUntil === undefined) continue;
    paidUntil = pace.paidUntil;
    count++;
  }
  return count;
}

Deno.test("paceOf() lets as many through at once as the rate counts, and then as time goes by", () => {
  same(allowed(TEN_A_SECOND, 25, 0), 10);
  same(allowed(TEN_A_SECOND, 1_000, 1), 10 + 9);
  same(allowed(TEN_A_SECOND, 1_000, 100), 1_000);
  same(allowed({ name: "odd", count: 7, everyMs: 1_000 }, 100, 0), 7);
});

Deno.test("paceOf() never lets more than twice the count through in any span, wherever it begins", () => {
  let paidUntil = -Infinity;
  const at: number[] = [];
  for (let now = 0; now < 10_000; now += 7) {
    const pace = paceOf(TEN_A_SECOND, paidUntil, now, 1);
    if (pace.paidUntil === undefined) continue;
    paidUntil = pace.paidUntil;
    at.push(now);
  }
  for (const from of at) ok(at.filter((ms) => ms >= from && ms < from + 1_000).length <= 20);
});

Deno.test("paceOf() says how long to wait, and that is enough", () => {
  const { paidUntil = 0 } = paceOf(TEN_A_SECOND, -Infinity, 0, 10);
  same(paidUntil, 1_000);
  const { waitMs } = paceOf(TEN_A_SECOND, paidUntil, 0, 3);
  same(waitMs, 300);
  same(paceOf(TEN_A_SECOND, paidUntil, waitMs - 1, 3).waitMs, 1);
  same(paceOf(TEN_A_SECOND, paidUntil, waitMs, 3).waitMs, 0);
});

Deno.test("paceOf() lets more than the rate counts pass when nothing is owed, and has it paid for afterwards", () => {
  same(paceOf(TEN_A_SECOND, -Infinity, 0, 50), { waitMs: 0, paidUntil: 5_000 });
  same(paceOf(TEN_A_SECOND, 5_000, 0, 1).waitMs, 4_100);
  same(paceOf(TEN_A_SECOND, 100, 0, 50).waitMs, 100);
});
