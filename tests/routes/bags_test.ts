import { deepStrictEqual as same } from "node:assert/strict";
import { newKey, openApi } from "../support/api.ts";
import { addParent } from "../support/made_rows.ts";

const scanOf = (parent: string, child?: string) => ({ scan_id: newKey(), parent, ...(child ? { child } : {}) });

Deno.test("GET /api/bag/<code> shows a parent with all its children, and a child by its label's whole text", async () => {
  await using api = await openApi();
  const scan = scanOf("SB00042", "LABEL NO.0016586 LOT NO.:X1");
  await api.ask("dev", "POST", "/api/v1/scans", scan);
  const parent = await api.ask("esha", "GET", "/api/bag/sb00042");
  same([parent.status, parent.body.role, parent.body.child_count, parent.body.bill], [200, "parent", 1, null]);
  const [child] = parent.body.children;
  same([child.code, child.packed_by, child.scan_id], ["0016586", "dev", scan.scan_id]);
  const label = encodeURIComponent("LABEL NO.0016586 LOT NO.:STAR44GG24611, D.O.T.:30/09/2025");
  const bag = await api.ask("dev", "GET", `/api/bag/${label}`);
  same([bag.body.code, bag.body.parent, bag.body.status, bag.body.packed_by], ["0016586", "SB00042", "linked", "dev"]);
  same("children" in bag.body, false);
  const missing = await api.ask("dev", "GET", "/api/bag/SB99999");
  same([missing.status, missing.body.error.code], [404, "bag_not_found"]);
});

Deno.test("a dispatcher's list is his area's alone, whatever he asks for; others see all", async () => {
  await using api = await openApi();
  await addParent(api.db, "SB00001", { area: "lucknow" });
  await addParent(api.db, "SB00002", { area: "indore" });
  const codes = async (who: string, query = "") =>
    (await api.ask(who, "GET", `/api/v1/bags${query}`)).body.items.map(({ code }: { code: string }) => code);
  same(await codes("dev"), ["SB00001"]);
  same(await codes("dev", "?area=indore"), []);
  same(await codes("dev", "?q=sb00002"), []);
  same(await codes("bina"), ["SB00002", "SB00001"]);
  same(await codes("bina", "?area=indore&role=parent&kind=sb&billed=false&q="), ["SB00002"]);
});

Deno.test("?total=true tells how many there are in all, of the own area; nobody else is told", async () => {
  await using api = await openApi();
  for (const child of ["AAAA", "BBBB", "CCCC"]) await api.ask("dev", "POST", "/api/v1/scans", scanOf("SB00001", child));
  await api.ask("esha", "POST", "/api/v1/scans", scanOf("SB00002"));
  const total = async (who: string, query: string) =>
    (await api.ask(who, "GET", `/api/v1/bags?limit=2${query}`)).body.total;
  same(await total("bina", "&total=true"), { count: 5, exact: true });
  same(await total("dev", "&total=true"), { count: 4, exact: true });
  same(await total("bina", "&total=true&role=child&linked=true"), { count: 3, exact: true });
  same(await total("bina", "&total=true&q=sb0000"), { count: 2, exact: true });
  same([await total("bina", ""), await total("bina", "&total=false")], [undefined, undefined]);
  same((await api.ask("bina", "GET", "/api/v1/bags?total=some")).status, 400);
});

Deno.test("a bag's life lists what was done to it, refused scans included, and an unknown bag has none", async () => {
  await using api = await openApi();
  await api.ask("dev", "POST", "/api/v1/scans", scanOf("SB00001", "AAAA"));
  await api.ask("dev", "POST", "/api/v1/scans", scanOf("SB00002", "AAAA"));
  const { body } = await api.ask("esha", "GET", "/api/v1/bags/aaaa/events");
  same(body.items.map(({ outcome }: { outcome: string }) => outcome), ["child_elsewhere", "child_linked"]);
  same(Object.keys(body.items[0]).sort(), [
    ...["at", "bill", "child", "from_parent", "kind", "lot", "outcome", "parent", "raw", "reason"],
    ...["scan_id", "scanned_at", "station", "undone_by", "user"],
  ]);
  same((await api.ask("dev", "GET", "/api/v1/bags/NONE/events")).body.error.code, "bag_not_found");
});

Deno.test("an empty registration is voided by an admin and leaves the lists; one in use stays", async () => {
  await using api = await openApi();
  await api.ask("dev", "POST", "/api/v1/scans", scanOf("SB00001"));
  await api.ask("dev", "POST", "/api/v1/scans", scanOf("SB00002", "AAAA"));
  const voided = await api.ask("anil", "POST", "/api/v1/bags/sb00001/void", { reason: "Never printed" });
  same([voided.status, voided.body.outcome], [200, "bag_made_void"]);
  same((await api.ask("bina", "GET", "/api/v1/bags?role=parent")).body.items.length, 1);
  same((await api.ask("bina", "GET", "/api/bag/SB00001")).body.voided, true);
  const used = await api.ask("anil", "POST", "/api/v1/bags/SB00002/void", { reason: "Never printed" });
  same([used.status, used.body.error.code], [409, "bag_in_use"]);
});

Deno.test("the dashboard counts what was scanned, and the recount agrees with it", async () => {
  await using api = await openApi();
  await api.ask("dev", "POST", "/api/v1/scans", scanOf("SB00001", "AAAA"));
  await api.ask("bina", "POST", "/api/v1/bills", { capacity: 1 });
  const { body } = await api.ask("dev", "GET", "/api/v1/dashboard");
  same([body.parents, body.children, body.bills, body.scans], [1, 1, 1, 1]);
  same([body.today.scans, body.today.children_linked, body.today.hourly.length], [1, 1, 24]);
  same((await api.ask("esha", "GET", "/api/v1/dashboard")).body.parents, 0);
  const recount = await api.ask("anil", "GET", "/api/v1/integrity");
  same([recount.body.ok, recount.body.problems, recount.body.checked.child_counts], [true, [], 1]);
});
