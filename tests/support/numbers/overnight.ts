/** Time that passes at once: everything that the warehouse remembers has happened that much earlier. */
import type pg from "pg";
import type { Model } from "./model.ts";

/** Whose times are about people at the door, not about bags. */
const PEOPLES_TABLES = ["users", "sessions", "api_tokens", "sign_in_failures", "audit_log", "schema_migrations"];

/**
 * Moves every time in the database `hours` back, and the model with it. For a database that nobody serves meanwhile:
 * what a server remembers would not move. Hours of totals are a key; they never meet if they move past each other.
 */
export async function letPass(hours: number, db: pg.Client, model: Model): Promise<void> {
  const { rows } = await db.query<{ name: string; columns: string[] }>(
    `select c.table_name as name, array_agg(quote_ident(c.column_name)) as columns
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'timestamp with time zone'
      and c.is_generated = 'NEVER' and not c.table_name = any ($1)
    group by 1`,
    [PEOPLES_TABLES],
  );
  await db.query("begin");
  // No trigger may stop it: a completed bill is frozen, and an event stays what it is.
  await db.query("set local session_replication_role = replica");
  for (const { name, columns } of rows) {
    const shifted = columns.map((column) => `${column} = ${column} - $1::integer * interval '1 hour'`);
    await db.query(`update ${name} set ${shifted.join(", ")}`, [hours]);
  }
  await db.query("commit");
  model.shiftBack(hours * 3_600_000_000);
}
