import { deepStrictEqual as same } from "node:assert/strict";
import { countOf, Histogram, meanOf, quantileOf, since } from "../../platform/histogram.ts";

Deno.test("a histogram counts a value in the first bucket that takes it, its end included", () => {
  const histogram = new Histogram([1, 2, 5]);
  for (const value of [0.5, 1, 1.5, 2, 5, 6, 100]) histogram.observe(value);
  same(histogram.read(), { ends: [1, 2, 5], counts: [2, 2, 1, 2], sum: 116 });
});

Deno.test("what has come since an earlier look is counted alone", () => {
  const histogram = new Histogram([1, 2, 5]);
  histogram.observe(1);
  const earlier = histogram.read();
  histogram.observe(4);
  histogram.observe(2);
  const lately = since(earlier, histogram.read());
  same([lately.counts, countOf(lately), meanOf(lately)], [[0, 1, 1, 0], 2, 3]);
});

Deno.test("a quantile lies inside the bucket that holds it; nothing has none", () => {
  const histogram = new Histogram([10, 20, 40]);
  same([quantileOf(histogram.read(), 0.5), meanOf(histogram.read())], [null, null]);
  for (let value = 1; value <= 20; value++) histogram.observe(value);
  same([0.25, 0.5, 0.75, 1].map((part) => quantileOf(histogram.read(), part)), [5, 10, 15, 20]);
  for (let times = 0; times < 80; times++) histogram.observe(1_000);
  same(quantileOf(histogram.read(), 0.99), 40, "beyond the last end only that end is known");
});
