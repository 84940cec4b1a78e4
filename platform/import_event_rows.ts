/** What an import did, the latest first: what has to be taken back. */
import type { ImportedNames } from "../domain/import_undo.ts";
import type { Database } from "./postgres.ts";

export function importEventRows(db: Database) {
  return {
    /** Those between two keys, the first included: an import's keys lie side by side. */
    next: (jobId: number, from: string, before: string, limit: number): Promise<ImportedNames[]> =>
      db.prepared<ImportedNames>(NEXT, [jobId, from, before, limit]),
  };
}

const NEXT = `
  select e.key, e.parent, e.child, (select number from bills where id = e.bill_id) as bill
  from scan_events e
  where e.key >= $2 and e.key < $3 and e.accepted
    -- Anybody may choose the key of a scan, one of these too.
    and e.import_id = $1
  order by e.key desc limit $4`;
