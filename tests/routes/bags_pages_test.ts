import { deepEqual, equal, match, ok } from "node:assert/strict";
import { openRealPages } from "../support/real_pages.ts";
import { addEvent, addParent } from "../support/made_rows.ts";

Deno.test("a bag's page tells its life by business day, with raw text, lot, and who undid what", async () => {
  await using desk = await openRealPages();
  await addParent(desk.db, "SB00017", { children: ["0016586"] });
  // 18:29 UTC is still the same day in India, 18:31 the next.
  await addEvent(desk.db, { at: "2026-03-02T18:29:00Z", parent: "SB00017", child: "0016586" });
  await addEvent(desk.db, { at: "2026-03-02T18:31:00Z", parent: "SB00017", child: "0016586" });
  const { text } = await desk.open("bina", "/bags/0016586");
  const days = [...text.matchAll(/class="life-day">([^<]+)</g)].map(([, day]) => day);
  deepEqual(days, ["3 Mar 2026", "2 Mar 2026"]);
});

Deno.test("refused scans are in the life, with the place that was named and what the label said", async () => {
  await using desk = await openRealPages();
  const label = "LABEL NO.0016586 LOT NO.:STAR44GG24611, D.O.T.:30/09/2025";
  await desk.scan("dev", "SB00017", label);
  await desk.scan("dev", "SB00042", "0016586");
  const { text } = await desk.open("bina", `/bags/${encodeURIComponent(label)}`);
  match(
    text,
    /<b class="code">0016586<\/b> was refused for <a [^>]*>SB00042<\/a>: it is in <a class="code" href="\/bags\/SB00017">/,
  );
  match(text, /data-outcome="child_elsewhere"/);
  match(text, /class="life-raw">Scanned: LABEL NO.0016586 LOT/);
  equal([...text.matchAll(/class="life-raw"/g)].length, 1);
  match(text, /<dt>Lot<\/dt><dd>STAR44GG24611</);
  ok(!text.includes("two bags carry"));
});

Deno.test("one number from two lots is warned of, whatever page of its life is shown", async () => {
  await using desk = await openRealPages();
  await desk.scan("dev", "SB00017", "LABEL NO.0016586 LOT NO.:STAR44GG24611");
  await desk.scan("dev", "SB00042", "LABEL NO.0016586 LOT NO.:MOON12");
  const { text } = await desk.open("dev", "/bags/0016586");
  match(text, /labels of 2 lots: MOON12, STAR44GG24611\..*two bags carry the same number/);
  const { body } = await desk.ask("dev", "GET", "/api/v1/bags/0016586/events");
  deepEqual(body.items.map(({ lot, raw }: { lot: string; raw: string }) => [lot, raw]), [
    ["MOON12", "LABEL NO.0016586 LOT NO.:MOON12"],
    ["STAR44GG24611", "LABEL NO.0016586 LOT NO.:STAR44GG24611"],
  ]);
});

Deno.test("a long life is walked page by page, and back to its newest events", async () => {
  await using desk = await openRealPages();
  await addParent(desk.db, "SB00017");
  for (let day = 1; day <= 9; day++) {
    for (let n = 0; n < 7; n++) await addEvent(desk.db, { at: `2026-03-0${day}T10:00:0${n}Z`, parent: "SB00017" });
  }
  const first = (await desk.open("bina", "/bags/SB00017")).text;
  const older = /href="(\/bags\/SB00017\?cursor=[^"#]+)#life"/.exec(first)?.[1];
  const second = (await desk.open("bina", older!.replaceAll("&amp;", "&"))).text;
  const events = (text: string) => [...text.matchAll(/id="event-([^"]+)"/g)].map(([, id]) => id);
  equal(new Set([...events(first), ...events(second)]).size, 63);
  match(second, /href="\/bags\/SB00017#life"/);
  // A cursor of some other list is no reason for an empty page.
  equal(events((await desk.open("bina", "/bags/SB00017?cursor=nonsense")).text).length, 50);
});

Deno.test("what the address claims is told only if it happened to this bag", async () => {
  await using desk = await openRealPages();
  await desk.scan("dev", "SB00017", "0016586");
  for (const query of ["said=child_moved", `said=child_moved&last=${crypto.randomUUID()}`, "said=toString"]) {
    ok(!(await desk.open("bina", `/bags/0016586?${query}`)).text.includes('class="notice look'), query);
  }
});

Deno.test("a code's pictures are kept by browsers, and only codes have any", async () => {
  await using desk = await openRealPages();
  const reply = await desk.app.request("http://tracetrack.test/bags/SB00042/qr.svg", {
    headers: { cookie: "tracetrack=dev" },
  });
  equal(reply.headers.get("content-type"), "image/svg+xml");
  match(reply.headers.get("cache-control") ?? "", /immutable/);
  match(await reply.text(), /data-symbology="qr" data-text="SB00042"/);
  match((await desk.open("dev", "/bags/sb00042/bar.svg")).text, /data-symbology="code128" data-text="SB00042"/);
  equal((await desk.open("dev", "/bags/so%20what/qr.svg")).status, 404);
  equal((await desk.open("dev", "/bags/SB00042/label")).status, 404);
  await desk.scan("dev", "SB00042");
  match((await desk.open("dev", "/bags/SB00042/label")).text, /src="\/bags\/SB00042\/bar.svg"/);
});
