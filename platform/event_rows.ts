/** Reads of events: the lives of bags and bills, newest first. Events are written by the ledger. */
import type { PageRequest } from "../domain/filters.ts";
import type { LifeEvent, Page } from "../domain/shapes.ts";
import { isInstant, isPlace, isUuid, pageOf, readCursor } from "./cursor.ts";
import type { Database } from "./postgres.ts";

export interface EventRow {
  readonly at: Date;
  /** To the microsecond: what a cursor needs. */
  readonly instant: string;
  readonly place: number;
  readonly scanned_at: Date | null;
  readonly kind: string;
  readonly outcome: LifeEvent["outcome"];
  readonly key: string;
  readonly parent: string | null;
  readonly from_parent: string | null;
  readonly child: string | null;
  readonly bill: string | null;
  readonly user: string | null;
  readonly station: string | null;
  readonly undone_by: string | null;
  readonly reason: string | null;
}

export function eventRows(db: Database) {
  return {
    /** All that speaks of this code: as parent, as child, or as the parent that a child left. */
    ofBag: (code: string, page: PageRequest) =>
      lifeOf(db, ["e.parent = $1", "e.child = $1", "e.from_parent = $1"], code, page),

    /** What was done to a bill, number in any case. */
    ofBill: (number: string, page: PageRequest) =>
      lifeOf(db, [`e.bill_id = (${BILL_ID})`, `e.from_bill_id = (${BILL_ID})`], number, page),
  };
}

const BILL_ID =
  `select id from bills where upper(number collate "C") collate "C" = upper($1::text collate "C") collate "C"`;

/** Each side gives its newest by its own index; what two sides gave is one event. */
async function lifeOf(
  db: Database,
  sides: readonly string[],
  subject: string,
  { limit, cursor }: PageRequest,
): Promise<Page<LifeEvent> | null> {
  const position = cursor === null ? [] : readCursor(cursor, [isInstant, isPlace, isUuid]);
  if (!position) return null;
  const before = cursor === null ? "" : "and (e.at, e.place, e.key) < ($3::timestamptz, $4::smallint, $5::uuid)";
  const newest = sides.map((side) =>
    `(select e.key, e.at, e.place from scan_events e
    where ${side} ${before} order by e.at desc, e.place desc, e.key desc limit $2)`
  );
  const rows = await db.query<EventRow>(
    `with life as (${newest.join(" union ")}), page as (
      select * from life order by at desc, place desc, key desc limit $2
    )
    select ${EVENT_COLUMNS} from page join scan_events e using (key) ${EVENT_JOINS}
    order by e.at desc, e.place desc, e.key desc`,
    [subject, limit + 1, ...position],
  );
  return pageOf(rows, limit, eventOf, ({ instant, place, key }) => [instant, place, key]);
}

export const EVENT_COLUMNS =
  `e.at, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as instant, e.place,
  e.scanned_at, e.kind, e.outcome, e.key, e.parent, e.from_parent, e.child, bills.number as bill,
  users.username as "user", stations.name as station, undoer.username as undone_by, e.reason`;

export const EVENT_JOINS = `left join bills on bills.id = e.bill_id
  left join users on users.id = e.user_id
  left join stations on stations.id = e.station_id
  left join scan_events undo on undo.undoes = e.key and undo.accepted
  left join users undoer on undoer.id = undo.user_id`;

export function eventOf(row: EventRow): LifeEvent {
  return {
    at: row.at,
    scannedAt: row.scanned_at,
    kind: row.kind,
    outcome: row.outcome,
    scanId: row.key,
    parent: row.parent,
    fromParent: row.from_parent,
    child: row.child,
    bill: row.bill,
    user: row.user,
    station: row.station,
    undoneBy: row.undone_by,
    reason: row.reason,
  };
}
