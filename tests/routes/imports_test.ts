import { deepEqual, equal, match, ok } from "node:assert/strict";
import { LIMITS } from "../../domain/limits.ts";
import { openApi } from "../support/api.ts";
import { makeImport, memoryImports } from "../support/memory_imports.ts";
import type { ImportProblem } from "../../domain/import_shapes.ts";

interface Part {
  readonly name: string;
  readonly fileName?: string;
  readonly content: string;
}

const BOUNDARY = "xXx";
const TYPE = { "content-type": `multipart/form-data; boundary=${BOUNDARY}` };

const partText = ({ name, fileName, content }: Part): string =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${
    fileName === undefined ? "" : `; filename="${fileName}"\r\nContent-Type: text/csv`
  }\r\n\r\n${content}\r\n`;
const bodyOf = (parts: readonly Part[]): string => parts.map(partText).join("") + `--${BOUNDARY}--\r\n`;
const A_FILE: Part = { name: "file", fileName: "bags.csv", content: "qr_id,type\r\nSB00001,parent" };

/** People of `openApi`: anil is the admin. */
async function openImports(fileBytesMax?: number, areas: readonly string[] = ["lucknow"]) {
  const imports = memoryImports(fileBytesMax);
  const api = await openApi({ imports, areas: () => Promise.resolve(areas) });
  const send = (parts: readonly Part[] | string, headers: HeadersInit = TYPE) =>
    api.ask("anil", "POST", "/api/v1/imports", typeof parts === "string" ? parts : bodyOf(parts), headers);
  return { api, imports, send };
}

Deno.test("a file begins an import with what was sent beside it, before or behind it", async () => {
  const { api, imports, send } = await openImports();
  await using _ = api;
  const layout = { name: "layout", content: "bags" }, area = { name: "area", content: "lucknow" };
  for (const parts of [[layout, area, A_FILE], [A_FILE, layout, area]]) {
    const reply = await send(parts);
    equal(reply.status, 202);
    deepEqual(Object.keys(reply.body).sort(), ["file_name", "id", "state"]);
    const detail = imports.details.get(reply.body.id)!;
    deepEqual([detail.layout, detail.area, detail.fileName, detail.by], ["bags", "lucknow", "bags.csv", "anil"]);
  }
  equal(imports.arrived[0]!.head, A_FILE.content);
  equal(imports.doers[0]!.requestId.length > 0, true);
});

Deno.test("several files begin one import each, and are told all of them", async () => {
  const { api, imports, send } = await openImports();
  await using _ = api;
  const reply = await send([A_FILE, { ...A_FILE, fileName: "bills.csv" }]);
  equal(reply.status, 202);
  deepEqual(reply.body.imports.map((one: { file_name: string }) => one.file_name), ["bags.csv", "bills.csv"]);
  equal(reply.body.id, reply.body.imports[0].id);
  equal(imports.details.size, 2);
});

Deno.test("what cannot be taken is refused, told apart, and leaves nothing", async () => {
  const { api, imports, send } = await openImports(1_000);
  await using _ = api;
  const many = (count: number, part: Part) => Array.from({ length: count }, () => part);
  const cases: [string, readonly Part[] | string, number, string][] = [
    ["unknown layout", [A_FILE, { name: "layout", content: "pallets" }], 400, "malformed"],
    ["unknown area", [A_FILE, { name: "area", content: "atlantis" }], 400, "malformed"],
    ["long station", [A_FILE, { name: "station", content: "S".repeat(51) }], 400, "malformed"],
    ["no file", [{ name: "layout", content: "bags" }], 400, "malformed"],
    ["a form without a file", [{ ...A_FILE, fileName: "", content: "" }], 400, "malformed"],
    ["too large", [{ ...A_FILE, content: "x".repeat(2_000) }], 413, "payload_too_large"],
    ["second too large", [A_FILE, { ...A_FILE, content: "x".repeat(2_000) }], 413, "payload_too_large"],
    ["too many files", many(LIMITS.uploadFilesMax + 1, A_FILE), 413, "payload_too_large"],
    ["too many fields", [A_FILE, ...many(100, { name: "a", content: "b" })], 400, "malformed"],
    ["a huge field", [A_FILE, { name: "layout", content: "b".repeat(100_000) }], 400, "malformed"],
    ["a huge head", [{ ...A_FILE, name: "f".repeat(100_000) }], 400, "malformed"],
    ["cut off in a file", partText(A_FILE).slice(0, -10), 400, "malformed"],
    ["cut off in a head", partText(A_FILE) + partText(A_FILE).slice(0, 30), 400, "malformed"],
    [
      "cut off in a field",
      partText(A_FILE) + partText({ name: "layout", content: "bags" }).slice(0, -4),
      400,
      "malformed",
    ],
    ["no part at all", "", 400, "malformed"],
    ["no multipart", "qr_id,type\r\nSB00001,parent", 400, "malformed"],
  ];
  for (const [what, parts, status, code] of cases) {
    const reply = await send(parts);
    deepEqual([reply.status, reply.body.error?.code], [status, code], `${what}: ${JSON.stringify(reply.body)}`);
  }
  equal(imports.details.size, 0);
  ok(imports.arrived.every(({ state }) => state === "dropped"));
  // All were let go: there is still room for one more.
  equal((await send([A_FILE])).status, 202);
});

Deno.test("a body that is no form, or names no boundary, is refused before it is read", async () => {
  const { api, send } = await openImports();
  await using _ = api;
  deepEqual((await send("{}", { "content-type": "application/json" })).status, 415);
  deepEqual((await send("a=b", { "content-type": "application/x-www-form-urlencoded" })).status, 415);
  deepEqual((await send("x", { "content-type": "multipart/form-data" })).status, 400);
  const declared = await send([A_FILE], { ...TYPE, "content-length": String(10 ** 12) });
  equal(declared.status, 413);
});

Deno.test("a file's name is a name, whatever was sent for one", async () => {
  const { api, imports, send } = await openImports();
  await using _ = api;
  const names: [string, string][] = [
    ["../../etc/passwd", "passwd"],
    ["C:\\\\Users\\\\anil\\\\day.xlsx", "day.xlsx"],
    ["..", "sheet"],
    ["a\tb\u202exslx.csv", "abxslx.csv"],
    ["शीट १.xlsx", "शीट १.xlsx"],
    ["x".repeat(400) + ".xlsx", "x".repeat(250) + ".xlsx"],
    ["<script>alert(1)<\\/script>.csv", "script>.csv"],
  ];
  for (const [sent, kept] of names) {
    const reply = await send([{ ...A_FILE, fileName: sent }]);
    equal(reply.status, 202, sent);
    equal(imports.arrived.at(-1)!.name, kept, sent);
  }
});

Deno.test("orders are noted down as asked for; what is not there, or at another step, is told", async () => {
  const { api, imports } = await openImports();
  await using _ = api;
  imports.details.set(1, makeImport({ id: 1, state: "checked" }));
  imports.details.set(2, makeImport({ id: 2, state: "done" }));
  const ask = (path: string) => api.ask("anil", "POST", `/api/v1/imports/${path}`);
  const taken = await ask("1/apply");
  deepEqual([taken.status, taken.body.id, taken.body.counts.new_parents], [202, 1, 0]);
  equal((await ask("1/cancel")).status, 202);
  equal((await ask("2/undo")).status, 202);
  deepEqual(imports.orders, ["apply 1", "cancel 1", "undo 2"]);
  for (const path of ["2/apply", "2/cancel", "1/undo"]) {
    const reply = await ask(path);
    deepEqual([reply.status, reply.body.error.code], [409, "import_not_ready"], path);
    ok(["checked", "done"].includes(reply.body.error.details.state));
  }
  for (const path of ["3/apply", "0/cancel", "x/undo", "1e1/apply", "99999999999999999999/undo"]) {
    const reply = await ask(path);
    deepEqual([reply.status, reply.body.error.code], [404, "not_found"], path);
  }
  equal((await api.ask("anil", "GET", "/api/v1/imports/3")).status, 404);
});

Deno.test("an import is shown as the contract has it", async () => {
  const { api, imports } = await openImports();
  await using _ = api;
  const counts = {
    ...{ newParents: 1, newChildren: 2, newLinks: 3, newBills: 4, newRows: 5 },
    ...{ unchanged: 6, conflicts: 7, invalid: 8 },
  };
  imports.details.set(1, makeImport({ id: 1, state: "checked", counts, rowsRead: 26, rowsTotal: 26 }));
  const { body } = await api.ask("anil", "GET", "/api/v1/imports/1");
  deepEqual(body.counts, {
    ...{ new_parents: 1, new_children: 2, new_links: 3, new_bills: 4, new_rows: 5 },
    ...{ unchanged: 6, conflicts: 7, invalid: 8 },
  });
  const { file_name, layout, state, rows_read, rows_total, started_at, finished_at, needs_mapping } = body;
  deepEqual(
    { file_name, layout, state, rows_read, rows_total, started_at, finished_at, needs_mapping },
    {
      ...{ file_name: "sheet.xlsx", layout: "auto", state: "checked", rows_read: 26, rows_total: 26 },
      ...{ started_at: null, finished_at: null, needs_mapping: false },
    },
  );
  const list = await api.ask("anil", "GET", "/api/v1/imports?limit=1");
  deepEqual([list.body.items.length, list.body.items[0].id, list.body.next_cursor], [1, 1, null]);
  equal((await api.ask("anil", "GET", "/api/v1/imports?limit=0")).status, 400);
  equal((await api.ask("anil", "GET", "/api/v1/imports?cursor=x")).status, 400);
});

Deno.test("columns are said by their places; a layout's first one is needed, and none twice", async () => {
  const { api, imports } = await openImports();
  await using _ = api;
  imports.details.set(1, makeImport({ id: 1 }));
  const map = (body: unknown) => api.ask("anil", "POST", "/api/v1/imports/1/mapping", body);
  const taken = await map({ layout: "bags", header_row: 1, columns: { code: 2, role: 0, number: 5 } });
  equal(taken.status, 202);
  const { columns, ...rest } = JSON.parse(imports.orders[0]!.slice("map ".length, -" 1".length));
  deepEqual(rest, { layout: "bags", headerRow: 1 });
  // What the layout does not read is left out.
  deepEqual([columns.code, columns.role, columns.parent, columns.number, columns.serial], [2, 0, null, null, null]);
  const bad = [
    { layout: "bags", header_row: 1, columns: { role: 0 } },
    { layout: "bags", header_row: 1, columns: { code: 1, role: 1 } },
    { layout: "bags", header_row: 0, columns: { code: 1 } },
    { layout: "auto", columns: { code: 1 } },
    { layout: "bags", columns: { code: -1 } },
    { layout: "bags", columns: { code: 16_384 } },
    { layout: "bags" },
  ];
  for (const body of bad) equal((await map(body)).status, 400, JSON.stringify(body));
});

Deno.test("only so many uploads arrive at a time; the next is told to wait, and has its place when one has ended", async () => {
  const { api, send } = await openImports();
  await using _ = api;
  const waiting = Array.from({ length: LIMITS.uploadsAtOnceMax }, () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const headers = { authorization: "Bearer anil", ...TYPE };
    const init: RequestInit & { duplex: "half" } = { method: "POST", headers, body: readable, duplex: "half" };
    const reply = Promise.resolve(api.app.request("/api/v1/imports", init));
    return { reply, writer: writable.getWriter() };
  });
  const refused = await send([A_FILE]);
  deepEqual([refused.status, refused.body.error.code], [503, "busy"]);
  ok(Number(refused.headers.get("retry-after")) > 0);
  await waiting[0]!.writer.write(new TextEncoder().encode(bodyOf([A_FILE])));
  await Promise.all(waiting.map(({ writer }) => writer.close()));
  const statuses = await Promise.all(waiting.map(async ({ reply }) => {
    const { status, body } = await reply;
    await body?.cancel();
    return status;
  }));
  deepEqual(statuses, [202, 400, 400, 400]);
  equal((await send([A_FILE])).status, 202);
});

const problem = (row: number, more: Partial<ImportProblem> = {}): ImportProblem => ({
  ...{ sheet: "Day 1", row, column: "QR Code", code: `BAD${row}`, sort: "invalid", reason: "bad_format", detail: {} },
  cells: [String(row), `BAD${row}`],
  ...more,
});

Deno.test("problems come page by page, and all of them as a sheet that can be corrected", async () => {
  const { api, imports } = await openImports();
  await using _ = api;
  imports.details.set(1, makeImport({ id: 1, state: "checked", layout: "bags", headers: ["Sr. No.", "QR Code"] }));
  imports.problemsOf.set(1, [
    problem(2),
    problem(3, { reason: "child_elsewhere", sort: "conflict", code: "0016586", detail: { parent: "SB1", bill: null } }),
    problem(4, { cells: ["4", '=cmd|"/c calc"!A1'] }),
  ]);
  const path = "/api/v1/imports/1/problems";
  const first = await api.ask("anil", "GET", `${path}?limit=2`);
  deepEqual(first.body.items.map(({ row }: { row: number }) => row), [2, 3]);
  match(first.body.items[1].message, /SB1/);
  equal(typeof first.body.items[1].todo, "string");
  const second = await api.ask("anil", "GET", `${path}?limit=2&cursor=${first.body.next_cursor}`);
  deepEqual([second.body.items.length, second.body.next_cursor], [1, null]);
  const sheet = await api.ask("anil", "GET", `${path}?format=csv`);
  match(sheet.headers.get("content-disposition") ?? "", /filename="import_1_problems_/);
  const lines = String(sheet.body).trim().split("\r\n");
  equal(lines[0], "Sr. No.,QR Code,Sheet,Row,Column,Code,Reason,What to do");
  match(lines[1]!, /^2,BAD2,Day 1,2,QR Code,BAD2,/);
  // A spreadsheet that opens it runs nothing.
  match(lines[3]!, /^4,"'=cmd/);
  equal((await api.ask("anil", "GET", `${path}?format=pdf`)).status, 400);
  equal((await api.ask("anil", "GET", `${path}?cursor=x`)).status, 400);
  equal((await api.ask("anil", "GET", "/api/v1/imports/9/problems?format=csv")).status, 404);
});
