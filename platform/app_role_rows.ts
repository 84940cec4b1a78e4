/**
 * The role that the application works under: it may read and write, but neither change nor remove what is in the audit log
 * and in the events, and make no tables. Roles belong to the whole cluster and are in no backup; so each start looks
 * whether role and rights are there, and mends what is not.
 */
import type pg from "pg";

export const APP_ROLE = "tracetrack_app";

export interface AppRole {
  /** What connections of the application take on; null: they stay what they signed in as. */
  readonly role: string | null;
  /** Whether the database itself keeps the application from changing what happened. */
  readonly isWalled: boolean;
}

/** The last word on who may what, with the schema up to date. Called by one at a time in a database, by many in a cluster. */
export async function settleAppRole(client: pg.Client): Promise<AppRole> {
  if (await ownsTables(client)) {
    await makeRole(client);
    await grantMissing(client);
  }
  return await readAppRole(client);
}

/** How it stands; changes nothing. */
export async function readAppRole(client: pg.Client): Promise<AppRole> {
  const { rows: [own] } = await client.query<{ walled: boolean }>(WALLED, ["current_user"]);
  // Whoever signed in may change nothing himself: there is nothing to put off.
  if (own!.walled) return { role: null, isWalled: true };
  const role = await mayTakeRole(client) ? APP_ROLE : null;
  if (!role) return { role, isWalled: false };
  const { rows: [there] } = await client.query<{ walled: boolean }>(WALLED, [role]);
  return there!.walled ? { role, isWalled: true } : { role: null, isWalled: false };
}

/** Reads and adds, and may not take away: both are asked, so that a role without its rights is none to work under. */
const WALLED = `
  with who as (select case $1 when 'current_user' then current_user else $1 end::name as name)
  select coalesce(bool_and(
    has_table_privilege(name, c.oid, 'select') and has_table_privilege(name, c.oid, 'insert')
      and not has_table_privilege(name, c.oid, 'update') and not has_table_privilege(name, c.oid, 'delete')
      and not has_table_privilege(name, c.oid, 'truncate') and not pg_has_role(name, c.relowner, 'usage')
  ), false) as walled
  from who, pg_class c
  where c.relnamespace = quote_ident(current_schema())::regnamespace and c.relname in ('audit_log', 'scan_events')`;

/** Not where the owner is called as the role is: it would be taken from him what his own functions need. */
async function ownsTables(client: pg.Client): Promise<boolean> {
  const { rows: [row] } = await client.query<{ owns: boolean }>(
    `select current_user <> $1 and coalesce(bool_and(pg_has_role(current_user, relowner, 'usage')), false) as owns
    from pg_class where relnamespace = quote_ident(current_schema())::regnamespace and relkind in ('r', 'p')`,
    [APP_ROLE],
  );
  return row!.owns;
}

/** PostgreSQL 16 tells being a member from being allowed to become the role. */
async function mayTakeRole(client: pg.Client): Promise<boolean> {
  const { rows: [row] } = await client.query<{ version: number; there: boolean }>(
    `select current_setting('server_version_num')::integer as version,
      exists (select from pg_roles where rolname = $1) as there`,
    [APP_ROLE],
  );
  if (!row!.there) return false;
  const { rows: [may] } = await client.query<{ may: boolean }>(
    `select pg_has_role(current_user, $1, '${row!.version >= 160_000 ? "set" : "member"}') as may`,
    [APP_ROLE],
  );
  return may!.may;
}

async function makeRole(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("select from pg_roles where rolname = $1", [APP_ROLE]);
  if (!rowCount) await tolerantly(client, `create role ${APP_ROLE} nologin`);
  if (!await mayTakeRole(client)) await tolerantly(client, `grant ${APP_ROLE} to current_user`);
}

interface TableRights {
  readonly name: string;
  readonly missing: readonly string[];
  readonly surplus: readonly string[];
}

/** Only what is not so yet: a grant makes every connection look its tables up anew. */
async function grantMissing(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("select from pg_roles where rolname = $1", [APP_ROLE]);
  if (!rowCount) return;
  const { rows: tables } = await client.query<TableRights>(TABLE_RIGHTS, [APP_ROLE]);
  for (const { name, missing, surplus } of tables) {
    if (missing.length > 0) await tolerantly(client, `grant ${missing.join(", ")} on ${name} to ${APP_ROLE}`);
    if (surplus.length > 0) {
      await tolerantly(client, `revoke ${surplus.join(", ")} on ${name} from ${APP_ROLE}, public`);
    }
  }
  const { rows: others } = await client.query<{ statement: string }>(OTHER_RIGHTS, [APP_ROLE]);
  for (const { statement } of others) await tolerantly(client, statement);
}

const TABLE_RIGHTS = `
  select * from (
    select c.oid::regclass::text as name, array(
      select right_name from unnest(case c.relname
        when 'schema_migrations' then '{select}'
        when 'audit_log' then '{select,insert}'
        when 'scan_events' then '{select,insert}'
        else '{select,insert,update,delete}'
      end::text[]) right_name
      where not has_table_privilege($1, c.oid, right_name)
    ) as missing, array(
      select right_name from unnest(case when c.relname in ('audit_log', 'scan_events', 'schema_migrations')
        then '{update,delete,truncate}' else '{truncate}' end::text[]) right_name
      where has_table_privilege($1, c.oid, right_name)
    ) as surplus
    from pg_class c
    where c.relnamespace = quote_ident(current_schema())::regnamespace and c.relkind in ('r', 'p')
  ) rights
  where missing <> '{}' or surplus <> '{}'`;

/** The schema, numbers of rows, functions that work with the owner's rights, and tables of later days. */
const OTHER_RIGHTS = `
  select format('grant usage on schema %I to %I', current_schema(), $1::text) as statement
  where not has_schema_privilege($1, current_schema(), 'usage')
  union all
  select format('revoke create on schema %I from public', current_schema())
  where has_schema_privilege($1, current_schema(), 'create')
  union all
  select format('grant connect on database %I to %I', current_database(), $1::text)
  where not has_database_privilege($1, current_database(), 'connect')
  union all
  select format('grant usage on sequence %s to %I', oid::regclass, $1::text)
  from pg_class where relnamespace = quote_ident(current_schema())::regnamespace and relkind = 'S'
    and case relkind when 'S' then not has_sequence_privilege($1, oid, 'usage') end
  union all
  select format('revoke execute on function %s from public', oid::regprocedure)
  from pg_proc where pronamespace = quote_ident(current_schema())::regnamespace and prosecdef
    and has_function_privilege('public', oid, 'execute')
  union all
  select format('grant execute on function %s to %I', oid::regprocedure, $1::text)
  from pg_proc where pronamespace = quote_ident(current_schema())::regnamespace and prosecdef
    and not exists (select from aclexplode(proacl) where grantee = $1::regrole and privilege_type = 'EXECUTE')
  union all
  select format('alter default privileges in schema %I grant %s to %I', current_schema(), rights, $1::text)
  from (values ('r', 'select, insert, update, delete on tables'), ('S', 'usage on sequences')) wanted (kind, rights)
  where not exists (
    select from pg_default_acl d, aclexplode(d.defaclacl) a
    where d.defaclnamespace = quote_ident(current_schema())::regnamespace and d.defaclrole = quote_ident(current_user)::regrole
      and d.defaclobjtype = wanted.kind::"char" and a.grantee = $1::regrole
  )`;

/** Somebody else in the cluster did it a moment ago; and what we may not do is not done: doctor tells of that. */
const TOLERATED = new Set(["42710", "23505", "42501", "0LP01"]);
const CONCURRENTLY = /tuple concurrently (updated|deleted)/;
const TRIES_MAX = 10;

async function tolerantly(client: pg.Client, statement: string): Promise<void> {
  for (let tries = 1;; tries++) {
    try {
      await client.query(statement);
      return;
    } catch (fault) {
      const { code, message } = fault as { code?: string; message: string };
      if (TOLERATED.has(code ?? "")) return;
      if (!CONCURRENTLY.test(message) || tries === TRIES_MAX) throw fault;
    }
  }
}
