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
    /** `before`: the event that was taken back last. Its own undos are not among them. */
    next: (jobId: number, before: string | null, limit: number): Promise<ImportedEvent[]> =>
      db.prepared<ImportedEvent>(NEXT, [jobId, before, limit]),
  };
}

const NEXT = `
  select e.key, e.parent, e.child, (select number from bills where id = e.bill_id) as bill
  from scan_events e
  where e.import_id = $1 and e.accepted and e.kind in ('open_parent', 'link_child', 'create_bill', 'link_bill')
    and ($2::uuid is null or e.key < $2)
  order by e.key desc limit $3`;
