import { deepEqual, equal, match, ok } from "node:assert/strict";
import { type Desk, openDesk } from "../support/desk.ts";

const codesOn = async (desk: Desk, number: string) => (await desk.bill(number)).parents.map(({ code }) => code).sort();

Deno.test("the move's page names the sacks, and the bills that have room, but not this one and no full one", async () => {
  await using desk = await openDesk();
  await desk.makeBill("INV-7", 5);
  await desk.makeBill("INV-8", 5);
  await desk.makeBill("INV-9", 1);
  await desk.pack("SB00001", 2, "INV-7");
  await desk.pack("SB00002", 2, "INV-7");
  await desk.pack("SB00003", 2, "INV-9");
  const page = await desk.get("/bills/INV-7/moves?parent=SB00001&parent=SB00002&parent=SB00003");
  match(page.text, /Move 2 sacks to another bill/);
  const offered = [...page.html.matchAll(/name="chosen" value="([^"]+)"/g)].map(([, number]) => number);
  deepEqual(offered, ["INV-8"]);
  match(page.html, /id="move-target"[^>]*autofocus/);
  equal((await desk.get("/bills/INV-7/moves?all=true")).html.match(/type="hidden" name="parent"/g)?.length, 2);
});

Deno.test("sacks are moved in one step, and moved back by the way that the page offers", async () => {
  await using desk = await openDesk();
  await desk.makeBill("INV-7", 5);
  await desk.makeBill("INV-8", 5);
  for (const sack of ["SB00001", "SB00002", "SB00003"]) await desk.pack(sack, 2, "INV-7");
  const moved = await desk.post("/bills/INV-7/moves", [["parent", "SB00001"], ["parent", "SB00002"], [
    "target",
    "inv-8",
  ]]);
  equal(moved.status, 201);
  match(moved.text, /2 sacks are on bill INV-8\./);
  deepEqual([await codesOn(desk, "INV-7"), await codesOn(desk, "INV-8")], [["SB00003"], ["SB00001", "SB00002"]]);

  const [, action] = /id="bill-said"[^]*?action="([^"]+)"/.exec(moved.html)!;
  const said = moved.html.slice(moved.html.indexOf('id="bill-said"'));
  const fields = [...said.matchAll(/type="hidden" name="([^"]+)" value="([^"]+)"/g)].map(([, name, value]) =>
    [name!, value!] as const
  );
  const back = await desk.post(action!, fields);
  equal(back.status, 201);
  match(back.html, /aria-current="page">INV-7</);
  deepEqual([await codesOn(desk, "INV-7"), await codesOn(desk, "INV-8")], [["SB00001", "SB00002", "SB00003"], []]);
});

Deno.test("a bill of the list is chosen whatever stands in the field", async () => {
  await using desk = await openDesk();
  await desk.makeBill("INV-7", 5);
  await desk.makeBill("INV-8", 5);
  await desk.pack("SB00001", 2, "INV-7");
  await desk.post("/bills/INV-7/moves", [["parent", "SB00001"], ["target", ""], ["chosen", "INV-8"]]);
  deepEqual(await codesOn(desk, "INV-8"), ["SB00001"]);
});

Deno.test("where only some find room, those are moved, the others stay and are told of with the full bill's number", async () => {
  await using desk = await openDesk();
  await desk.makeBill("INV-7", 5);
  await desk.makeBill("INV-8", 1);
  for (const sack of ["SB00001", "SB00002"]) await desk.pack(sack, 2, "INV-7");
  const half = await desk.post("/bills/INV-7/moves", [["parent", "SB00001"], ["parent", "SB00002"], [
    "target",
    "INV-8",
  ]]);
  equal(half.status, 409);
  match(half.text, /SB00001 is on bill INV-8/);
  match(half.text, /1 sack stays where it is:\s*SB00002 is not stored: bill INV-8 is full/);
  match(half.html, /type="hidden" name="parent" value="SB00002"/);
  deepEqual([await codesOn(desk, "INV-7"), await codesOn(desk, "INV-8")], [["SB00002"], ["SB00001"]]);
});

Deno.test("no number, a number of no bill, the same bill: asked again with the sacks and what was typed", async () => {
  await using desk = await openDesk();
  await desk.makeBill("INV-7", 5);
  await desk.pack("SB00001", 2, "INV-7");
  const empty = await desk.post("/bills/INV-7/moves", [["parent", "SB00001"], ["target", " "]]);
  equal(empty.status, 422);
  match(empty.text, /Scan or type the number of the other bill\./);
  const unknown = await desk.post("/bills/INV-7/moves", [["parent", "SB00001"], ["target", "INV-<9>"]]);
  equal(unknown.status, 404);
  match(unknown.text, /There is no bill INV-<9>\./);
  match(unknown.html, /id="move-target"[^>]*value="INV-&lt;9&gt;"/);
  match(unknown.html, /type="hidden" name="parent" value="SB00001"/);
  const same = await desk.post("/bills/INV-7/moves", [["parent", "SB00001"], ["target", "INV-7"]]);
  equal(same.status, 200);
  match(same.text, /is on this bill already/);
  deepEqual(await codesOn(desk, "INV-7"), ["SB00001"]);
});

Deno.test("a sack that went elsewhere meanwhile is not moved, and the page says where it is", async () => {
  await using desk = await openDesk();
  for (const number of ["INV-7", "INV-8", "INV-9"]) await desk.makeBill(number, 5);
  await desk.pack("SB00001", 2, "INV-7");
  await desk.post("/bills/INV-7/moves", [["parent", "SB00001"], ["target", "INV-9"]], "anil");
  const late = await desk.post("/bills/INV-7/moves", [["parent", "SB00001"], ["target", "INV-8"]]);
  equal(late.status, 409);
  match(late.text, /SB00001 is on bill INV-9/);
  deepEqual(await codesOn(desk, "INV-9"), ["SB00001"]);
});

Deno.test("more sacks than a bill can hold, or none at all, are no form of ours", async () => {
  await using desk = await openDesk();
  await desk.makeBill("INV-7", 5);
  const many = Array.from({ length: 501 }, (_, at) => ["parent", `SB${10_000 + at}`] as const);
  for (const step of ["moves", "removals", "parents"]) {
    equal((await desk.post(`/bills/INV-7/${step}`, [...many, ["target", "INV-8"]])).status, 400, step);
    equal((await desk.post(`/bills/INV-7/${step}`, [["target", "INV-8"]])).status, 400, step);
  }
});

Deno.test("numbers, codes and cursors of any content make no fault on any page of a bill", async () => {
  await using desk = await openDesk();
  await desk.makeBill("INV-7", 5);
  for (const value of ["%00", "a%00b", "%ED%A0%80", "%27%25%5C_", "%22%3E%3Cb%3E", "9".repeat(2_000)]) {
    for (const page of ["", "/moves?all=true", "/print", "/print.css", "?cursor=x"]) {
      const { status } = await desk.get(`/bills/${value}${page}`);
      equal(status < 500, true, `${value}${page} answered ${status}`);
    }
    for (
      const path of [`/bills/INV-7/moves?parent=${value}`, `/bills/INV-7?cursor=${value}`, `/bills?created_by=${value}`]
    ) {
      equal((await desk.get(path)).status < 500, true, path);
    }
    const sent = decodeURIComponent(value.replace("%ED%A0%80", "%EF%BF%BD"));
    for (const step of ["moves", "removals", "parents"]) {
      const { status } = await desk.post(`/bills/INV-7/${step}`, [["parent", sent], ["target", sent], ["back", sent]]);
      equal(status < 500, true, `${step} of ${value} answered ${status}`);
    }
  }
});

Deno.test("nothing chosen: the bill's page says what to do", async () => {
  await using desk = await openDesk();
  await desk.makeBill("INV-7", 5);
  await desk.pack("SB00001", 2, "INV-7");
  const page = await desk.get("/bills/INV-7/moves");
  equal(page.status, 422);
  match(page.text, /No sack was chosen\. Choose sacks in the table/);
  ok(page.html.includes('id="bill-parents"'));
});

Deno.test("a sack that was taken off is put on again by the way that the page offers", async () => {
  await using desk = await openDesk();
  await desk.makeBill("INV-7", 5);
  await desk.pack("SB00001", 2, "INV-7");
  const off = await desk.post("/bills/INV-7/removals", [["parent", "SB00001"]]);
  equal(off.status, 200);
  match(off.text, /SB00001 is taken off bill INV-7/);
  deepEqual(await codesOn(desk, "INV-7"), []);
  match(off.html, /action="\/bills\/INV-7\/parents"/);
  const on = await desk.post("/bills/INV-7/parents", [["parent", "SB00001"]]);
  equal(on.status, 201);
  deepEqual(await codesOn(desk, "INV-7"), ["SB00001"]);
  equal((await desk.post("/bills/INV-7/removals", [["parent", "SB00009"]])).status, 404);
});
