/** Runs the server as a process of its own, locked down, and sees it to its end. */
import { join } from "node:path";
import type { Settings } from "./config.ts";
import { tryLock } from "./data_folder.ts";
import { LAUNCHER_VARIABLE, pidFileOf, SERVER_LOCK_VARIABLE } from "./launcher_watch.ts";

export interface ServerRun {
  readonly appFolder: string;
  /** Path inside the app's folder. */
  readonly script: string;
  readonly isWatching: boolean;
  readonly settings: Settings;
  /** Added to the launcher's own environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly serverLock: string | null;
  readonly signals: Signals;
}

/** Draining takes 5 s at most; a server that has not ended well after that is stuck. */
const LEAVE_MS_MAX = 10_000;
/** While it watches files, Deno stays when the server in it has ended: there is nothing to wait for. */
const LEAVE_MS_MAX_WATCHING = 1_000;
const POLL_MS = 50;

/** Runs it to its end and returns its exit status; 128 + n when signal n ended it, as shells count. */
export async function runServer(run: ServerRun): Promise<number> {
  if (run.signals.first) return statusOf(run.signals.first);
  const server = new Deno.Command(Deno.execPath(), {
    args: serverArguments(run),
    env: {
      ...run.env,
      [LAUNCHER_VARIABLE]: "1",
      ...(run.serverLock ? { [SERVER_LOCK_VARIABLE]: run.serverLock } : {}),
    },
    // Never written to: that it closes tells the server that we are gone.
    stdin: "piped",
    stdout: "inherit",
    stderr: "inherit",
    // A session of its own: the terminal's Ctrl-C reaches us alone, and we pass it on once.
    detached: true,
  }).spawn();

  const leaveMs = run.isWatching ? LEAVE_MS_MAX_WATCHING : LEAVE_MS_MAX;
  let deadline: ReturnType<typeof setTimeout> | undefined;
  run.signals.passTo((signal) => {
    kill(server.pid, signal);
    deadline ??= setTimeout(() => kill(server.pid, "SIGKILL"), leaveMs);
  });
  const { code } = await server.status;
  clearTimeout(deadline);
  await server.stdin.close().catch(() => {});
  return code;
}

/** The permission set of deno.json, and what depends on the configuration: addresses and paths. */
export function serverArguments({ appFolder, script, isWatching, settings }: ServerRun): string[] {
  const { dataDir, tlsFiles, databaseCaFile } = settings;
  const files = [appFolder, dataDir, tlsFiles?.cert, tlsFiles?.key, databaseCaFile].filter((path) => path != null);
  return [
    "run",
    "--quiet",
    "--no-prompt",
    "--permission-set=server",
    `--allow-read=${listed(files)}`,
    `--allow-write=${listed([dataDir])}`,
    `--allow-net=${listed(addresses(settings))}`,
    ...(isWatching ? ["--watch"] : []),
    join(appFolder, script),
  ];
}

function addresses({ port, databaseUrl, redisUrl }: Settings): string[] {
  const own = ["0.0.0.0", "[::]", "127.0.0.1", "localhost"].map((host) => `${host}:${port}`);
  const others = [[databaseUrl, "5432"], [redisUrl, "6379"]] as const;
  return [...own, ...others.flatMap(([url, port]) => url ? [hostAndPort(new URL(url), port)] : [])];
}

const hostAndPort = ({ hostname, port }: URL, usual: string): string => `${hostname}:${port || usual}`;

/** Deno separates with commas; one inside a path is written twice. */
const listed = (paths: readonly string[]): string => paths.map((path) => path.replaceAll(",", ",,")).join(",");

/**
 * Waits until the server of a launcher that was killed has ended, as it does by itself; kills it when it does not.
 * Two servers of one folder must never run beside each other.
 */
export async function endLeftoverServer(lockPath: string): Promise<void> {
  if (await becomesFree(lockPath, LEAVE_MS_MAX / 2)) return;
  const pid = Number(await Deno.readTextFile(pidFileOf(lockPath)).catch(() => ""));
  // Whoever holds the lock wrote this number, so it cannot be another program's.
  if (pid > 0) kill(pid, "SIGKILL");
  if (await becomesFree(lockPath, LEAVE_MS_MAX)) return;
  throw new Error(`Cannot start: a server left running holds ${lockPath}; end it, then start again`);
}

async function becomesFree(lockPath: string, msMax: number): Promise<boolean> {
  for (const deadline = Date.now() + msMax; Date.now() < deadline;) {
    using lock = await tryLock(lockPath);
    if (lock) return true;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return false;
}

/** What the terminal or the service manager has asked for. */
export interface Signals extends Disposable {
  /** The first signal that came, if any has. */
  readonly first: Deno.Signal | null;
  /** From now on, what comes goes to `pass` instead of being only kept. */
  passTo(pass: (signal: Deno.Signal) => void): void;
}

export function listenForSignals(): Signals {
  let first: Deno.Signal | null = null;
  let pass: (signal: Deno.Signal) => void = () => {};
  const listeners = signalsToHear().map((signal) => {
    const listener = () => {
      first ??= signal;
      pass(signal === "SIGHUP" ? "SIGTERM" : signal);
    };
    Deno.addSignalListener(signal, listener);
    return () => Deno.removeSignalListener(signal, listener);
  });
  return {
    get first() {
      return first;
    },
    passTo: (to) => {
      pass = to;
    },
    [Symbol.dispose]: () => listeners.forEach((remove) => remove()),
  };
}

function signalsToHear(): Deno.Signal[] {
  if (Deno.build.os === "windows") return ["SIGINT", "SIGBREAK"];
  // A closed terminal ends us in order; under nohup, which takes stdin away, it does not concern us.
  return ["SIGINT", "SIGTERM", ...(Deno.stdin.isTerminal() ? ["SIGHUP" as const] : [])];
}

const statusOf = (signal: Deno.Signal): number => 128 + ({ SIGHUP: 1, SIGINT: 2 }[signal as string] ?? 15);

function kill(pid: number, signal: Deno.Signal): void {
  try {
    Deno.kill(pid, signal);
  } catch {
    // It has ended already.
  }
}
