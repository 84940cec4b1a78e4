/** The user that PostgreSQL runs as: it refuses to run as root. */

export interface OsUser {
  readonly uid: number;
  readonly gid: number;
}

/** "nobody" on every Unix we know; it owns nothing and needs no entry in the password file. */
const NOBODY: OsUser = { uid: 65_534, gid: 65_534 };

/** `postgres` where the system knows one, else nobody; null when we are not root and stay who we are. */
export async function postgresUser(): Promise<OsUser | null> {
  if (Deno.build.os === "windows" || Deno.uid() !== 0) return null;
  const lines = (await Deno.readTextFile("/etc/passwd").catch(() => "")).split("\n");
  const [, , uid, gid] = lines.find((line) => line.startsWith("postgres:"))?.split(":") ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : NOBODY;
}

/** Whether this user can reach a folder, asked by trying: modes, groups, lists and mounts all have a say. */
export async function canEnter(user: OsUser | null, folder: string): Promise<boolean> {
  if (!user) return true;
  const change = new Deno.Command("/bin/sh", {
    args: ["-c", 'cd -- "$1"', "sh", folder],
    cwd: "/",
    stdin: "null",
    stdout: "null",
    stderr: "null",
    ...user,
  });
  return (await change.output()).success;
}

/** Gives a file or folder to a user; does nothing without one. */
export async function giveTo(user: OsUser | null, path: string): Promise<void> {
  if (user) await Deno.chown(path, user.uid, user.gid);
}
