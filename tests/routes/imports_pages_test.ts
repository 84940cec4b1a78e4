import { deepEqual, doesNotMatch, equal, match, ok } from "node:assert/strict";
import { Live, type Topic } from "../../actors/live.ts";
import { LIMITS } from "../../domain/limits.ts";
import { IMPORTS_SUBJECT } from "../../domain/notice.ts";
import { en } from "../../views/words/en.ts";
import { hi } from "../../views/words/hi.ts";
import { makeImport } from "../support/memory_imports.ts";
import { textOf } from "../support/page_context.ts";
import { ORIGIN, type PageWorld, pageWorld } from "../support/page_world.ts";
import { FakeClock } from "../support/fake_clock.ts";

const HOSTILE = `<script>alert(1)</script>"'&.csv`;

function formWith(...files: readonly [name: string, content: string][]): FormData {
  const form = new FormData();
  for (const [name, content] of files) form.append("file", new File([content], name));
  return form;
}

const send = (world: PageWorld, body: FormData, htmx = false) =>
  world.ask("admin", "/imports", { method: "POST", body, headers: htmx ? { "hx-request": "true" } : {} });

Deno.test("imports are for admins", async () => {
  const world = pageWorld();
  for (const path of ["/imports", "/imports/1", "/imports/live", "/imports/1/live"]) {
    for (const role of ["biller", "dispatcher"] as const) equal((await world.ask(role, path)).status, 403, path);
    equal((await world.ask(null, path)).headers.get("location")?.startsWith("/login"), true, path);
  }
  for (const path of ["", "/1/apply", "/1/cancel", "/1/undo", "/1/mapping"]) {
    equal((await world.send("biller", `/imports${path}`, {})).status, 403, path);
  }
  equal((await world.ask("admin", "/imports")).status, 200);
});

Deno.test("a form sends one file to its import, several to all of them", async () => {
  const world = pageWorld();
  const one = await send(world, formWith(["day.csv", "qr_id"]));
  deepEqual([one.status, one.headers.get("location")], [303, "/imports/1"]);
  const two = await send(world, formWith(["a.csv", "x"], ["b.csv", "y"]));
  deepEqual([two.status, two.headers.get("location")], [303, "/imports"]);
  const byScript = await send(world, formWith(["c.csv", "x"]), true);
  deepEqual([byScript.status, byScript.headers.get("hx-redirect")], [200, "/imports/4"]);
  equal(world.imports.arrived.length, 4);
});

Deno.test("what is not taken is said on the page, in words, and leaves nothing", async () => {
  const world = pageWorld();
  const { fileBytesMax } = world.imports;
  const withField = (name: string, value: string) => {
    const form = formWith(["day.csv", "x"]);
    form.append(name, value);
    return form;
  };
  const cases: [FormData, number, { says: string }][] = [
    [formWith(["day.csv", "x".repeat(fileBytesMax + 1)]), 413, en.imports.tooLarge],
    [new FormData(), 400, en.imports.noFile],
    [formWith(["", ""]), 400, en.imports.noFile],
    [withField("area", "atlantis"), 400, en.imports.wrongChoice],
    [withField("layout", "pallets"), 400, en.imports.wrongChoice],
  ];
  for (const [form, status, { says }] of cases) {
    for (const htmx of [false, true]) {
      const reply = await send(world, form, htmx);
      const html = await reply.text();
      equal(reply.status, status, says);
      ok(textOf(html).includes(says), says);
      equal(html.startsWith("<!doctype"), !htmx);
    }
  }
  equal(world.imports.details.size, 0);
  ok(world.imports.arrived.every(({ state }) => state === "dropped"));
  equal((await world.send("admin", "/imports", {})).status, 415);
});

Deno.test("the history tells who sent what and what came of it, a page at a time", async () => {
  const world = pageWorld();
  const counts = {
    ...{ newParents: 0, newChildren: 0, newLinks: 0, newBills: 0, newRows: 1_234 },
    ...{ unchanged: 0, conflicts: 2, invalid: 40 },
  };
  for (let id = 1; id <= LIMITS.pageItemsDefault + 1; id++) {
    world.imports.details.set(id, makeImport({ id, fileName: `day ${id}.csv`, state: "done", counts }));
  }
  const html = await (await world.ask("admin", "/imports")).text();
  const newest = /<tr id="import-51"[^]*?<\/tr>/.exec(html)?.[0] ?? "";
  match(textOf(newest), /day 51\.csv.*Put in.*1,234.*42.*anil/);
  doesNotMatch(html, /day 1\.csv/);
  const next = /class="pager"[^]*?href="([^"]*cursor[^"]*)"/.exec(html)?.[1];
  const rest = await (await world.ask("admin", textOf(next))).text();
  match(rest, /day 1\.csv/);
  doesNotMatch(rest, /data-live/);
  equal((await world.ask("admin", "/imports?cursor=x")).headers.get("location"), "/imports");
});

Deno.test("a file's name is text, whatever it holds", async () => {
  const world = pageWorld();
  world.imports.details.set(1, makeImport({ id: 1, fileName: HOSTILE }));
  for (const path of ["/imports", "/imports/1"]) {
    const html = await (await world.ask("admin", path)).text();
    doesNotMatch(html, /<script>alert/);
    ok(textOf(html).includes(HOSTILE), path);
  }
});

Deno.test("the page speaks Hindi, the form's own messages included", async () => {
  const world = pageWorld();
  const headers = { cookie: "tracetrack=admin; language=hi", "sec-fetch-site": "same-origin" };
  const html = await (await world.app.request(`${ORIGIN}/imports`, { headers })).text();
  for (const says of [hi.imports.title, hi.imports.drop, hi.imports.none, hi.imports.broken]) {
    ok(html.includes(says), says);
  }
});

Deno.test("the history follows along, for all admins of a language alike", async () => {
  const topics: Topic[] = [];
  const live = new Live({
    clock: new FakeClock(),
    onFault: () => {},
    isHearing: () => true,
    standing: () => Promise.resolve(new Map()),
  });
  const world = pageWorld(undefined, undefined, {
    live: {
      hasRoomFor: () => true,
      join: (topic, reader) => {
        topics.push(topic);
        return live.join(topic, reader);
      },
    },
  });
  world.imports.details.set(1, makeImport({ id: 1, fileName: "day.csv" }));
  const response = await world.ask("admin", "/imports/live");
  const reader = response.body!.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  match(new TextDecoder().decode(value), /hx-target="#imports-list"[^]*day\.csv/);
  deepEqual(topics.map(({ subjects }) => subjects), [[IMPORTS_SUBJECT]]);
});
