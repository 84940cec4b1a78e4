import { deepEqual, equal, match, ok } from "node:assert/strict";
import { ORIGIN, pageWorld } from "../support/page_world.ts";

const key = (n: number) => `0199f0c2-0000-4000-8000-${String(n).padStart(12, "0")}`;
const scan = (n: number, code: string, parent = "") => ({ scan_id: key(n), code, parent });

Deno.test("POST /scan opens the sack whose code is scanned, whatever sack is open", async () => {
  const { send, commands } = pageWorld();
  const opened = await send("dispatcher", "/scan", scan(1, "SB00042"), true);
  const switched = await send("dispatcher", "/scan", scan(2, "M444-00017", "SB00042"), true);
  deepEqual([opened.status, switched.status], [201, 201]);
  deepEqual(commands.map(({ kind }) => kind), ["open_parent", "open_parent"]);
  match(await switched.text(), /id="parent-code">M444-00017</);
});

Deno.test("POST /scan puts a bag into the sack that the form names", async () => {
  const { send, commands } = pageWorld();
  await send("dispatcher", "/scan", scan(1, "SB00042"), true);
  const reply = await send("dispatcher", "/scan", scan(2, "0016586", "SB00042"), true);
  equal(reply.status, 201);
  const text = await reply.text();
  match(text, /data-outcome="child_linked"/);
  match(text, new RegExp(`<li id="scan-${key(2)}"`));
  ok(!text.includes("<html"), "A fragment is no page");
  deepEqual(commands.at(-1)?.kind, "link_child");
});

Deno.test("POST /scan without a code opens the sack that the form names, as the API does without a child", async () => {
  const { send, commands } = pageWorld();
  const opened = await send("dispatcher", "/scan", { scan_id: key(1), parent: "SB00042" }, true);
  equal(opened.status, 201);
  match(await opened.text(), /id="parent-code">SB00042</);
  const child = await send("dispatcher", "/scan", { scan_id: key(2), parent: "0016586" }, true);
  equal(child.status, 422);
  deepEqual(commands.map(({ kind }) => kind), ["open_parent", "open_parent"]);
});

Deno.test("POST /scan judges anything else in the sack's place while no sack is open", async () => {
  const { send, commands } = pageWorld();
  const reply = await send("dispatcher", "/scan", scan(1, "0016586"), true);
  equal(reply.status, 422);
  match(await reply.text(), /data-outcome="bad_format"/);
  equal(commands[0]?.kind, "open_parent");
});

Deno.test("POST /scan by a plain form leads back to the page, which shows what it came to", async () => {
  const { send, ask } = pageWorld();
  await send("dispatcher", "/scan", scan(1, "SB00042"));
  const reply = await send("dispatcher", "/scan", scan(2, "0016586", "SB00042"));
  equal(reply.status, 303);
  const page = await (await ask("dispatcher", reply.headers.get("location") ?? "")).text();
  match(page, /id="scan-outcome" data-outcome="child_linked"/);
  match(page, />1<span class="of"> \/ 30</);
  match(page, new RegExp(`data-scan-id="${key(2)}"`));
});

Deno.test("POST /scan refuses another's scan before it looks at anything else", async () => {
  const { send, commands } = pageWorld();
  const reply = await send("dispatcher", "/scan", { user: "sunita", scan_id: "none", code: "SB00042" }, true);
  equal(reply.status, 409);
  match(await reply.text(), /id="scan-outcome" data-outcome="wrong_user"/);
  equal(commands.length, 0);
});

Deno.test("POST /scan refuses what is not whole", async () => {
  const { send } = pageWorld();
  for (
    const fields of [
      { scan_id: "7", code: "SB00042" },
      { scan_id: key(1) },
      { ...scan(1, "SB00042"), station: "x".repeat(51) },
      { ...scan(1, "SB00042"), scanned_at: "yesterday" },
    ]
  ) {
    const reply = await send("dispatcher", "/scan", fields as Record<string, string>, true);
    equal(reply.status, 400);
  }
});

Deno.test("POST /scan that is not confirmed is told so with 503, and nothing pretends to be stored", async () => {
  const { send, refusals } = pageWorld();
  refusals.push({ refused: "busy", why: "not_confirmed" });
  const reply = await send("dispatcher", "/scan", scan(1, "SB00042"), true);
  equal(reply.status, 503);
  equal(reply.headers.get("retry-after"), "1");
  match(await reply.text(), /look--waiting/);
});

Deno.test("POST /scan without a session is 401 alone, so that the page asks over itself", async () => {
  const { send } = pageWorld();
  const reply = await send(null, "/scan", scan(1, "SB00042"), true);
  equal(reply.status, 401);
  equal(reply.headers.get("hx-redirect"), null);
});

Deno.test("POST /scan from another site's page is refused", async () => {
  const { app, commands } = pageWorld();
  const reply = await app.request(`${ORIGIN}/scan`, {
    method: "POST",
    headers: { cookie: "tracetrack=dispatcher", "sec-fetch-site": "cross-site" },
    body: new URLSearchParams(scan(1, "SB00042")),
  });
  equal(reply.status, 403);
  equal(commands.length, 0);
});

Deno.test("GET /scan offers a fresh key each time", async () => {
  const { ask } = pageWorld();
  const keys = await Promise.all([1, 2].map(async () => {
    const page = await (await ask("dispatcher", "/scan")).text();
    return /name="scan_id" value="([0-9a-f-]{36})"/.exec(page)?.[1];
  }));
  ok(keys[0] && keys[1] && keys[0] !== keys[1]);
});

Deno.test("GET /scan shows hostile text as text", async () => {
  const { ask } = pageWorld();
  const page = await (await ask("dispatcher", `/scan?station=${encodeURIComponent('"><script>alert(1)</script>')}`))
    .text();
  ok(!page.includes("<script>"));
});
