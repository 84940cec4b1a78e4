import assert from "node:assert/strict";
import { tallyOf } from "./test_runner.ts";

Deno.test("tallyOf reads every form of deno test's last line", () => {
  assert.deepEqual(tallyOf("\nok | 11 passed | 0 failed (43ms)\n"), { passed: 11, failed: 0, ignored: 0 });
  assert.deepEqual(tallyOf("FAILED | 1 passed (1 step) | 2 failed | 1 ignored (82ms)"), {
    passed: 1,
    failed: 2,
    ignored: 1,
  });
  assert.deepEqual(tallyOf("FAILED | 3 passed (2 steps) | 1 failed (1 step) (82ms)"), {
    passed: 3,
    failed: 1,
    ignored: 0,
  });
});

Deno.test("tallyOf counts nothing where there is no such line", () => {
  assert.deepEqual(tallyOf("error: Module not found"), { passed: 0, failed: 0, ignored: 0 });
});
