/** Writes what a batch came to, set by set, each row as one JSON object. A set that meets fewer rows than were decided on raises. */
import type { Bag, Child, Parent } from "../domain/bag.ts";
import { type Bill, type BillKey, billKey } from "../domain/bill.ts";
import type { Change, StatDelta } from "../domain/change.ts";
import type { NewEvent } from "../domain/event.ts";
import type { Statement } from "./lane.ts";

export interface WriteContext {
  /** The batch's time with PostgreSQL's microseconds. */
  readonly stamp: string;
  readonly timeZone: string;
  /** The row id of a bill that was read; null for one that this batch creates. */
  readonly billId: (key: BillKey) => number | null;
  readonly stationId: (name: string) => number | null;
}

/** In the one order that never breaks a count on the way: reopen, leave, make room, join, close, tell. */
export function writeStatements(change: Change, context: WriteContext): Statement[] {
  const { stamp } = context;
  const sets: (readonly [text: string, rows: readonly unknown[], ...more: unknown[]])[] = [
    [REOPEN_BILLS, change.billsReopened.map(idOf)],
    [PARENTS_LEAVE, change.parentsLeaving.map(idOf)],
    [CHILDREN_LEAVE, change.childrenLeaving.map(idOf)],
    [CREATE_BILLS, change.newBills.map((bill) => newBillRow(bill, change)), stamp],
    [EDIT_BILLS, change.billsEdited.map(billWordsRow)],
    [REGISTER_PARENTS, change.newParents.map(newParentRow), stamp],
    [REGISTER_CHILDREN, change.newChildren.map(newChildRow), stamp],
    [CHILDREN_JOIN, change.childrenJoining.map(childRow), stamp],
    [PARENTS_JOIN, change.parentsJoining.map(parentRow), stamp],
    [VOID_BAGS, change.bagsVoided.map(codeOf), stamp],
    [OPEN_PARENTS, change.parentsOpened.map(openParentRow), stamp],
    [SHUT_PARENTS, change.parentsShut.map(codeOf)],
    [CLOSE_BILLS, change.billsClosed.map((bill) => closedBillRow(bill, change)), stamp],
    [TELL, change.events.map((event) => eventRow(event, context)), stamp],
    [COUNT, change.stats.map(statRow), stamp, context.timeZone],
  ];
  return sets.filter(([, rows]) => rows.length > 0)
    .map(([text, rows, ...more]) => ({ text, values: [JSON.stringify(rows), rows.length, ...more] }));
}

// In each: $1 the rows as JSON, $2 how many they are, $3 the batch's time.

const REOPEN_BILLS = `
  with done as (
    update bills set completed_at = null, completed_by = null, short = false, short_reason = null,
      version = version + 1, revision = revision + 1
    where id = any (select (value ->> 'id')::bigint from json_array_elements($1::json))
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

const PARENTS_LEAVE = `
  with done as (
    update bags set bill_id = null, billed_at = null, billed_by = null, billed_key = null, revision = revision + 1
    where id = any (select (value ->> 'id')::bigint from json_array_elements($1::json)) and role = 'parent'
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

const CHILDREN_LEAVE = `
  with done as (
    update bags set parent_id = null, packed_at = null, packed_by = null, packed_key = null, revision = revision + 1
    where id = any (select (value ->> 'id')::bigint from json_array_elements($1::json)) and role = 'child'
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

const CREATE_BILLS = `
  with done as (
    insert into bills (number, description, destination, vehicle, capacity, created_at, created_by)
    select number, description, destination, vehicle, capacity, $3::timestamptz, by
    from json_to_recordset($1::json)
      as d (number text, description text, destination text, vehicle text, capacity integer, by bigint)
    on conflict do nothing
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

const EDIT_BILLS = `
  with done as (
    update bills b set description = d.description, destination = d.destination, vehicle = d.vehicle,
      capacity = d.capacity, version = b.version + 1, revision = b.revision + 1
    from json_to_recordset($1::json)
      as d (id bigint, description text, destination text, vehicle text, capacity integer)
    where b.id = d.id
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

/** The kind's own trigger copies capacity and weights. Met with another capacity than was decided on, it is a lost race. */
const REGISTER_PARENTS = `
  with done as (
    insert into bags (role, code, kind, dispatch_area, created_at, created_by)
    select 'parent', d.code, d.kind, d.area, $3::timestamptz, d.by
    from json_to_recordset($1::json) as d (code text, kind text, capacity integer, area text, by bigint)
    where d.capacity = (select k.capacity from bag_kinds k where k.kind = d.kind)
    order by d.code collate "C"
    on conflict (code) do nothing
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

const REGISTER_CHILDREN = `
  with done as (
    insert into bags (role, code, parent_id, packed_at, packed_by, packed_key, dispatch_area, created_at, created_by)
    select 'child', d.code,
      (select id from bags p where p.code = d.parent and p.role = 'parent'),
      case when d.parent is not null then $3::timestamptz end, d.packed_by, d.packed_key, d.area, $3::timestamptz, d.by
    from json_to_recordset($1::json)
      as d (code text, parent text, packed_by bigint, packed_key uuid, area text, by bigint)
    order by d.code collate "C"
    on conflict (code) do nothing
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

const CHILDREN_JOIN = `
  with done as (
    update bags c set parent_id = (select id from bags p where p.code = d.parent and p.role = 'parent'),
      packed_at = $3::timestamptz, packed_by = d.packed_by, packed_key = d.packed_key, revision = c.revision + 1
    from json_to_recordset($1::json) as d (id bigint, parent text, packed_by bigint, packed_key uuid)
    where c.id = d.id and c.role = 'child'
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

const PARENTS_JOIN = `
  with done as (
    update bags p set bill_id = (select id from bills where upper(number collate "C") collate "C" = d.bill),
      billed_at = $3::timestamptz, billed_by = d.billed_by, billed_key = d.billed_key, revision = p.revision + 1
    from json_to_recordset($1::json) as d (code text, bill text, billed_by bigint, billed_key uuid)
    where p.code = d.code
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

const VOID_BAGS = `
  with done as (
    update bags set voided_at = $3::timestamptz, revision = revision + 1
    where code = any (select value ->> 'code' from json_array_elements($1::json)) and voided_at is null
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

/** These two follow from what is written above: one row more or less here is no lost race. */
const OPEN_PARENTS = `
  with done as (
    insert into open_parents (code, area, opened_at)
    select code, area, $3::timestamptz from json_to_recordset($1::json) as d (code text, area text)
    on conflict (code) do nothing
  )
  select $2::bigint`;

const SHUT_PARENTS = `
  with done as (
    delete from open_parents where code = any (select value ->> 'code' from json_array_elements($1::json))
  )
  select $2::bigint`;

const CLOSE_BILLS = `
  with done as (
    update bills b set
      completed_at = case when d.completed_by is not null then $3::timestamptz end, completed_by = d.completed_by,
      short = d.short, short_reason = d.short_reason,
      voided_at = case when d.voided_by is not null then $3::timestamptz end, voided_by = d.voided_by,
      version = b.version + 1, revision = b.revision + 1
    from json_to_recordset($1::json)
      as d (number text, completed_by bigint, short boolean, short_reason text, voided_by bigint)
    where upper(b.number collate "C") collate "C" = d.number
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

const TELL = `
  with done as (
    insert into scan_events (
      key, at, place, kind, outcome, accepted, user_id, station_id, scanned_at, parent, from_parent, child,
      bill_id, from_bill_id, undoes, raw, lot, reason, detail, content_hash, area
    )
    select key, $3::timestamptz, place, kind, outcome, accepted, user_id, station_id, scanned_at, parent, from_parent,
      child,
      coalesce(bill_id, (select id from bills where upper(number collate "C") collate "C" = d.bill)),
      coalesce(from_bill_id, (select id from bills where upper(number collate "C") collate "C" = d.from_bill)),
      undoes, raw, lot, reason, detail, content_hash, coalesce(area, '')
    from json_to_recordset($1::json) as d (
      key uuid, place smallint, kind text, outcome text, accepted boolean, user_id bigint, station_id bigint,
      scanned_at timestamptz, parent text, from_parent text, child text, bill_id bigint, bill text,
      from_bill_id bigint, from_bill text, undoes uuid, raw text, lot text, reason text, detail jsonb,
      content_hash bigint, area text
    )
    on conflict (key) do nothing
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

/** $4: the time zone, whose hours begin where its clocks say. */
const COUNT = `
  with done as (
    insert into stat_deltas (stat, area, detail, hour, delta)
    select stat, area, detail, hour, delta
    from json_to_recordset($1::json) as d (stat text, area text, detail text, hourly boolean, delta bigint),
      lateral (
        select '-infinity'::timestamptz as hour
        union all
        select date_trunc('hour', $3::timestamptz, $4::text) where d.hourly
      ) as hours
    returning hour
  )
  select expect_rows((select count(*) from done where hour = '-infinity'), $2::bigint)`;

const idOf = ({ id }: Bag | Bill) => ({ id });

const codeOf = ({ code }: Bag) => ({ code });

const wordsOf = ({ description, destination, vehicle, capacity }: Bill) => ({
  description,
  destination,
  vehicle,
  capacity,
});

const newBillRow = (bill: Bill, change: Change) => ({
  ...wordsOf(bill),
  number: bill.number,
  by: eventOn(bill, change, "create_bill")?.userId ?? null,
});

const billWordsRow = (bill: Bill) => ({ id: bill.id, ...wordsOf(bill) });

const closedBillRow = (bill: Bill, change: Change) => ({
  number: billKey(bill.number),
  completed_by: bill.completed?.byId ?? null,
  short: bill.short,
  short_reason: bill.shortReason,
  voided_by: bill.voided ? eventOn(bill, change, "void_bill")?.userId ?? null : null,
});

const eventOn = (bill: Bill, { events }: Change, kind: NewEvent["kind"]): NewEvent | undefined =>
  events.find((event) => event.kind === kind && event.accepted && event.bill === billKey(bill.number));

const newParentRow = ({ code, kind, capacity, area, createdById }: Parent) => ({
  code,
  kind,
  capacity,
  area,
  by: createdById,
});

const newChildRow = ({ code, parent, packed, area, createdById }: Child) => ({
  code,
  parent,
  packed_by: packed?.byId ?? null,
  packed_key: packed?.key ?? null,
  area,
  by: createdById,
});

const childRow = ({ id, parent, packed }: Child) => ({ id, parent, packed_by: packed?.byId, packed_key: packed?.key });

const parentRow = ({ code, bill, billed }: Parent) => ({
  code,
  bill,
  billed_by: billed?.byId,
  billed_key: billed?.key,
});

const openParentRow = ({ code, area }: Parent) => ({ code, area });

const statRow = ({ stat, area, detail, hourly, delta }: StatDelta) => ({ stat, area, detail, hourly, delta });

function eventRow(event: NewEvent, { billId, stationId }: WriteContext) {
  const bill = event.bill ?? null, fromBill = event.fromBill ?? null;
  const idOfBill = bill === null ? null : billId(bill);
  const idOfFrom = fromBill === null ? null : billId(fromBill);
  return {
    key: event.key,
    place: event.place,
    kind: event.kind,
    outcome: event.outcome,
    accepted: event.accepted,
    user_id: event.userId,
    station_id: event.station === null ? null : stationId(event.station),
    scanned_at: event.scannedAt,
    parent: event.parent,
    from_parent: event.fromParent,
    child: event.child,
    bill_id: idOfBill,
    bill: idOfBill === null ? bill : null,
    from_bill_id: idOfFrom,
    from_bill: idOfFrom === null ? fromBill : null,
    undoes: event.undoes,
    raw: event.raw,
    lot: event.lot,
    reason: event.reason,
    detail: event.detail,
    content_hash: event.contentHash,
    area: event.area,
  };
}
