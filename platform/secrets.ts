/** The secrets that nobody gave us: made once, kept in the data folder, readable by its owner alone. */
import { join } from "node:path";

export interface Secrets {
  readonly sessionSecret: string;
  readonly adminPassword: string;
  /** The password was made just now: the one moment to show it. */
  readonly isAdminPasswordNew: boolean;
}

export interface GivenSecrets {
  readonly sessionSecret: string | null;
  readonly adminPassword: string | null;
}

interface KeptSecrets {
  sessionSecret?: string;
  adminPassword?: string;
}

export const SECRETS_FILE = "secrets.json";

/** What is given wins; what is missing is made once and stays the same from then on. */
export async function openSecrets(dataFolder: string, given: GivenSecrets): Promise<Secrets> {
  const path = join(dataFolder, SECRETS_FILE);
  using file = await Deno.open(path, { read: true, write: true, create: true, mode: 0o600 });
  // Two instances on one data folder may start at the same moment: one makes, the other reads.
  await file.lock(true);
  if (Deno.build.os !== "windows") await Deno.chmod(path, 0o600);

  const kept = await readKept(file, path);
  const isAdminPasswordNew = !given.adminPassword && !kept.adminPassword;
  const made: KeptSecrets = {
    ...kept,
    ...(given.sessionSecret || kept.sessionSecret ? {} : { sessionSecret: randomText(48) }),
    ...(isAdminPasswordNew ? { adminPassword: readablePassword() } : {}),
  };
  if (Object.keys(made).length > Object.keys(kept).length) await keep(file, made);
  return {
    sessionSecret: given.sessionSecret ?? made.sessionSecret ?? "",
    adminPassword: given.adminPassword ?? made.adminPassword ?? "",
    isAdminPasswordNew,
  };
}

/** Random letters and digits, 5 bits each, none of which is mistaken for another in print. */
export function randomText(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join("");
}

/** 32 of them, so that a random byte picks each equally often. */
const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

/** 80 bits in groups of four: read from a screen and typed by hand. */
const readablePassword = (): string => [1, 2, 3, 4].map(() => randomText(4)).join("-");

async function readKept(file: Deno.FsFile, path: string): Promise<KeptSecrets> {
  const bytes = new Uint8Array((await file.stat()).size);
  for (let at = 0; at < bytes.length;) at += await file.read(bytes.subarray(at)) ?? bytes.length;
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as KeptSecrets;
  } catch {
    throw new Error(`Cannot read ${path}: it is not JSON. Restore it, or remove it to have new secrets made`);
  }
}

/** Only ever adds: the new text covers the old one before what may be left of that is cut off. */
async function keep(file: Deno.FsFile, secrets: KeptSecrets): Promise<void> {
  const bytes = new TextEncoder().encode(`${JSON.stringify(secrets, null, 2)}\n`);
  await file.seek(0, Deno.SeekMode.Start);
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
  await file.truncate(bytes.length);
  await file.sync();
}
