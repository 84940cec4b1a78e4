import { deepEqual, equal, match, ok } from "node:assert/strict";
import { loadStaticFiles } from "../../platform/static_files.ts";

const ROOT = new URL("../../", import.meta.url);
const files = await loadStaticFiles(ROOT);
const ask = (path: string, init: RequestInit = {}) => files.respond(new Request(`http://warehouse.test${path}`, init));

Deno.test("script and style are one file each, named after their content", () => {
  match(files.scriptUrl, /^\/static\/app\.[0-9a-f]{16}\.js$/);
  match(files.styleUrl, /^\/static\/app\.[0-9a-f]{16}\.css$/);
});

Deno.test("a static file may be kept for ever", async () => {
  const response = ask(files.styleUrl);
  equal(response?.status, 200);
  equal(response?.headers.get("cache-control"), "public, max-age=31536000, immutable");
  equal(response?.headers.get("content-type"), "text/css; charset=utf-8");
  match(await response?.text() ?? "", /--forest/);
});

Deno.test("who takes gzip gets the same content, ready compressed", async () => {
  const response = ask(files.scriptUrl, { headers: { "accept-encoding": "br, gzip" } });
  equal(response?.headers.get("content-encoding"), "gzip");
  equal(response?.headers.get("vary"), "accept-encoding");
  const unpacked = response?.body?.pipeThrough(new DecompressionStream("gzip"));
  const plain = await ask(files.scriptUrl)?.text();
  equal(await new Response(unpacked).text(), plain);
});

Deno.test("who refuses gzip gets it plain", () => {
  const response = ask(files.scriptUrl, { headers: { "accept-encoding": "gzip;q=0" } });
  equal(response?.headers.get("content-encoding"), null);
});

Deno.test("a browser that has it already is told so", () => {
  const etag = ask(files.scriptUrl)?.headers.get("etag") ?? "";
  equal(ask(files.scriptUrl, { headers: { "if-none-match": etag } })?.status, 304);
});

Deno.test("HEAD tells the size and sends nothing", async () => {
  const response = ask(files.scriptUrl, { method: "HEAD" });
  ok(Number(response?.headers.get("content-length")) > 50_000);
  equal(await response?.text(), "");
});

Deno.test("old hashes, unknown names and ways out of the folder are not found", () => {
  for (const path of ["/static/app.0000000000000000.js", "/static/", "/static/../main.ts", "/static/css/base.css"]) {
    const response = ask(path);
    ok(response === null || response.status === 404, path);
  }
});

Deno.test("other paths are left to others", () => {
  deepEqual([ask("/"), ask("/scan"), ask("/statics")], [null, null, null]);
});

Deno.test("no script of ours leaks a name, and none holds inline handlers or eval", async () => {
  for (const path of [files.scriptUrl, files.keysUrl, files.deskUrl, files.toolsUrl, files.liveUrl, files.padUrl]) {
    ok((await ask(path)?.text())?.startsWith("(() => {\n"), path);
  }
  for await (const { name } of Deno.readDir(new URL("static/js/", ROOT))) {
    const own = await Deno.readTextFile(new URL(`static/js/${name}`, ROOT));
    ok(!/\beval\(|new Function|\.style\b|innerHTML/.test(own), name);
  }
});

Deno.test("what a scan page loads before it takes scans is at most 60 kB compressed", async () => {
  const sizes = await Promise.all([files.scriptUrl, files.keysUrl].map(async (path) => {
    const response = ask(path, { headers: { "accept-encoding": "gzip" } });
    return (await response?.arrayBuffer())?.byteLength ?? 0;
  }));
  const total = sizes.reduce((sum, size) => sum + size);
  ok(total > 30_000 && total <= 60_000, `${total} bytes`);
});

Deno.test("the worker of a release names its files; it is asked for anew each time", async () => {
  const response = ask("/sw.js");
  equal(response?.headers.get("cache-control"), "no-cache");
  const text = await response?.text() ?? "";
  for (const path of [files.scriptUrl, files.keysUrl, files.styleUrl]) ok(text.includes(path), path);
});

Deno.test("the release is told by the files that a page of it loads", async () => {
  equal(await ask("/static/release")?.text(), `${files.scriptUrl} ${files.styleUrl}\n`);
});
