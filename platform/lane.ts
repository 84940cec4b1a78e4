/** One connection that commits go through: several statements travel in one flight, each answered in order. */
import pg from "pg";
import { DatabaseAway } from "../domain/ledger.ts";
import { LIMITS } from "../domain/limits.ts";
import { connectionOptions, type ConnectionSettings, roleStatement, statementName } from "./postgres.ts";

export interface Statement {
  readonly text: string;
  readonly values?: readonly unknown[];
}

type Answers = PromiseSettledResult<pg.QueryResult>[];

/**
 * - closed   no connection: the next flight opens one
 * - open     one connection, and no transaction of an earlier batch on it
 *
 * A connection that may hold an unread answer is destroyed, never used again.
 */
export class Lane {
  readonly #settings: ConnectionSettings;
  readonly #onFault: (fault: Error) => void;
  readonly #waitsForDisk: boolean;
  #client: pg.Client | null = null;

  /**
   * `waitsForDisk` false: a commit is answered before it is on the disk. For what nobody is told of as stored until a later
   * commit that waits: with that one, all before it are on the disk.
   */
  constructor(settings: ConnectionSettings, onFault: (fault: Error) => void, waitsForDisk = true) {
    this.#settings = settings;
    this.#onFault = onFault;
    this.#waitsForDisk = waitsForDisk;
  }

  /**
   * Sends all statements at once and resolves with all their answers, refused ones included.
   * @throws {DatabaseAway} when there is no connection to be had.
   */
  async flight(statements: readonly Statement[]): Promise<Answers> {
    return await this.#send(this.#client ?? await this.#open(), statements);
  }

  /**
   * The same in the transaction that the last flight has begun. On another connection each statement would be stored by
   * itself, unlocked, and the `commit` behind them would be answered with COMMIT.
   * @throws {DatabaseAway} when the connection is gone, and the transaction with it: nothing was sent.
   */
  async goOn(statements: readonly Statement[]): Promise<Answers> {
    if (!this.#client) throw new DatabaseAway("The connection was lost, and with it what was begun on it");
    return await this.#send(this.#client, statements);
  }

  get isOpen(): boolean {
    return this.#client !== null;
  }

  /** Ends the connection without waiting for anything. */
  close(): void {
    const client = this.#client;
    this.#client = null;
    if (!client) return;
    client.end().catch(() => {});
    (client as unknown as { connection: { stream: Corkable } }).connection.stream.destroy();
  }

  /** Ends the connection when it is idle: on the way out. */
  async end(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    await client?.end();
  }

  async #send(client: pg.Client, statements: readonly Statement[]): Promise<Answers> {
    const stream = (client as unknown as { connection: { stream: Corkable } }).connection.stream;
    stream.cork();
    const sent = statements.map(({ text, values }) =>
      values ? client.query({ name: statementName(text), text, values: [...values] }) : client.query(text)
    );
    stream.uncork();
    const answers = await Promise.allSettled(sent);
    if (answers.some((answer) => answer.status === "rejected" && isLost(answer.reason))) this.close();
    return answers;
  }

  async #open(): Promise<pg.Client> {
    const client = new pg.Client({ ...connectionOptions(this.#settings), pipeline: true } as pg.ClientConfig);
    client.on("error", (fault) => {
      this.#onFault(fault);
      if (this.#client === client) this.#client = null;
    });
    try {
      await client.connect();
      await client.query(`${SESSION};${roleStatement(this.#settings)}`);
      if (!this.#waitsForDisk) await client.query("set synchronous_commit = off");
    } catch (fault) {
      client.end().catch(() => {});
      throw new DatabaseAway(`Cannot reach PostgreSQL: ${(fault as Error).message}`, { cause: fault });
    }
    return this.#client = client;
  }
}

/**
 * By `set`, not as startup parameters: PgBouncer refuses those. Plans are made once and by indexes: without statistics,
 * on the first day, PostgreSQL would scan tables that grow under its hands (platform.md §1.1c).
 */
const SESSION = `
  set lock_timeout = ${LIMITS.lockTimeoutMs};
  set statement_timeout = ${LIMITS.statementTimeoutMs};
  set idle_in_transaction_session_timeout = ${LIMITS.idleInTransactionMs};
  set datestyle = 'ISO';
  set plan_cache_mode = force_generic_plan;
  set enable_seqscan = off;
  set enable_hashjoin = off;
  set enable_mergejoin = off;
  set synchronous_commit = on;
  set tracetrack.counts_are_locked = on`;

interface Corkable {
  cork(): void;
  uncork(): void;
  destroy(): void;
}

/** Whether the connection is gone, or may still bring an answer to what we have stopped waiting for. */
export function isLost(fault: unknown): boolean {
  const { code, severity } = fault as { code?: unknown; severity?: unknown };
  return severity === "FATAL" || severity === "PANIC" || !/^[0-9A-Z]{5}$/.test(String(code ?? ""));
}
