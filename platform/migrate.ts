/** Brings a database to the schema that this code knows: numbered plain SQL, forward only, each in its own transaction. */
import pg from "pg";
import { type AppRole, settleAppRole } from "./app_role_rows.ts";
import { orExplain, readCertificates, readConfig } from "./config.ts";
import { connectionOptions, type ConnectionSettings } from "./postgres.ts";

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly path: URL;
}

/** Any number that no other program is likely to lock: twenty instances may start at once, one of them migrates. */
const MIGRATION_LOCK = 7_421_001;

const SCHEMA_MIGRATIONS = `create table if not exists schema_migrations (
  number integer primary key, name text not null, applied_at timestamptz not null default now()
)`;

/** Thrown when the database has migrations that this code does not know: older code must not run on a newer schema. */
export class NewerSchema extends Error {
  override readonly name = "NewerSchema";
}

export interface Migrated extends AppRole {
  /** The names of what was applied just now. */
  readonly applied: readonly string[];
}

/**
 * Applies what is missing and sees that the application's role has its rights. Safe to run by many at once and again.
 * @throws {NewerSchema} when the database is ahead of this code.
 */
export async function migrate(settings: ConnectionSettings): Promise<Migrated> {
  const migrations = await knownMigrations();
  const client = new pg.Client({ ...connectionOptions(settings), query_timeout: 0 });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await ensureTable(client);
    const missing = await missingFrom(client, migrations);
    for (const migration of missing) await apply(client, migration);
    return { applied: missing.map(({ name }) => name), ...await settleAppRole(client) };
  } finally {
    await client.end();
  }
}

/** Who may only work on a database that others migrate may not even ask to make a table that is there. */
async function ensureTable(client: pg.Client): Promise<void> {
  const { rows: [row] } = await client.query("select to_regclass('schema_migrations') is null as is_missing");
  if (row.is_missing) await client.query(SCHEMA_MIGRATIONS);
}

/** The number of the newest migration that this code knows: what readiness compares the database with. */
export async function newestMigration(): Promise<number> {
  return (await knownMigrations()).at(-1)?.number ?? 0;
}

/** Applies all up to this one inside the caller's transaction, on a database that has none: what a backup is put into. */
export async function migrateInside(client: pg.Client, upTo: number): Promise<void> {
  await client.query("select pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
  await client.query(SCHEMA_MIGRATIONS);
  for (const migration of await knownMigrations()) if (migration.number <= upTo) await run(client, migration);
}

async function knownMigrations(): Promise<Migration[]> {
  const folder = new URL("../migrations/", import.meta.url);
  const migrations: Migration[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    const number = /^(\d{4})_\w+\.sql$/.exec(name)?.[1];
    if (number) migrations.push({ number: Number(number), name, path: new URL(name, folder) });
  }
  return migrations.sort((a, b) => a.number - b.number);
}

async function missingFrom(client: pg.Client, known: readonly Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<{ number: number }>("select number from schema_migrations");
  const applied = new Set(rows.map(({ number }) => number));
  const unknown = [...applied].filter((number) => !known.some((migration) => migration.number === number));
  if (unknown.length > 0) {
    throw new NewerSchema(
      `Cannot start on this database: it has migrations that this release does not know (${unknown.join(", ")}). ` +
        "Start the newer release, or restore the backup made before it",
    );
  }
  return known.filter(({ number }) => !applied.has(number));
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query("begin");
    await run(client, migration);
    await client.query("commit");
  } catch (fault) {
    await client.query("rollback");
    throw new Error(`Cannot apply migration ${migration.name}: ${(fault as Error).message}`, { cause: fault });
  }
}

async function run(client: pg.Client, { number, name, path }: Migration): Promise<void> {
  await client.query(await Deno.readTextFile(path));
  await client.query("insert into schema_migrations (number, name) values ($1, $2)", [number, name]);
}

if (import.meta.main) {
  const config = await orExplain(() => readConfig(Deno.env.toObject()));
  const { databaseCa } = await orExplain(() => readCertificates(config));
  const { applied } = await migrate({ url: config.databaseUrl, ca: databaseCa });
  console.log(applied.length > 0 ? `Applied ${applied.join(", ")}` : "The schema is up to date");
}
