import { deepStrictEqual as same, match, ok, throws } from "node:assert/strict";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { Validator } from "@seriousme/openapi-schema-validator";
import { ABILITIES, mayToken } from "../../../domain/abilities.ts";
import type { ApiDocument, ApiOperation } from "../../../domain/api_document.ts";
import { routeTable } from "../../../routes/app.ts";
import { describeApi } from "../../../routes/openapi/document.ts";
import { OPERATIONS } from "../../../routes/openapi/operations.ts";
import { openApi } from "../../support/api.ts";
import { responseIn } from "../../support/described.ts";
import { openRealPages } from "../../support/real_pages.ts";

async function read(): Promise<{ document: ApiDocument; text: string; routes: ReturnType<typeof routeTable> }> {
  await using api = await openApi();
  const { body, status, headers } = await api.ask(null, "GET", "/api/openapi.json");
  same([status, headers.get("content-type")], [200, "application/json; charset=utf-8"]);
  return { document: body, text: JSON.stringify(body), routes: routeTable(api.app) };
}

const operationsOf = ({ paths }: ApiDocument): [string, ApiOperation][] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]): [string, ApiOperation] => [`${method.toUpperCase()} ${path}`, one])
  );

Deno.test("every route under /api is told of, and nothing that no route answers", async () => {
  const { document, routes } = await read();
  const there = routes.filter(({ path }) => path.startsWith("/api/"))
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`).sort();
  same(operationsOf(document).map(([name]) => name).sort(), there);
  const fewer = routes.filter(({ path }) => path !== "/api/health");
  throws(() => describeApi(fewer, "tracetrack"), /Cannot describe GET \/api\/health: no route answers it/);
});

Deno.test("it is valid by the meta-schema of OpenAPI 3.1, and a linter finds nothing", async () => {
  const { document, text } = await read();
  const { valid, errors } = await new Validator().validate(JSON.parse(text));
  ok(valid, JSON.stringify(errors, null, 1));
  // What is open and only read refuses nothing: the test below looks after the others.
  const rules = { "operation-4xx-response": "off" } as const;
  const config = await createConfig({ extends: ["recommended-strict"], rules });
  const problems = await lintFromString({ source: text, absoluteRef: "openapi.json", config });
  const told = problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`);
  same(told, []);
  // The linter does look: one of the many things that it would find.
  const broken = JSON.stringify({ ...document, paths: { "/x/{y}": { get: { responses: {} } } } });
  ok((await lintFromString({ source: broken, absoluteRef: "openapi.json", config })).length > 2);
});

Deno.test("each operation says who may, by the table that the door asks", async () => {
  const { document, routes } = await read();
  for (const { method, path, id } of OPERATIONS) {
    const { who } = routes.find((one) => one.method === method && one.path === path)!;
    const [, operation] = operationsOf(document).find(([, one]) => one.operationId === id)!;
    const roles = operation.security.flatMap((one) => Object.values(one));
    if (who === "anybody") {
      same(roles, [], id);
      continue;
    }
    ok(roles.every(([role]) => role === ABILITIES[who].from), id);
    same(operation.security.some((one) => "api_token" in one), mayToken(who), id);
    ok("401" in operation.responses && "403" in operation.responses, id);
  }
});

Deno.test("what is sent is described by what checks it: types, bounds, what is required", async () => {
  const { document } = await read();
  const scan = document.paths["/api/v1/scans"]!.post!;
  const { schema } = scan.requestBody!.content["application/json"]!;
  same(schema.required, ["scan_id", "parent"]);
  const { scan_id, station } = schema.properties as Record<string, Record<string, unknown>>;
  same([scan_id!.type, scan_id!.format], ["string", "uuid"]);
  same(station!.anyOf, [{ type: "string", maxLength: 50 }, { type: "null" }]);
  const query = document.paths["/api/v1/reports/scans"]!.get!.parameters.map(({ name, required }) => [name, required]);
  same(query, [["from", true], ["to", true]]);
  const batch = document.paths["/api/v1/scans/batch"]!.post!.requestBody!.content["application/json"]!.schema;
  const { scans } = batch.properties as Record<string, { items: { required: string[] }; maxItems: number }>;
  same([scans!.items.required, scans!.maxItems], [["scan_id", "parent"], 500]);
});

Deno.test("every 429 and 503 says when to come again, every key how it is used", async () => {
  const { document } = await read();
  for (const [name, operation] of operationsOf(document)) {
    const { responses, parameters } = operation;
    for (const status of ["429", "503"]) {
      const response = responseIn(document, operation, status);
      // Readiness is asked by probes, which come again anyway.
      if (response && name !== "GET /api/health/ready") ok("Retry-After" in response.headers!, `${name} ${status}`);
    }
    const key = parameters.find((one) => one.name === "Idempotency-Key");
    if (key) ok("409" in responses && "400" in responses, name);
  }
  const off = document.paths["/api/v1/bills/{number}/parents/{code}"]!.delete!.parameters;
  same(off.find(({ name }) => name === "Idempotency-Key")?.required, true);
});

Deno.test("over https the cookie has the name that browsers guard", () => {
  const routes = OPERATIONS.map(({ method, path }) => ({ method, path, who: "anybody" as const }));
  same(describeApi(routes, "__Host-tracetrack").components.securitySchemes.cookie!.name, "__Host-tracetrack");
});

Deno.test("the page for people has every operation, with an example, and asks nobody to sign in", async () => {
  await using world = await openRealPages();
  const { status, text } = await world.open(null, "/api/docs");
  same(status, 200);
  match(text, /<html lang="en"/);
  for (const { id, summary } of OPERATIONS) {
    ok(text.includes(`id="${id}"`) && text.includes(`href="#${id}"`), `${id}: ${summary}`);
  }
  match(text, /curl -X POST \\\n {2}-H &quot;Authorization: Bearer \$TOKEN&quot;/);
  ok(!/undefined|\[object |NaN/.test(text));
  // Every link within the page leads to something in it.
  const ids = new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  for (const [, target] of text.matchAll(/href="#([^"]+)"/g)) ok(ids.has(target!), target!);
  const [first] = text.match(/<script[^>]*>/g)!;
  match(first, /src="/);
});
