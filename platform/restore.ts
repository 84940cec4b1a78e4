/**
 * `deno task restore FILE`: puts a backup into a database that is empty. Everything or nothing, and counted afterwards.
 * A backup of an older release is brought up to date when the server starts on it.
 */
import { pipeline } from "node:stream/promises";
import { type BackupReader, readBackup, type SavedTable } from "./backup_file.ts";
import {
  analyze,
  closeTables,
  connectPatiently,
  openTables,
  readServerMajor,
  readTables,
  rowsIn,
} from "./backup_rows.ts";
import { integrityRows } from "./integrity_rows.ts";
import { migrateInside, newestMigration } from "./migrate.ts";
import { findProgram, restoreDump } from "./pg_programs.ts";
import { type ConnectionSettings, openPool } from "./postgres.ts";
import { openTaskDatabase, runTask } from "./task_database.ts";

type Say = (line: string) => void;
type Client = Awaited<ReturnType<typeof connectPatiently>>;

/** What a dump in pg_dump's custom format begins with. */
const DUMP_MAGIC = "PGDMP";

/**
 * @throws where the file is broken or of a newer release, or the database holds anything; nothing is changed then. Of a
 * dump's release nothing is known here: the server refuses to start on a newer one.
 */
export async function restore(connection: ConnectionSettings, path: string, say: Say): Promise<void> {
  using file = await Deno.open(path).catch((fault: Error) => {
    throw new Error(`Cannot open ${path}: ${fault.message}`);
  });
  const client = await connectPatiently(connection);
  try {
    await refuseUsed(client);
    if (await beginsWith(file, DUMP_MAGIC)) await restoreByProgram(client, connection, path, say);
    else await putIn(client, await readBackup(file), say);
  } finally {
    await client.end();
  }
}

async function refuseUsed(client: Client): Promise<void> {
  const tables = await readTables(client);
  if (tables.length === 0) return;
  const first = tables.slice(0, 3).map(({ name }) => name).join(", ");
  throw new Error(
    `Cannot restore into a database that has tables (${first} …): create an empty one and name it in DATABASE_URL, ` +
      "or name a new folder in DATA_DIR",
  );
}

async function beginsWith(file: Deno.FsFile, magic: string): Promise<boolean> {
  const start = new Uint8Array(magic.length);
  await file.read(start);
  await file.seek(0, Deno.SeekMode.Start);
  return new TextDecoder("latin1").decode(start) === magic;
}

async function restoreByProgram(client: Client, connection: ConnectionSettings, path: string, say: Say): Promise<void> {
  const program = await findProgram("pg_restore", await readServerMajor(client), say);
  if (!program) throw new Error("Cannot restore this backup without pg_restore: it was made by pg_dump");
  await restoreDump(program, connection, path);
  await analyze(client);
}

async function putIn(client: Client, { manifest, lines }: BackupReader, say: Say): Promise<void> {
  refuseNewer(manifest.migration, await newestMigration());
  await client.query("begin");
  try {
    await migrateInside(client, manifest.migration);
    const guards = await openTables(client, await readTables(client));
    for (const table of manifest.tables) await fill(client, table, lines(table), say);
    await closeTables(client, await readTables(client), guards, manifest.sequences);
    await analyze(client);
    await client.query("commit");
  } catch (fault) {
    await client.query("rollback").catch(() => {});
    throw fault instanceof Error && fault.message.startsWith("Cannot ")
      ? fault
      : new Error(`Cannot restore: ${(fault as Error).message}; nothing was changed`, { cause: fault });
  }
}

async function fill(client: Client, table: SavedTable, lines: ReturnType<BackupReader["lines"]>, say: Say) {
  const into = rowsIn(client, table);
  await pipeline(lines, into);
  if (into.rowCount !== table.rows) {
    throw new Error(`Cannot restore ${table.name}: ${into.rowCount} rows came in, and the backup says ${table.rows}`);
  }
  say(`${table.name.padEnd(24)} ${table.rows.toLocaleString("en").padStart(12)} rows`);
}

function refuseNewer(migration: number, known: number): void {
  if (migration <= known) return;
  throw new Error(
    `Cannot use this backup with this release: it has migration ${migration}, and this release ends with ${known}. ` +
      "Restore it with the release that made it, or a newer one",
  );
}

/** The same recount as /api/v1/integrity; false when anything disagrees. */
async function recount(connection: ConnectionSettings, say: Say): Promise<boolean> {
  const pool = openPool(connection, () => {});
  try {
    const { ok, problems } = await integrityRows(pool).recount();
    say(ok ? "Recounted: everything agrees" : "Recounted, and something disagrees:");
    for (const { check, what } of problems) say(`  ${check}: ${what}`);
    return ok;
  } finally {
    await pool.end();
  }
}

async function main([path, ...more]: readonly string[]): Promise<number> {
  if (!path || more.length > 0) throw new Error("Cannot tell what to restore: restore FILE");
  await using database = await openTaskDatabase(Deno.env.toObject());
  await restore(database.connection, path, console.log);
  return await recount(database.connection, console.log) ? 0 : 1;
}

if (import.meta.main) Deno.exit(await runTask(() => main(Deno.args)));
