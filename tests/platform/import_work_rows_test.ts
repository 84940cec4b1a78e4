import assert from "node:assert/strict";
import { NO_COUNTS } from "../../domain/import_shapes.ts";
import type { NumberedProblem } from "../../domain/import_step.ts";
import { importBatchRows } from "../../platform/import_batch_rows.ts";
import { importOrderRows } from "../../platform/import_order_rows.ts";
import { importRows } from "../../platform/import_rows.ts";
import { importProblemRows, stepStatements } from "../../platform/import_step_rows.ts";
import { importWorkRows } from "../../platform/import_work_rows.ts";
import type { Database } from "../../platform/postgres.ts";
import { addAdmin, addBatches, addImport, KEPT_HERE } from "../support/made_imports.ts";
import { openTestPool } from "../support/made_rows.ts";

const KEPT_ELSEWHERE = "0b0b0b0b-0000-4000-8000-000000000002";

const workerOn = (db: Database, keptBy = KEPT_HERE) => importWorkRows(db, keptBy);

Deno.test("one works on an import, and another goes on where the first fell silent", async () => {
  await using pool = await openTestPool();
  const id = await addImport(pool.db, await addAdmin(pool.db), { state: "applying" });
  const [first, second] = [workerOn(pool.db), workerOn(pool.db, KEPT_ELSEWHERE)];
  assert.equal((await first.take())?.id, id);
  assert.equal((await workerOn(pool.db).take())?.id, id, "after a crash the same folder goes on at once");
  assert.equal(await second.take(), null);
  assert.equal((await first.look(id))?.id, id);
  await pool.db.query("update import_jobs set held_until = now() - interval '1 second'");
  assert.equal((await second.take())?.id, id);
  assert.equal(await first.look(id), null, "the first sees that it is no longer its own");
  await second.letGo(id);
  assert.equal((await first.take())?.id, id, "what was let go is taken at once");
});

Deno.test("whoever was frozen and has lost the import to another changes nothing of it", async () => {
  await using pool = await openTestPool();
  const id = await addImport(pool.db, await addAdmin(pool.db), { state: "checking" });
  const [frozen, second] = [workerOn(pool.db), workerOn(pool.db, KEPT_ELSEWHERE)];
  await frozen.take();
  await pool.db.query("update import_jobs set held_until = now() - interval '1 second'");
  await second.take();
  await second.finishChecking(id, 5, { ...NO_COUNTS, newRows: 5 }, []);
  await pool.db.query("update import_jobs set state = 'applying'");
  const late = [
    () => frozen.startChecking(id),
    () => frozen.checked(id, 1, NO_COUNTS),
    () => frozen.finishChecking(id, 1, NO_COUNTS, []),
    () => frozen.finishApplying(id),
    () => frozen.cancel(id),
    () => frozen.fail(id, "internal"),
  ];
  for (const one of late) await assert.rejects(one, { name: "LostRace" });
  const found = await importRows(pool.db).find(id);
  assert.deepEqual([found?.state, found?.rowsChecked, found?.counts.newRows], ["applying", 5, 5]);
});

Deno.test("what was cancelled while its reader said nothing for long does not go on", async () => {
  await using pool = await openTestPool();
  const doer = await addAdmin(pool.db);
  const id = await addImport(pool.db, doer);
  const worker = workerOn(pool.db);
  await worker.take();
  await worker.startReading(id);
  await pool.db.query("update import_jobs set held_until = now() - interval '1 second'");
  await importOrderRows(pool.db).cancel(id, doer);
  assert.equal(await worker.look(id), null);
  await assert.rejects(worker.finishReading(id, 5, ["Sheet1"]), { name: "LostRace" });
  assert.equal((await importRows(pool.db).find(id))?.state, "cancelled");
});

Deno.test("how often work was begun counts from where it last came to an end, or was stored", async () => {
  await using pool = await openTestPool();
  const id = await addImport(pool.db, await addAdmin(pool.db), { state: "checking" });
  const worker = workerOn(pool.db);
  const starts = async () => (await worker.take())?.starts;
  assert.deepEqual([await starts(), await starts(), await starts()], [1, 2, 3]);
  await worker.startChecking(id);
  await worker.checked(id, 1, NO_COUNTS);
  assert.equal(await starts(), 4, "a check that is broken off begins anew");
  await worker.finishChecking(id, 1, NO_COUNTS, []);
  await pool.db.query("update import_jobs set state = 'applying'");
  assert.equal(await starts(), 1);
  const step = { jobId: id, from: 0, to: 1, rows: 1, counts: NO_COUNTS, problems: [] };
  for (const { text, values } of stepStatements(step)) await pool.db.query(text, values ?? []);
  assert.equal(await starts(), 1);
  await worker.rest(id, 0);
  assert.equal(await starts(), 1);
});

Deno.test("whoever looks at an import keeps it, however long its work is", async () => {
  await using pool = await openTestPool();
  const id = await addImport(pool.db, await addAdmin(pool.db), { state: "undoing" });
  const [first, second] = [workerOn(pool.db), workerOn(pool.db, KEPT_ELSEWHERE)];
  await first.take();
  await pool.db.query("update import_jobs set held_until = now() - interval '1 second'");
  await first.look(id);
  assert.equal(await second.take(), null);
});

Deno.test("an import that rests lets others have their turn", async () => {
  await using pool = await openTestPool();
  const doer = await addAdmin(pool.db);
  const [faulty, other] = [
    await addImport(pool.db, doer, { state: "checking" }),
    await addImport(pool.db, doer, { state: "checking" }),
  ];
  const worker = workerOn(pool.db);
  assert.equal((await worker.take())?.id, faulty);
  await worker.rest(faulty, 60_000);
  assert.equal((await worker.take())?.id, other);
  await pool.db.query("update import_jobs set held_until = now() - interval '1 second' where id = $1", [faulty]);
  assert.equal((await worker.take())?.id, faulty);
});

Deno.test("what is cancelled at the last moment waits for nobody, and what is in by then is in", async () => {
  await using pool = await openTestPool();
  const doer = await addAdmin(pool.db);
  const worker = workerOn(pool.db);
  const endOf = async (state: "reading" | "checking" | "applying", end: (id: number) => Promise<void>) => {
    const id = await addImport(pool.db, doer, { state });
    await worker.take();
    await importOrderRows(pool.db).cancel(id, doer);
    await end(id);
    const found = await importRows(pool.db).find(id);
    return [found?.state, found?.finishedAt === null];
  };
  const guess = { mapping: null, sheet: "Sheet1", sample: [] };
  assert.deepEqual(await endOf("reading", (id) => worker.waitForMapping(id, guess, ["x"])), ["cancelled", false]);
  assert.deepEqual(await endOf("checking", (id) => worker.finishChecking(id, 5, NO_COUNTS, [])), ["cancelled", false]);
  assert.deepEqual(await endOf("applying", (id) => worker.finishApplying(id)), ["done", false]);
});

Deno.test("a file is read where it is kept, what is read goes on anywhere", async () => {
  await using pool = await openTestPool();
  const doer = await addAdmin(pool.db);
  const unread = await addImport(pool.db, doer, { state: "reading", keptBy: KEPT_ELSEWHERE });
  assert.equal(await workerOn(pool.db).take(), null);
  assert.equal((await workerOn(pool.db, KEPT_ELSEWHERE).take())?.id, unread);
  const read = await addImport(pool.db, doer, { state: "checking", keptBy: KEPT_ELSEWHERE });
  assert.equal((await workerOn(pool.db).take())?.id, read);
});

Deno.test("a file whose keeper is gone for good is given up, never one that waits for a person", async () => {
  await using pool = await openTestPool();
  const doer = await addAdmin(pool.db);
  const [lost, waits] = [
    await addImport(pool.db, doer, { keptBy: KEPT_ELSEWHERE }),
    await addImport(pool.db, doer, { keptBy: KEPT_ELSEWHERE }),
  ];
  const here = workerOn(pool.db);
  await pool.db.query("update import_jobs set guess = '{}' where id = $1", [waits]);
  assert.deepEqual(await here.giveUpLost(), []);
  await pool.db.query("update import_jobs set created_at = now() - interval '1 hour', held_until = null");
  const other = await addImport(pool.db, doer, { state: "checking" });
  await pool.db.query("update import_jobs set held_by = $2, held_until = now() where id = $1", [other, KEPT_ELSEWHERE]);
  assert.deepEqual(await here.giveUpLost(), [], "its keeper is busy with another");
  await pool.db.query("update import_jobs set held_until = now() - interval '1 hour' where id = $1", [other]);
  assert.deepEqual(await here.giveUpLost(), [{ id: lost }]);
  const found = await importRows(pool.db).find(lost);
  assert.deepEqual([found?.state, found?.fault], ["failed", "file_gone"]);
});

Deno.test("an import that waits for its columns to be named is no work", async () => {
  await using pool = await openTestPool();
  const id = await addImport(pool.db, await addAdmin(pool.db));
  const worker = workerOn(pool.db);
  assert.equal((await worker.take())?.id, id);
  await worker.waitForMapping(id, { mapping: null, sheet: "Sheet1", sample: [] }, ["x"]);
  assert.equal(await worker.take(), null);
  assert.deepEqual((await importRows(pool.db).find(id))?.guess?.sheet, "Sheet1");
});

Deno.test("a step of a helping is whole batches, of about the rows that were asked for", async () => {
  await using pool = await openTestPool();
  const id = await addImport(pool.db, await addAdmin(pool.db));
  await addBatches(pool.db, id, [["1001", "1002"], ["1003"], ["1004", "1005", "1006"], ["1001"]]);
  const batches = importBatchRows(pool.db);
  const numbers = async (after: number, rows: number) => (await batches.next(id, after, rows)).map(({ n }) => n);
  assert.deepEqual(await numbers(0, 1), [1], "one at least, however large");
  assert.deepEqual(await numbers(0, 3), [1, 2]);
  assert.deepEqual(await numbers(0, 100), [1, 2, 3, 4]);
  assert.deepEqual(await numbers(2, 3), [3]);
  assert.deepEqual(await numbers(4, 100), []);
  assert.deepEqual((await batches.next(id, 3, 1))[0]?.rows[0], {
    ...{ wish: "child", child: "1001", parent: "SB00003", row: 2, cells: ["1001"] },
  });
  assert.deepEqual([...await batches.repeatedNames(id)], ["1001"]);
});

Deno.test("batches are swept away once the import is over with, and not before", async () => {
  await using pool = await openTestPool();
  const doer = await addAdmin(pool.db);
  const [open, over] = [
    await addImport(pool.db, doer, { state: "checked" }),
    await addImport(pool.db, doer, { state: "done" }),
  ];
  for (const id of [open, over]) await addBatches(pool.db, id, [["1001"], ["1002"]]);
  const batches = importBatchRows(pool.db);
  while (await batches.sweep());
  assert.equal((await batches.next(open, 0, 100)).length, 2);
  assert.equal((await batches.next(over, 0, 100)).length, 0);
  assert.deepEqual(await workerOn(pool.db).overWith([open, over, 9_999]), [over, 9_999]);
});

const problem = (n: number, place: number, code: string): NumberedProblem => ({
  ...{ n, place, sheet: "Sheet1", row: place + 2, column: null, code, sort: "conflict", reason: "child_elsewhere" },
  detail: { parent: "SB00001", bill: null },
  cells: [code, "=1+1", 'it\'s "quoted"\\'],
});

Deno.test("a step that another has made already stores nothing", async () => {
  await using pool = await openTestPool();
  const id = await addImport(pool.db, await addAdmin(pool.db), { state: "applying" });
  const step = {
    jobId: id,
    from: 0,
    to: 2,
    rows: 3,
    counts: { ...NO_COUNTS, newLinks: 3 },
    problems: [problem(1, 0, "1001")],
  };
  const run = (db: Database) =>
    db.transaction(async (inside) => {
      for (const { text, values } of stepStatements(step)) await inside.query(text, values ?? []);
    });
  await importProblemRows(pool.db).tell(id, [problem(2, 0, "1002"), problem(3, 0, "1003")]);
  await run(pool.db);
  await assert.rejects(run(pool.db), { code: "TT001" });
  const found = await importRows(pool.db).find(id);
  assert.deepEqual([found?.rowsApplied, found?.counts.newLinks], [3, 3]);
  const { items } = (await importRows(pool.db).problems(id, { limit: 10, cursor: null }))!;
  assert.deepEqual(items.map(({ code }) => code), ["1001", "1003"], "what the check said of these batches is replaced");
  assert.deepEqual(items[0]?.cells, ["1001", "=1+1", 'it\'s "quoted"\\']);
  await pool.db.query("update import_jobs set is_cancelling = true, applied_to = 0");
  await assert.rejects(run(pool.db), { code: "TT001" }, "nor does one that was cancelled meanwhile");
});

Deno.test("what stays of an import that is taken back is told, step by step", async () => {
  await using pool = await openTestPool();
  const id = await addImport(pool.db, await addAdmin(pool.db), { state: "undoing" });
  const stays = (code: string) => ({ code, reason: "moved", parent: "SB00002", bill: null } as const);
  const keys = [1, 2].map((n) => `00000000-0000-7000-8000-00000000000${n}`);
  const steps = [
    { jobId: id, from: null, undoneTo: keys[1]!, obstacles: [stays("1001")] },
    { jobId: id, from: keys[1]!, undoneTo: keys[0]!, obstacles: [stays("1002")] },
  ];
  for (const { text, values } of steps.flatMap(stepStatements)) await pool.db.query(text, values ?? []);
  assert.deepEqual((await importRows(pool.db).find(id))?.obstacles, [stays("1001"), stays("1002")]);
});

Deno.test("problems come page by page, in the order of the sheets", async () => {
  await using pool = await openTestPool();
  const id = await addImport(pool.db, await addAdmin(pool.db));
  const all = [problem(1, 0, "1001"), problem(1, 2, "1003"), problem(2, 0, "1004")];
  await importProblemRows(pool.db).tell(id, [...all].reverse());
  const rows = importRows(pool.db);
  const one = (await rows.problems(id, { limit: 2, cursor: null }))!;
  const two = (await rows.problems(id, { limit: 2, cursor: one.nextCursor }))!;
  assert.deepEqual([...one.items, ...two.items].map(({ code }) => code), ["1001", "1003", "1004"]);
  assert.equal(two.nextCursor, null);
  assert.equal(await rows.problems(id, { limit: 2, cursor: "nonsense" }), null);
});

Deno.test("a preview that nobody has put in for a month is cancelled, none that is younger or at work", async () => {
  await using pool = await openTestPool();
  const doer = await addAdmin(pool.db);
  const [old, young, applying] = [
    await addImport(pool.db, doer, { state: "checked" }),
    await addImport(pool.db, doer, { state: "checked" }),
    await addImport(pool.db, doer, { state: "applying" }),
  ];
  await pool.db.query("update import_jobs set checked_at = now() - interval '31 days' where id <> $1", [young]);
  assert.deepEqual(await workerOn(pool.db).forget(), [{ id: old }]);
  const states = await pool.db.query("select id, state from import_jobs order by id");
  assert.deepEqual(states, [
    { id: old, state: "cancelled" },
    { id: young, state: "checked" },
    { id: applying, state: "applying" },
  ]);
});
