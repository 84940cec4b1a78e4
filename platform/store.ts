/** The database as an instance uses it: brought up to date, with its two pools and the names that never change. */
import { LIMITS } from "../domain/limits.ts";
import { migrate, type Migrated } from "./migrate.ts";
import { loadNames, type Names } from "./names.ts";
import { type ConnectionSettings, openPool, type Pool } from "./postgres.ts";

export interface Store {
  readonly migrated: Migrated;
  /** As the application is to connect: under its own role, where there is one. */
  readonly database: ConnectionSettings;
  /** For pages and look-ups. */
  readonly db: Pool;
  /** For what scans need beside a commit: slow pages must not keep them waiting. */
  readonly vital: Pool;
  readonly names: Names;
  end(): Promise<unknown>;
}

export async function openStore(
  given: ConnectionSettings,
  onLostConnection: (fault: unknown) => void,
): Promise<Store> {
  const migrated = await migrate(given);
  const database = { ...given, role: migrated.role };
  const db = openPool(database, onLostConnection);
  const vital = openPool(database, onLostConnection, LIMITS.vitalConnectionsMax);
  const names = await loadNames(vital);
  return { migrated, database, db, vital, names, end: () => Promise.all([db.end(), vital.end()]) };
}
