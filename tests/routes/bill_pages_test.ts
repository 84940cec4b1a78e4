import { deepEqual, equal, match, ok } from "node:assert/strict";
import type { BillDetail } from "../../domain/shapes.ts";
import { makeAnswer, type PageWorld, pageWorld } from "../support/page_world.ts";

const bill: BillDetail = {
  number: "INV/7",
  asOf: new Date("2026-11-22T05:11:07Z"),
  linkedCount: 1,
  capacity: 20,
  childCount: 28,
  weightKg: 28,
  expectedWeightKg: 30,
  status: "processing",
  description: null,
  short: false,
  shortReason: null,
  version: 4,
  createdBy: "meena.j",
  createdAt: new Date("2026-11-22T03:42:00Z"),
  completedBy: null,
  completedAt: null,
  destination: "Hisar <b>",
  vehicle: null,
  parents: [{
    code: "SB00031",
    kind: "SB",
    childCount: 28,
    capacity: 30,
    childWeightKg: 1,
    weightKg: 28,
    expectedWeightKg: 30,
    linkedAt: new Date("2026-11-22T04:00:00Z"),
    linkedBy: "meena.j",
  }],
};

function worldWithBill(): PageWorld {
  const world = pageWorld();
  world.bills.set(bill.number, bill);
  return world;
}
const PATH = "/bills/INV%2F7";

Deno.test("GET /bills/<number> shows totals, short sacks and the forms with their version", async () => {
  const page = await (await worldWithBill().ask("biller", PATH)).text();
  match(page, /id="bill-count">1 \/ 20</);
  match(page, /id="bill-weight">28 kg</);
  match(page, /2 short/);
  match(page, /action="\/bills\/INV%2F7\/completion"/);
  match(page, /name="version" value="4"/);
  match(page, /Hisar &lt;b&gt;/);
});

Deno.test("GET /bills/<number> lets an admin alone make it void", async () => {
  const world = worldWithBill();
  ok(!(await (await world.ask("biller", PATH)).text()).includes(`${PATH}/void`));
  ok((await (await world.ask("admin", PATH)).text()).includes(`${PATH}/void`));
  equal((await world.send("biller", `${PATH}/void`, { version: "4", reason: "wrong" })).status, 403);
});

Deno.test("GET /bills/<number> of no bill is a page that says so", async () => {
  const reply = await worldWithBill().ask("biller", "/bills/NONE");
  equal(reply.status, 404);
  match(await reply.text(), /We do not know the bill “NONE”/);
});

Deno.test("dispatchers see no bills, and no way to them", async () => {
  const world = worldWithBill();
  equal((await world.ask("dispatcher", "/bills")).status, 403);
  ok(!(await (await world.ask("dispatcher", "/")).text()).includes('href="/bills'));
});

Deno.test("POST /bills makes a bill and leads to it", async () => {
  const world = worldWithBill();
  world.refusals.push({ answer: makeAnswer({ outcome: "bill_created", bill }) });
  const reply = await world.send("biller", "/bills", { number: "", capacity: "20", destination: "Hisar" });
  equal(reply.headers.get("location"), `${PATH}?said=bill_created`);
  const [command] = world.commands;
  ok(command?.kind === "create_bill");
  deepEqual([command.number, command.capacity, command.destination, command.vehicle], ["", 20, "Hisar", null]);
});

Deno.test("POST /bills with a number that is taken shows the form again, filled in", async () => {
  const world = worldWithBill();
  world.refusals.push({ answer: makeAnswer({ outcome: "bill_exists", bill }) });
  const reply = await world.send("biller", "/bills", { number: "INV/7", capacity: "25" });
  equal(reply.status, 409);
  const page = await reply.text();
  match(page, /data-outcome="bill_exists"/);
  match(page, /name="number"[^>]*value="INV\/7"/);
  match(page, /<details[^>]*id="new" open/);
});

Deno.test("POST /bills/<number>/removals by htmx draws the bill anew, says so, and offers to take it back", async () => {
  const world = worldWithBill();
  world.refusals.push({ answer: makeAnswer({ outcome: "bill_unlinked", bill }) });
  const reply = await world.send("biller", `${PATH}/removals`, { parent: "SB00031" }, true);
  equal(reply.status, 200);
  const text = await reply.text();
  match(text, /^<div class="stack" id="bill">/);
  match(text, /id="bill-said"[^]*data-outcome="bill_unlinked"[^]*action="\/bills\/INV%2F7\/parents"/);
});

Deno.test("POST /bills/<number>/completion of a changed bill shows it as it is now", async () => {
  const world = worldWithBill();
  world.refusals.push({ answer: makeAnswer({ outcome: "version_conflict", bill }) });
  const reply = await world.send("biller", `${PATH}/completion`, {
    version: "3",
    accept_short: "true",
    reason: "late",
  });
  equal(reply.status, 409);
  match(await reply.text(), /was changed meanwhile/);
  const [command] = world.commands;
  ok(command?.kind === "complete_bill" && command.acceptShort && command.version === 3 && command.reason === "late");
});

Deno.test("POST /bills/<number>/scan puts a sack on, and shows counter and weight", async () => {
  const world = worldWithBill();
  world.refusals.push({
    answer: makeAnswer({ outcome: "bill_linked", bill: { ...bill, linkedCount: 2, weightKg: 58 } }),
  });
  const scan = { scan_id: "0199f0c2-0000-4000-8000-000000000001", code: "SB00032" };
  const reply = await world.send("biller", `${PATH}/scan`, scan, true);
  equal(reply.status, 201);
  const text = await reply.text();
  match(text, /id="bill-count"[^>]*>2<span class="of"> \/ 20</);
  match(text, /id="bill-weight">58 kg</);
  const [command] = world.commands;
  ok(command?.kind === "link_bill" && command.bill === "INV/7" && command.parent === "SB00032");
});

Deno.test("POST /bills with half a form makes no bill, keeps what was typed and marks what is missing", async () => {
  const world = worldWithBill();
  for (const capacity of ["", "0", "501", "2.5", "many"]) {
    const reply = await world.send("biller", "/bills", { number: "INV-9", capacity, destination: "Akola" });
    equal(reply.status, 422, capacity);
    const page = await reply.text();
    match(page, /name="number"[^>]*value="INV-9"/);
    match(page, /name="destination"[^>]*value="Akola"/);
    match(page, /id="new-capacity"[^>]*aria-invalid="true"/);
    match(page, /Nothing is saved/);
    match(page, /<details[^>]*id="new" open/);
  }
  const long = { number: "N".repeat(51), capacity: "20", vehicle: "V".repeat(51) };
  const reply = await world.send("biller", "/bills", long);
  equal(reply.status, 422);
  match(await reply.text(), /id="bill-number"[^>]*aria-invalid="true"/);
  equal(world.commands.length, 0);
});

Deno.test("the field for the number is left by a scanner's Enter, and has the focus where a bill is to be made", async () => {
  const page = await (await worldWithBill().ask("biller", "/bills?new=1")).text();
  match(page, /id="bill-number"[^>]*autofocus[^>]*data-enter="next"/);
  equal(page.match(/data-enter/g)?.length, 1);
  ok(!(await (await worldWithBill().ask("biller", "/bills")).text()).includes("autofocus"));
});

Deno.test("GET /bills keeps its filter in every link, and exports what it shows", async () => {
  const world = worldWithBill();
  const query = "q=INV&status=processing&from=2026-11-01&to=2026-11-22&created_by=meena.j";
  const page = await (await world.ask("biller", `/bills?${query}`)).text();
  ok(page.includes(`/exports/bills.csv?${query.replaceAll("&", "&amp;")}`));
  match(
    page,
    /href="\/bills\?q=INV&amp;status=completed&amp;from=2026-11-01&amp;to=2026-11-22&amp;created_by=meena.j"/,
  );
  match(page, /<option value="meena.j" selected/);
  match(page, /name="from"[^>]*value="2026-11-01"/);
  match(page, /type="hidden" name="status" value="processing"/);
});

Deno.test("GET /bills takes no day that is none: such a link filters by less", async () => {
  const page = await (await worldWithBill().ask("biller", "/bills?from=2026-02-30&to=yesterday")).text();
  ok(page.includes('id="bills-list"'));
  match(page, /name="from" type="date" value=""/);
});

Deno.test("GET /bills with no bill at all says to make one; where none fits, which part to leave out", async () => {
  const empty = pageWorld();
  const first = await (await empty.ask("biller", "/bills")).text();
  match(first, /No bills yet/);
  match(first, /href="\/bills\?new=1#new"/);
  const none = await (await empty.ask("biller", "/bills?q=X&from=2026-11-01")).text();
  match(none, /href="\/bills\?from=2026-11-01"[^>]*>[^]*?“X”/);
  match(none, /href="\/bills\?q=X"[^>]*>[^]*?from 1 Nov 2026/);
});

Deno.test("GET /bills/<number>/print is a draft until the bill is completed, and lists every code once", async () => {
  const world = worldWithBill();
  const draft = await (await world.ask("biller", `${PATH}/print`)).text();
  match(draft, /sheet-mark">Draft: not completed/);
  match(draft, /data-symbology="qr" data-text="INV\/7"/);
  match(draft, /<link rel="stylesheet" href="\/bills\/INV%2F7\/print.css"/);
  equal(draft.match(/<li>10000\d\d<\/li>/g)?.length, 28);
  world.bills.set(bill.number, { ...bill, status: "completed" });
  ok(!(await (await world.ask("biller", `${PATH}/print`)).text()).includes("sheet-mark"));
  equal((await world.ask("dispatcher", `${PATH}/print`)).status, 403);
  equal((await world.ask("biller", "/bills/NONE/print")).status, 404);
  const style = await world.ask("biller", `${PATH}/print.css`);
  equal(style.headers.get("content-type"), "text/css; charset=utf-8");
});

Deno.test("each part of the bill's page has its id once, for pages that follow along", async () => {
  const page = await (await worldWithBill().ask("biller", PATH)).text();
  const ids = ["head", "people", "totals", "count", "weight", "steps", "sum", "parents", "life", "said"];
  for (const id of ids) equal(page.match(new RegExp(`id="bill-${id}"`, "g"))?.length, 1, id);
});
