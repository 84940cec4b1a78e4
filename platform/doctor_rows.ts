/** What `deno task doctor` asks a database. */
import type pg from "pg";
import { readAppRole } from "./app_role_rows.ts";
import { readMigration } from "./backup_rows.ts";
import type { DatabaseFacts } from "./doctor_judge.ts";

/** A NOTIFY is heard within milliseconds; a pooler that passes none on never answers. */
const HEAR_MS_MAX = 2_000;

const FACTS = `
  select current_setting('server_version_num')::int as version, current_setting('fsync') as fsync,
    current_setting('synchronous_commit') as "synchronousCommit", current_setting('full_page_writes') as "fullPageWrites",
    current_setting('max_connections')::int as "maxConnections",
    current_setting('superuser_reserved_connections')::int as "reservedConnections",
    pg_encoding_to_char(encoding) as encoding,
    coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as "isEncrypted",
    (select rolsuper from pg_roles where rolname = current_user) as "isSuperuser",
    has_schema_privilege(current_schema(), 'create') as "mayCreate",
    exists (select from pg_extension where extname = 'pg_trgm') as "hasTrigrams",
    exists (select from pg_available_extensions where name = 'pg_trgm') as "mayHaveTrigrams",
    exists (select from pg_extension where extname = 'pg_stat_statements') as "hasStatements",
    current_user as user,
    exists (select from pg_timezone_names where name = $1) as "knowsTimeZone"
  from pg_database where datname = current_database()`;

/** @param open makes a connection of its own; both are ended by the caller. */
export async function readDatabaseFacts(
  client: pg.Client,
  open: () => Promise<pg.Client>,
  timeZone: string,
): Promise<DatabaseFacts> {
  const { rows: [facts] } = await client.query(FACTS, [timeZone]);
  const asked = Date.now();
  const { rows: [clock] } = await client.query("select extract(epoch from clock_timestamp()) as now");
  const between = (asked + Date.now()) / 2_000;
  return {
    ...facts,
    migration: await readMigration(client),
    clockAheadSeconds: Number(clock.now) - between,
    isWalled: (await readAppRole(client)).isWalled,
    hearsNotify: await hears(client, await open()),
  };
}

async function hears(listener: pg.Client, speaker: pg.Client): Promise<boolean> {
  const channel = `doctor_${crypto.randomUUID().replaceAll("-", "")}`;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  listener.on("notification", (said) => resolve(said.channel === channel));
  const timer = setTimeout(() => resolve(false), HEAR_MS_MAX);
  try {
    await listener.query(`listen ${channel}`);
    await speaker.query(`notify ${channel}`);
    return await promise;
  } finally {
    clearTimeout(timer);
    await speaker.end();
  }
}
