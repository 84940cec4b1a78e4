import { equal, match, notEqual } from "node:assert/strict";
import { readHome } from "../../platform/name_rows.ts";
import { openPool } from "../../platform/postgres.ts";
import { openTestDatabase } from "../support/postgres.ts";

const homeOf = async (url: string): Promise<string> => {
  const db = openPool({ url }, () => {});
  return await readHome(db).finally(() => db.end());
};

Deno.test("readHome() is the same for all who come to a database, and another for a copy of it and for a newer schema", async () => {
  await using here = await openTestDatabase();
  await using copy = await openTestDatabase();
  const home = await homeOf(here.url);
  match(home, /^\d+:[0-9a-f]{12}$/);
  equal(await homeOf(here.url), home);
  notEqual(await homeOf(copy.url), home);
  const db = openPool({ url: here.url }, () => {});
  await db.query("insert into schema_migrations (number, name) values (9999, 'later')");
  await db.end();
  notEqual(await homeOf(here.url), home);
});

Deno.test("readHome() does without what only some servers tell", async () => {
  await using here = await openTestDatabase();
  const asked: string[] = [];
  const db = openPool({ url: here.url }, () => {});
  const query = (text: string) => {
    asked.push(text);
    return text.includes("has_function_privilege") ? Promise.resolve([{ see: false }]) : db.query(text);
  };
  const home = await readHome({ ...db, query: query as typeof db.query });
  await db.end();
  match(home, /^\d+:[0-9a-f]{12}$/);
  equal(asked.some((text) => text.includes("from pg_control_system")), false);
});
