/** How the whole is: every instance by what it told, and the database by its own views. Nothing here needs a superuser. */
import type { DatabaseState, Figures, Instance, SlowStatement } from "../domain/instances.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Database } from "./postgres.ts";

/** Those that live first, by their start. */
export async function readInstances(db: Database): Promise<{ asOf: Date; instances: Instance[] }> {
  const rows = await db.query<InstanceRow>(INSTANCES, [LIMITS.figuresKeptMs, LIMITS.instanceSilentMs]);
  const instances = rows.flatMap(({ id, asOf: _, history, ...row }) =>
    id === null
      ? []
      : [{ ...row, id, history: history.map(({ at, ...figures }) => ({ ...figures, at: new Date(at) })) }]
  );
  return { asOf: rows[0]!.asOf, instances };
}

type InstanceRow = Omit<Instance, "id" | "history"> & {
  /** Null: there is none, only the time. */
  readonly id: string | null;
  readonly asOf: Date;
  readonly history: readonly (Figures & { readonly at: string })[];
};

const INSTANCES = `
  select i.id, i.name, i.migration, i.deno, i.started_at as "startedAt", i.seen_at as "seenAt", i.left_at as "leftAt", clock.now as "asOf",
    (i.left_at is not null or i.seen_at < clock.now - $2 * interval '1 millisecond') as "isGone",
    (
      select coalesce(jsonb_agg(f.figures || jsonb_build_object('at', f.at) order by f.at), '[]')
      from instance_figures f
      where f.instance = i.id and f.at >= clock.now - $1 * interval '1 millisecond'
    ) as history
  from (select clock_timestamp() as now) clock
  left join instances i on i.seen_at >= clock.now - $1 * interval '1 millisecond'
  order by "isGone", i.started_at, i.id`;

/** `migrationKnown`: the newest that this code knows. */
export async function readDatabaseState(db: Database, migrationKnown: number): Promise<DatabaseState> {
  const [row] = await db.query<Omit<DatabaseState, "migrationKnown" | "slow">>(STATE);
  return { ...row!, migrationKnown, slow: await readSlowStatements(db) };
}

const STATE = `
  select current_setting('server_version') as version,
    pg_database_size(current_database()) as bytes,
    s.numbackends as connections, current_setting('max_connections')::integer as "connectionsMax",
    (select coalesce(max(number), 0) from schema_migrations) as migration,
    s.blks_hit::float8 / nullif(s.blks_hit + s.blks_read, 0) as "hitRatio",
    s.deadlocks, oldest_transaction_ms() as "oldestTransactionMs"
  from pg_stat_database s
  where s.datname = current_database()`;

const SLOW_MAX = 10;
const SLOW_CHARS_MAX = 500;

/** Null where the extension is not there, not loaded, or not for us to see: one more thing that a page can do without. */
async function readSlowStatements(db: Database): Promise<SlowStatement[] | null> {
  const [extension] = await db.query<{ schema: string }>(
    `select quote_ident(n.nspname) as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    where e.extname = 'pg_stat_statements'`,
  );
  if (!extension) return null;
  return await db.query<SlowStatement>(slowestIn(extension.schema), [SLOW_CHARS_MAX, SLOW_MAX]).catch(() => null);
}

/** Only what is stripped of its values: what PostgreSQL calls utility commands may hold a password. */
const slowestIn = (schema: string): string => `
  select left(query, $1) as text, calls, mean_exec_time as "meanMs", total_exec_time as "totalMs"
  from ${schema}.pg_stat_statements
  where dbid = (select oid from pg_database where datname = current_database())
    and query ~* '^\\s*(select|insert|update|delete|merge|with)\\M'
  order by total_exec_time desc limit $2`;
