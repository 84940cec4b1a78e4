/** A PostgreSQL of our own: made once, started or adopted, stopped. Its programs come from npm. */
import { dirname, join } from "node:path";
import { createServer } from "node:net";
import pg from "pg";
import type { PostgresPrograms } from "./native_postgres.ts";
import { giveTo, type OsUser } from "./os_user.ts";
import { bearerOf, hasWorkers, readPostmaster } from "./postmaster.ts";
import { randomText } from "./secrets.ts";

export interface ClusterSettings {
  /** The cluster's own folder; made where it is missing. Its parent must be open to `user`. */
  readonly folder: string;
  readonly programs: PostgresPrograms;
  readonly user: OsUser | null;
  /** Added to, and stronger than, the settings that a small server gets. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Cluster {
  /** Address of the database `tracetrack`, with its password. */
  readonly url: string;
  /** It ran already: left behind by a start that was cut off. */
  readonly adopted: boolean;
  /** Ends open transactions and stops it; everything committed is on disk. */
  stop(): Promise<void>;
}

const OWNER = "tracetrack";
const PASSWORD_FILE = "tracetrack.password";
const SETTINGS_FILE = "tracetrack.conf";
const LOG_FILE = "server.log";
/** A log that nobody reads must not fill the disk: the last two of this size are kept. */
const LOG_BYTES_MAX = 10_000_000;
/** Recovery after a crash replays at most `max_wal_size`: well under this on any disk. */
const START_SECONDS_MAX = 120;
const STOP_SECONDS_MAX = 30;
const PING_MS_MAX = 2_000;
const POLL_MS = 50;
const PORT_TRIES_MAX = 3;

/** What a server of one warehouse needs, beside scanning clients on the same machine. Durability stays as it is: on. */
const smallServer = (): Readonly<Record<string, string>> => ({
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "60",
  shared_buffers: `${sharedBuffersMb(Deno.systemMemoryInfo().total)}MB`,
  effective_cache_size: "1GB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  // Checkpoints make commits wait for the disk: few, and spread out.
  max_wal_size: "2GB",
  min_wal_size: "256MB",
  checkpoint_timeout: "15min",
  random_page_cost: "1.1",
  // Compiling a plan takes longer than any statement of ours; a page's query must not take the cores from scans.
  jit: "off",
  max_parallel_workers_per_gather: "0",
  autovacuum_vacuum_scale_factor: "0.05",
  autovacuum_analyze_scale_factor: "0.02",
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_duration_statement: "2s",
  log_line_prefix: "%m [%p] ",
});

/** How long statements take, for `/system`. Not of those that are none of ours: they may hold a password in plain text. */
const STATEMENT_COUNTS = { shared_preload_libraries: "pg_stat_statements", "pg_stat_statements.track_utility": "off" };

/** A twelfth of the machine: 1.5 million bags, their indexes and a day's events fit into 1 GB; a small machine gives less. */
export const sharedBuffersMb = (memoryBytes: number): number =>
  Math.round(Math.min(2_048, Math.max(128, memoryBytes / 12 / 1_048_576)));

/**
 * Starts the cluster in this folder, or takes over the one that runs there already. The caller holds the folder's
 * lock, so that no two do this at once.
 */
export async function startCluster(settings: ClusterSettings): Promise<Cluster> {
  const { folder } = settings;
  if (!await exists(join(folder, "PG_VERSION"))) await makeCluster(settings);
  const password = (await Deno.readTextFile(join(folder, PASSWORD_FILE))).trim();
  const running = await runningPort(folder, password);
  const port = running ?? await startOnFreePort(settings);
  await makeDatabase(urlOf(port, password, "postgres"));
  if (settings.programs.countsStatements) await countStatements(urlOf(port, password, OWNER));
  return { url: urlOf(port, password, OWNER), adopted: running !== null, stop: () => stopCluster(settings) };
}

/** The address of the cluster that another process runs in this folder; null when none runs there. */
export async function addressOfRunning(folder: string): Promise<string | null> {
  const password = (await Deno.readTextFile(join(folder, PASSWORD_FILE)).catch(() => "")).trim();
  const port = (await readPostmaster(folder))?.port;
  if (!port || !await answers(urlOf(port, password, OWNER))) return null;
  return urlOf(port, password, OWNER);
}

/** Made beside its place and moved there when whole: a start cut off in between leaves nothing half. */
async function makeCluster(settings: ClusterSettings): Promise<void> {
  const { folder, programs, user } = settings;
  const half = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  await Deno.remove(half, { recursive: true }).catch(ignoreMissing);
  await Deno.mkdir(half, { mode: 0o700 });
  await Deno.writeTextFile(passwordFile, `${randomText(32)}\n`, { mode: 0o600 });
  await giveTo(user, half);
  await giveTo(user, passwordFile);

  const account = ["--username", OWNER, "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  await run(settings, programs.initdb, ["-D", half, ...account, "--locale=C", "--encoding=UTF8"]);
  await Deno.writeTextFile(join(half, "postgresql.conf"), `include_if_exists = '${SETTINGS_FILE}'\n`, { append: true });
  await Deno.rename(passwordFile, join(half, PASSWORD_FILE));
  await Deno.rename(half, folder);
}

/** The port of the server that runs in this folder, once it answers; null when none runs, or it was just stopping. */
async function runningPort(folder: string, password: string): Promise<number | null> {
  const deadline = Date.now() + START_SECONDS_MAX * 1_000;
  while (Date.now() < deadline) {
    const postmaster = await readPostmaster(folder);
    if (!postmaster) return null;
    const bearer = await bearerOf(postmaster, folder);
    if (bearer === "nobody") return null;
    if (bearer === "stranger" && !await hasWorkers(folder)) {
      // PostgreSQL refuses to start while anything bears the number that its last run noted.
      await Deno.remove(join(folder, "postmaster.pid"));
      return null;
    }
    const isServer = bearer === "server" && postmaster.port !== null;
    if (isServer && await answers(urlOf(postmaster.port, password, "postgres"))) return postmaster.port;
    await pause(POLL_MS);
  }
  throw new Error(`Cannot start: the PostgreSQL left running in ${folder} does not answer; end it, then start again`);
}

async function startOnFreePort(settings: ClusterSettings): Promise<number> {
  const { folder, programs, user } = settings;
  const conf = join(folder, SETTINGS_FILE);
  await Deno.writeTextFile(conf, settingsText(allSettings(settings)));
  await giveTo(user, conf);
  await keepLogSmall(join(folder, LOG_FILE));
  for (let tries = 1;; tries++) {
    const port = await freePort();
    const start = ["start", "-D", folder, "-l", join(folder, LOG_FILE), "-w", "-t", String(START_SECONDS_MAX)];
    try {
      await run(settings, programs.pgCtl, [...start, "-o", `-p ${port}`]);
      return port;
    } catch (fault) {
      // Between our look and its start somebody else may have taken the port; anything else fails again.
      if (tries === PORT_TRIES_MAX) throw new Error(`${(fault as Error).message}\n${await logEnd(folder)}`);
    }
  }
}

async function stopCluster(settings: ClusterSettings): Promise<void> {
  const { folder, programs } = settings;
  if (!await exists(join(folder, "postmaster.pid"))) return;
  const stop = (mode: string) =>
    run(settings, programs.pgCtl, ["stop", "-D", folder, "-m", mode, "-w", "-t", String(STOP_SECONDS_MAX)]);
  await stop("fast").catch(async () => {
    if (await exists(join(folder, "postmaster.pid"))) await stop("immediate");
  });
}

/** Runs a program of PostgreSQL to its end, out of reach of the terminal's Ctrl-C. */
async function run({ folder, user }: ClusterSettings, program: string, args: string[]): Promise<void> {
  const { success, stderr, stdout } = await new Deno.Command(program, {
    args,
    cwd: dirname(folder),
    // PGPORT, PGDATA, LC_ALL and their like are for other servers.
    clearEnv: true,
    env: ownEnvironment(),
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    detached: true,
    ...user,
    // `output()` alone would leave it in our session.
  }).spawn().output();
  if (success) return;
  const said = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes).trim()).filter(Boolean).join("\n");
  throw new Error(`Cannot run ${program} ${args[0]}: ${said}`);
}

function ownEnvironment(): Record<string, string> {
  const kept = ["PATH", "TMPDIR", "TEMP", "SystemRoot"].map((name) => [name, Deno.env.get(name)]);
  return Object.fromEntries([...kept.filter(([, value]) => value), ["LC_ALL", "C"], ["TZ", "UTC"]]);
}

async function makeDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PING_MS_MAX });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [OWNER]);
    if (rowCount === 0) await client.query(`create database ${OWNER}`);
  } finally {
    await client.end();
  }
}

/** Whoever took a server over that was started without them goes on without. */
async function countStatements(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PING_MS_MAX });
  await client.connect();
  await client.query("create extension if not exists pg_stat_statements").catch(() => {}).finally(() => client.end());
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PING_MS_MAX });
  // A server that is ending cuts the line; that is an answer too.
  client.on("error", () => {});
  return await client.connect().then(() => client.end()).then(() => true, () => false);
}

const urlOf = (port: number, password: string, database: string): string =>
  `postgres://${OWNER}:${password}@127.0.0.1:${port}/${database}`;

const allSettings = ({ programs, settings }: ClusterSettings): Record<string, string> => ({
  ...smallServer(),
  ...programs.countsStatements ? STATEMENT_COUNTS : {},
  ...settings,
});

const settingsText = (settings: Readonly<Record<string, string>>): string =>
  "# Written anew at each start; to change a setting for good, use `alter system`.\n" +
  Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`).join("");

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject).listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

async function keepLogSmall(path: string): Promise<void> {
  const size = await Deno.stat(path).then(({ size }) => size, () => 0);
  if (size > LOG_BYTES_MAX) await Deno.rename(path, `${path}.1`);
}

async function logEnd(folder: string): Promise<string> {
  const text = await Deno.readTextFile(join(folder, LOG_FILE)).catch(() => "");
  return text.trimEnd().split("\n").slice(-15).join("\n");
}

const exists = (path: string): Promise<boolean> => Deno.lstat(path).then(() => true, () => false);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function ignoreMissing(fault: unknown): void {
  if (!(fault instanceof Deno.errors.NotFound)) throw fault;
}
