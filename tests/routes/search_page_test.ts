import { deepEqual, equal, match, ok } from "node:assert/strict";
import { openRealPages, type RealPages } from "../support/real_pages.ts";
import { addBill, addChild, addParent } from "../support/made_rows.ts";

const search = (desk: RealPages, who: string, q: string, show = "") =>
  desk.open(who, `/search?${new URLSearchParams({ q, ...(show ? { show } : {}) })}`);

/** The tabs' words and counts. */
const tabs = (text: string): string[] =>
  [.../<nav class="seg"[^]*?<\/nav>/.exec(text)![0].matchAll(/>([^<>]+) <span class="muted">([^<]+)</g)]
    .map(([, word, count]) => `${word} ${count}`);

async function stock(desk: RealPages): Promise<void> {
  await addParent(desk.db, "SB16586", { area: "lucknow", children: ["0016586", "1658600", "0165864"] });
  await addParent(desk.db, "SB00042", { area: "indore", children: ["7716586"] });
  await addBill(desk.db, "INV-16586");
  await addBill(desk.db, "INV-7");
  await desk.db.query("update bills set description = 'Lorry 16586, mustard' where number = 'INV-7'");
}

Deno.test("a code by any label's text, in any case, opens its page at once; so does a bill's number", async () => {
  await using desk = await openRealPages();
  await stock(desk);
  const label = "label no.0016586 lot no.:star44gg24611, d.o.t.:30/09/2025";
  for (const [text, path] of [[label, "/bags/0016586"], ["  sb00042\t", "/bags/SB00042"], ["inv-7", "/bills/INV-7"]]) {
    const { status, location } = await search(desk, "bina", text!);
    deepEqual([status, location], [303, path]);
  }
});

Deno.test("a dispatcher opens any area's sack by its code, lists none of theirs, and is told of a bill in words", async () => {
  await using desk = await openRealPages();
  await stock(desk);
  equal((await search(desk, "dev", "SB00042")).location, "/bags/SB00042");
  const part = (await search(desk, "dev", "6586")).text;
  deepEqual(tabs(part), ["All 4", "Bags 3", "Sacks 1"]);
  ok(!part.includes("7716586") && !part.includes("INV-"));
  const bill = (await search(desk, "dev", "INV-7")).text;
  match(bill, /“INV-7” is a bill\.[^]*Billers see bills/);
  ok(!bill.includes('href="/bills'));
});

Deno.test("a part of a code, a number or a description is found by sort, counted, and marked", async () => {
  await using desk = await openRealPages();
  await stock(desk);
  const { text } = await search(desk, "bina", "16586");
  deepEqual(tabs(text), ["All 7", "Bags 4", "Sacks 1", "Bills 2"]);
  match(text, /00<mark>16586<\/mark>/);
  match(text, /Lorry <mark>16586<\/mark>, mustard/);
  match(text, /7 found for “16586”/);
  const sacks = (await search(desk, "bina", "16586", "sacks")).text;
  ok(sacks.includes("/bags/SB16586") && !sacks.includes("/bags/0016586"));
});

Deno.test("a tab counts all that there is, shows what fits, and leads on to the list", async () => {
  await using desk = await openRealPages();
  await desk.db.query(`insert into bags (role, code, created_at)
    select 'child', 'ZZZ' || lpad(n::text, 4, '0'), now() from generate_series(1, 130) n`);
  const all = (await search(desk, "bina", "zzz")).text;
  deepEqual(tabs(all), ["All 130", "Bags 130", "Sacks 0", "Bills 0"]);
  equal([...all.matchAll(/href="\/bags\/ZZZ/g)].length, 5);
  match(all, /href="\/search\?q=zzz&amp;show=bags">Show all 130/);
  const bags = (await search(desk, "bina", "zzz", "bags")).text;
  equal([...bags.matchAll(/href="\/bags\/ZZZ/g)].length, 100);
  match(bags, /href="\/bags\?q=ZZZ&amp;role=child"/);
});

Deno.test("a text that is a bag's code and a bill's number shows both, to those who see bills", async () => {
  await using desk = await openRealPages();
  await addChild(desk.db, "LORRY7");
  await addBill(desk.db, "lorry7");
  const both = await search(desk, "bina", "Lorry7");
  equal(both.status, 200);
  ok(both.text.includes('href="/bags/LORRY7"') && both.text.includes('href="/bills/lorry7"'));
  equal((await search(desk, "dev", "Lorry7")).location, "/bags/LORRY7");
});

Deno.test("who has chosen a tab is not thrown out of the results by an exact code", async () => {
  await using desk = await openRealPages();
  await stock(desk);
  const { status, text } = await search(desk, "bina", "0016586", "all");
  equal(status, 200);
  match(text, /class="chain"/);
});

Deno.test("nothing found says what a code looks like, and offers only what exists and may be listed", async () => {
  await using desk = await openRealPages();
  await addParent(desk.db, "SB01234", { area: "lucknow" });
  await addParent(desk.db, "SB91234", { area: "indore" });
  const offered = (text: string) =>
    [...text.matchAll(/class="btn code" href="\/bags\/([^"]+)"/g)].map(([, code]) => code);
  const biller = (await search(desk, "bina", "SB 1234")).text;
  match(biller, /We do not know “SB 1234”/);
  match(biller, /A sack has 5 numbers after SB, like SB00042\. This one has 4\./);
  deepEqual(offered(biller), ["SB01234", "SB91234"]);
  deepEqual(offered((await search(desk, "dev", "SB 1234")).text), ["SB01234"]);
  deepEqual(offered((await search(desk, "bina", "SBO1234")).text), ["SB01234"]);
  deepEqual(offered((await search(desk, "bina", "SB05678")).text), []);
  match((await search(desk, "bina", "0099999")).text, /Nobody has packed or scanned it yet/);
  match((await search(desk, "bina", "zz")).text, /at least 3 letters or numbers/);
  match((await search(desk, "bina", "what is this?")).text, /4 to 20 letters and numbers/);
});

Deno.test("an empty search asks for a code, and any text at all is answered", async () => {
  await using desk = await openRealPages();
  match((await search(desk, "dev", "  ")).text, /Scan or type a code, or a part of it/);
  for (const text of ["%", "_'", "\u0000", "\ud800", "x".repeat(5_000), "थैली"]) {
    equal((await search(desk, "bina", text)).status, 200, text.slice(0, 9));
  }
});

Deno.test("GET /api/v1/search finds the same, without bills for dispatchers", async () => {
  await using desk = await openRealPages();
  await stock(desk);
  const { status, body } = await desk.ask("bina", "GET", "/api/v1/search?q=16586");
  equal(status, 200);
  deepEqual(body.exact, { bag: null, bill: null });
  deepEqual([body.children.count, body.parents.count, body.bills.count, body.children.is_exact], [4, 1, 2, true]);
  const label = await desk.ask("dev", "GET", `/api/v1/search?q=${encodeURIComponent("LABEL NO.0016586 LOT NO.:X1")}`);
  deepEqual([label.body.exact.bag.code, label.body.exact.bag.parent, label.body.bills], ["0016586", "SB16586", null]);
  equal((await desk.ask("bina", "GET", "/api/v1/search?q=inv-7")).body.exact.bill.number, "INV-7");
  equal((await desk.ask("dev", "GET", "/api/v1/search?q=inv-7")).body.exact.bill, null);
  deepEqual((await desk.ask("bina", "GET", "/api/v1/search?q=SB1658")).body.suggestions, []);
  equal((await desk.ask("dev", "GET", "/api/v1/search?q=%20")).body.error.code, "malformed");
  equal((await desk.ask(null, "GET", "/api/v1/search?q=1")).status, 401);
});
