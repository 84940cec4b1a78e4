/**
 * `deno task backup [--portable] [FILE]`: all of the database as it is at one moment, in one file, while scanning goes on.
 * By pg_dump where there is one for this server, else, or with `--portable`, in a form of our own.
 */
import { dirname, join } from "node:path";
import {
  beginPicture,
  connectPatiently,
  readMigration,
  readSequences,
  readServerMajor,
  readTables,
  rowsOut,
} from "./backup_rows.ts";
import { writeBackup } from "./backup_file.ts";
import { dump, findProgram } from "./pg_programs.ts";
import type { ConnectionSettings } from "./postgres.ts";
import { openTaskDatabase, runTask } from "./task_database.ts";

export interface BackupOptions {
  /** Where it is to be; it must not be there yet. */
  readonly path: string;
  readonly isPortable: boolean;
  /** Told what is done, for a person who waits. */
  readonly say: (line: string) => void;
}

/** Writes the backup beside its place and moves it there when it is whole and on disk; only its owner may read it. */
export async function backup(connection: ConnectionSettings, { path, isPortable, say }: BackupOptions): Promise<void> {
  if (await Deno.lstat(path).then(() => true, () => false)) {
    throw new Error(`Cannot write ${path}: it is there already`);
  }
  await Deno.mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const half = `${path}.part`;
  const client = await connectPatiently(connection);
  try {
    using file = await Deno.open(half, { write: true, create: true, truncate: true, mode: 0o600 });
    const program = isPortable ? null : await findProgram("pg_dump", await readServerMajor(client), say);
    const migration = await readMigration(client);
    if (migration === null) throw new Error("Cannot back up this database: it holds no TraceTrack");
    if (program) await dump(program, connection, half);
    else await copyAll({ client, migration, into: file, say });
    await file.syncData();
    await Deno.rename(half, path);
  } catch (fault) {
    await Deno.remove(half).catch(() => {});
    throw fault;
  } finally {
    await client.end();
  }
  say(`Backed up to ${path}, ${((await Deno.stat(path)).size / 1e6).toFixed(1)} MB`);
}

interface Copying extends Pick<BackupOptions, "say"> {
  readonly client: Awaited<ReturnType<typeof connectPatiently>>;
  readonly migration: number;
  readonly into: Deno.FsFile;
}

async function copyAll({ client, migration, into, say }: Copying): Promise<void> {
  await beginPicture(client);
  const madeAt = new Date().toISOString();
  // The file stays open: it is brought to disk afterwards.
  const writer = writeBackup(new WritableStream({ write: (piece) => writeWhole(into, piece) }));
  for (const table of await readTables(client)) {
    const { name, rows } = await writer.add(table, rowsOut(client, table));
    say(`${name.padEnd(24)} ${rows.toLocaleString("en").padStart(12)} rows`);
  }
  await writer.end({ madeAt, migration, sequences: await readSequences(client) });
}

async function writeWhole(file: Deno.FsFile, piece: Uint8Array): Promise<void> {
  for (let at = 0; at < piece.length;) at += await file.write(piece.subarray(at));
}

async function main(args: readonly string[]): Promise<number> {
  const isPortable = args.includes("--portable");
  const [given, ...more] = args.filter((arg) => arg !== "--portable");
  if (more.length > 0 || given?.startsWith("-")) throw new Error("Cannot tell what to do: backup [--portable] [FILE]");
  await using database = await openTaskDatabase(Deno.env.toObject());
  const name = `tracetrack-${new Date().toISOString().slice(0, 19).replaceAll(":", "-")}Z.backup`;
  const path = given ?? join(database.settings.dataDir, "backups", name);
  await backup(database.connection, { path, isPortable, say: console.log });
  return 0;
}

if (import.meta.main) Deno.exit(await runTask(() => main(Deno.args)));
