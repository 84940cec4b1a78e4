import { deepStrictEqual as same, match } from "node:assert/strict";
import { type Api, newKey, openApi } from "../support/api.ts";

const BILLS = "/api/v1/bills";

async function addSack(api: Api, code: string, ...children: string[]) {
  for (const child of children) {
    await api.ask("dev", "POST", "/api/v1/scans", { scan_id: newKey(), parent: code, child });
  }
}

Deno.test("a bill is made, filled, completed, reopened, emptied and voided, shown as it stands at each step", async () => {
  await using api = await openApi();
  await addSack(api, "SB00001", "AAAA", "BBBB");
  const made = await api.ask("bina", "POST", BILLS, { number: "Inv/7", capacity: 2, description: "Truck 7" });
  same([made.status, made.body.number, made.body.status, made.body.version], [201, "Inv/7", "new", 1]);
  same([made.body.description, made.body.created_by, made.body.parents], ["Truck 7", "bina", []]);

  const at = `${BILLS}/inv%2F7`;
  const linked = await api.ask("bina", "POST", `${at}/parents`, { scan_id: newKey(), parent: "sb00001" });
  same([linked.status, linked.body.outcome], [201, "bill_linked"]);
  same(linked.body.bill, {
    number: "Inv/7",
    linked_count: 1,
    capacity: 2,
    child_count: 2,
    weight_kg: 2,
    expected_weight_kg: 30,
    status: "processing",
  });

  const edited = await api.ask("bina", "PATCH", at, { version: 2, vehicle: "UP32 1234" });
  same([edited.status, edited.body.vehicle, edited.body.description, edited.body.version], [
    200,
    "UP32 1234",
    "Truck 7",
    3,
  ]);
  const stale = await api.ask("bina", "PATCH", at, { version: 2, vehicle: null });
  same([stale.status, stale.body.error.code], [409, "version_conflict"]);

  const short = await api.ask("bina", "POST", `${at}/completion`, { version: 3 });
  same([short.status, short.body.outcome], [409, "bill_short"]);
  const completion = { version: 3, accept_short: true, reason: "Lorry is full" };
  const completed = await api.ask("bina", "POST", `${at}/completion`, completion);
  same([completed.status, completed.body.status, completed.body.short], [200, "completed", true]);
  same([completed.body.completed_by, completed.body.parents.length], ["bina", 1]);

  const reopened = await api.ask("bina", "DELETE", `${at}/completion`, { version: 4, reason: "Wrong sack" });
  same([reopened.status, reopened.body.status, reopened.body.completed_at], [200, "processing", null]);
  const off = await api.ask("bina", "DELETE", `${at}/parents/SB00001`, undefined, { "idempotency-key": newKey() });
  same([off.status, off.body.outcome, off.body.bill.status], [200, "bill_unlinked", "new"]);

  const { body: { version } } = await api.ask("bina", "GET", at);
  same((await api.ask("bina", "POST", `${at}/void`, { version, reason: "Mistake" })).status, 403);
  const voided = await api.ask("anil", "POST", `${at}/void`, { version, reason: "Mistake" });
  same([voided.status, voided.body.status], [200, "voided"]);
});

Deno.test("a bill without a number gets one of the day; a taken one is refused in any case; a key is used once", async () => {
  await using api = await openApi();
  const key = { "idempotency-key": newKey() };
  const first = await api.ask("bina", "POST", BILLS, { capacity: 5 }, key);
  match(first.body.number, /^B-\d{8}-\d{4}$/);
  const again = await api.ask("bina", "POST", BILLS, { capacity: 5 }, key);
  same([again.status, again.body.number, again.body.replayed], [201, first.body.number, true]);
  const other = await api.ask("bina", "POST", BILLS, { capacity: 6 }, key);
  same([other.status, other.body.error.code], [409, "scan_id_reused"]);
  const taken = await api.ask("bina", "POST", BILLS, { number: first.body.number.toLowerCase(), capacity: 5 });
  same([taken.status, taken.body.error.code], [409, "bill_exists"]);
  for (const capacity of [0, 501, -1, 1e15]) {
    const { status, body } = await api.ask("bina", "POST", BILLS, { capacity });
    same([status, body.error.code], [422, "capacity_out_of_range"]);
  }
});

Deno.test("what is no bill is 404, and lists are cut and walked by their filters", async () => {
  await using api = await openApi();
  same((await api.ask("bina", "GET", `${BILLS}/none`)).body.error.code, "bill_not_found");
  const none = await api.ask("bina", "POST", `${BILLS}/none/parents`, { scan_id: newKey(), parent: "SB00001" });
  same([none.status, none.body.outcome], [404, "bill_not_found"]);
  for (const number of ["A1", "A2", "A3"]) await api.ask("bina", "POST", BILLS, { number, capacity: 1 });
  const first = await api.ask("bina", "GET", `${BILLS}?limit=2&status=new&q=a&created_by=bina&from=&to=`);
  same(first.body.items.map(({ number }: { number: string }) => number), ["A3", "A2"]);
  const next = await api.ask("bina", "GET", `${BILLS}?limit=2&cursor=${first.body.next_cursor}`);
  same([next.body.items[0].number, next.body.next_cursor], ["A1", null]);
});

Deno.test("bills are found by a part of their description; ?total=true tells how many in all", async () => {
  await using api = await openApi();
  for (const [number, description] of [["A-1", "Lorry to Jaipur"], ["A-2", null], ["Jaipur", "van"]]) {
    await api.ask("bina", "POST", BILLS, { number, description, capacity: 5 });
  }
  const { body } = await api.ask("bina", "GET", `${BILLS}?q=JAIPUR&total=true&limit=1`);
  same([body.items.map(({ number }: { number: string }) => number), body.total], [["Jaipur"], {
    count: 2,
    exact: true,
  }]);
  same((await api.ask("bina", "GET", `${BILLS}?total=true&limit=1`)).body.total, { count: 3, exact: true });
  same((await api.ask("bina", "GET", BILLS)).body.total, undefined);
});
