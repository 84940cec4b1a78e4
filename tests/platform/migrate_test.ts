import assert from "node:assert/strict";
import pg from "pg";
import { migrate, newestMigration } from "../../platform/migrate.ts";
import { withDatabase } from "../support/postgres.ts";

/** Runs SQL on a connection of its own. */
async function sql<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Numbers may have gaps. */
const MIGRATIONS = [...Deno.readDirSync(new URL("../../migrations/", import.meta.url))].length;

const wipe = (url: string) => sql(url, "drop schema public cascade; create schema public");

Deno.test("migrate applies what is missing in order, and a second time nothing", async () => {
  await withDatabase(async (url) => {
    await wipe(url);
    const { applied } = await migrate({ url });
    assert.deepEqual(applied, [...applied].sort());
    assert.equal(applied.length, MIGRATIONS);
    assert.deepEqual((await migrate({ url })).applied, []);
    const [newest] = await sql<{ number: number }>(url, "select max(number) as number from schema_migrations");
    assert.equal(newest?.number, await newestMigration());
  });
});

Deno.test("migrate may be started twenty times at once: one does the work, all of them succeed", async () => {
  await withDatabase(async (url) => {
    await wipe(url);
    const started = await Promise.all(Array.from({ length: 20 }, () => migrate({ url })));
    assert.equal(started.filter(({ applied }) => applied.length > 0).length, 1);
    assert.equal(started.flatMap(({ applied }) => applied).length, MIGRATIONS);
  });
});

Deno.test("migrate refuses a schema that is newer than it knows, and touches nothing", async () => {
  await withDatabase(async (url) => {
    await sql(url, "insert into schema_migrations (number, name) values (9999, '9999_of_tomorrow.sql')");
    await assert.rejects(migrate({ url }), { name: "NewerSchema", message: /9999/ });
  });
});

Deno.test("migrate leaves nothing behind of a migration that fails, and says which it was", async () => {
  await withDatabase(async (url) => {
    await wipe(url);
    await sql(url, "create table bills (mine integer)");
    await assert.rejects(migrate({ url }), /0003_create_bills\.sql/);
    const applied = await sql<{ number: number }>(url, "select number from schema_migrations order by number");
    assert.deepEqual(applied, [{ number: 1 }, { number: 2 }]);
  });
});
