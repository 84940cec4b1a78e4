/** The data folder: who may use it, and where in it (or beside it) the database lives. */
import { basename, dirname, join } from "node:path";
import { SHARED_FOLDER } from "./native_postgres.ts";
import { canEnter, type OsUser } from "./os_user.ts";

/**
 * Makes the folder where it is missing and returns its full path. Only its owner may list it; others may pass
 * through, as PostgreSQL's own user must.
 */
export async function openDataFolder(path: string): Promise<string> {
  if (!await exists(path)) await Deno.mkdir(path, { recursive: true, mode: 0o711 });
  return await Deno.realPath(path);
}

/** Holds the folder for this process until it is closed or the process ends; null when another one holds it. */
export async function lockFolder(folder: string): Promise<Disposable | null> {
  return await tryLock(join(folder, "lock"));
}

/** Takes a lock on a file, made where it is missing; null when another process holds it. */
export async function tryLock(path: string): Promise<Disposable | null> {
  const file = await Deno.open(path, { read: true, write: true, create: true, mode: 0o600 });
  if (await file.tryLock(true)) return file;
  file.close();
  return null;
}

/** Where the database's files are. `moved` when it is the first time that they are put outside the data folder. */
export interface ClusterPlace {
  readonly folder: string;
  readonly moved: boolean;
}

/**
 * `<data folder>/pg`; where PostgreSQL's user cannot enter the data folder, a folder of its own in the shared place,
 * whose path is kept in `<data folder>/pg.path`.
 */
export async function placeCluster(dataFolder: string, user: OsUser | null): Promise<ClusterPlace> {
  const note = join(dataFolder, "pg.path");
  const kept = (await Deno.readTextFile(note).catch(() => "")).trim();
  if (kept) return { folder: kept, moved: false };

  const inside = join(dataFolder, "pg");
  if (await canEnter(user, dataFolder)) return { folder: inside, moved: false };
  if (await exists(inside)) {
    throw new Error(`Cannot open ${inside}: PostgreSQL's user may not enter ${dataFolder} or a folder above it`);
  }
  const name = `${basename(dirname(dataFolder)) || "app"}-${crypto.randomUUID().slice(0, 8)}`;
  await Deno.mkdir(SHARED_FOLDER, { recursive: true });
  await Deno.chmod(SHARED_FOLDER, 0o755);
  const folder = join(SHARED_FOLDER, name);
  await Deno.writeTextFile(note, `${folder}\n`, { mode: 0o600 });
  return { folder, moved: true };
}

const exists = (path: string): Promise<boolean> => Deno.lstat(path).then(() => true, () => false);
