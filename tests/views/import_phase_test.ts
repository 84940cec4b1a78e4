import { equal, ok } from "node:assert/strict";
import { LOOKS, mayCancel, mayUndo, phaseOf, secondsLeft } from "../../views/import_phase.ts";
import { en } from "../../views/words/en.ts";
import { makeImport } from "../support/memory_imports.ts";

const guess = { mapping: null, sheet: "Day 1", sample: [] };
const at = new Date(0);

Deno.test("phaseOf() tells how an import stands", () => {
  const is = (more: Partial<Parameters<typeof makeImport>[0]>) => phaseOf(makeImport({ id: 1, ...more }));
  equal(is({}), "waiting");
  equal(is({ guess }), "asking");
  equal(is({ startedAt: at }), "waiting");
  equal(is({ state: "checking", isCancelling: true }), "stopping");
  equal(is({ state: "cancelled", isCancelling: true }), "cancelled");
  equal(is({ state: "done", isUndoing: true }), "undoing");
  equal(is({ state: "undone", isUndoing: true }), "undone");
  for (const state of ["reading", "checking", "checked", "applying", "failed"] as const) equal(is({ state }), state);
});

Deno.test("a line of the history knows by itself that it was given back to be explained", () => {
  const { guess: _, obstacles: __, ...line } = makeImport({ id: 1, startedAt: at });
  equal(phaseOf(line), "asking");
  equal(phaseOf({ ...line, startedAt: null }), "waiting");
});

Deno.test("every phase has a look and a word", () => {
  for (const phase of Object.keys(LOOKS) as (keyof typeof LOOKS)[]) ok(en.imports.phases[phase]);
});

Deno.test("what may be done hangs on the step, and an undo on something being in", () => {
  const made = (more: Partial<Parameters<typeof makeImport>[0]>) => makeImport({ id: 1, ...more });
  for (const state of ["uploaded", "reading", "checking", "checked", "applying"] as const) {
    ok(mayCancel(made({ state })));
  }
  for (const state of ["done", "failed", "cancelled", "undone"] as const) ok(!mayCancel(made({ state })));
  ok(!mayCancel(made({ state: "applying", isCancelling: true })));
  for (const state of ["done", "failed", "cancelled"] as const) {
    ok(mayUndo(made({ state, rowsApplied: 1 })));
    ok(!mayUndo(made({ state, rowsApplied: 0 })));
    ok(!mayUndo(made({ state, rowsApplied: 1, isUndoing: true })));
  }
  ok(!mayUndo(made({ state: "undone", rowsApplied: 1 })));
});

Deno.test("secondsLeft() goes by the pace so far, and says nothing where there is none", () => {
  equal(secondsLeft(250, 1_000, 10_000, 2_000), 30);
  equal(secondsLeft(0, 1_000, 10_000, 2_000), null);
  equal(secondsLeft(250, null, 10_000, 2_000), null);
  equal(secondsLeft(250, 1_000, 1_000, 2_000), null);
  equal(secondsLeft(1_000, 1_000, 10_000, 2_000), null);
});
