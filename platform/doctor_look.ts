/** Looks at all that an installation consists of, part by part; `doctor_judge.ts` says what to think of it. */
import { X509Certificate } from "node:crypto";
import { statfs } from "node:fs/promises";
import { isIP } from "node:net";
import { join } from "node:path";
import { createClient } from "redis";
import { LIMITS } from "../domain/limits.ts";
import { connectPatiently } from "./backup_rows.ts";
import type { Settings } from "./config.ts";
import {
  type Finding,
  judgeCertificate,
  judgeDatabase,
  judgeDisk,
  judgeNames,
  judgePort,
  judgeRedis,
  judgeSecretFile,
} from "./doctor_judge.ts";
import { readDatabaseFacts } from "./doctor_rows.ts";
import { newestMigration } from "./migrate.ts";
import type { ConnectionSettings } from "./postgres.ts";
import { infoFacts } from "./redis_state.ts";
import { SECRETS_FILE } from "./secrets.ts";

/** An importer's lane, its copier and two look-ups (`import_main.ts`), and the one that listens for news. */
const CONNECTIONS_BESIDE = 5;

/** The names that the server may read are in one place: its permissions. */
export async function lookAtNames(env: Readonly<Record<string, string | undefined>>): Promise<Finding[]> {
  const { permissions } = JSON.parse(await Deno.readTextFile(new URL("../deno.json", import.meta.url)));
  return judgeNames(Object.keys(env), permissions.server.env.allow);
}

export async function lookAtDatabase(connection: ConnectionSettings, settings: Settings): Promise<Finding[]> {
  const open = () => connectPatiently(connection);
  const client = await open().catch((fault: Error) => fault);
  if (client instanceof Error) {
    return [missing("database", client.message, "See that it runs, and that address, name and password are right")];
  }
  try {
    const host = new URL(connection.url).hostname;
    return judgeDatabase(await readDatabaseFacts(client, open, settings.timeZone), {
      newestMigration: await newestMigration(),
      timeZone: settings.timeZone,
      connectionsOfInstance: LIMITS.readConnectionsMax + LIMITS.vitalConnectionsMax + settings.commitLanes +
        CONNECTIONS_BESIDE,
      isEmbedded: settings.databaseUrl === null,
      isRemote: !isHere(host),
      isVerified: Boolean(connection.ca),
      hasRedis: settings.redisUrl !== null,
    });
  } finally {
    await client.end();
  }
}

const isHere = (host: string): boolean =>
  host === "localhost" || host === "[::1]" || isIP(host) === 4 && host.startsWith("127.");

export async function lookAtRedis(url: string | null): Promise<Finding[]> {
  if (!url) return [{ part: "Redis", state: "ok", seen: "none: PostgreSQL carries the news", todo: null }];
  const client = createClient({ url, socket: { connectTimeout: LIMITS.connectTimeoutMs, reconnectStrategy: false } });
  client.on("error", () => {});
  try {
    await client.connect();
    const info = infoFacts(await client.info());
    const asked = Date.now();
    const [seconds, micros] = await client.sendCommand<[string, string]>(["TIME"]);
    const between = (asked + Date.now()) / 2_000;
    return judgeRedis({
      version: info.get("redis_version") ?? "unknown",
      maxMemory: Number(info.get("maxmemory")),
      policy: info.get("maxmemory_policy") ?? "unknown",
      clockAheadSeconds: Number(seconds) + Number(micros) / 1e6 - between,
    });
  } catch (fault) {
    const seen = `does not answer (${(fault as Error).message})`;
    return [{ part: "Redis", state: "warn", seen, todo: "See that it runs; scanning does without it" }];
  } finally {
    client.destroy();
  }
}

const missing = (part: string, seen: string, todo: string): Finding => ({ part, state: "bad", seen, todo });

export async function lookAtFiles({ dataDir, tlsFiles, databaseCaFile }: Settings): Promise<Finding[]> {
  const disk = await statfs(dataDir).catch(() => null);
  const secrets = [join(dataDir, SECRETS_FILE), ...(tlsFiles ? [tlsFiles.key] : [])];
  const certificates = [tlsFiles?.cert, databaseCaFile].filter((path) => path != null);
  return [
    disk
      ? judgeDisk(disk.bavail * disk.bsize)
      : { part: "disk", state: "warn", seen: `there is no folder ${dataDir}`, todo: "A first start makes it" },
    ...(await Promise.all(secrets.map(lookAtSecret))).flat(),
    ...(await Promise.all(certificates.map(lookAtCertificate))),
  ];
}

async function lookAtSecret(path: string): Promise<Finding[]> {
  const mode = await Deno.stat(path).then(({ mode }) => mode, () => null);
  return mode === null ? [] : [judgeSecretFile(path, mode)];
}

async function lookAtCertificate(path: string): Promise<Finding> {
  try {
    return judgeCertificate(path, new Date(new X509Certificate(await Deno.readFile(path)).validTo), new Date());
  } catch (fault) {
    return missing("certificate", `${path} cannot be read (${(fault as Error).message})`, "Name a PEM file");
  }
}

export async function lookAtPort({ port, tlsFiles }: Settings): Promise<Finding[]> {
  try {
    Deno.listen({ port, hostname: "0.0.0.0" }).close();
    return [judgePort(port, "nobody")];
  } catch {
    return [judgePort(port, await isOurs(`${tlsFiles ? "https" : "http"}://localhost:${port}`) ? "us" : "another")];
  }
}

const isOurs = (base: string): Promise<boolean> =>
  fetch(`${base}/api/health`, { signal: AbortSignal.timeout(LIMITS.connectTimeoutMs) })
    .then((answer) => answer.json()).then(({ status }) => status === "healthy", () => false);
