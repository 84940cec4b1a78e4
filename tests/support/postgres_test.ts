import assert from "node:assert/strict";
import pg from "pg";
import { openTestDatabase, withDatabase } from "./postgres.ts";

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

Deno.test("withDatabase hands out a migrated database and drops it afterwards", async () => {
  let gone = "";
  await withDatabase(async (url) => {
    gone = url;
    assert.deepEqual(await ask(url, "select count(*)::int as bags from bags"), [{ bags: 0 }]);
  });
  await assert.rejects(ask(gone, "select 1"), { code: "3D000" });
});

Deno.test("openTestDatabase gives each of many at once a database of its own", async () => {
  const databases = await Promise.all(Array.from({ length: 5 }, () => openTestDatabase()));
  // The same table in each: made twice in one database it would be refused.
  for (const { url } of databases) await ask(url, "create table mine (id int)");
  assert.equal(new Set(databases.map(({ url }) => url)).size, 5);
  await Promise.all(databases.map((database) => database[Symbol.asyncDispose]()));
});

Deno.test("openTestDatabase drops a database to which somebody is still connected", async () => {
  const client = await (async () => {
    await using database = await openTestDatabase();
    const client = new pg.Client(database.url);
    await client.connect();
    client.on("error", () => {});
    return client;
  })();
  await assert.rejects(client.query("select 1"));
  await client.end().catch(() => {});
});
