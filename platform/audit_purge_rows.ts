/** What leaves the audit log when it is old enough: by a function of the database, which refuses anything younger. */
import { LIMITS } from "../domain/limits.ts";
import type { Database } from "./postgres.ts";
import { isOurTurn } from "./upkeep_rows.ts";

/** See `upkeep_rows.ts`: any number that nothing else locks. */
const PURGE_LOCK = 7_421_006;

/** Removes the next rows older than so many days, one instance at a time, and returns how many; 0 when it is another's turn. */
export async function purgeAudit(db: Database, days: number): Promise<number> {
  return await db.transaction(async (tx) => {
    if (!await isOurTurn(tx, PURGE_LOCK)) return 0;
    const [row] = await tx.query<{ removed: number }>("select purge_audit_log($1, $2) as removed", [
      days,
      LIMITS.auditPurgeRowsMax,
    ]);
    return row!.removed;
  }, LIMITS.auditPurgePatienceMs);
}
