import { equal, rejects } from "node:assert/strict";
import { CopyOut } from "../../platform/copy_out.ts";
import { openTestDatabase, withClient } from "../support/postgres.ts";

const numbers = (end: number) => `copy (select n from generate_series(1, ${end}) n) to stdout`;

/** What comes out, read a moment later than it could be. */
async function lengthOf({ lines }: CopyOut): Promise<number> {
  let length = 0;
  for await (const piece of lines) {
    length += piece.length;
    await new Promise((done) => setTimeout(done));
  }
  return length;
}

Deno.test("CopyOut gives all lines to a slow reader, one COPY after the other on one connection, and counts them", async () => {
  await using database = await openTestDatabase();
  await withClient(database.url, async (client) => {
    for (const [rows, bytes] of [[5, 10], [0, 0], [100_000, 588_895], [1, 2]] as const) {
      const out = client.query(new CopyOut(numbers(rows)));
      // Until the last line is there nobody reads at all.
      if (rows < 10) await new Promise((done) => setTimeout(done, 20));
      equal(await lengthOf(out), bytes);
      equal(out.rowCount, rows);
    }
    equal((await client.query("select 7 as n")).rows[0].n, 7);
  });
});

Deno.test("CopyOut ends with PostgreSQL's error, or quietly when its reader goes, and the connection is good afterwards", async () => {
  await using database = await openTestDatabase();
  await withClient(database.url, async (client) => {
    await rejects(lengthOf(client.query(new CopyOut("copy nothing to stdout"))), /does not exist/);
    const reader = client.query(new CopyOut(numbers(100_000))).lines.getReader();
    await reader.read();
    await reader.cancel();
    equal((await client.query("select 7 as n")).rows[0].n, 7);
  });
});
