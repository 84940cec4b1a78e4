// Runs in a pair: a browser opens every kind of page that there is.
import { deepStrictEqual as same, ok } from "node:assert/strict";
import { CHROMIUM, openPage } from "../support/browser.ts";
import { crawl } from "../support/crawler.ts";
import { withClient } from "../support/postgres.ts";
import { startServer, type TestServer } from "../support/server.ts";

const IMAGE = `<img src=x onerror="window.ranHere=1">`;
const SCRIPT = `"><script>window.ranHere=1</script>`;
const HTMX = `<b hx-get="/x" hx-trigger="load" x-data x-init="window.ranHere=1" hx-on:load="window.ranHere=1">`;

Deno.test({
  name: "names, bills, stations, areas and reasons full of script run nothing on any page",
  ignore: CHROMIUM === undefined,
  fn: async () => {
    await using server = await startServer();
    await fill(server);
    const { pages } = await crawl(server, "admin");
    await using opened = await openPage(server.base, { reducedMotion: "reduce" });
    const { page, complaints } = opened;
    const dialogs: string[] = [];
    page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    const [name = "", value = ""] = (await server.logIn("admin")).cookie.split("=");
    await page.context().addCookies([{ name, value, url: server.base }]);
    const kinds = new Map(pages.map(({ route, at }) => [route, at]));
    ok(kinds.size > 20, `${kinds.size} kinds of page`);
    let shown = 0;
    for (const at of kinds.values()) {
      await page.goto(at);
      const [ran, text] = [await page.evaluate("window.ranHere"), await page.locator("body").textContent() ?? ""];
      same(ran, undefined, `${at} ran a script of somebody's`);
      if (text.includes("ranHere")) shown++;
    }
    same([dialogs, complaints], [[], []]);
    ok(shown >= 5, `only ${shown} pages showed the texts`);
  },
});

/** By the API where it takes such a text, else straight into the rows: whoever wrote it, a page must not run it. */
async function fill(server: TestServer): Promise<void> {
  const [admin, dispatcher] = [await server.logIn("admin"), await server.logIn("dispatcher")];
  const number = `<svg onload=window.ranHere=1>`;
  const bill = { number, capacity: 5, description: IMAGE, destination: SCRIPT, vehicle: "<i onclick=ranHere=1>" };
  same((await admin.call("POST", "/api/v1/bills", bill)).status, 201);
  for (
    const [child, station] of [["0016586", IMAGE], ["<script>ranHere=1</script>", "S1"], [
      "0016587",
      "'\"><s onload=ranHere=1>",
    ]]
  ) {
    const scan = { scan_id: crypto.randomUUID(), parent: "SB00001", child, station };
    ok((await dispatcher.call("POST", "/api/v1/scans", scan)).status < 500);
  }
  const path = `/api/v1/bills/${encodeURIComponent(number)}`;
  ok((await admin.call("POST", `${path}/parents`, { scan_id: crypto.randomUUID(), parent: "SB00001" })).status < 300);
  await withClient(server.databaseUrl, async (client) => {
    await client.query("update users set full_name = $1 where username = 'dispatcher'", [HTMX]);
    await client.query("update users set full_name = $1 where username = 'admin'", [SCRIPT]);
  });
}
