/** The pool of connections for pages, look-ups and people's own transactions. Commits have lanes of their own: `ledger.ts`. */
import pg from "pg";
import { LIMITS } from "../domain/limits.ts";

/** What row functions need of a database: the pool, or one connection inside a transaction. */
export interface Database {
  /** Planned anew at each call: for SQL whose best plan depends on its values (searches, lists). */
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Parsed and planned once a connection: for point queries on a hot path. `text` must be a constant. */
  prepared<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /**
   * Everything or nothing. Inside a transaction it joins that transaction.
   * @param patienceMs how long one of its statements may take, where the usual limit is too short: for recounts, not for pages.
   */
  transaction<Result>(use: (db: Database) => Promise<Result>, patienceMs?: number): Promise<Result>;
}

export interface Pool extends Database {
  /** Connections: open, idle, and callers that wait for one. */
  usage(): { readonly open: number; readonly idle: number; readonly waiting: number };
  end(): Promise<void>;
}

export interface ConnectionSettings {
  readonly url: string;
  /** PEM text of the authority that signed the server's certificate; with it the connection is TLS and verified. */
  readonly ca?: string | null;
  /** What each connection becomes before it does anything; see `app_role_rows.ts`. Null: what it signed in as. */
  readonly role?: string | null;
}

/** By `set`, not as a startup parameter: a pooler that ignores those would leave it the owner, and tell nobody. */
export const roleStatement = ({ role }: ConnectionSettings): string =>
  role ? `set role ${pg.escapeIdentifier(role)}` : "";

/** The first that a connection of the application does. */
export async function takeRole(client: Pick<pg.Client, "query">, settings: ConnectionSettings): Promise<void> {
  if (settings.role) await client.query(roleStatement(settings));
}

/** Options that every connection of ours shares. int8 arrives as Number: our ids stay far below 2^53. */
export function connectionOptions({ url, ca }: ConnectionSettings): pg.ClientConfig {
  return {
    ...(ca ? { connectionString: withoutTls(url), ssl: { ca, rejectUnauthorized: true } } : { connectionString: url }),
    connectionTimeoutMillis: LIMITS.connectTimeoutMs,
    query_timeout: LIMITS.queryTimeoutMs,
    keepAlive: true,
    application_name: "tracetrack",
    types: { getTypeParser: typeParser as typeof pg.types.getTypeParser },
  };
}

/** What an address says of TLS would win over our own options, "sslmode=disable" too. */
function withoutTls(address: string): string {
  const url = new URL(address);
  const told = [...url.searchParams.keys()].filter((name) => /^(ssl|uselibpqcompat)/.test(name));
  for (const name of told) url.searchParams.delete(name);
  return url.href;
}

/** Opens no connection yet: the first query does. A lost idle connection is reported to `onFault` and replaced. */
export function openPool(
  settings: ConnectionSettings,
  onFault: (fault: Error) => void,
  connectionsMax: number = LIMITS.readConnectionsMax,
): Pool {
  const pool = new pg.Pool({
    ...connectionOptions(settings),
    max: connectionsMax,
    statement_timeout: LIMITS.statementTimeoutMs,
    idle_in_transaction_session_timeout: LIMITS.idleInTransactionMs,
    idleTimeoutMillis: 60_000,
    onConnect: (client: pg.ClientBase) => takeRole(client as pg.PoolClient, settings),
  } as pg.PoolConfig);
  pool.on("error", onFault);
  return {
    ...queriesOn(pool),
    transaction: (use, patienceMs) => inTransaction(pool, onFault, use, patienceMs),
    usage: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    end: () => pool.end(),
  };
}

function queriesOn(
  runner: Pick<pg.Pool, "query"> | Pick<pg.PoolClient, "query">,
  patience: { readonly query_timeout?: number } = {},
): Pick<Database, "query" | "prepared"> {
  return {
    query: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await runner.query({ ...patience, text, values: [...values] })).rows as Row[],
    prepared: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await runner.query({ ...patience, name: statementName(text), text, values: [...values] })).rows as Row[],
  };
}

async function inTransaction<Result>(
  pool: pg.Pool,
  onFault: (fault: Error) => void,
  use: (db: Database) => Promise<Result>,
  patienceMs?: number,
): Promise<Result> {
  const client = await pool.connect();
  // The pool listens only while a connection is idle; one that is lost in our hands would end the process.
  client.on("error", onFault);
  const queries = queriesOn(client, patienceMs === undefined ? {} : { query_timeout: patienceMs + 1_000 });
  const db: Database = { ...queries, transaction: (inner) => inner(db) };
  let fault: Error | undefined;
  try {
    await client.query("begin");
    if (patienceMs !== undefined) await client.query(`set local statement_timeout = ${Math.trunc(patienceMs)}`);
    const result = await use(db);
    const { command } = await client.query("commit");
    // After an error PostgreSQL answers a commit with ROLLBACK, without complaint.
    if (command !== "COMMIT") throw new Error(`Cannot commit: PostgreSQL answered ${command}`);
    return result;
  } catch (thrown) {
    fault = thrown as Error;
    await client.query("rollback").catch((lost: Error) => fault = lost);
    throw thrown;
  } finally {
    client.off("error", onFault);
    // A connection that could not even roll back may hold an unread answer: it is not used again.
    client.release(fault !== undefined && isConnectionFault(fault) ? fault : undefined);
  }
}

/** Whether this says that the connection is lost, rather than that PostgreSQL refused a statement. */
export const isConnectionFault = (fault: unknown): boolean =>
  !(fault instanceof Error && "code" in fault && /^[0-9A-Z]{5}$/.test(String(fault.code))) ||
  /^(08|57P)/.test(String((fault as { code?: unknown }).code));

const statementNames = new Map<string, string>();

/** One short name per statement text: PostgreSQL cuts names at 63 bytes. */
export function statementName(text: string): string {
  const known = statementNames.get(text);
  if (known) return known;
  const name = `s${statementNames.size + 1}`;
  statementNames.set(text, name);
  return name;
}

const INT8 = 20;
const NUMERIC = 1700;

function typeParser(oid: number, format?: "text" | "binary"): (text: string) => unknown {
  if (oid === INT8 || oid === NUMERIC) return Number;
  return pg.types.getTypeParser(oid, format as "text");
}
