/** What an import did, the latest first: what has to be taken back. */
import type { Database } from "./postgres.ts";

/** One event's names: enough to lock all that taking it back touches. */
export interface ImportedEvent {
  readonly key: string;
  readonly parent: string | null;
  readonly child: string | null;
  readonly bill: string | null;
}

export function importEventRows(db: Database) {
  return {
    /** Those between two keys, the first included: an import's keys lie side by side. */
    next: (from: string, before: string, limit: number): Promise<ImportedEvent[]> =>
      db.prepared<ImportedEvent>(NEXT, [from, before, limit]),
  };
}

const NEXT = `
  select e.key, e.parent, e.child, (select number from bills where id = e.bill_id) as bill
  from scan_events e
  where e.key >= $1 and e.key < $2 and e.accepted
  order by e.key desc limit $3`;
