/** Reads of events: the lives of bags and bills, newest first. Events are written by the ledger. */
import type { PageRequest } from "../domain/filters.ts";
import { LIMITS } from "../domain/limits.ts";
import type { LifeEvent, LotSeen, Page } from "../domain/shapes.ts";
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
  readonly elsewhere: string | null;
  readonly raw: string | null;
  readonly lot: string | null;
  readonly standing: LifeEvent["standing"];
}

export function eventRows(db: Database) {
  return {
    /** All that speaks of this code: as parent, as child, or as the parent that a child left. */
    ofBag: (code: string, page: PageRequest) =>
      lifeOf(db, ["e.parent = $1", "e.child = $1", "e.from_parent = $1"], code, page),

    /** The lots that this child's labels named, the latest first: more than one speaks of two bags with one number. */
    lotsOf: (child: string): Promise<LotSeen[]> =>
      db.query<LotSeen>(
        `select lot, (array_agg(raw order by at desc))[1] as raw, max(at) as at
        from scan_events where child = $1 and lot is not null group by lot order by max(at) desc limit $2`,
        [child, LIMITS.lotsShownMax],
      ),

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
  users.username as "user", stations.name as station, undoer.username as undone_by, e.reason,
  coalesce(e.detail #>> '{elsewhere,parent}', e.detail #>> '{elsewhere,bill}') as elsewhere, e.raw, e.lot,
  case
    when packed.id is null and billed.id is null then 'gone'
    when held.status = 'completed' then 'frozen'
    else 'stands'
  end as standing`;

export const EVENT_JOINS = `left join bills on bills.id = e.bill_id
  left join users on users.id = e.user_id
  left join stations on stations.id = e.station_id
  left join scan_events undo on undo.undoes = e.key and undo.accepted
  left join users undoer on undoer.id = undo.user_id
  left join bags packed on packed.code = e.child and packed.packed_key = e.key
  left join bags holder on holder.id = packed.parent_id and holder.role = packed.parent_role
  left join bags billed on billed.code = e.parent and billed.billed_key = e.key
  left join bills held on held.id = coalesce(holder.bill_id, billed.bill_id)`;

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
    elsewhere: row.elsewhere,
    raw: row.raw,
    lot: row.lot,
    standing: row.standing,
  };
}
