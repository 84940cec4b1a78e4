// Runs in a pair: it feeds a whole server files that are meant to break it, and looks at its memory and its threads.
import assert from "node:assert/strict";
import type { ImportFault } from "../../domain/import_reasons.ts";
import { memoryMbOf } from "../bench/machine.ts";
import { assertStored, gather } from "../support/crowd.ts";
import { oleOf, repeated, sheetOf, textData, xlsxOf } from "../support/hostile_sheets.ts";
import { Importer } from "../support/importing.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { bagRows, csvOf, sacksFrom, workbookOf } from "../support/sheet_files.ts";
import { assertSound } from "../support/stock_picture.ts";

const SCANNERS = 4;
const REFUSED_MS_MAX = 15_000;
const SCAN_MS_MAX = 1_000;
/** What a server may take while it reads a workbook (DESIGN.md, section 12). */
const MEMORY_MB_MAX = 1_000;
const LOOK_EVERY_MS = 50;

type Bytes = Uint8Array<ArrayBuffer>;

interface HostileFile {
  readonly what: string;
  readonly name: string;
  readonly fault: ImportFault;
  readonly bytes: () => Bytes | Promise<Bytes>;
}

const text = (content: string): Bytes => new TextEncoder().encode(content);
const HEAD = ["qr_id", "type", "parent_qr_id"];
const GOOD = textData([HEAD, ["SB90000", "parent"]]);
const honest = (first: number, sacks: number): Bytes =>
  csvOf(bagRows(sacksFrom({ prefix: "SB", first, count: sacks, firstBag: first * 100, bagsEach: 30 })));
const book = (): Bytes =>
  workbookOf({ S: bagRows(sacksFrom({ prefix: "SB", first: 90_000, count: 200, firstBag: 1, bagsEach: 30 })) });
const inSheet = (rows: ReadableStream<Uint8Array>) => xlsxOf({ sheet: rows });

const REFUSED: readonly HostileFile[] = [
  {
    ...{ what: "a zip bomb", name: "a.xlsx", fault: "unpacks_too_large" },
    bytes: () => xlsxOf({ data: GOOD, beside: { "xl/other.xml": { megabytes: 10_000, byte: 0 } } }),
  },
  {
    ...{ what: "ten million empty rows", name: "a.xlsx", fault: "too_many_rows" },
    bytes: () => inSheet(repeated("<row/>", 10_000_000, sheetAround)),
  },
  {
    ...{ what: "16,384 columns", name: "a.xlsx", fault: "too_many_columns" },
    bytes: () => xlsxOf({ data: textData([HEAD, Array(16_384).fill("x")]) }),
  },
  {
    ...{ what: "endless shared strings", name: "a.xlsx", fault: "unpacks_too_large" },
    bytes: () => xlsxOf({ data: GOOD, strings: repeated("<si><t>x</t></si>", 4_000_000, ["<sst>", "</sst>"]) }),
  },
  {
    ...{ what: "an external entity", name: "a.xlsx", fault: "external_entities" },
    bytes: () => xlsxOf({ sheet: `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${sheetOf(GOOD)}` }),
  },
  { ...{ what: "a wrong extension", name: "a.csv", fault: "wrong_kind" }, bytes: book },
  { ...{ what: "a truncated file", name: "a.xlsx", fault: "damaged" }, bytes: () => book().slice(0, 20_000) },
  {
    ...{ what: "a password", name: "a.xlsx", fault: "password_protected" },
    bytes: () => oleOf({ EncryptionInfo: text("x".repeat(5_000)), EncryptedPackage: new Uint8Array(9_000) }),
  },
  {
    ...{ what: "an .xlsx that is HTML", name: "a.xlsx", fault: "wrong_kind" },
    bytes: () => text("<!DOCTYPE html><html><table><tr><td>SB90000</td></tr></table></html>"),
  },
  { ...{ what: "one endless line", name: "a.csv", fault: "damaged" }, bytes: () => text("x".repeat(20_000_000)) },
];
const sheetAround = sheetOf("|").split("|") as [string, string];

Deno.test("files that are meant to break the server are refused within seconds, and scans go on as ever", async (t) => {
  await using server = await startServer();
  const importer = await Importer.on(server);
  await importer.apply((await importer.check("first.csv", honest(50_000, 3))).id);
  // Before anything is measured: making them is work, too.
  const files = await Promise.all(REFUSED.map(async (file) => ({ ...file, bytes: await file.bytes() })));
  const threads = await threadsOf(server);
  const memory = watchMemory(server);
  const crowd = await scanMeanwhile(server);

  for (const { what, name, fault, bytes } of files) {
    await t.step(what, async () => {
      const id = await importer.begin(name, bytes);
      const seen = await importer.when(id, ({ state }) => state === "failed", "refused", REFUSED_MS_MAX);
      assert.equal(seen.fault, fault);
    });
  }
  await t.step("NUL, script, formulas and names of a program's insides are text, or their row is bad", async () => {
    await assertIsText(server, importer);
  });

  const scanned = await crowd.goHome();
  const slowest = Math.max(...scanned.map(({ ms }) => ms));
  assert.ok(slowest < SCAN_MS_MAX, `A scan waited ${slowest} ms`);
  await assertStored(server.databaseUrl, scanned);
  const most = memory.stop();
  assert.ok(most < MEMORY_MB_MAX, `The server took ${most} MB`);
  assert.ok(await threadsOf(server) <= threads, "A thread is left behind");
  await importer.apply((await importer.check("last.csv", honest(60_000, 3))).id);
  await assertSound(importer.session);
});

async function assertIsText({ dataFolder }: TestServer, importer: Importer): Promise<void> {
  const rows = [
    "__proto__,qr_id,type,constructor,parent_qr_id",
    "x,SB91000,parent,,",
    "x,SB91\u0000001,parent,,",
    "x,<script>alert(1)</script>,child,,SB91000",
    'x,"=HYPERLINK(""http://x"")",child,,SB91000',
  ];
  const { id, file_name, counts } = await importer.check("../../<b>up.csv", text(rows.join("\n")));
  assert.deepEqual([file_name, counts.new_rows, counts.invalid], ["<b>up.csv", 1, 3]);
  const problems = await importer.problems(id);
  assert.deepEqual(problems.map(({ row, reason }) => [row, reason]), [[3, "bad_format"], [4, "bad_format"], [
    5,
    "bad_format",
  ]]);
  const { text: page } = await importer.session.call("GET", `/imports/${id}`, undefined, { accept: "text/html" });
  assert.ok(page.includes("&lt;script&gt;alert(1)"), page);
  assert.ok(!page.includes("<script>alert(1)") && !page.includes("<b>up"), page);
  await importer.apply(id);
  const names = await Array.fromAsync(Deno.readDir(dataFolder), ({ name }) => name);
  assert.ok(!names.some((name) => name.includes("up.csv")), "A file is called as its sender wished");
}

async function scanMeanwhile(server: TestServer) {
  const { cookie } = await server.logIn("dispatcher");
  return gather(Array.from({ length: SCANNERS }, (_, place) => ({
    ...{ base: server.base, cookie, childPrefix: `8${place}`, room: 30, restMs: 20 },
    sacks: Array.from({ length: 1_000 }, (_, sack) => `SB${String(place * 1_000 + sack).padStart(5, "0")}`),
  })));
}

/** Threads of the server's process: each of its workers is one, and more. */
async function threadsOf({ pid }: TestServer): Promise<number> {
  return Number(/^Threads:\s+(\d+)/m.exec(await Deno.readTextFile(`/proc/${pid}/status`))![1]);
}

function watchMemory({ pid }: TestServer): { stop(): number } {
  let most = 0;
  const timer = setInterval(async () => most = Math.max(most, await memoryMbOf(pid)), LOOK_EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return most;
    },
  };
}
