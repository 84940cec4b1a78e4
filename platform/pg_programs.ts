/** pg_dump and pg_restore of the machine, for those who have them. */
import { delimiter, join } from "node:path";
import pg from "pg";
import { connectionOptions, type ConnectionSettings } from "./postgres.ts";

export interface PgProgram {
  readonly path: string;
  readonly major: number;
}

/** Debian keeps those of every major version here; `pg_dump` on its PATH is a script that picks one. */
const DEBIAN_FOLDER = "/usr/lib/postgresql";

/**
 * The oldest that fits: pg_dump refuses a server newer than itself, and a newer one's file may need a newer pg_restore.
 * null when there is none; `say` is told why.
 */
export async function findProgram(
  name: "pg_dump" | "pg_restore",
  serverMajor: number,
  say: (line: string) => void,
  searchPath: string = Deno.env.get("PATH") ?? "",
): Promise<PgProgram | null> {
  const found: PgProgram[] = [];
  for (const folder of await folders(searchPath)) {
    const path = join(folder, name);
    const major = await majorOf(path);
    if (major !== null) found.push({ path, major });
  }
  const fitting = found.filter(({ major }) => major >= serverMajor).sort((a, b) => a.major - b.major)[0] ?? null;
  if (fitting) say(`By ${fitting.path}, version ${fitting.major}`);
  else if (found.length === 0) say(`There is no ${name} here`);
  else say(`${name} here is version ${found.map(({ major }) => major).join(", ")}, and the server ${serverMajor}`);
  return fitting;
}

async function folders(searchPath: string): Promise<string[]> {
  const onPath = searchPath.split(delimiter).filter((folder) => folder !== "");
  const debian = await Array.fromAsync(Deno.readDir(DEBIAN_FOLDER), ({ name }) => join(DEBIAN_FOLDER, name, "bin"))
    .catch(() => []);
  return [...onPath, ...debian];
}

async function majorOf(path: string): Promise<number | null> {
  try {
    const { stdout } = await new Deno.Command(path, { args: ["--version"], stdin: "null", stderr: "null" }).output();
    const major = /\(PostgreSQL\) (\d+)/.exec(new TextDecoder().decode(stdout))?.[1];
    return major ? Number(major) : null;
  } catch {
    return null;
  }
}

/** Neither owners nor rights: they are the new place's business. Comments stand on extensions alone, whose owners may set them. */
const COMMON = ["--no-owner", "--no-privileges", "--no-comments", "--no-password"];

/** Others are the database's, such as pg_stat_statements: who may not create it could not restore. Known from 14 on. */
const extensionsOf = ({ major }: PgProgram): string[] => major >= 14 ? ["--extension=pg_trgm"] : [];

export const dump = (program: PgProgram, connection: ConnectionSettings, path: string): Promise<void> =>
  run(program, connection, [...COMMON, ...extensionsOf(program), "--format=custom", `--file=${path}`]);

/** Everything or nothing. */
export const restoreDump = (program: PgProgram, connection: ConnectionSettings, path: string): Promise<void> =>
  run(program, connection, [...COMMON, "--single-transaction", "--exit-on-error", `--dbname=${DATABASE}`, path]);

/** An empty connection string: all of it comes from the environment, where other users of the machine do not see it. */
const DATABASE = "application_name=tracetrack";

async function run({ path }: PgProgram, connection: ConnectionSettings, args: string[]): Promise<void> {
  const caFile = connection.ca ? await Deno.makeTempFile({ prefix: "tracetrack-ca-" }) : null;
  try {
    if (caFile) await Deno.writeTextFile(caFile, connection.ca ?? "");
    const { success, stderr } = await new Deno.Command(path, {
      args,
      clearEnv: true,
      env: { PATH: Deno.env.get("PATH") ?? "", LC_ALL: "C.UTF-8", ...addressOf(connection, caFile) },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).output();
    if (!success) throw new Error(`Cannot go on: ${new TextDecoder().decode(stderr).trim()}`);
  } finally {
    if (caFile) await Deno.remove(caFile);
  }
}

/** The address as libpq's variables; the driver has taken it apart. */
function addressOf(connection: ConnectionSettings, caFile: string | null): Record<string, string> {
  const { host, port, user, database, password } = new pg.Client(connectionOptions(connection));
  const mode = new URL(connection.url).searchParams.get("sslmode");
  return {
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user ?? "",
    PGDATABASE: database ?? "",
    ...(password ? { PGPASSWORD: password } : {}),
    ...(caFile ? { PGSSLMODE: "verify-full", PGSSLROOTCERT: caFile } : mode ? { PGSSLMODE: mode } : {}),
    PGAPPNAME: "tracetrack",
  };
}
