/**
 * `deno task start`: brings a database and secrets where none are given, runs the server with no more permissions than
 * it needs, and leaves nothing running behind it. Beside the tasks of a person, the only part that may run programs.
 *
 * Arguments: `--watch` starts the server over when a file changes; a path runs that script in place of `main.ts`.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { orExplain, readCertificates, readSettings, type Settings } from "./config.ts";
import { lockFolder, openDataFolder, placeCluster } from "./data_folder.ts";
import { type Cluster, startCluster } from "./embedded_postgres.ts";
import { endLeftoverServer, listenForSignals, runServer, type Signals } from "./launched_server.ts";
import { findPostgresPrograms, SHARED_FOLDER } from "./native_postgres.ts";
import { postgresUser } from "./os_user.ts";
import { openSecrets, SECRETS_FILE } from "./secrets.ts";

const APP_FOLDER = fileURLToPath(new URL("../", import.meta.url));

if (import.meta.main) Deno.exit(await launch(Deno.args).catch(explain));

/** Runs until the server has ended; returns the status to exit with. */
async function launch(args: readonly string[]): Promise<number> {
  const settings = await orExplain(() => readSettings(Deno.env.toObject()));
  await orExplain(() => readCertificates(settings));
  const dataFolder = await openDataFolder(settings.dataDir);
  // With a database elsewhere, several instances may share one data folder and so its secrets.
  using lock = settings.databaseUrl ? null : await lockFolder(dataFolder);
  if (!settings.databaseUrl && !lock) {
    console.error(`TraceTrack is already running on the data folder ${dataFolder}`);
    return 1;
  }

  using signals = listenForSignals();
  const serverLock = lock ? join(dataFolder, "server.lock") : null;
  if (serverLock) await endLeftoverServer(serverLock);
  const given = await secretsFor(dataFolder, settings);
  const cluster = settings.databaseUrl ? null : await openCluster(dataFolder);
  try {
    return await serve({ args, settings, dataFolder, serverLock, signals, given, cluster });
  } finally {
    await cluster?.stop();
  }
}

/** What we foresaw is said in one sentence; anything else is a fault of ours and keeps its stack. */
function explain(fault: Error): number {
  if (!fault.message.startsWith("Cannot ")) throw fault;
  console.error(fault.message);
  return 1;
}

interface Launch {
  readonly args: readonly string[];
  readonly settings: Settings;
  readonly dataFolder: string;
  readonly serverLock: string | null;
  readonly signals: Signals;
  readonly given: Readonly<Record<string, string>>;
  readonly cluster: Cluster | null;
}

async function serve({ args, settings, dataFolder, serverLock, signals, given, cluster }: Launch): Promise<number> {
  const databaseUrl = cluster?.url ?? settings.databaseUrl ?? "";
  return await runServer({
    appFolder: APP_FOLDER,
    script: args.find((arg) => !arg.startsWith("-")) ?? "main.ts",
    isWatching: args.includes("--watch"),
    settings: { ...settings, dataDir: dataFolder, databaseUrl },
    env: { ...given, DATABASE_URL: databaseUrl, DATA_DIR: dataFolder },
    serverLock,
    signals,
  });
}

/** The secrets as the server's variables. A new password is shown here, once, and never again. */
async function secretsFor(dataFolder: string, settings: Settings): Promise<Record<string, string>> {
  const { sessionSecret, adminPassword, isAdminPasswordNew } = await openSecrets(dataFolder, settings);
  if (isAdminPasswordNew) {
    console.log(`First start: sign in as admin with the password ${adminPassword}`);
    console.log(`It is shown only now, and kept in ${join(dataFolder, SECRETS_FILE)}`);
  }
  return { SESSION_SECRET: sessionSecret, ADMIN_PASSWORD: adminPassword };
}

async function openCluster(dataFolder: string): Promise<Cluster> {
  const user = await postgresUser();
  const programs = await findPostgresPrograms(user, user ? SHARED_FOLDER : dataFolder);
  const { folder, moved } = await placeCluster(dataFolder, user);
  if (moved) console.log(`The database's own user cannot enter ${dataFolder}: the database is kept in ${folder}`);
  const cluster = await startCluster({ folder, programs, user });
  console.log(`PostgreSQL ${cluster.adopted ? "was still running" : "runs"} in ${folder}`);
  return cluster;
}
