import assert from "node:assert/strict";
import type { StoredState } from "../../domain/import_job.ts";
import { importOrderRows } from "../../platform/import_order_rows.ts";
import { importRows } from "../../platform/import_rows.ts";
import { addAdmin, addImport } from "../support/made_imports.ts";
import { openTestPool } from "../support/made_rows.ts";

const STATES: readonly StoredState[] = [
  ...[
    "uploaded",
    "reading",
    "checking",
    "checked",
    "applying",
    "done",
    "undoing",
    "failed",
    "cancelled",
    "undone",
  ] as const,
];

const TAKEN: Readonly<Record<"apply" | "cancel" | "undo", readonly StoredState[]>> = {
  apply: ["checked"],
  cancel: ["uploaded", "reading", "checking", "checked", "applying"],
  undo: ["done"],
};

Deno.test("each order is taken in its states alone, and each one that is taken leaves an audit record", async () => {
  await using pool = await openTestPool();
  const doer = await addAdmin(pool.db);
  const orders = importOrderRows(pool.db);
  for (const [name, states] of Object.entries(TAKEN) as [keyof typeof TAKEN, StoredState[]][]) {
    for (const state of STATES) {
      const id = await addImport(pool.db, doer, { state });
      assert.equal(await orders[name](id, doer), states.includes(state), `${name} while ${state}`);
      const records = await pool.db.query<{ action: string; before: { state: string } | null }>(
        "select action, before from audit_log where entity_type = 'import' and entity_id = $1 and action <> 'import_uploaded'",
        [String(id)],
      );
      assert.deepEqual(records.map(({ before }) => before?.state), states.includes(state) ? [state] : []);
    }
  }
  assert.equal(await orders.apply(9_999_999, doer), null);
});

Deno.test("an order that comes again under its key is the same order, and that key is for no other", async () => {
  await using pool = await openTestPool();
  const admin = await addAdmin(pool.db);
  const doer = { ...admin, key: "0b0b0b0b-1111-4000-8000-000000000001" };
  const orders = importOrderRows(pool.db);
  const [id, other] = [
    await addImport(pool.db, admin, { state: "checked" }),
    await addImport(pool.db, admin, { state: "checked" }),
  ];
  assert.equal(await orders.apply(id, doer), true);
  assert.equal(await orders.apply(id, doer), "replayed");
  await pool.db.query("update import_jobs set state = 'done' where id = $1", [id]);
  assert.equal(await orders.apply(id, doer), "replayed", "whatever has become of it since");
  assert.equal(await orders.undo(id, doer), "key_reused");
  assert.equal(await orders.apply(other, doer), "key_reused");
  assert.equal(await orders.apply(id, { ...doer, person: { ...doer.person, id: 9_999 } }), "key_reused");
  const columns = {
    ...{ serial: null, text: null, code: 2, role: 0, parent: 1, number: null, description: null, capacity: null },
  };
  const mapper = { ...admin, key: "0b0b0b0b-1111-4000-8000-000000000002" };
  const mapping = { layout: "bags", headerRow: 1, columns } as const;
  assert.equal(await orders.map(other, mapping, null, mapper), true);
  assert.equal(await orders.map(other, mapping, null, mapper), "replayed");
  assert.equal(await orders.map(other, { ...mapping, headerRow: null }, null, mapper), "key_reused");
});

Deno.test("a cancelled or failed import can be taken back as far as it went in", async () => {
  await using pool = await openTestPool();
  const doer = await addAdmin(pool.db);
  const orders = importOrderRows(pool.db);
  for (const state of ["cancelled", "failed"] as const) {
    const [none, some] = [await addImport(pool.db, doer, { state }), await addImport(pool.db, doer, { state })];
    await pool.db.query("update import_jobs set rows_applied = 5, fault = $2 where id = $1", [
      some,
      state === "failed" ? "internal" : null,
    ]);
    assert.equal(await orders.undo(none, doer), false);
    assert.equal(await orders.undo(some, doer), true);
    assert.equal((await importRows(pool.db).find(some))?.isUndoing, true);
  }
});

Deno.test("what nobody works on is cancelled at once, what somebody works on at its next step", async () => {
  await using pool = await openTestPool();
  const doer = await addAdmin(pool.db);
  const orders = importOrderRows(pool.db), rows = importRows(pool.db);
  const [checked, applying] = [
    await addImport(pool.db, doer, { state: "checked" }),
    await addImport(pool.db, doer, { state: "applying" }),
  ];
  for (const id of [checked, applying]) await orders.cancel(id, doer);
  assert.equal((await rows.find(checked))?.state, "cancelled");
  const line = await rows.find(applying);
  assert.deepEqual([line?.state, line?.isCancelling], ["applying", true]);
});

Deno.test("columns that a person names are remembered for sheets with the same headers", async () => {
  await using pool = await openTestPool();
  const doer = await addAdmin(pool.db);
  const orders = importOrderRows(pool.db);
  const columns = {
    ...{ serial: null, text: null, code: 2, role: 0, parent: 1, number: null, description: null, capacity: null },
  };
  const mapping = { layout: "bags", headerRow: 1, columns } as const;
  const [checked, done] = [
    await addImport(pool.db, doer, { state: "checked" }),
    await addImport(pool.db, doer, { state: "done" }),
  ];
  assert.equal(await orders.map(checked, mapping, "c".repeat(64), doer), true);
  assert.equal(await orders.map(done, mapping, "d".repeat(64), doer), false);
  const kept = await pool.db.query("select headers_hash, mapping from import_mappings");
  assert.deepEqual(kept, [{ headers_hash: "c".repeat(64), mapping }]);
  assert.deepEqual((await importRows(pool.db).find(checked))?.state, "uploaded");
});

Deno.test("the same bytes that were put in before are told", async () => {
  await using pool = await openTestPool();
  const doer = await addAdmin(pool.db);
  const [first, undone, second] = [
    await addImport(pool.db, doer, { state: "done" }),
    await addImport(pool.db, doer, { state: "undone" }),
    await addImport(pool.db, doer, { state: "checked" }),
  ];
  await pool.db.query("update import_jobs set finished_at = now()");
  const found = await importRows(pool.db).find(second);
  assert.deepEqual(found?.sameFile.map(({ id, by }) => ({ id, by })), [{ id: first, by: "root" }]);
  assert.notEqual(first, undone);
});
