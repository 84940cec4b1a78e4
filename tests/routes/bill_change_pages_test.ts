import { equal, match, ok } from "node:assert/strict";
import { openDesk, withFields } from "../support/desk.ts";

Deno.test("who completes a bill on which sacks came and went sees them, keeps his reason, and can press again", async () => {
  await using desk = await openDesk();
  await desk.makeBill("INV-7", 5);
  await desk.pack("SB00001", 2, "INV-7");
  await desk.pack("SB00002", 2, "INV-7");
  const form = desk.fieldsOf(await desk.get("/bills/INV-7"), "complete-form");
  await desk.pack("SB00003", 2, "INV-7");
  await desk.post("/bills/INV-7/removals", [["parent", "SB00001"]], "anil");

  const late = await desk.post("/bills/INV-7/completion", withFields(form, { reason: "lorry is full" }));
  equal(late.status, 409);
  match(late.text, /1 sack was put on: SB00003 \(by bina, [\d:]+\)/);
  match(late.text, /1 sack was taken off/);
  match(late.html, /<details[^>]*id="complete" open/);
  const again = desk.fieldsOf(late, "complete-form");
  ok(again.some(([name, value]) => name === "reason" && value === "lorry is full"));
  equal((await desk.post("/bills/INV-7/completion", again)).location, "/bills/INV-7?said=bill_closed");
  match((await desk.get("/bills/INV-7")).text, /Completed short: lorry is full/);
});

Deno.test("a bill that is short is not completed without a reason", async () => {
  await using desk = await openDesk();
  await desk.makeBill("INV-7", 5);
  await desk.pack("SB00001", 2, "INV-7");
  const form = desk.fieldsOf(await desk.get("/bills/INV-7"), "complete-form");
  const asked = await desk.post("/bills/INV-7/completion", withFields(form, { reason: "  " }));
  equal(asked.status, 409);
  match(asked.html, /data-outcome="bill_short"/);
  match(asked.html, /id="complete-reason"[^>]*aria-invalid="true"/);
  equal((await desk.bill("INV-7")).status, "processing");
});

Deno.test("a completed bill is frozen: its page offers to open it again and to print, its forms' addresses refuse", async () => {
  await using desk = await openDesk();
  await desk.makeBill("INV-7", 1);
  await desk.makeBill("INV-8", 5);
  await desk.pack("SB00001", 2, "INV-7");
  await desk.pack("SB00002", 2, "INV-8");
  const open = await desk.get("/bills/INV-7", "anil");
  await desk.post("/bills/INV-7/completion", desk.fieldsOf(open, "complete-form"));

  const page = await desk.get("/bills/INV-7", "anil");
  for (const offer of ["removals", "/moves", "edit-form", "complete-form", "void-form", "/scan"]) {
    ok(!page.html.includes(`/bills/INV-7/${offer}`) && !page.html.includes(`id="${offer}"`), offer);
  }
  ok(page.html.includes("/bills/INV-7/print") && page.html.includes('id="reopen-form"'));

  const off = await desk.post("/bills/INV-7/removals", [["parent", "SB00001"]]);
  equal(off.status, 409);
  match(off.html, /data-outcome="bill_completed"/);
  equal((await desk.get("/bills/INV-7/moves?all=true")).status, 409);
  const away = await desk.post("/bills/INV-7/moves", [["parent", "SB00001"], ["target", "INV-8"]]);
  equal(away.status, 409);
  match(away.text, /bill INV-7 is completed/i);
  const onto = await desk.post("/bills/INV-8/moves", [["parent", "SB00002"], ["target", "INV-7"]]);
  equal(onto.status, 409);
  match(onto.text, /bill INV-7 is completed/i);
  const edit = await desk.post("/bills/INV-7", withFields(desk.fieldsOf(open, "edit-form"), { destination: "Akola" }));
  equal(edit.status, 409);
  equal(
    (await desk.post("/bills/INV-7/void", withFields(desk.fieldsOf(open, "void-form"), { reason: "no" }), "anil"))
      .status,
    409,
  );
  const { linked_count: linked, destination, status } = await desk.bill("INV-7");
  equal(JSON.stringify([linked, destination, status]), '[1,null,"completed"]');
});

Deno.test("opening again needs a reason, and two who do it at once learn of each other", async () => {
  await using desk = await openDesk();
  await desk.makeBill("INV-7", 1);
  await desk.pack("SB00001", 2, "INV-7");
  await desk.post("/bills/INV-7/completion", desk.fieldsOf(await desk.get("/bills/INV-7"), "complete-form"));
  const form = desk.fieldsOf(await desk.get("/bills/INV-7"), "reopen-form");
  const asked = await desk.post("/bills/INV-7/reopening", withFields(form, { reason: "" }));
  equal(asked.status, 422);
  match(asked.text, /Say why\./);
  equal((await desk.post("/bills/INV-7/reopening", withFields(form, { reason: "wrong sack" }))).status, 303);
  const late = await desk.post("/bills/INV-7/reopening", withFields(form, { reason: "me too" }), "anil");
  equal(late.status, 409);
  match(late.text, /It was Completed, it is In work now/);
});

Deno.test("a page that said no is asked for again by its address: back to the bill", async () => {
  await using desk = await openDesk();
  await desk.makeBill("INV-7");
  for (const step of ["completion", "reopening", "void", "removals", "parents"]) {
    equal((await desk.get(`/bills/INV-7/${step}`)).location, "/bills/INV-7", step);
  }
});
