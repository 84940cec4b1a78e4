/** The server's side of the launcher: it ends when its launcher is gone, and shows that it is still there. */

/** Set by the launcher on the server that it starts. */
export const LAUNCHER_VARIABLE = "TRACETRACK_LAUNCHER";
/** Path of the file that the server locks while it lives, so that no second one serves the same folder. */
export const SERVER_LOCK_VARIABLE = "TRACETRACK_SERVER_LOCK";

/** Beside the lock: the holder's process id, for a launcher that must end it. */
export const pidFileOf = (lockPath: string): string => `${lockPath}.pid`;

/**
 * Resolves when the launcher that started this process has ended, however it ended: our stdin is a pipe that only
 * it holds. Never resolves for a process that no launcher started. Call it before anything else is opened.
 */
export async function whenLauncherGone(): Promise<void> {
  if (!Deno.env.get(LAUNCHER_VARIABLE)) return await new Promise(() => {});
  await holdServerLock(Deno.env.get(SERVER_LOCK_VARIABLE));
  const ignored = new Uint8Array(64);
  while (await Deno.stdin.read(ignored) !== null);
}

/** Kept for as long as the process lives: a collected file would be closed, and its lock lost. */
let held: Deno.FsFile | undefined;

async function holdServerLock(path: string | undefined): Promise<void> {
  if (!path) return;
  held = await Deno.open(path, { write: true, create: true, mode: 0o600 });
  await held.lock(true);
  await Deno.writeTextFile(pidFileOf(path), String(Deno.pid), { mode: 0o600 });
}
