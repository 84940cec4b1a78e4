/** A real server, in a process of its own and with the rights that the launcher would give it, on a free port. */
import { fileURLToPath } from "node:url";
import { readSettings } from "../../platform/config.ts";
import { serverArguments } from "../../platform/launched_server.ts";
import { LAUNCHER_VARIABLE } from "../../platform/launcher_watch.ts";
import { FIRST_PEOPLE, PASSWORDS } from "./first_people.ts";
import { openTestDatabase, type TestDatabase } from "./postgres.ts";

export interface TestServer extends AsyncDisposable {
  /** `http://127.0.0.1:port`. */
  readonly base: string;
  readonly port: number;
  readonly pid: number;
  readonly databaseUrl: string;
  readonly dataFolder: string;
  /** Signs in by the API; the same token serves as a browser's cookie. */
  logIn(username: string): Promise<Session>;
  /** SIGTERM, and how it ended. */
  stop(): Promise<{ readonly code: number; readonly ms: number }>;
  kill9(): Promise<void>;
  /** SIGSTOP: as a machine that hangs. */
  freeze(): void;
  thaw(): void;
  /** All that it has written so far, both streams. */
  log(): string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** What the answer's JSON says; null when it is none. */
  readonly json: Json;
  readonly text: string;
}

// deno-lint-ignore no-explicit-any -- what a server answered is looked at, not trusted: assertions read it field by field
export type Json = any;

export interface Session {
  readonly username: string;
  readonly token: string;
  readonly cookie: string;
  /** One request as a script sends it. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
}

export interface ServerOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** A database to share; without it the server has one of its own, dropped with it. */
  readonly databaseUrl?: string;
  /** The port of one that ran before, to come back in its place. */
  readonly port?: number;
  /** The data folder of one that ran before; who names it removes it. */
  readonly dataFolder?: string;
  /** Another release of the application: a folder with all of it. */
  readonly appFolder?: string;
}

export const APP_FOLDER = fileURLToPath(new URL("../../", import.meta.url));
const START_MS_MAX = 30_000;
const KEPT = ["PATH", "HOME", "DENO_DIR", "TMPDIR"];

export { PASSWORDS };

export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const { env = {}, databaseUrl, port, appFolder } = options;
  const database: TestDatabase | null = databaseUrl ? null : await openTestDatabase(FIRST_PEOPLE);
  const url = databaseUrl ?? database!.url;
  const dataFolder = options.dataFolder ?? await Deno.makeTempDir({ prefix: "tracetrack-server-" });
  const process = spawn(dataFolder, appFolder ?? APP_FOLDER, {
    DATABASE_URL: url,
    DATA_DIR: dataFolder,
    PORT: String(port ?? freePort()),
    SESSION_SECRET: "a secret that only this test's servers share",
    CREATE_TEST_USERS: "true",
    ...PASSWORDS,
    ...env,
  });
  const output = gather(process);
  const base = await readyAt(output, process).catch(async (fault) => {
    await endOf(process, output);
    await database?.[Symbol.asyncDispose]();
    throw fault;
  });
  return {
    ...handlesOn(process, output),
    base,
    port: Number(new URL(base).port),
    databaseUrl: url,
    dataFolder,
    logIn: (username) => logInAt(base, username),
    [Symbol.asyncDispose]: async () => {
      await endOf(process, output);
      await database?.[Symbol.asyncDispose]();
      if (!options.dataFolder) await Deno.remove(dataFolder, { recursive: true });
    },
  };
}

/** A session at `base`, whoever started that server. */
export async function logInAt(
  base: string,
  username: string,
  password: string = PASSWORDS.ADMIN_PASSWORD,
): Promise<Session> {
  const { status, json, text } = await call(base, "", "POST", "/api/v1/session", { username, password });
  if (status !== 201) throw new Error(`Cannot sign in as ${username}: ${status} ${text}`);
  const { token } = json as { token: string };
  return {
    username,
    token,
    cookie: `tracetrack=${token}`,
    call: (method, path, body, headers) => call(base, token, method, path, body, headers),
  };
}

async function call(
  base: string,
  token: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const response = await fetch(base + path, {
    method,
    redirect: "manual",
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: parsed(text), text };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function spawn(dataFolder: string, appFolder: string, env: Record<string, string>): Deno.ChildProcess {
  const own = KEPT.flatMap((name) => Deno.env.get(name) ? [[name, Deno.env.get(name)!]] : []);
  return new Deno.Command(Deno.execPath(), {
    args: serverArguments({
      appFolder,
      script: "main.ts",
      isWatching: false,
      settings: { ...readSettings(env), dataDir: dataFolder },
      env: {},
      serverLock: null,
      signals: { first: null, passTo: () => {}, [Symbol.dispose]: () => {} },
    }),
    cwd: appFolder,
    clearEnv: true,
    // It ends by itself when this process does, since its stdin closes.
    env: { ...Object.fromEntries(own), ...env, [LAUNCHER_VARIABLE]: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

interface Output {
  text: string;
  readonly ended: Promise<unknown>;
  /** Called after each piece. */
  onMore: () => void;
}

function gather(process: Deno.ChildProcess): Output {
  const output: Output = { text: "", ended: Promise.resolve(), onMore: () => {} };
  const read = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    for await (const piece of stream.pipeThrough(new TextDecoderStream())) {
      output.text += piece;
      output.onMore();
    }
  };
  return Object.assign(output, { ended: Promise.all([read(process.stdout), read(process.stderr)]) });
}

async function readyAt(output: Output, process: Deno.ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const fail = (why: string) => reject(new Error(`${why}:\n${output.text}`));
  output.onMore = () => {
    const port = /TraceTrack is ready: https?:\/\/\S+?:(\d+)/.exec(output.text)?.[1];
    if (port) resolve(`http://127.0.0.1:${port}`);
  };
  const timer = setTimeout(() => fail("The server did not start in time"), START_MS_MAX);
  process.status.then(({ code }) => fail(`The server ended with status ${code}`));
  return await promise.finally(() => clearTimeout(timer));
}

function handlesOn(process: Deno.ChildProcess, output: Output) {
  return {
    pid: process.pid,
    stop: async () => {
      const startedAt = performance.now();
      process.kill("SIGTERM");
      const { code } = await process.status;
      return { code, ms: performance.now() - startedAt };
    },
    kill9: async () => {
      process.kill("SIGKILL");
      await process.status;
    },
    freeze: () => process.kill("SIGSTOP"),
    thaw: () => process.kill("SIGCONT"),
    log: () => output.text,
  };
}

async function endOf(process: Deno.ChildProcess, output: Output): Promise<void> {
  try {
    process.kill("SIGKILL");
  } catch {
    // It has ended already.
  }
  await process.status;
  await process.stdin.close().catch(() => {});
  await output.ended;
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
