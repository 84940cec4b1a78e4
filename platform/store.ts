/** The database as an instance uses it: brought up to date, with its two pools and the names that never change. */
import { LIMITS } from "../domain/limits.ts";
import { migrate } from "./migrate.ts";
import { loadNames, type Names } from "./names.ts";
import { type ConnectionSettings, openPool, type Pool } from "./postgres.ts";

export interface Store {
  /** The numbers of the migrations that were applied just now. */
  readonly migrated: Awaited<ReturnType<typeof migrate>>;
  /** For pages and look-ups. */
  readonly db: Pool;
  /** For what scans need beside a commit: slow pages must not keep them waiting. */
  readonly vital: Pool;
  readonly names: Names;
  end(): Promise<unknown>;
}

export async function openStore(
  database: ConnectionSettings,
  onLostConnection: (fault: unknown) => void,
): Promise<Store> {
  const migrated = await migrate(database);
  const db = openPool(database, onLostConnection);
  const vital = openPool(database, onLostConnection, LIMITS.vitalConnectionsMax);
  const names = await loadNames(vital);
  return { migrated, db, vital, names, end: () => Promise.all([db.end(), vital.end()]) };
}
