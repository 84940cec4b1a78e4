/** What the database has read of its large tables: PostgreSQL counts it, and this tells the difference. */
import type pg from "pg";

export interface TableReads {
  readonly table: string;
  /** How often it was read from its beginning. */
  readonly scans: number;
  /** Rows that were looked at, by index or not. */
  readonly rows: number;
}

const LARGE = ["bags", "bag_search", "scan_events"];

/** A backend tells what it has counted when it ends a statement, and at most once in this time. */
export const TELLS_EVERY_MS = 1_000;

export async function readsOf(client: pg.Client): Promise<TableReads[]> {
  const { rows } = await client.query<{ table: string; scans: string; rows: string }>(
    `select relname as table, seq_scan as scans, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) as rows
    from pg_stat_user_tables where relname = any ($1)`,
    [LARGE],
  );
  return rows.map(({ table, scans, rows }) => ({ table, scans: Number(scans), rows: Number(rows) }));
}
