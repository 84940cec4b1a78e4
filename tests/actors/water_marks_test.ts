import assert from "node:assert/strict";
import { WaterMarks } from "../../actors/water_marks.ts";

Deno.test("WaterMarks refuses from the high mark on, and until no more than the low mark wait", () => {
  const marks = new WaterMarks(10, 5);
  assert.deepEqual([0, 9, 10, 9, 6, 5, 9, 11, 6, 4].map((waiting) => marks.admits(waiting)), [
    true,
    true,
    false,
    false,
    false,
    true,
    true,
    false,
    false,
    true,
  ]);
});
