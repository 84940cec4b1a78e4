import { deepStrictEqual as same, ok } from "node:assert/strict";
import pg from "pg";
import { connectionOptions, openPool } from "../../platform/postgres.ts";
import { openTestPool } from "../support/made_rows.ts";
import { openTestDatabase } from "../support/postgres.ts";

const sslOf = (url: string, ca: string | null) =>
  (new pg.Client(connectionOptions({ url, ca })) as unknown as { ssl: unknown }).ssl;

Deno.test("a certificate of the database's authority is asked for, whatever the address says of TLS", () => {
  const verified = { ca: "PEM", rejectUnauthorized: true };
  for (const asked of ["", "?sslmode=disable", "?sslmode=no-verify", "?sslmode=require&sslrootcert=/none", "?ssl=0"]) {
    same(sslOf(`postgres://a:b@db.example/x${asked}`, "PEM"), verified, asked);
  }
  same(sslOf("postgres://a:b@db.example/x?sslmode=disable", null), false);
});

Deno.test("the rest of an address stays as it is", () => {
  const { connectionString } = connectionOptions({
    url: "postgres://a:p%40ss@db.example/x?options=-c%20a%3Db&sslmode=no-verify",
    ca: "PEM",
  });
  const { user, password, database, options } = new pg.Client({ connectionString }) as unknown as Record<
    string,
    string
  >;
  same([user, password, database], ["a", "p@ss", "x"]);
  ok(options === undefined || options === "-c a=b");
});

Deno.test("a connection that is lost between two statements of a transaction is reported and ends nothing else", async () => {
  await using database = await openTestDatabase();
  await using other = await openTestPool();
  const reported = Promise.withResolvers<Error>();
  const pool = openPool({ url: database.url }, reported.resolve);
  const failed = pool.transaction(async (tx) => {
    const [own] = await tx.query<{ pid: number }>("select pg_backend_pid() as pid");
    await other.db.query("select pg_terminate_backend($1)", [own!.pid]);
    await reported.promise;
    await tx.query("select 1");
  });
  ok(await failed.then(() => false, () => true));
  same(await pool.query("select 1 as one"), [{ one: 1 }]);
  await pool.end();
});
