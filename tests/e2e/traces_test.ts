// Runs in a pair: it starts a whole server.
import assert from "node:assert/strict";
import { Importer } from "../support/importing.ts";
import { startCollector } from "../support/otlp.ts";
import { startServer } from "../support/server.ts";

Deno.test("with OTEL_DENO a scan leads to the span of its batch, an import to one of each step, and to no secret", async () => {
  await using collector = startCollector();
  await using server = await startServer({ env: collector.env });
  const dispatcher = await server.logIn("dispatcher");
  const scan = { scan_id: crypto.randomUUID(), parent: "SB00001", child: "C000001" };
  const { status, text } = await dispatcher.call("POST", "/api/v1/scans", scan);
  assert.equal(status, 201, text);
  const batch = await collector.spanWhere(({ name, links }) => name === "commit batch" && links.length > 0);
  assert.equal(batch.attributes["tracetrack.batch.size"], 1);
  const [committed] = batch.events;
  assert.equal(committed?.name, "committed");
  for (const part of ["lock_ms", "decide_ms", "write_ms"]) assert.ok(Number(committed!.attributes[part]) > 0, part);
  const request = await collector.spanWhere(({ spanId }) => spanId === batch.links[0]!.spanId);
  assert.deepEqual([request.traceId, request.attributes["url.path"]], [batch.links[0]!.traceId, "/api/v1/scans"]);
  assert.notEqual(batch.traceId, request.traceId, "a batch serves many requests");

  const importer = await Importer.on(server);
  const { id } = await importer.check("sacks.csv", "qr_id,type,parent_qr_id\nSB00002,parent,\nC000002,child,SB00002\n");
  await importer.apply(id);
  const step = await collector.spanWhere(({ name }) => name === "import applying");
  assert.equal(step.attributes["tracetrack.import.rows"], 2);
  const rows = await importedRows(server.base);
  assert.equal(rows, 2);

  for (const secret of [dispatcher.token, importer.session.token]) assert.ok(!collector.text().includes(secret));
});

/** As the metrics tell it: the importer's thread tells it a moment after the import is done. */
async function importedRows(base: string): Promise<number> {
  for (;;) {
    const text = await (await fetch(`${base}/metrics`)).text();
    const rows = Number(/^tracetrack_import_rows_total (\d+)$/m.exec(text)?.[1]);
    if (rows > 0) return rows;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
