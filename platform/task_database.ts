/** The database for a task that a person runs: beside the server, or while it is stopped. */
import { type Certificates, orExplain, readCertificates, readSettings, type Settings } from "./config.ts";
import { lockFolder, openDataFolder, placeCluster } from "./data_folder.ts";
import { addressOfRunning, startCluster } from "./embedded_postgres.ts";
import { findPostgresPrograms, SHARED_FOLDER } from "./native_postgres.ts";
import { postgresUser } from "./os_user.ts";
import type { ConnectionSettings } from "./postgres.ts";

export interface TaskDatabase extends AsyncDisposable {
  readonly settings: Settings;
  readonly connection: ConnectionSettings;
}

/** The database that DATABASE_URL names; else the data folder's own, running already or started for the task. */
export async function openTaskDatabase(env: Readonly<Record<string, string | undefined>>): Promise<TaskDatabase> {
  const settings = await orExplain(() => readSettings(env));
  const { databaseCa } = await orExplain<Certificates>(() => readCertificates(settings));
  const own = settings.databaseUrl ? null : await openOwn(await openDataFolder(settings.dataDir));
  return {
    settings,
    connection: own ? { url: own.url } : { url: settings.databaseUrl ?? "", ca: databaseCa },
    [Symbol.asyncDispose]: async () => await own?.end(),
  };
}

async function openOwn(dataFolder: string): Promise<{ readonly url: string; end(): Promise<void> }> {
  const lock = await lockFolder(dataFolder);
  const user = await postgresUser();
  const { folder } = await placeCluster(dataFolder, user);
  if (!lock) return { url: await runningBeside(folder, dataFolder), end: () => Promise.resolve() };
  const programs = await findPostgresPrograms(user, user ? SHARED_FOLDER : dataFolder);
  const cluster = await startCluster({ folder, programs, user });
  return {
    url: cluster.url,
    end: async () => {
      await cluster.stop();
      lock[Symbol.dispose]();
    },
  };
}

async function runningBeside(folder: string, dataFolder: string): Promise<string> {
  const url = await addressOfRunning(folder);
  if (!url) throw new Error(`Cannot reach the database of ${dataFolder}: its server is starting or ending; try again`);
  return url;
}

/** Runs a task to its end and returns the status to exit with: what we foresaw is one sentence on stderr, and a 1. */
export async function runTask(task: () => Promise<number>): Promise<number> {
  try {
    return await task();
  } catch (fault) {
    if (!(fault instanceof Error) || !fault.message.startsWith("Cannot ")) throw fault;
    console.error(fault.message);
    return 1;
  }
}
