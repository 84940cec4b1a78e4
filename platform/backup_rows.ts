/** All rows of all tables, out of a database and into one: what a backup of our own consists of. */
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { CopyOut } from "./copy_out.ts";
import { connectionOptions, type ConnectionSettings } from "./postgres.ts";

export interface Table {
  readonly name: string;
  /** Without those that PostgreSQL computes. */
  readonly columns: readonly string[];
}

export interface Sequence {
  readonly name: string;
  /** The number that it gives next. */
  readonly next: number;
}

/** A connection that may take its time: one statement of a backup reads or writes a whole table. */
export async function connectPatiently(settings: ConnectionSettings): Promise<pg.Client> {
  const client = new pg.Client({ ...connectionOptions(settings), query_timeout: 0 });
  // One that is lost ends what is under way with an error of its own.
  client.on("error", () => {});
  await client.connect().catch((fault: Error) => {
    throw new Error(`Cannot reach the database: ${fault.message}`, { cause: fault });
  });
  await client.query("set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0");
  return client;
}

export async function readServerMajor(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ number: string }>("select current_setting('server_version_num') as number");
  return Math.floor(Number(rows[0]!.number) / 10_000);
}

/** From here on the connection sees the database as it is at this moment. */
export const beginPicture = (client: pg.Client) => client.query("begin isolation level repeatable read read only");

const TABLES = `
  select relname as name, (
    select coalesce(json_agg(attname order by attnum), '[]') from pg_attribute
    where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = ''
  ) as columns
  from pg_class where relnamespace = quote_ident(current_schema())::regnamespace and relkind = 'r' order by relname`;

export const readTables = async (client: pg.Client): Promise<Table[]> => (await client.query<Table>(TABLES)).rows;

/** The newest migration; null on a database that is none of ours. */
export async function readMigration(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query("select to_regclass('schema_migrations') is not null as there");
  if (!rows[0].there) return null;
  return (await client.query("select max(number) as newest from schema_migrations")).rows[0].newest;
}

/** Read them after the rows: a number that is given meanwhile leaves a gap, and never one twice. */
export async function readSequences(client: pg.Client): Promise<Sequence[]> {
  const { rows } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = quote_ident(current_schema())::regnamespace and relkind = 'S' order by 1",
  );
  const sequences: Sequence[] = [];
  for (const { name } of rows) {
    const next = `select last_value + is_called::int as next from ${quoted(name)}`;
    sequences.push({ name, next: (await client.query(next)).rows[0].next });
  }
  return sequences;
}

const quoted = (name: string): string => pg.escapeIdentifier(name);

const columnsOf = ({ name, columns }: Table): string => `${quoted(name)} (${columns.map(quoted).join(", ")})`;

/** A table as lines of COPY text. */
export const rowsOut = (client: pg.Client, table: Table): CopyOut =>
  client.query(new CopyOut(`copy ${columnsOf(table)} to stdout`));

/** Takes lines of COPY text in; `rowCount` says how many, at the end. */
export const rowsIn = (client: pg.Client, table: Table) =>
  client.query(copyFrom(`copy ${columnsOf(table)} from stdin`));

/** What a table's rows must fulfil beyond themselves, taken off while they come in, in any order. */
export interface Guard {
  readonly table: string;
  readonly name: string;
  readonly rule: string;
}

/**
 * Makes empty tables of a fresh schema, migrations' own rows included, that take any rows in any order: without
 * references and triggers. It needs no rights but the owner's.
 */
export async function openTables(client: pg.Client, tables: readonly Table[]): Promise<Guard[]> {
  const { rows: guards } = await client.query<Guard>(`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as rule from pg_constraint
    where connamespace = quote_ident(current_schema())::regnamespace and contype = 'f' order by 1, 2`);
  for (const { table, name } of guards) await client.query(`alter table ${table} drop constraint ${quoted(name)}`);
  const names = tables.map(({ name }) => quoted(name));
  for (const name of names) await client.query(`alter table ${name} disable trigger user`);
  await client.query(`truncate ${names.join(", ")}`);
  return guards;
}

/** Puts references and triggers back, which checks every row, and lets numbers go on where they were. */
export async function closeTables(
  client: pg.Client,
  tables: readonly Table[],
  guards: readonly Guard[],
  sequences: readonly Sequence[],
): Promise<void> {
  for (const { table, name, rule } of guards) {
    await client.query(`alter table ${table} add constraint ${quoted(name)} ${rule}`);
  }
  for (const { name } of tables) await client.query(`alter table ${quoted(name)} enable trigger user`);
  for (const { name, next } of sequences) await client.query(`alter sequence ${quoted(name)} restart with ${next}`);
}

/** What the planner knows of the tables: without it the first queries would read whole ones. */
export const analyze = (client: pg.Client) => client.query("analyze");
