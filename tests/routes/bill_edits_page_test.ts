import { deepEqual, equal, match, ok } from "node:assert/strict";
import { openDesk, withFields } from "../support/desk.ts";

Deno.test("two people edit one bill: the later one sees field by field what changed, keeps what he typed, and decides", async () => {
  await using desk = await openDesk();
  await desk.makeBill("INV-7", 20, { destination: "Hisar" });
  const opened = await desk.get("/bills/INV-7");
  const form = desk.fieldsOf(opened, "edit-form");
  await desk.post("/bills/INV-7", withFields(form, { destination: "Akola", vehicle: "HR 39" }), "anil");

  const late = await desk.post("/bills/INV-7", withFields(form, { destination: "Raipur", description: "in haste" }));
  equal(late.status, 409);
  match(late.text, /Destination: was Hisar when you opened it, is now Akola \(by anil, [\d:]+\)\. You wrote Raipur\./);
  match(late.text, /Truck: was nothing when you opened it, is now HR 39 \(by anil, [\d:]+\)\. You left it as it was\./);
  match(late.html, /<details[^>]*id="edit" open/);
  const again = desk.fieldsOf(late, "edit-form");
  const value = (name: string) => again.find(([field]) => field === name)?.[1];
  deepEqual([value("destination"), value("vehicle"), value("description")], ["Raipur", "HR 39", "in haste"]);
  equal((await desk.bill("INV-7")).destination, "Akola");

  const decided = await desk.post("/bills/INV-7", [...again, ["keep_destination", "mine"]]);
  equal(decided.location, "/bills/INV-7?said=bill_changed");
  const { destination, vehicle } = await desk.bill("INV-7");
  deepEqual([destination, vehicle], ["Raipur", "HR 39"]);
});

Deno.test("who takes the other's value saves the rest of what he typed", async () => {
  await using desk = await openDesk();
  await desk.makeBill("INV-7", 20, { destination: "Hisar" });
  const form = desk.fieldsOf(await desk.get("/bills/INV-7"), "edit-form");
  await desk.post("/bills/INV-7", withFields(form, { destination: "Akola" }), "anil");
  const late = await desk.post("/bills/INV-7", withFields(form, { destination: "Raipur", vehicle: "UP 32" }));
  await desk.post("/bills/INV-7", [...desk.fieldsOf(late, "edit-form"), ["keep_destination", "theirs"]]);
  const { destination, vehicle } = await desk.bill("INV-7");
  deepEqual([destination, vehicle], ["Akola", "UP 32"]);
});

Deno.test("sacks put on meanwhile do not stand in the way of an edit", async () => {
  await using desk = await openDesk();
  await desk.makeBill("INV-7");
  const form = desk.fieldsOf(await desk.get("/bills/INV-7"), "edit-form");
  await desk.pack("SB00001", 2, "INV-7");
  const saved = await desk.post("/bills/INV-7", withFields(form, { destination: "Raipur" }));
  equal(saved.status, 303);
  equal((await desk.bill("INV-7")).destination, "Raipur");
});

Deno.test("an edit of a bill that was completed meanwhile is refused, told as such, and what was written is not lost", async () => {
  await using desk = await openDesk();
  await desk.makeBill("INV-7", 1);
  await desk.pack("SB00001", 2, "INV-7");
  const opened = await desk.get("/bills/INV-7");
  const completed = await desk.post("/bills/INV-7/completion", desk.fieldsOf(opened, "complete-form"), "anil");
  equal(completed.location, "/bills/INV-7?said=bill_closed");
  const late = await desk.post(
    "/bills/INV-7",
    withFields(desk.fieldsOf(opened, "edit-form"), { destination: "Raipur" }),
  );
  equal(late.status, 409);
  match(late.text, /It was In work, it is Completed now/);
  match(late.text, /Destination: You wrote Raipur/);
  ok(!late.html.includes('id="edit-form"'));
});

Deno.test("a form that is not whole comes back with what was typed, and what is missing", async () => {
  await using desk = await openDesk();
  await desk.makeBill("INV-7");
  const form = desk.fieldsOf(await desk.get("/bills/INV-7"), "edit-form");
  const asked = await desk.post("/bills/INV-7", withFields(form, { capacity: "", destination: "Raipur" }));
  equal(asked.status, 422);
  match(asked.text, /Say how many sacks are agreed/);
  match(asked.html, /value="Raipur"/);
  equal((await desk.bill("INV-7")).destination, null);
});

Deno.test("fewer sacks than are on the bill: refused, and the number stays in its field", async () => {
  await using desk = await openDesk();
  await desk.makeBill("INV-7", 5);
  for (const sack of ["SB00001", "SB00002"]) await desk.pack(sack, 1, "INV-7");
  const form = desk.fieldsOf(await desk.get("/bills/INV-7"), "edit-form");
  const refused = await desk.post("/bills/INV-7", withFields(form, { capacity: "1" }));
  equal(refused.status, 422);
  match(refused.html, /data-outcome="capacity_below_linked"/);
  match(refused.html, /id="edit-capacity"[^>]*value="1"/);
});
