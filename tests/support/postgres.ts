/**
 * A database of its own for each test, made from one template that was migrated once.
 *
 * `deno task test` starts one PostgreSQL for the whole run and names it in TEST_DATABASE_URL. A test file that is run
 * alone starts one of its own. TEST_POSTGRES=system takes the system's PostgreSQL instead of the one from npm.
 */
import { createHash, randomUUID } from "node:crypto";
import { statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import pg from "pg";
import { type ClusterSettings, startCluster } from "../../platform/embedded_postgres.ts";
import { migrate } from "../../platform/migrate.ts";
import { findPostgresPrograms, type PostgresPrograms, SHARED_FOLDER } from "../../platform/native_postgres.ts";
import { postgresUser } from "../../platform/os_user.ts";

export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
}

export interface TestCluster {
  /** Address of an administrator, who may make databases. */
  readonly url: string;
  /** `immediate`: as a crash, without a word to anybody. Resolves when it takes connections again, at the same address. */
  restart(mode: "fast" | "immediate"): Promise<void>;
  /** Stops it, whoever is still connected, and removes all that it wrote. Synchronous, so that it can run as a process ends. */
  stop(): void;
}

/** Any number that no other program is likely to lock: one test makes the template, the others wait for it. */
const TEMPLATE_LOCK = 7_421_002;

const MEMORY_DISK = "/dev/shm";
/** A run takes a few hundred megabytes at its peak; containers often have 64 in all. */
const MEMORY_DISK_BYTES_MIN = 2_000_000_000;

/** Nothing of a test outlives a crash of the machine. */
const FAST_AND_FORGETFUL = {
  fsync: "off",
  full_page_writes: "off",
  shared_buffers: "128MB",
  max_wal_size: "256MB",
  min_wal_size: "64MB",
  max_connections: "200",
  log_min_duration_statement: "-1",
};

/** Runs a test on a migrated, otherwise empty database, and drops it afterwards. */
export async function withDatabase(use: (url: string) => Promise<void>): Promise<void> {
  await using database = await openTestDatabase();
  await use(database.url);
}

/** What a database holds beside its schema, put in once a run and copied for each test that asks for it. */
export interface Filling {
  readonly name: string;
  readonly fill: (url: string) => Promise<void>;
}

/** A migrated, otherwise empty database, or one that is filled; `await using` drops it, whoever is still connected. */
export async function openTestDatabase(filling?: Filling): Promise<TestDatabase> {
  const cluster = await clusterUrl();
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await withClient(cluster, async (client) => {
    await client.query(`create database ${name} template ${await openTemplate(client, cluster, filling)}`);
  });
  return {
    url: databaseUrl(cluster, name),
    [Symbol.asyncDispose]: () =>
      withClient(cluster, async (client) => {
        await client.query(`drop database ${name} with (force)`);
      }),
  };
}

/** Starts a PostgreSQL in a new temporary folder. */
export async function startTestCluster(): Promise<TestCluster> {
  const user = await postgresUser();
  const folder = await Deno.makeTempDir({ prefix: "tracetrack-tests-", ...await quickPlace() });
  if (user) await Deno.chmod(folder, 0o711);
  const programs = Deno.env.get("TEST_POSTGRES") === "system"
    ? await systemPrograms()
    : await findPostgresPrograms(user, user ? SHARED_FOLDER : folder);
  const settings: ClusterSettings = { folder: join(folder, "pg"), programs, user, settings: FAST_AND_FORGETFUL };
  const { url } = await startCluster(settings);
  return { url, restart: (mode) => restart(settings, mode), stop: () => stopNow(settings, folder) };
}

/** In memory where there is room: making a database takes 20 ms there and 350 ms on a disk. */
async function quickPlace(): Promise<{ dir?: string }> {
  const { bavail, bsize } = await statfs(MEMORY_DISK).catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize > MEMORY_DISK_BYTES_MIN ? { dir: MEMORY_DISK } : {};
}

let own: Promise<TestCluster> | undefined;

/** The run's cluster, or one that lives as long as this test file. */
async function clusterUrl(): Promise<string> {
  const given = Deno.env.get("TEST_DATABASE_URL");
  if (given) return given;
  own ??= startTestCluster().then((cluster) => {
    addEventListener("unload", () => cluster.stop());
    return cluster;
  });
  return (await own).url;
}

async function restart({ folder, programs, user }: ClusterSettings, mode: string): Promise<void> {
  const { success } = await new Deno.Command(programs.pgCtl, {
    args: ["restart", "-D", folder, "-m", mode, "-w", "-l", join(folder, "server.log")],
    cwd: dirname(folder),
    stdin: "null",
    stdout: "null",
    stderr: "null",
    ...user,
  }).output();
  if (!success) throw new Error(`PostgreSQL did not come back: see ${folder}/server.log`);
}

function stopNow({ folder, programs, user }: ClusterSettings, parent: string): void {
  new Deno.Command(programs.pgCtl, {
    args: ["stop", "-D", folder, "-m", "fast", "-w"],
    cwd: parent,
    stdin: "null",
    stdout: "null",
    stderr: "null",
    ...user,
  }).outputSync();
  Deno.removeSync(parent, { recursive: true });
}

/** The newest one under Debian's folder for them. */
async function systemPrograms(): Promise<PostgresPrograms> {
  const versions = [];
  for await (const { name } of Deno.readDir("/usr/lib/postgresql")) versions.push(Number(name));
  const bin = `/usr/lib/postgresql/${Math.max(...versions)}/bin`;
  return { initdb: join(bin, "initdb"), pgCtl: join(bin, "pg_ctl"), countsStatements: false };
}

/** The template's name; made by the first who asks. It is named after the migrations, so a change makes a new one. */
async function openTemplate(client: pg.Client, cluster: string, filling?: Filling): Promise<string> {
  const bare = `template_${await migrationsDigest()}`;
  await client.query("select pg_advisory_lock($1)", [TEMPLATE_LOCK]);
  try {
    await makeOnce(client, cluster, bare, "template1", (url) => migrate({ url }));
    if (!filling) return bare;
    const filled = `${bare}_${filling.name}`;
    await makeOnce(client, cluster, filled, bare, filling.fill);
    return filled;
  } finally {
    await client.query("select pg_advisory_unlock($1)", [TEMPLATE_LOCK]);
  }
}

async function makeOnce(
  client: pg.Client,
  cluster: string,
  name: string,
  from: string,
  make: (url: string) => Promise<unknown>,
): Promise<void> {
  const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
  if (rowCount) return;
  const half = `half_${name}`;
  await client.query(`drop database if exists ${half} with (force)`);
  await client.query(`create database ${half} template ${from}`);
  await make(databaseUrl(cluster, half));
  await client.query(`alter database ${half} rename to ${name}`);
}

async function migrationsDigest(): Promise<string> {
  const folder = new URL("../../migrations/", import.meta.url);
  const names = [];
  for await (const { name } of Deno.readDir(folder)) names.push(name);
  const digest = createHash("sha256");
  for (const name of names.sort()) digest.update(name).update(await Deno.readTextFile(new URL(name, folder)));
  return digest.digest("hex").slice(0, 16);
}

/** A connection of a test's own. */
export async function withClient<Result>(url: string, use: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

function databaseUrl(cluster: string, name: string): string {
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return url.href;
}
