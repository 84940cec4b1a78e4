import { equal, match, ok } from "node:assert/strict";
import { openRealPages, type RealPages } from "../support/real_pages.ts";
import { addChild, addParent } from "../support/made_rows.ts";

const place = async (desk: RealPages, code: string): Promise<string | null> =>
  (await desk.ask("bina", "GET", `/api/bag/${code}`)).body.parent;

async function completedBill(desk: RealPages, number: string, sack: string): Promise<void> {
  const made = await desk.ask("bina", "POST", "/api/v1/bills", { number, capacity: 1 });
  equal(made.status, 201);
  const scan_id = crypto.randomUUID();
  equal((await desk.ask("bina", "POST", `/api/v1/bills/${number}/parents`, { scan_id, parent: sack })).status, 201);
  const { version } = (await desk.ask("bina", "GET", `/api/v1/bills/${number}`)).body;
  equal((await desk.ask("bina", "POST", `/api/v1/bills/${number}/completion`, { version })).status, 200);
}

Deno.test("a biller moves a bag by the sack's label, is told in full, and takes it back at once", async () => {
  await using desk = await openRealPages();
  await desk.scan("dev", "SB00017", "0016586");
  await desk.scan("dev", "SB00042");
  ok((await desk.open("bina", "/bags/0016586")).text.includes('action="/bags/0016586/moves"'));

  const moved = await desk.send("bina", "/bags/0016586/moves", { to_parent: " sb00042\r" });
  equal(moved.status, 303);
  match(moved.location ?? "", /^\/bags\/0016586\?said=child_moved&last=[0-9a-f-]{36}$/);
  equal(await place(desk, "0016586"), "SB00042");

  const page = await desk.open("bina", moved.location!);
  match(
    page.text,
    /<b class="code">0016586<\/b> is moved from <b class="code">SB00017<\/b> to <b class="code">SB00042/,
  );
  const undoes = /role="status"[^]*?name="undoes" value="([0-9a-f-]{36})"/.exec(page.text)?.[1];
  equal(undoes, new URL(moved.location!, "http://x").searchParams.get("last"));

  const back = await desk.send("bina", "/bags/0016586/undos", { undoes: undoes! }, "htmx");
  equal(back.status, 200);
  match(back.text, /^<div class="stack bag-body" id="bag">/);
  match(back.text, /data-outcome="child_moved"/);
  equal(await place(desk, "0016586"), "SB00017");
});

Deno.test("a move that cannot be says why on the page, and the bag stays", async () => {
  await using desk = await openRealPages();
  await desk.scan("dev", "SB00017", "0016586");
  const refusals = [
    ["", 400, "empty"],
    ["SB1234", 422, "bad_format"],
    ["0016586", 409, "wrong_type"],
    ["SB00099", 404, "parent_not_found"],
    ["SB00017", 200, "child_already_here"],
  ] as const;
  for (const [to_parent, status, outcome] of refusals) {
    const reply = await desk.send("bina", "/bags/0016586/moves", { to_parent }, "htmx");
    equal(reply.status, status, outcome);
    match(reply.text, new RegExp(`class="notice[^>]*data-outcome="${outcome}"`));
  }
  const plain = await desk.send("bina", "/bags/0016586/moves", { to_parent: "SB00099" });
  equal(plain.status, 404);
  match(plain.text, /^<!doctype html>[^]*There is no such sack yet/);
  equal(await place(desk, "0016586"), "SB00017");
});

Deno.test("a link that no scan made is taken out by billers, from the sack that the page showed", async () => {
  await using desk = await openRealPages();
  await addParent(desk.db, "SB00017", { children: ["0016586"] });
  match((await desk.open("bina", "/bags/0016586")).text, /Take out of SB00017/);
  const elsewhere = await desk.send("bina", "/bags/0016586/removals", { parent: "SB00042" }, "htmx");
  equal(elsewhere.status, 409);
  const taken = await desk.send("bina", "/bags/0016586/removals", { parent: "SB00017" });
  match(taken.location ?? "", /said=child_unlinked/);
  match((await desk.open("bina", taken.location!)).text, /is taken out of <b class="code">SB00017/);
  equal(await place(desk, "0016586"), null);
});

Deno.test("an admin makes a wrong registration void, with a reason; what is in use he cannot", async () => {
  await using desk = await openRealPages();
  await desk.scan("dev", "SB00017", "0016586");
  await addChild(desk.db, "0099999");
  ok(!(await desk.open("anil", "/bags/0016586")).text.includes("/void"));
  ok((await desk.open("anil", "/bags/0099999")).text.includes('action="/bags/0099999/void"'));
  equal((await desk.send("anil", "/bags/0016586/void", { reason: "typed wrong" })).status, 409);
  equal((await desk.send("anil", "/bags/0099999/void", { reason: " " })).status, 400);
  const gone = await desk.send("anil", "/bags/0099999/void", { reason: "typed wrong" });
  const page = await desk.open("anil", gone.location!);
  match(page.text, /0099999 is void: it was registered by mistake/);
  match(page.text, /typed wrong/);
  ok(!page.text.includes('action="/bags/0099999/void"'));
});

Deno.test("a dispatcher takes back his own of the last hour from the timeline, and no other", async () => {
  await using desk = await openRealPages();
  const own = await desk.scan("dev", "SB00017", "0016586");
  const others = await desk.scan("esha", "SB00017", "0016587");
  const page = (await desk.open("dev", "/bags/SB00017")).text;
  ok(page.includes(`name="undoes" value="${own}"`));
  ok(!page.includes(`value="${others}"`));
  ok((await desk.open("bina", "/bags/SB00017")).text.includes(`name="undoes" value="${others}"`));

  const refused = await desk.send("dev", "/bags/SB00017/undos", { undoes: others }, "htmx");
  equal(refused.status, 403);
  match(refused.text, /data-outcome="not_yours"/);
  equal((await desk.send("dev", "/bags/SB00017/undos", { undoes: own })).status, 303);
  equal(await place(desk, "0016586"), null);
  const after = (await desk.open("bina", "/bags/0016586")).text;
  match(after, /class="look--stored undone"[^]*Undone by dev/);
  ok(!after.includes(`value="${own}"`));
});

Deno.test("an undo is offered only where the link still stands", async () => {
  await using desk = await openRealPages();
  const first = await desk.scan("dev", "SB00017", "0016586");
  await desk.scan("dev", "SB00042");
  await desk.send("bina", "/bags/0016586/moves", { to_parent: "SB00042" });
  const page = (await desk.open("bina", "/bags/0016586")).text;
  ok(!page.includes(`value="${first}"`));
  equal([...page.matchAll(/name="undoes"/g)].length, 1);
});

Deno.test("a completed bill freezes its sacks: nothing is offered, and the page says why", async () => {
  await using desk = await openRealPages();
  const scan = await desk.scan("dev", "SB00017", "0016586");
  await completedBill(desk, "INV-7", "SB00017");
  for (const path of ["/bags/0016586", "/bags/SB00017"]) {
    const { text } = await desk.open("bina", path);
    match(text, /SB00017 is on bill INV-7, which is completed/);
    match(text, /<a href="\/bills\/INV-7">Open the bill again first/);
    ok(!/\/moves|\/removals|name="undoes"|\/scan\?parent/.test(text), path);
  }
  const { text } = await desk.open("dev", "/bags/0016586");
  match(text, /Ask the biller to open it again/);
  ok(!text.includes('href="/bills/INV-7"'));
  equal((await desk.send("bina", "/bags/0016586/undos", { undoes: scan })).status, 409);
});

Deno.test("what a role may not do it is neither offered nor allowed", async () => {
  await using desk = await openRealPages();
  await desk.scan("dev", "SB00017", "0016586");
  const { text } = await desk.open("dev", "/bags/0016586");
  ok(!/\/moves|\/removals|\/void/.test(text));
  for (const [who, path] of [["dev", "moves"], ["dev", "removals"], ["dev", "void"], ["bina", "void"]] as const) {
    const reply = await desk.send(who, `/bags/0016586/${path}`, {
      to_parent: "SB00042",
      parent: "SB00017",
      reason: "x",
    });
    equal(reply.status, 403, `${who} ${path}`);
  }
  equal((await desk.send("bina", "/bags/nothing!/moves", { to_parent: "SB00042" })).status, 404);
});
