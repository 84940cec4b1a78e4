/** Reads of a value together with the moment of the database that the same statement saw. */
import { readSnapshot, type Snapshot } from "../domain/snapshot.ts";
import type { Database } from "./postgres.ts";

export interface Seen<Value> {
  readonly value: Value;
  /** Taken by the statement that read the value. */
  readonly snapshot: Snapshot;
}

/** A query for one row, as a query that also tells its snapshot, and answers where it finds nothing. */
export const seeing = (sql: string): string =>
  `select txid_current_snapshot()::text as snapshot, found.*
    from (values (1)) as always left join (select true as is_found, wanted.* from (${sql}) as wanted) as found on true`;

/** The row of a query that `seeing` has made; null where it finds none. */
export async function readSeen<Row>(
  db: Database,
  seeingSql: string,
  values: readonly unknown[],
): Promise<Seen<Row | null>> {
  const [row] = await db.prepared<Row & { snapshot: string; is_found: true | null }>(seeingSql, values);
  return { value: row!.is_found ? row! : null, snapshot: readSnapshot(row!.snapshot) };
}
