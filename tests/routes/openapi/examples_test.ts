import { deepStrictEqual as same, ok } from "node:assert/strict";
import type { ApiDocument } from "../../../domain/api_document.ts";
import type { ImportState } from "../../../domain/import_shapes.ts";
import type { Operation } from "../../../routes/openapi/operation.ts";
import { OPERATIONS } from "../../../routes/openapi/operations.ts";
import { type Api, type Asked, newKey, openApi } from "../../support/api.ts";
import { type Judge, judgeBy, operationIn } from "../../support/described.ts";
import { addressOf, valueOf } from "../../support/made_requests.ts";
import { makeImport, type MemoryImports } from "../../support/memory_imports.ts";

interface World extends AsyncDisposable {
  readonly api: Api;
  readonly document: ApiDocument;
  readonly judge: Judge;
}

/** Two sacks and a third that is empty; an import that waits; a sign-in that works. */
async function openWorld(): Promise<World> {
  const person = { id: 1, username: "asha", fullName: null, role: "dispatcher", area: "lucknow" } as const;
  const signedIn = { token: "a.b.c", expiresAt: new Date(), person, mustChangePassword: false, language: null };
  const api = await openApi({ signIn: () => Promise.resolve({ is: "signed_in", ...signedIn }) });
  for (const [parent, child] of [["SB00042", "0016500"], ["SB00043", "0016501"], ["SB00044"]]) {
    await api.ask("dev", "POST", "/api/v1/scans", { scan_id: newKey(), parent, child });
  }
  (api.deps.imports as MemoryImports).details.set(1, makeImport({ id: 1 }));
  const document: ApiDocument = (await api.ask(null, "GET", "/api/openapi.json")).body;
  return { api, document, judge: judgeBy(document), [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() };
}

/** In which state an import has to be for an order about it. */
const STATES: Readonly<Record<string, ImportState>> = {
  mapImport: "uploaded",
  applyImport: "checked",
  cancelImport: "applying",
  undoImport: "done",
};

interface Sent {
  readonly body?: unknown;
  /** Every parameter of the query, made up; else those that are required or have an example. */
  readonly isWhole?: boolean;
}

async function send({ api, document }: World, operation: Operation, { body, isWhole = false }: Sent): Promise<Asked> {
  const described = operationIn(document, operation);
  const state = STATES[operation.id];
  const imports = api.deps.imports as MemoryImports;
  if (state) imports.details.set(1, makeImport({ id: 1, state }));
  const headers: Record<string, string> = operation.key ? { "idempotency-key": newKey() } : {};
  const path = addressOf(operation.path, described, document, isWhole);
  const who = described.security.length > 0 ? "anil" : null;
  if (!operation.form) return await api.ask(who, operation.method, path, body, headers);
  const form = new FormData();
  form.set("file", new File(["Bag ID,Type,Parent\n1,parent,\n"], "sheet.csv"));
  const request = new Request("http://x.test/", { method: "POST", body: form });
  headers["content-type"] = request.headers.get("content-type")!;
  return await api.ask(who, operation.method, path, await request.text(), headers);
}

/** The document's own example, with the version that its thing has by now. */
async function exampleOf({ api, document }: World, operation: Operation): Promise<unknown> {
  const example = operationIn(document, operation).requestBody?.content["application/json"]?.example;
  if (typeof example !== "object" || example === null || !("version" in example)) return example;
  const name = Object.values(operation.at ?? {})[0] ?? String((example as Record<string, unknown>).username);
  const list = operation.path.split("/:")[0]!;
  const alone = await api.ask("anil", "GET", `${list}/${name}`);
  // Settings are read as lists alone.
  const items = alone.status === 200 ? [alone.body] : (await api.ask("anil", "GET", list)).body.items;
  return { ...example, version: items.findLast((one: object) => Object.values(one).includes(name))?.version ?? 1 };
}

Deno.test("every example of the document is answered with the good answer that it is documented to have", async () => {
  await using world = await openWorld();
  const faults: string[] = [];
  for (const operation of OPERATIONS) {
    const reply = await send(world, operation, { body: await exampleOf(world, operation) });
    const fault = world.judge(operation, reply) ??
      (reply.status < 300 ? null : `was refused with ${reply.status}: ${JSON.stringify(reply.body)}`);
    if (fault) faults.push(`${operation.id} ${fault}`);
  }
  same(faults, []);
});

Deno.test("requests that are made of the schemas alone are answered as documented, whatever it is", async () => {
  await using world = await openWorld();
  const faults: string[] = [];
  for (const operation of OPERATIONS) {
    const schema = operationIn(world.document, operation).requestBody?.content["application/json"]?.schema;
    const reply = await send(world, operation, { body: schema && valueOf(schema, world.document), isWhole: true });
    const fault = world.judge(operation, reply);
    if (fault) faults.push(`${operation.id} ${fault}`);
    // What the schema lets through is not malformed, unless something else than its form was wrong.
    if (schema && reply.status === 400 && reply.body.error.code === "malformed") {
      const fields = (reply.body.error.details ?? []).map(({ path }: { path: string }) => path);
      ok(
        ["dispatch_area", "columns", "digits", ""].includes(fields.join()),
        `${operation.id}: ${JSON.stringify(reply.body)}`,
      );
    }
  }
  same(faults, []);
});

Deno.test("a body with a wrong type in any required field is refused as documented", async () => {
  await using world = await openWorld();
  const faults: string[] = [];
  let sent = 0;
  for (const operation of OPERATIONS) {
    const schema = operationIn(world.document, operation).requestBody?.content["application/json"]?.schema;
    for (const field of (schema?.required ?? []) as readonly string[]) {
      const good = await exampleOf(world, operation) as Record<string, unknown>;
      const reply = await send(world, operation, { body: { ...good, [field]: [[]] } });
      const fault = world.judge(operation, reply);
      // A list of scans takes anything: each of them is judged by itself.
      const isRefused = reply.status === 400 && reply.body.error.code === "malformed" || field === "scans";
      if (fault || !isRefused) faults.push(`${operation.id} ${field}: ${fault ?? JSON.stringify(reply.body)}`);
      sent++;
    }
  }
  same(faults, []);
  ok(sent > 20);
});

/** Asks, and holds the answer against the operation of that name. */
const askerIn =
  ({ api, judge }: World) =>
  async (id: string, method: string, path: string, body?: unknown, headers?: HeadersInit, who = "anil") => {
    const operation = OPERATIONS.find((one) => one.id === id)!;
    const reply = await api.ask(who, method, path, body, headers);
    same(judge(operation, reply), null, `${method} ${path}`);
    return reply;
  };

Deno.test("refused, replayed and undone scans are what the document says, too", async () => {
  await using world = await openWorld();
  const ask = askerIn(world);
  const scan = (parent: string, child?: string, scan_id = newKey()) =>
    ask("scan", "POST", "/api/v1/scans", { scan_id, parent, child });
  const key = newKey();
  same((await scan("SB00042", "0016586", key)).status, 201);
  same((await scan("SB00042", "0016586", key)).body.replayed, true);
  same((await scan("SB00042", "0016587", key)).body.error.code, "scan_id_reused");
  same((await scan("SB00043", "0016586")).body.outcome, "child_elsewhere");
  for (
    const [parent, child] of [["SB00042", "0016586"], ["", "1"], ["SB1", "12345"], ["SB00042", "SB00042"]] as const
  ) {
    await scan(parent, child);
  }
  await ask("undo", "POST", "/api/v1/undos", { scan_id: newKey(), undoes: key });
  same((await scan("SB00042", "0016586", key)).body.undone, true);
  await ask("undo", "POST", "/api/v1/undos", { scan_id: newKey(), undoes: key });
  await ask("undo", "POST", "/api/v1/undos", { scan_id: newKey(), undoes: newKey() });
});

Deno.test("children, pasts, odd numbers, other people's eyes and files are what the document says, too", async () => {
  await using world = await openWorld();
  const ask = askerIn(world);
  await ask("getBag", "GET", "/api/bag/0016500");
  await ask("getBag", "GET", "/api/bag/9999999");
  await ask("listBags", "GET", "/api/v1/bags?total=true&limit=1");
  await ask("listBags", "GET", "/api/v1/bags?cursor=x");
  await ask("listBagEvents", "GET", "/api/v1/bags/SB00042/events");
  await ask("getBagAsOf", "GET", "/api/v1/bags/0016500/as-of?at=2126-01-01T00:00:00Z");
  await ask("getBagAsOf", "GET", "/api/v1/bags/0016500/as-of?at=2001-01-01T00:00:00Z");
  await ask("createBill", "POST", "/api/v1/bills", { capacity: 2 });
  await ask("createBill", "POST", "/api/v1/bills", { capacity: 0 });
  const { number } = (await ask("createBill", "POST", "/api/v1/bills", { number: "a/1", capacity: 2 })).body;
  same(number, "a/1");
  const link = { scan_id: newKey(), parent: "SB00042" };
  await ask("linkParent", "POST", "/api/v1/bills/a%2F1/parents", link);
  await ask("linkParent", "POST", "/api/v1/bills/a%2F1/parents", { ...link, scan_id: newKey() });
  await ask("getBill", "GET", "/api/v1/bills/a%2F1");
  await ask("getBillAsOf", "GET", "/api/v1/bills/a%2F1/as-of?at=2126-01-01T00:00:00Z");
  await ask("search", "GET", "/api/v1/search?q=SB00042");
  await ask("search", "GET", "/api/v1/search?q=a%2F1");
  await ask("search", "GET", "/api/v1/search?q=0016", undefined, {}, "dev");
  await ask("getDashboard", "GET", "/api/v1/dashboard");
  await ask("reportDay", "GET", "/api/v1/reports/day");
  await ask("reportBills", "GET", "/api/v1/reports/bills?from=2020-01-01&to=2126-01-01", undefined, {}, "bina");
  for (const who of ["dev", "bina", "nobody"]) await ask("listUsers", "GET", "/api/v1/users", undefined, {}, who);
  await ask("scan", "POST", "/api/v1/scans", "{", { "content-type": "application/json" });
  await ask("scan", "POST", "/api/v1/scans", "x", { "content-type": "text/plain" });
  await ask("scan", "POST", "/api/v1/scans", { scan_id: newKey(), parent: "SB00042", user: "bina" });
  await ask("listImportProblems", "GET", "/api/v1/imports/1/problems?format=csv");
  await ask("getImport", "GET", "/api/v1/imports/77");
  await ask("applyImport", "POST", "/api/v1/imports/1/undo");
});

Deno.test("a shape that lacks a field of the wire, or has one more, is found", async () => {
  await using world = await openWorld();
  const operation = OPERATIONS.find(({ id }) => id === "getBag")!;
  const reply = await world.api.ask("anil", "GET", "/api/bag/SB00042");
  same(world.judge(operation, reply), null);
  for (
    const body of [{ ...reply.body, more: 1 }, { ...reply.body, code: undefined }, { ...reply.body, weight_kg: "7" }]
  ) {
    ok(world.judge(operation, { ...reply, body: JSON.parse(JSON.stringify(body)) }));
  }
  ok(world.judge(operation, { ...reply, status: 418 })?.includes("not documented"));
});
