/** The server that is measured, started as its users start it: `deno task start`, with a data folder of its own. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { findPostgresPrograms, SHARED_FOLDER } from "../../platform/native_postgres.ts";
import { placeCluster } from "../../platform/data_folder.ts";
import { startCluster } from "../../platform/embedded_postgres.ts";
import { postgresUser } from "../../platform/os_user.ts";
import { readPostmaster } from "../../platform/postmaster.ts";
import { commandOf, familyOf } from "./machine.ts";

export interface Subject {
  readonly base: string;
  readonly databaseUrl: string;
  readonly serverPid: number;
  /** The database's processes, as they are now. */
  databasePids(): Promise<number[]>;
  stop(): Promise<void>;
  /** SIGKILL for the server; its launcher stops the database and ends by itself. */
  kill9(): Promise<void>;
}

const APP_FOLDER = fileURLToPath(new URL("../../", import.meta.url));
const START_SECONDS_MAX = 120;
export const PASSWORD = "Bench-8-Sacks-and-Bags";

/** `port`: the one of a server that ran before, to come back in its place. */
export async function startSubject(dataFolder: string, port: number = freePort()): Promise<Subject> {
  const base = `http://127.0.0.1:${port}`;
  const output = await Deno.open(join(dataFolder, "bench.log"), { create: true, append: true });
  const process = new Deno.Command(Deno.execPath(), {
    args: ["task", "start"],
    cwd: APP_FOLDER,
    env: {
      DATA_DIR: dataFolder,
      PORT: String(port),
      ADMIN_PASSWORD: PASSWORD,
      CREATE_TEST_USERS: "true",
      BILLER_PASSWORD: PASSWORD,
      DISPATCHER_PASSWORD: PASSWORD,
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const shown = Promise.all([process.stdout, process.stderr].map((stream) => writeTo(output, stream)));
  const ended = process.status.then(({ code }) => code);
  await untilReady(base, ended);
  const family = await familyOf(process.pid);
  const launcherPid = await findPid(family, "launch.ts"), serverPid = await findPid(family, "main.ts");
  const folder = await clusterFolder(dataFolder);
  const gone = async () => {
    await ended;
    await shown;
    output.close();
  };
  return {
    base,
    databaseUrl: await urlOfCluster(folder),
    serverPid,
    databasePids: async () => familyOf((await readPostmaster(folder))?.pid ?? 0),
    stop: async () => {
      if (await isRunning(launcherPid)) Deno.kill(launcherPid, "SIGTERM");
      await gone();
    },
    kill9: async () => {
      Deno.kill(serverPid, "SIGKILL");
      await gone();
    },
  };
}

/** Runs the folder's database without the server, as nobody but an owner may. */
export async function withDatabaseAlone(dataFolder: string, use: (url: string) => Promise<void>): Promise<void> {
  const user = await postgresUser();
  const programs = await findPostgresPrograms(user, user ? SHARED_FOLDER : dataFolder);
  const cluster = await startCluster({ folder: await clusterFolder(dataFolder), programs, user });
  try {
    await use(cluster.url);
  } finally {
    await cluster.stop();
  }
}

/** Runs one query on a connection of its own. */
export async function ask<Row>(databaseUrl: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl, types: { getTypeParser } as pg.CustomTypesConfig });
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}

const INT8 = 20;
const getTypeParser = (oid: number, format?: "text") => oid === INT8 ? Number : pg.types.getTypeParser(oid, format);

const clusterFolder = async (dataFolder: string) => (await placeCluster(dataFolder, await postgresUser())).folder;

async function urlOfCluster(folder: string): Promise<string> {
  const password = (await Deno.readTextFile(join(folder, "tracetrack.password"))).trim();
  const port = (await readPostmaster(folder))?.port;
  return `postgres://tracetrack:${password}@127.0.0.1:${port}/tracetrack`;
}

async function untilReady(base: string, ended: Promise<number>): Promise<void> {
  let isOver = false;
  ended.then((code) => isOver = code >= 0);
  for (const deadline = Date.now() + START_SECONDS_MAX * 1_000; Date.now() < deadline && !isOver;) {
    const status = await fetch(`${base}/api/health/ready`).then(async (response) => {
      await response.body?.cancel();
      return response.status;
    }, () => 0);
    if (status === 200) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("Cannot start the server: see bench.log in its data folder");
}

async function findPid(family: readonly number[], script: string): Promise<number> {
  for (const pid of family.slice(1)) {
    if ((await commandOf(pid)).split(" ").some((word) => word.endsWith(script))) return pid;
  }
  throw new Error(`Cannot find the process of ${script}`);
}

const isRunning = async (pid: number): Promise<boolean> => await commandOf(pid) !== "";

async function writeTo(output: Deno.FsFile, stream: ReadableStream<Uint8Array>): Promise<void> {
  for await (const bytes of stream) await output.write(bytes);
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

/** A temporary folder that the database's own user may pass through. */
export async function makeDataFolder(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "tracetrack-bench-" });
  await Deno.chmod(folder, 0o711);
  return folder;
}

/** Removes the data folder, wherever its database is. */
export async function removeDataFolder(dataFolder: string): Promise<void> {
  const cluster = await clusterFolder(dataFolder);
  if (dirname(cluster) !== dataFolder) await Deno.remove(cluster, { recursive: true });
  await Deno.remove(dataFolder, { recursive: true });
}
