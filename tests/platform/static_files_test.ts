import { deepEqual, equal, match, ok } from "node:assert/strict";
import { normalise } from "../../domain/code.ts";
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
  const script = await ask(files.scriptUrl)?.text() ?? "";
  ok(script.startsWith("(() => {\n"));
  for (const name of ["scan", "scan_outbox", "scan_sound"]) {
    const own = await Deno.readTextFile(new URL(`static/js/${name}.js`, ROOT));
    ok(!/\beval\(|new Function|\.style\b|innerHTML/.test(own), name);
  }
});

Deno.test("the scan page reads a sack's code as the server does, or a bag could go into the wrong one", async () => {
  const own = await Deno.readTextFile(new URL("static/js/scan.js", ROOT));
  const patternOf = (name: string) => {
    const [, source = "", flags = ""] = new RegExp(`const ${name} = /(.*)/(\\w*);`).exec(own) ?? [];
    ok(source, `${name} is not there`);
    return new RegExp(source, flags);
  };
  const [invisible, ends] = [patternOf("INVISIBLE"), patternOf("ENDS")];
  for (let unit = 0; unit <= 0xffff; unit++) {
    const sign = String.fromCharCode(unit);
    for (const text of [`${sign}SB-00042${sign}`, `SB-${sign}00042`]) {
      const shown = text.replace(invisible, "").replace(ends, "").replace(
        /[a-z]+/g,
        (letters) => letters.toUpperCase(),
      );
      equal(shown, normalise(text), `U+${unit.toString(16)}`);
    }
  }
});
