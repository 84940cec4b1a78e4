// Runs in a pair: it starts whole servers and a browser.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openBadNetwork } from "../support/bad_network.ts";
import { CHROMIUM, openPage, signInOn } from "../support/browser.ts";
import { APP_FOLDER, PASSWORDS, startServer } from "../support/server.ts";

Deno.test({
  name: "a new release replaces the old one, also for pages that open without network, and nothing of the old is left",
  ignore: CHROMIUM === undefined,
  fn: async () => {
    const first = await startServer();
    const { port, databaseUrl } = first;
    await using network = openBadNetwork(port);
    await using opened = await openPage(network.base);
    const { page, complaints } = opened;
    const newer = await copyOfApp();
    try {
      await signInOn(page, "dispatcher", PASSWORDS.DISPATCHER_PASSWORD, "/scan");
      const oldStyle = await styleOf(page);
      await page.waitForFunction(keepsStyle, oldStyle);
      await first.stop();
      await Deno.writeTextFile(`${newer}/static/css/media.css`, "\n.of-a-newer-release { color: red; }\n", {
        append: true,
      });
      await using second = await startServer({ databaseUrl, port, appFolder: newer });
      assert.equal(second.port, port);
      await page.reload();
      const newStyle = await styleOf(page);
      assert.notEqual(newStyle, oldStyle);
      await page.waitForFunction(keepsStyle, newStyle);
      await page.waitForFunction(keepsNoStyle, oldStyle);
      network.become("cut");
      await page.reload();
      assert.equal(await styleOf(page), newStyle);
      // Dressed, not only named.
      assert.equal(
        await page.evaluate("getComputedStyle(document.getElementById('scan-input')).borderTopWidth"),
        "2px",
      );
      await page.locator("#outbox-offline, #outbox").first().waitFor();
      assert.deepEqual(complaints, []);
    } finally {
      await first[Symbol.asyncDispose]();
      await Deno.remove(newer, { recursive: true });
    }
  },
});

const styleOf = (page: Page) => page.locator("link[rel=stylesheet]").getAttribute("href");

/** Everything that a release is made of; the packages as links to the same files. */
async function copyOfApp(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "tracetrack-release-" });
  const parts = [
    "actors",
    "domain",
    "migrations",
    "platform",
    "routes",
    "static",
    "views",
    "deno.json",
    "deno.lock",
    "main.ts",
  ];
  const copy = async (args: string[]) =>
    assert.ok((await new Deno.Command("cp", { args }).output()).success, args.join(" "));
  await copy(["-r", ...parts.map((part) => APP_FOLDER + part), folder]);
  await copy(["-rl", `${APP_FOLDER}node_modules`, folder]).catch(() =>
    copy(["-r", `${APP_FOLDER}node_modules`, folder])
  );
  return folder;
}

/** Run in the page: whether the page that opens without network is kept, with the files of that release. */
async function keepsStyle(style: string | null): Promise<boolean> {
  const { caches } = globalThis as unknown as { caches: CacheStorage };
  const page = await caches.match("/scan", { cacheName: "tracetrack-pages" } as never);
  return style !== null && await caches.match(style) !== undefined && (await page?.text())?.includes(style) === true;
}

async function keepsNoStyle(style: string | null): Promise<boolean> {
  const { caches } = globalThis as unknown as { caches: CacheStorage };
  return style !== null && await caches.match(style) === undefined;
}
