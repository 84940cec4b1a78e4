/** What `main.ts` begins with: the configuration, the log, a database that is up to date, and Redis. */
import { type Certificates, type Config, orExplain, readCertificates, readConfig } from "./config.ts";
import { createLog, type Log } from "./log.ts";
import { newestMigration } from "./migrate.ts";
import { readHome } from "./name_rows.ts";
import type { Redis } from "./redis.ts";
import { openStore, type Store } from "./store.ts";

export interface Prepared extends Store {
  readonly config: Config;
  readonly tls: Certificates["tls"];
  readonly log: Log;
  /** A function that logs a fault under this sentence. */
  readonly warn: (message: string) => (fault: unknown) => void;
  /** The number of the newest that this code knows. */
  readonly migration: number;
  /** See `readHome`. */
  readonly home: string;
  /** Null: none is configured. Ends with the store. */
  readonly redis: Redis | null;
}

/** A wrong configuration is said on stderr and ends the process. */
export async function prepare(env: Readonly<Record<string, string | undefined>>): Promise<Prepared> {
  const config = await orExplain(() => readConfig(env));
  const { databaseCa, tls } = await orExplain(() => readCertificates(config));
  const log = createLog({ level: config.logLevel });
  const warn = (message: string) => (fault: unknown) => log.warn(message, { fault });
  const owner = { url: config.databaseUrl, ca: databaseCa };
  const store = await openStore(owner, warn("Lost an idle connection"));
  const { applied, isWalled } = store.migrated;
  if (applied.length > 0) log.info("Migrated the database", { migrated: applied });
  if (!isWalled) log.warn("The application works as the owner of its tables: `deno task doctor` says what to do");
  const home = await readHome(store.vital);
  const redis = config.redisUrl === null ? null : await redisAt(config.redisUrl, warn("Redis is away"));
  const end = () => Promise.all([store.end(), redis?.end()]);
  const migration = await newestMigration();
  return { config, tls, log, warn, migration, home, redis, ...store, end };
}

/** Its client takes 90 ms to load: a server that has no Redis starts without. */
async function redisAt(url: string, onFault: (fault: unknown) => void): Promise<Redis> {
  const { openRedis } = await import("./redis.ts");
  return openRedis(url, onFault);
}
