/** Rows behind names that never change: kinds, users, stations, and the schema's own number. */
import type { Kind } from "../domain/code.ts";
import type { Database } from "./postgres.ts";

/** Longest prefix first, so that of two kinds that could match the more particular one does. */
export const readKinds = (db: Database): Promise<Kind[]> =>
  db.query<Kind>(`
    select kind, prefix, digits, product, capacity, child_weight_g as "childWeightG", expected_weight_g as "expectedWeightG"
    from bag_kinds order by length(prefix) desc, prefix`);

export const readUsernames = (db: Database, ids: readonly number[]): Promise<{ id: number; username: string }[]> =>
  db.prepared("select id, username from users where id = any ($1::bigint[])", [ids]);

/** Registers those that are new and returns all of them. Sorted, so that two instances never wait for each other. */
export async function ensureStations(db: Database, names: readonly string[]): Promise<{ id: number; name: string }[]> {
  await db.query("insert into stations (name) select unnest($1::text[]) on conflict do nothing", [[...names].sort()]);
  return await db.query(
    `select id, name from stations
    where upper(name collate "C") collate "C" in (select upper(n collate "C") from unnest($1::text[]) as n)`,
    [names],
  );
}

/** The number of the newest migration that the database has. */
export async function readSchemaNumber(db: Database): Promise<number> {
  const [row] = await db.prepared<{ newest: number | null }>("select max(number) as newest from schema_migrations");
  return row?.newest ?? 0;
}

/**
 * Stands for this database by this schema, whatever they are called: a copy on another server is another. Where the
 * server's own number is not for us to see, its name must do.
 */
export async function readHome(db: Database): Promise<string> {
  const [may] = await db.query<{ see: boolean }>(
    "select has_function_privilege('pg_control_system()', 'execute') as see",
  );
  const server = may!.see ? "(select system_identifier from pg_control_system())" : "0";
  const [row] = await db.query<{ home: string }>(
    `select max(number) || ':' || left(md5(${server} || ' ' || current_database()), 12) as home from schema_migrations`,
  );
  return row!.home;
}

/** Any answer says that the database is there. */
export const readNothing = (db: Database): Promise<unknown> => db.prepared("select 1");
