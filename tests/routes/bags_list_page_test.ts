import { deepEqual, equal, match, ok } from "node:assert/strict";
import { openRealPages, type RealPages } from "../support/real_pages.ts";
import { addBill, addChild, addParent } from "../support/made_rows.ts";

const codesIn = (text: string): string[] => [...text.matchAll(/<tr id="bag-([^"]+)"/g)].map(([, code]) => code!);
const list = async (desk: RealPages, who: string, query: string): Promise<string[]> =>
  codesIn((await desk.open(who, `/bags?${query}`)).text);

async function stock(desk: RealPages): Promise<void> {
  const billId = await addBill(desk.db, "INV-7");
  await addParent(desk.db, "SB00001", { area: "lucknow", children: ["AAAA1"], billId, at: "2026-03-01T10:00:00Z" });
  await addParent(desk.db, "M444-00001", { area: "indore", kind: "M444", at: "2026-03-02T10:00:00Z" });
  await addChild(desk.db, "AAAA2", { area: "indore", at: "2026-03-03T18:31:00Z" });
  await desk.db.query("insert into open_parents values ('M444-00001', 'indore', now() - interval '20 minutes')");
}

Deno.test("each filter alone narrows the list, and all of them stand in the form, in chips and in the address onward", async () => {
  await using desk = await openRealPages();
  await stock(desk);
  const expected: Record<string, string[]> = {
    "": ["AAAA2", "M444-00001", "AAAA1", "SB00001"],
    "role=parent": ["M444-00001", "SB00001"],
    "role=child": ["AAAA2", "AAAA1"],
    "kind=m444": ["M444-00001"],
    "q=aaa": ["AAAA2", "AAAA1"],
    "billed=true": ["SB00001"],
    "billed=false": ["M444-00001"],
    "role=child&billed=true": ["AAAA1"],
    "linked=true": ["AAAA1"],
    "linked=false": ["AAAA2"],
    "open=any": ["M444-00001"],
    "open=1h": ["M444-00001"],
    "open=10m": [],
    "area=indore": ["AAAA2", "M444-00001"],
    // The business day, in India: 18:31 in London is past midnight there.
    "from=2026-03-04": ["AAAA2"],
    "to=2026-03-01": ["AAAA1", "SB00001"],
    "from=2026-03-02&to=2026-03-02": ["M444-00001"],
  };
  for (const [query, codes] of Object.entries(expected)) deepEqual(await list(desk, "bina", query), codes, query);

  const { text } = await desk.open("bina", "/bags?role=parent&q=sb&billed=true&area=lucknow&from=2026-03-01");
  deepEqual(codesIn(text), ["SB00001"]);
  match(text, /<option value="true" selected(="")?>On a bill/);
  match(text, /name="from" type="date" value="2026-03-01"/);
  const chips = [.../class="filter-chips"[^]*?<\/ul>/.exec(text)![0].matchAll(/href="([^"]+)"/g)]
    .map(([, href]) => href!.replaceAll("&amp;", "&"));
  deepEqual(chips, [
    "/bags?role=parent&billed=true&area=lucknow&from=2026-03-01",
    "/bags?q=sb&role=parent&area=lucknow&from=2026-03-01",
    "/bags?q=sb&role=parent&billed=true&from=2026-03-01",
    "/bags?q=sb&role=parent&billed=true&area=lucknow",
    "/bags?role=parent",
  ]);
});

Deno.test("a dashboard's number of open sacks leads to them: the form and a chip say how old they are", async () => {
  await using desk = await openRealPages();
  await stock(desk);
  const { text } = await desk.open("bina", "/bags?open=1h");
  match(text, /<option value="1h" selected(="")?>10 to 60 min/);
  match(text, /Open: 10 to 60 min/);
  match((await desk.open("bina", "/bags?open=any")).text, /class="filter-chips"[^]*?Open: begun, not full/);
  ok(!(await desk.open("bina", "/bags?role=child&open=any")).text.includes("filter-chips"));
});

Deno.test("what an address cannot mean is left out, and not answered with an empty list", async () => {
  await using desk = await openRealPages();
  await stock(desk);
  for (const query of ["role=sack", "from=2026-02-31", "to=yesterday", "billed=maybe", "kind=XX"]) {
    equal((await list(desk, "bina", query)).length, 4, query);
  }
  // A sack is in no sack, and a bag has no kind.
  deepEqual(await list(desk, "bina", "role=parent&linked=true"), ["M444-00001", "SB00001"]);
  deepEqual(await list(desk, "bina", "role=child&kind=SB"), ["AAAA2", "AAAA1"]);
});

Deno.test("addresses from before lead to what they meant", async () => {
  await using desk = await openRealPages();
  const led = async (query: string) => (await desk.open("bina", `/bags?${query}`)).location;
  equal(await led("role=parent&where=unbilled&q=SB"), "/bags?role=parent&q=SB&billed=false");
  equal(await led("where=linked"), "/bags?role=child&linked=true");
  equal(await led("where="), "/bags");
});

Deno.test("a dispatcher's list is his area's, he is asked for none, and only an admin takes it away", async () => {
  await using desk = await openRealPages();
  await stock(desk);
  const his = (await desk.open("dev", "/bags?area=indore")).text;
  deepEqual(codesIn(his), ["AAAA1", "SB00001"]);
  ok(!his.includes('name="area"') && !his.includes("/exports/") && !his.includes("/bills/"));
  ok(!(await desk.open("bina", "/bags")).text.includes("/exports/"));
  match(
    (await desk.open("anil", "/bags?role=parent&area=indore")).text,
    /href="\/exports\/bags.xlsx\?role=parent&amp;area=indore"[^]*href="\/exports\/bags.csv\?role=parent&amp;area=indore"/,
  );
});

Deno.test("pages go on under the same filter, and a page keeps what it was narrowed to", async () => {
  await using desk = await openRealPages();
  await desk.db.query(`insert into bags (role, code, created_at)
    select 'child', 'ZZZ' || lpad(n::text, 4, '0'), now() from generate_series(1, 60) n`);
  const first = (await desk.open("bina", "/bags?role=child&q=zzz")).text;
  const next = /href="(\/bags\?q=zzz&amp;role=child&amp;cursor=[^"]+)"/.exec(first)?.[1];
  const second = (await desk.open("bina", next!.replaceAll("&amp;", "&"))).text;
  equal(new Set([...codesIn(first), ...codesIn(second)]).size, 60);
  match(second, /<a class="btn" href="\/bags\?q=zzz&amp;role=child">First page/);
  equal((await desk.open("bina", "/bags?q=zzz&cursor=nonsense")).location, "/bags?q=zzz");
});

Deno.test("an empty list says what to do", async () => {
  await using desk = await openRealPages();
  match((await desk.open("bina", "/bags")).text, /Nothing is registered yet[^]*href="\/scan"/);
  await stock(desk);
  match((await desk.open("bina", "/bags?q=inv-7")).text, /href="\/search\?q=inv-7">Search “inv-7”/);
  match((await desk.open("bina", "/bags?to=2020-01-01")).text, /Take something back/);
});
