/** A database with something in every corner, a backup of it, and empty databases to put that into. */
import { backup } from "../../platform/backup.ts";
import { openPool } from "../../platform/postgres.ts";
import { chanceOf } from "./chance.ts";
import { addAdmin, addImport } from "./made_imports.ts";
import { addBill, addChild, addEvent, addParent, countStock } from "./made_rows.ts";
import { openTestDatabase, type TestDatabase, withClient } from "./postgres.ts";
import { addStock } from "./stock.ts";

const CHILDREN = 25;
/** What COPY has signs of its own for. */
const AWKWARD = "tab\t back\\slash \\N 'quote' \r\n \\.\n ok";

/** Bags by chance, a bill with a sack on it, events with every awkward sign, an import, people. */
export async function addEverything(url: string): Promise<void> {
  const db = openPool({ url }, () => {});
  try {
    const admin = await addAdmin(db);
    await addStock(db, chanceOf(6), 300);
    await db.query("select setval(pg_get_serial_sequence('bags', 'id'), 300)");
    const key = await addEvent(db, { userId: admin.person.id, parent: "SB99001", child: "K0001" });
    const billId = await addBill(db, "बिल-1", { by: admin.person.id });
    await db.query("update bills set description = $2 where id = $1", [billId, AWKWARD]);
    const parent = await addParent(db, "SB99001", { billId, area: "lucknow", by: admin.person.id });
    for (let n = 1; n <= CHILDREN; n++) {
      await addChild(db, `K${String(n).padStart(4, "0")}`, { parentId: parent, area: "lucknow", key });
    }
    await addImport(db, admin, { state: "done" });
    await countStock(db);
  } finally {
    await db.end();
  }
}

export interface Kept extends AsyncDisposable {
  readonly url: string;
  readonly folder: string;
  /** The backup, in our own form. */
  readonly path: string;
}

export async function keepStock(): Promise<Kept> {
  const database = await openTestDatabase();
  await addEverything(database.url);
  const folder = await Deno.makeTempDir({ prefix: "tracetrack-backup-" });
  const path = `${folder}/stock.backup`;
  await backup({ url: database.url }, { path, isPortable: true, say: () => {} });
  return {
    url: database.url,
    folder,
    path,
    [Symbol.asyncDispose]: async () => {
      await Deno.remove(folder, { recursive: true });
      await database[Symbol.asyncDispose]();
    },
  };
}

/** A database without anything. */
export async function openEmptyDatabase(): Promise<TestDatabase> {
  const database = await openTestDatabase();
  await withClient(database.url, (client) => client.query("drop schema public cascade; create schema public"));
  return database;
}

/** Every row of every table, and every sequence: one digest each. */
export function contents(url: string): Promise<Record<string, string>> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string; kind: string }>(
      `select relname as name, relkind as kind from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'S') order by 1`,
    );
    const found: Record<string, string> = {};
    for (const { name, kind } of rows) {
      const digest = kind === "S"
        ? `select (last_value + is_called::int)::text as digest from "${name}"`
        : `select count(*) || ':' || md5(coalesce(string_agg(t::text, e'\\n' order by t::text), '')) as digest from "${name}" t`;
      found[name] = (await client.query(digest)).rows[0].digest;
    }
    return found;
  });
}

/** Tables, columns, constraints, triggers, indexes and functions, as PostgreSQL tells of them. */
export function shapeOf(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ said: string }>(
      `select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated as said
        from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
      union all select pg_get_triggerdef(oid) || tgenabled::text from pg_trigger where not tgisinternal
      union all select indexdef from pg_indexes where schemaname = 'public'
      union all select table_name || column_name || data_type || coalesce(identity_generation, '') || is_generated
        from information_schema.columns where table_schema = 'public'
      order by 1`,
    );
    return rows.map(({ said }) => said);
  });
}
