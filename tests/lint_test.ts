import assert from "node:assert/strict";
import plugin from "./support/lint_plugin.ts";

/** What the house rules say to this source at this path: the ids of the rules that refuse it. */
const refusals = (path: string, source: string): string[] =>
  Deno.lint.runPlugin(plugin, path, source).map(({ id }) => id.replace("house/", ""));

const assertAllowed = (path: string, source: string) =>
  assert.deepEqual(refusals(path, source), [], `${path}: ${source}`);
const assertRefused = (path: string, source: string, rule: string) =>
  assert.deepEqual([...new Set(refusals(path, source))], [rule], `${path}: ${source}`);

Deno.test("import-direction lets a layer import what stands below it", () => {
  assertAllowed(
    "main.ts",
    `import { createApp } from "./routes/mod.tsx"; import { openPool } from "./platform/postgres.ts";`,
  );
  assertAllowed("routes/scans.tsx", `import { Hono } from "hono"; import { z } from "zod";`);
  assertAllowed("routes/scans.tsx", `import { ScanReply } from "../views/scan_page.tsx"; import "../domain/code.ts";`);
  assertAllowed("actors/bill.ts", `import { LIMITS } from "../domain/limits.ts";`);
  assertAllowed("platform/bag_rows.ts", `import pg from "pg"; import type { BagLine } from "../domain/shapes.ts";`);
  assertAllowed("views/words/hi.ts", `import type { Words } from "./words.ts";`);
  assertAllowed("tests/routes/scans_test.ts", `import pg from "pg"; import "../../platform/postgres.ts";`);
});

Deno.test("import-direction refuses every import against the arrow", () => {
  for (
    const [path, source] of [
      ["domain/code.ts", `import { openPool } from "../platform/postgres.ts";`],
      ["domain/code.ts", `import type { Context } from "hono";`],
      ["domain/code.ts", `import { createHash } from "node:crypto";`],
      ["actors/bill.ts", `import { openPool } from "../platform/postgres.ts";`],
      ["actors/bill.ts", `import { createClient } from "redis";`],
      ["platform/cache.ts", `import { Bill } from "../actors/bill.ts";`],
      ["platform/cache.ts", `import { Hono } from "hono";`],
      ["views/layout.tsx", `import { app } from "../routes/mod.tsx";`],
      ["routes/bags.tsx", `import { openPool } from "../platform/postgres.ts";`],
      ["routes/bags.tsx", `import type { Pool } from "../platform/postgres.ts";`],
      ["routes/bags.tsx", `import pg from "pg";`],
      ["routes/bags.tsx", `import pg from "npm:pg@8.23.1";`],
      ["main.ts", `import pg from "pg";`],
      ["platform/cache.ts", `import { withDatabase } from "../tests/support/postgres.ts";`],
    ] as const
  ) assertRefused(path, source, "import-direction");
});

Deno.test("import-direction sees dynamic imports, type imports and re-exports too", () => {
  assertRefused("domain/code.ts", `export * from "../platform/postgres.ts";`, "import-direction");
  assertRefused("domain/code.ts", `export { openPool } from "../platform/postgres.ts";`, "import-direction");
  assertRefused("actors/bill.ts", `const load = () => import("../platform/postgres.ts");`, "import-direction");
  assertRefused("domain/code.ts", `type Pool = import("../platform/postgres.ts").Pool;`, "import-direction");
});

Deno.test("import-direction lets views take types of the domain, and values only of outcomes, limits and abilities", () => {
  assertAllowed("views/bag_page.tsx", `import type { BagLine } from "../domain/shapes.ts";`);
  assertAllowed("views/bag_page.tsx", `import { OUTCOMES } from "../domain/outcomes.ts";`);
  assertAllowed("views/words/en.ts", `import { LIMITS } from "../../domain/limits.ts";`);
  assertRefused("views/bag_page.tsx", `import { decide } from "../domain/decide.ts";`, "import-direction");
});

Deno.test("sql-place refuses SQL outside its homes, and leaves sentences alone", () => {
  const read = "db.query(`select code from bags where code = $1`);";
  assertAllowed("platform/bag_rows.ts", read);
  assertAllowed("platform/ledger_write.ts", read);
  assertAllowed("tests/platform/bag_rows_test.ts", read);
  assertRefused("platform/metrics.ts", read, "sql-place");
  assertRefused("routes/bags.tsx", `db.query("DELETE FROM bags");`, "sql-place");
  assertRefused("platform/cache.ts", "db.query(`update bags set ${change}`);", "sql-place");
  assertRefused("platform/cache.ts", "db.query(`with found as (select 1) select * from found`);", "sql-place");
  assertAllowed("views/words/en.ts", `export const words = ["Select a bill from the list", "Update the bill"];`);
  assertAllowed("platform/postgres.ts", `client.query("begin"); client.query("commit");`);
});

Deno.test("no-waiting keeps domain and views synchronous", () => {
  assertRefused("domain/decide.ts", `export async function decide() {}`, "no-waiting");
  assertRefused("views/page.tsx", `export const Page = async () => null;`, "no-waiting");
  assertRefused("domain/decide.ts", `await 1;`, "no-waiting");
  assertAllowed("actors/bill.ts", `export async function load() { await 1; }`);
});

Deno.test("no-clock-no-chance keeps time and chance out of domain and views", () => {
  for (
    const source of [
      "Date.now();",
      "new Date();",
      "Math.random();",
      "crypto.randomUUID();",
      "globalThis.crypto.randomUUID();",
      "performance.now();",
      "setTimeout(() => {}, 1);",
    ]
  ) {
    assertRefused("domain/decide.ts", source, "no-clock-no-chance");
    assertRefused("views/page.tsx", source, "no-clock-no-chance");
    assertAllowed("platform/log.ts", source);
  }
  assertAllowed("domain/decide.ts", `new Date(at.getTime() - 1); Math.max(1, 2);`);
});

Deno.test("file-length allows 300 lines, and 120 for main.ts", () => {
  const lines = (count: number) => "export {};\n".repeat(count);
  assertAllowed("routes/bags.tsx", lines(300));
  assertRefused("routes/bags.tsx", lines(301), "file-length");
  assertAllowed("main.ts", lines(120));
  assertRefused("main.ts", lines(121), "file-length");
});

Deno.test("function-length allows 50 lines", () => {
  const body = (count: number) => `{\n${"1;\n".repeat(count - 2)}}`;
  assertAllowed("routes/bags.tsx", `function one() ${body(50)}`);
  assertRefused("routes/bags.tsx", `function one() ${body(51)}`, "function-length");
  assertRefused("routes/bags.tsx", `const one = () => ${body(51)}`, "function-length");
});

Deno.test("no-inline refuses styles, scripts and handlers inside a page", () => {
  assertRefused("views/page.tsx", `const p = <p style="color: red">x</p>;`, "no-inline");
  assertRefused("views/page.tsx", `const p = <p onclick="go()">x</p>;`, "no-inline");
  assertRefused("views/page.tsx", `const p = <p onClick={go}>x</p>;`, "no-inline");
  assertRefused("views/page.tsx", `const p = <style>{css}</style>;`, "no-inline");
  assertRefused("views/page.tsx", `const p = <script>{code}</script>;`, "no-inline");
  assertAllowed("views/page.tsx", `const p = <script src="/static/app.js" defer></script>;`);
  assertAllowed("views/page.tsx", `const p = <p class="one" x-on:click="go">x</p>;`);
});

Deno.test("no-htmx-2 refuses spellings of htmx 2 and code in attributes", () => {
  assertRefused("views/page.tsx", `const p = <p hx-ext="sse">x</p>;`, "no-htmx-2");
  assertRefused("views/page.tsx", `const p = <p sse-swap="row">x</p>;`, "no-htmx-2");
  assertRefused("views/page.tsx", `const p = <p hx-on:click="go">x</p>;`, "no-htmx-2");
  assertRefused("views/page.tsx", `const p = <p hx-vals="js:{a: 1}">x</p>;`, "no-htmx-2");
  assertRefused("static/app.ts", `element.setAttribute("sse-connect", url);`, "no-htmx-2");
  assertRefused("views/page.tsx", "const p = html`<p hx-ext=sse>x</p>`;", "no-htmx-2");
  assertAllowed("views/page.tsx", `const p = <p hx-sse:connect="/x" hx-post="/y" x-on:keyup="beep">x</p>;`);
});
