import { deepEqual, equal, match, ok } from "node:assert/strict";
import { KINDS, pageWorld } from "../support/page_world.ts";

Deno.test("GET /scanner is for everybody who scans, and for nobody else", async () => {
  const { ask } = pageWorld();
  for (const role of ["dispatcher", "biller", "admin"] as const) equal((await ask(role, "/scanner")).status, 200);
  const away = await ask(null, "/scanner");
  deepEqual([away.status, away.headers.get("location")], [303, "/login?next=%2Fscanner"]);
});

Deno.test("GET /scanner hands the script the kinds of sacks and its words, and loads its own script", async () => {
  const page = await (await pageWorld().ask("dispatcher", "/scanner")).text();
  const [, kinds = ""] = /data-kinds="([^"]*)"/.exec(page) ?? [];
  deepEqual(JSON.parse(kinds.replaceAll("&quot;", '"')), KINDS);
  match(page, /<script src="\/static\/tools\.1\.js" defer/);
  for (const is of ["sack", "bag", "undo", "finish", "test", "unreadable", "nothing"]) {
    ok(page.includes(`id="reading-${is}"`), is);
  }
});

Deno.test("GET /scanner offers a sound for each look, and no form that could be sent", async () => {
  const page = await (await pageWorld().ask("dispatcher", "/scanner")).text();
  equal([...page.matchAll(/data-play="/g)].length, 6);
  const [, main = ""] = /<main([^]*)<\/main>/.exec(page) ?? [];
  ok(!/method="post"|type="submit"/.test(main));
});
