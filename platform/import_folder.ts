/** The files of imports, in the data folder of the instance that took them in, until they are read and in. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { LIMITS } from "../domain/limits.ts";

export interface ImportFolder {
  readonly path: string;
  /** Stands for this folder in the database: who else may read its files. Kept in it. */
  readonly keptBy: string;
}

/** Makes it where it is missing, and clears away what arrived only in part. */
export async function openImportFolder(dataDir: string): Promise<ImportFolder> {
  const made = join(dataDir, "imports");
  await Deno.mkdir(made, { recursive: true, mode: 0o700 });
  const path = await Deno.realPath(made);
  for await (const { name } of Deno.readDir(path)) if (name.endsWith(PART)) await Deno.remove(join(path, name));
  return { path, keptBy: await keeperOf(join(path, "kept_by")) };
}

const PART = ".part";

async function keeperOf(note: string): Promise<string> {
  const kept = (await Deno.readTextFile(note).catch(() => "")).trim();
  if (/^[0-9a-f-]{36}$/.test(kept)) return kept;
  const fresh = crypto.randomUUID();
  await Deno.writeTextFile(note, `${fresh}\n`, { mode: 0o600 });
  return fresh;
}

export const fileOf = ({ path }: Pick<ImportFolder, "path">, id: number): string => join(path, String(id));

/**
 * The imports whose files have been here for a while. One that has just come is told of nowhere yet: whoever clears away
 * what nobody needs must not find it.
 */
export async function filesIn(
  { path }: Pick<ImportFolder, "path">,
  restMs: number = LIMITS.importFileRestMs,
): Promise<number[]> {
  const ids: number[] = [];
  const before = Date.now() - restMs;
  for await (const { name } of Deno.readDir(path)) {
    if (!/^[0-9]{1,15}$/.test(name)) continue;
    const { mtime } = await Deno.stat(join(path, name));
    if ((mtime?.getTime() ?? 0) <= before) ids.push(Number(name));
  }
  return ids;
}

/** Where an arriving file is written. */
export interface PartFile {
  readonly bytes: number;
  write(bytes: Uint8Array): Promise<void>;
  /** It is whole and on the disk: under its own name from now on. @returns its SHA-256 in hex. */
  keep(): Promise<string>;
  drop(): Promise<void>;
}

export async function openPart(folder: ImportFolder, id: number): Promise<PartFile> {
  const path = fileOf(folder, id);
  const file = await Deno.open(path + PART, { write: true, createNew: true, mode: 0o600 });
  const hash = createHash("sha256");
  let bytes = 0, isOpen = true;
  const close = () => {
    if (isOpen) file.close();
    isOpen = false;
  };
  return {
    get bytes() {
      return bytes;
    },
    async write(piece) {
      hash.update(piece);
      bytes += piece.length;
      for (let rest = piece; rest.length > 0;) rest = rest.subarray(await file.write(rest));
    },
    async keep() {
      // Of several files in one upload the first may have been written long ago: its time here begins now.
      const now = new Date();
      await file.utime(now, now);
      await file.sync();
      close();
      await Deno.rename(path + PART, path);
      return hash.digest("hex");
    },
    async drop() {
      close();
      for (const name of [path + PART, path]) await Deno.remove(name).catch(() => {});
    },
  };
}
