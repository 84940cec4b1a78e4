/** Starts the launcher as a user would, with the stand-in server, and reads what it says. */

export interface Ready {
  readonly ready: string;
  readonly pid: number;
  readonly starts: number;
  readonly version: string;
  readonly databaseUrl: string;
  readonly sessionSecret: string;
  readonly adminPassword: string;
  readonly mayRun: string;
  readonly mayLoad: string;
  readonly mayWriteApp: string;
}

export interface Started {
  readonly process: Deno.ChildProcess;
  /** It has said its first line: on a first start, before there is a database. */
  readonly spoke: Promise<void>;
  /** The stand-in's line, once it is ready; null when the launcher ended before. */
  readonly ready: Promise<Ready | null>;
  /** All lines on stdout and stderr, once it has ended. */
  ended(): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;
}

const APP = new URL("../../", import.meta.url);
const KEPT = ["PATH", "HOME", "DENO_DIR", "TMPDIR"];

/** `env` is all the environment it gets, beside PATH and what Deno itself needs. `app` is a copy of the app elsewhere. */
export function launch(env: Record<string, string>, app: URL = APP): Started {
  const own = KEPT.flatMap((name) => Deno.env.get(name) ? [[name, Deno.env.get(name) ?? ""]] : []);
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--quiet", "--no-check", "platform/launch.ts", "tests/support/stand_in_server.ts"],
    cwd: app,
    clearEnv: true,
    env: { ...Object.fromEntries(own), PORT: "0", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    // A process group of its own, so that a test can press Ctrl-C on all of it.
    detached: true,
  }).spawn();
  const { promise: ready, resolve } = Promise.withResolvers<Ready | null>();
  const { promise: spoke, resolve: hear } = Promise.withResolvers<void>();
  const stdout = readAll(process.stdout, (line) => {
    hear();
    if (line.startsWith("{")) resolve(JSON.parse(line));
  });
  const stderr = readAll(process.stderr, () => {});
  stdout.then(() => resolve(null));
  return {
    process,
    spoke,
    ready,
    ended: async () => ({ code: (await process.status).code, stdout: await stdout, stderr: await stderr }),
  };
}

async function readAll(stream: ReadableStream<Uint8Array<ArrayBuffer>>, see: (line: string) => void): Promise<string> {
  let text = "";
  let seen = 0;
  for await (const part of stream.pipeThrough(new TextDecoderStream())) {
    text += part;
    const lines = text.slice(0, text.lastIndexOf("\n") + 1).split("\n").slice(0, -1);
    for (const line of lines.slice(seen)) see(line);
    seen = lines.length;
  }
  return text;
}

/** Resolves once a process is no more; one that ended but was not waited for is gone too. */
export async function whenGone(pid: number): Promise<void> {
  while (await isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function isAlive(pid: number): Promise<boolean> {
  const stat = await Deno.readTextFile(`/proc/${pid}/stat`).catch(() => "");
  return stat !== "" && !/\) [ZX] /.test(stat);
}

/** The id of the PostgreSQL that runs in this cluster's folder. */
export async function postmasterOf(cluster: string): Promise<number> {
  return Number((await Deno.readTextFile(`${cluster}/postmaster.pid`)).split("\n")[0]);
}
