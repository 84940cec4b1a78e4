import { deepEqual, doesNotMatch, equal, match, ok } from "node:assert/strict";
import { Live, type Topic } from "../../actors/live.ts";
import { type ImportDetail, type ImportProblem, NO_COUNTS } from "../../domain/import_shapes.ts";
import { LIMITS } from "../../domain/limits.ts";
import { en } from "../../views/words/en.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { makeImport } from "../support/memory_imports.ts";
import { textOf } from "../support/page_context.ts";
import { type PageWorld, pageWorld } from "../support/page_world.ts";

const at = new Date("2026-11-22T05:00:00Z");
const CHECKED: Partial<ImportDetail> = {
  ...{ state: "checked", layout: "child_parent_batches", sheets: ["Day 1", "Day 2"], rowsRead: 426, rowsTotal: 426 },
  ...{ rowsChecked: 426, checkedAt: at },
  counts: { ...NO_COUNTS, newParents: 3, newChildren: 310, newRows: 313, unchanged: 75, conflicts: 8, invalid: 30 },
};

const problem = (row: number, more: Partial<ImportProblem> = {}): ImportProblem => ({
  ...{ sheet: "Day 1", row, column: "QR Code", code: `BAD${row}`, sort: "invalid", reason: "bad_format", detail: {} },
  cells: [],
  ...more,
});

/** A world with this one import, number 1. */
function worldWith(more: Partial<ImportDetail>, problems: readonly ImportProblem[] = []): PageWorld {
  const world = pageWorld();
  world.imports.details.set(1, makeImport({ id: 1, ...more }));
  world.imports.problemsOf.set(1, [...problems]);
  return world;
}

const open = async (world: PageWorld, path = "/imports/1") => await (await world.ask("admin", path)).text();
const said = async (more: Partial<ImportDetail>) => textOf(await open(worldWith(more)));

Deno.test("before anything is written: what can go in, what cannot, and the button with the number of rows", async () => {
  const html = await open(worldWith(CHECKED, [problem(4)]));
  const text = textOf(html);
  for (const says of ["2 sheets, 426 rows.", en.imports.nothingYet, "313 rows can go in.", "Put 313 rows in"]) {
    ok(text.includes(says), says);
  }
  match(text, /38 rows cannot: 8 conflicts, 30 bad\./);
  match(html, /<form[^>]*action="\/imports\/1\/apply"/);
  match(html, /href="\/api\/v1\/imports\/1\/problems\?format=xlsx"/);
  match(html, /<li\s+aria-current="step">Checked<\/li>/);
});

Deno.test("where nothing is new there is nothing to put in", async () => {
  const counts = { ...NO_COUNTS, unchanged: 426 };
  const html = await open(worldWith({ ...CHECKED, counts }));
  ok(html.includes(en.imports.allThere));
  doesNotMatch(html, /imports\/1\/apply/);
  match(html, /imports\/1\/cancel/);
  ok((await said({ ...CHECKED, counts: { ...NO_COUNTS, invalid: 3 } })).includes(en.imports.noneCan));
});

Deno.test("each step says what it does, and how far it is", async () => {
  match(await said({}), /It waits for its turn/);
  match(await said({ state: "reading", rowsRead: 31_200 }), /31,200 rows read/);
  const going = { ...CHECKED, rowsRead: 80_000, rowsTotal: 80_000 };
  match(await said({ ...going, state: "checking", rowsChecked: 40_000 }), /40,000 of 80,000 rows checked/);
  match(await said({ ...going, state: "applying", rowsApplied: 1, appliedAt: at }), /1 of 80,000 rows put in/);
  match(await said({ ...going, state: "applying", isCancelling: true }), /It stops after the step under way/);
  const done = { ...going, rowsApplied: 80_000, appliedAt: at, finishedAt: at };
  match(await said({ ...done, state: "done" }), /313 rows are in\. 38 rows were left out\./);
  match(await said({ ...done, state: "done", isUndoing: true }), /It is taken back/);
  match(await said({ ...done, state: "undone", undoneBy: "sunita", undoneAt: at }), /Taken back by sunita/);
  match(await said({ state: "cancelled" }), /Nothing was changed/);
  match(await said({ ...done, state: "cancelled", rowsApplied: 9 }), /313 rows are in and stay/);
});

Deno.test("time left goes by the pace so far", async () => {
  const minuteAgo = new Date(Date.now() - 60_000);
  const going = { ...CHECKED, state: "applying", rowsRead: 100, rowsTotal: 100 } as const;
  match(await said({ ...going, rowsApplied: 20, appliedAt: minuteAgo }), /about [45] min left/);
  match(await said({ ...going, rowsApplied: 90, appliedAt: minuteAgo }), /less than a minute left/);
});

Deno.test("what failed says why and what to do, and whether something is in", async () => {
  const text = await said({ state: "failed", fault: "password_protected" });
  ok(text.includes(en.importFaults.password_protected.says) && text.includes(en.importFaults.password_protected.todo!));
  doesNotMatch(text, /rows are in/);
  match(await said({ ...CHECKED, state: "failed", fault: "internal", rowsApplied: 5 }), /313 rows are in and stay/);
});

Deno.test("an undo is asked for twice, and says what stands in its way", async () => {
  const done = { ...CHECKED, state: "done", rowsApplied: 426, appliedAt: at, finishedAt: at } as const;
  match(await open(worldWith(done)), /<details[^>]*id="import-undo"[^]*imports\/1\/undo[^]*<\/details>/);
  const html = await open(worldWith({
    ...done,
    obstacles: [
      { code: "0016586", reason: "moved", parent: "SB00077", bill: null },
      { code: "INV/7", reason: "bill_closed", parent: null, bill: null },
    ],
  }));
  ok(html.includes(en.imports.obstaclesTitle));
  match(html, /href="\/bags\/0016586"[^]*href="\/bags\/SB00077"/);
  match(html, /href="\/bills\/INV%2F7"/);
});

Deno.test("what stayed of an import that was taken back is named on its page", async () => {
  const undone = { ...CHECKED, state: "undone", rowsApplied: 426, appliedAt: at, finishedAt: at } as const;
  const html = await open(worldWith({
    ...undone,
    obstacles: [{ code: "0016586", reason: "moved", parent: "SB00077", bill: null }],
  }));
  ok(html.includes(en.imports.stayedTitle));
  match(html, /href="\/bags\/0016586"/);
  doesNotMatch(await open(worldWith(undone)), /<section[^>]*id="import-obstacles"/);
});

Deno.test("problems name sheet, row, column and code, say why and what to do, and lead to what is there", async () => {
  const html = await open(worldWith(CHECKED, [
    problem(1_204, { code: "1.2E+12", reason: "digits_lost" }),
    problem(3_877, {
      ...{ code: "0016586", sort: "conflict", reason: "child_elsewhere" },
      detail: { parent: "SB00017", bill: "INV-7" },
    }),
    problem(3_900, { code: "INV-9", sort: "conflict", reason: "bill_differs", detail: { bill: "INV-9" } }),
    problem(3_901, { code: "", reason: "empty" }),
  ]));
  const rows = [.../<tbody>([^]*?)<\/tbody>/.exec(html)![1]!.matchAll(/<tr>([^]*?)<\/tr>/g)].map(([, row]) => row!);
  const inRow = rows.map(textOf);
  match(inRow[0]!, /Day 1 ?1,204 ?QR Code ?1\.2E\+12 ?Bad row ?The spreadsheet changed this number\. Format/);
  match(inRow[1]!, /Conflict ?Already in SB00017, bill INV-7\./);
  match(rows[1]!, /href="\/bags\/0016586"[^]*href="\/bags\/SB00017"[^]*href="\/bills\/INV-7"/);
  match(rows[2]!, /href="\/bills\/INV-9"/);
  match(inRow[3]!, /empty/);
  doesNotMatch(rows[0]!, /href/);
});

Deno.test("cells are text, whatever they hold", async () => {
  const hostile = "<img src=x onerror=alert(1)>";
  const evil = { code: hostile, sheet: hostile, column: hostile };
  const html = await open(worldWith({
    ...CHECKED,
    sample: [{ sheet: hostile, row: 2, does: "registers_parent", child: null, parent: hostile, bill: null }],
  }, [
    problem(2, evil),
    problem(3, { ...evil, sort: "conflict", reason: "child_elsewhere", detail: { parent: hostile } }),
  ]));
  doesNotMatch(html, /<img/);
  equal(textOf(html).split(hostile).length > 5, true);
  const asked = await open(
    worldWith({ guess: { mapping: null, sheet: hostile, sample: [{ row: 1, cells: [hostile] }] } }),
  );
  doesNotMatch(asked, /<img/);
});

Deno.test("problems come a page at a time; a later page is left alone by the stream", async () => {
  const problems = Array.from({ length: LIMITS.pageItemsDefault + 1 }, (_, place) => problem(place + 2));
  const world = worldWith(CHECKED, problems);
  const first = await open(world);
  match(first, /data-live="\/imports\/1\/live"/);
  const next = /class="pager"[^]*?href="([^"]*cursor[^"]*)"/.exec(first)?.[1];
  const second = await open(world, next!);
  match(second, /BAD52/);
  doesNotMatch(second, />BAD2</);
  match(second, /data-live="\/imports\/1\/live\?part=head"/);
  const lost = await world.ask("admin", "/imports/1?cursor=x");
  deepEqual([lost.status, lost.headers.get("location")], [303, "/imports/1"]);
});

Deno.test("orders lead back to the page; what comes too late is told there", async () => {
  const world = worldWith(CHECKED);
  const taken = await world.send("admin", "/imports/1/apply", {});
  deepEqual([taken.status, taken.headers.get("location")], [303, "/imports/1"]);
  const drawn = await world.send("admin", "/imports/1/cancel", {}, true);
  equal(drawn.status, 200);
  match(await drawn.text(), /^<div class="stack" id="import"/);
  deepEqual(world.imports.orders, ["apply 1", "cancel 1"]);
  for (const htmx of [false, true]) {
    const late = await world.send("admin", "/imports/1/undo", {}, htmx);
    equal(late.status, 409);
    ok((await late.text()).includes(en.refusals.import_not_ready.says));
  }
  for (const path of ["/imports/2", "/imports/x", "/imports/2/apply", "/imports/0/undo"]) {
    const method = path.split("/").length > 3 ? "POST" : "GET";
    equal((await world.ask("admin", path, { method })).status, 404, path);
  }
  equal((await world.ask("admin", "/imports/1/apply")).headers.get("location"), "/imports/1");
});

const GUESS: ImportDetail["guess"] = {
  sheet: "Day 1",
  mapping: {
    ...{ layout: "bags", headerRow: 1 },
    columns: {
      ...{ serial: null, text: null, code: 1, role: null, parent: 2 },
      ...{ number: null, description: null, capacity: null },
    },
  },
  sample: [{ row: 1, cells: ["Nr", "Etikett", "Sack"] }, { row: 2, cells: ["1", "0016586", "SB00042"] }],
};

Deno.test("where columns are not clear, its first rows are shown and what they look like is chosen", async () => {
  const html = await open(worldWith({ guess: GUESS }));
  ok(textOf(html).includes(en.imports.asks.says));
  const chosen = [...html.matchAll(/name="column_\d"[^]*?<\/select>/g)].map(([select]) =>
    /value="(\w*)" selected/.exec(select)?.[1]
  );
  deepEqual(chosen, [undefined, "code", "parent"]);
  match(html, /value="bags" selected/);
  match(html, /0016586/);
});

Deno.test("columns are taken as chosen; what is missing is said, and nothing that was chosen is lost", async () => {
  const world = worldWith({ guess: GUESS });
  const path = "/imports/1/mapping";
  const taken = await world.send("admin", path, {
    ...{ layout: "bags", header_row: "2", column_0: "", column_1: "parent", column_2: "code", column_3: "capacity" },
  });
  equal(taken.status, 303);
  const { columns, ...rest } = JSON.parse(world.imports.orders[0]!.slice("map ".length, -" 1".length));
  deepEqual([rest, columns.code, columns.parent, columns.capacity], [{ layout: "bags", headerRow: 2 }, 2, 1, null]);

  const cases: [Record<string, string>, { says: string }][] = [
    [{ layout: "bags", column_1: "parent" }, en.imports.mapMissing(en.imports.columns.code)],
    [
      { layout: "bills", column_0: "number", column_1: "capacity", column_2: "capacity" },
      en.imports.mapTwice(en.imports.columns.capacity),
    ],
    [{ layout: "bags", column_0: "code", header_row: "0" }, en.imports.mapHeader],
    [{ layout: "bags", column_0: "code", header_row: "one" }, en.imports.mapHeader],
    [{}, en.imports.mapMissing(en.imports.columns.code)],
  ];
  for (const [fields, { says }] of cases) {
    const reply = await world.send("admin", path, fields);
    const html = await reply.text();
    equal(reply.status, 422, says);
    ok(textOf(html).includes(says), says);
    if (fields.column_1) match(html, new RegExp(`name="column_1"[^]*?value="${fields.column_1}" selected`));
  }
  equal(world.imports.orders.length, 1);
});

Deno.test("an import that nobody has to explain shows no columns", async () => {
  doesNotMatch(await open(worldWith(CHECKED)), /column_0/);
  doesNotMatch(await open(worldWith({ ...CHECKED, guess: GUESS })), /column_0/);
});

Deno.test("the same file twice is told, with the way to the first", async () => {
  const html = await open(worldWith({ ...CHECKED, sameFile: [{ id: 7, by: "sunita", at }] }));
  match(textOf(html), /The same file was put in by sunita/);
  match(html, /href="\/imports\/7"/);
});

Deno.test("the page follows its import alone, with all that moves", async () => {
  const live = new Live({
    clock: new FakeClock(),
    onFault: () => {},
    isHearing: () => true,
    standing: () => Promise.resolve(new Map()),
  });
  const topics: Topic[] = [];
  const join = (topic: Topic, reader: Parameters<Live["join"]>[1]) => {
    topics.push(topic);
    return live.join(topic, reader);
  };
  const world = pageWorld(undefined, undefined, { live: { hasRoomFor: () => true, join } });
  world.imports.details.set(1, makeImport({ id: 1, ...CHECKED }));
  world.imports.problemsOf.set(1, [problem(2)]);
  const first = async (path: string) => {
    const reader = (await world.ask("admin", path)).body!.getReader();
    const { value } = await reader.read();
    await reader.cancel();
    return new TextDecoder().decode(value);
  };
  const whole = await first("/imports/1/live");
  const parts = ["head", "steps", "now", "totals", "acts", "obstacles", "mapping", "problems", "sample"];
  for (const part of parts) match(whole, new RegExp(`hx-target="#import-${part}"`));
  doesNotMatch(await first("/imports/1/live?part=head"), /hx-target="#import-problems"/);
  deepEqual(topics.map(({ subjects }) => subjects), [["import:1"], ["import:1"]]);
  ok(topics[0]!.key !== topics[1]!.key);
});
