/**
 * Reads of events in the order in which they were decided: what a moment that has passed is put together from. Of a bag all
 * that it went through is read; of a bill its own events, and of its parents only what went in and out since that moment:
 * most were packed long before anybody asks, so that is little.
 */
import type { BillFields } from "../domain/command.ts";
import {
  BAG_HISTORY,
  type BagAsOf,
  BILL_HISTORY,
  type BillAsOf,
  billContentAt,
  billTotalsAt,
  childPlaceAt,
  type Histories,
  type HistoryEvent,
  type KnownParent,
  PACKING_HISTORY,
  parentAsOf,
  parentContentAt,
  type ParentSince,
} from "../domain/history.ts";
import type { Database } from "./postgres.ts";

interface BagRow extends KnownParent {
  readonly role: "parent" | "child";
  readonly createdAt: Date;
  readonly now: Date;
}

interface BillRow extends BillFields {
  readonly id: number;
  readonly number: string;
  readonly createdAt: Date;
  readonly now: Date;
}

export function historyRows(db: Database): Histories {
  const histories: Histories = {
    async bag(code, at) {
      const [row] = await db.prepared<BagRow>(BAG, [code]);
      if (!row) return null;
      const when = whenOf(row, at);
      const sides = row.role === "parent" ? PARENT_SIDES : CHILD_SIDES;
      const events = await eventsOf(db, sides, code, when.at, BAG_HISTORY);
      if (row.role === "parent") return parentAsOf(row, parentContentAt(code, events, when.at), when);
      const place = childPlaceAt(code, events, when.at);
      const parent = place.parent === null ? null : await histories.bag(place.parent, when.at);
      return { ...when, ...place, role: "child", code, bill: billOf(parent) };
    },

    async bill(number, at) {
      const [row] = await db.prepared<BillRow>(BILL, [number]);
      if (!row) return null;
      const when = whenOf(row, at);
      const content = billContentAt(
        row.number,
        wordsOf(row),
        await eventsOf(db, BILL_SIDES, row.id, when.at, BILL_HISTORY),
        when.at,
      );
      const codes = [...content.parents.keys()];
      const parents = codes.length === 0
        ? []
        : await db.query<ParentSince>(PARENTS_SINCE, [codes, when.at, PACKING_HISTORY]);
      return { ...when, number: row.number, ...billTotalsAt(content, parents) } satisfies BillAsOf;
    },
  };
  return histories;
}

/** Nobody knows what will be: a moment ahead is now. */
function whenOf({ createdAt, now }: { readonly createdAt: Date; readonly now: Date }, asked: Date) {
  const at = asked.getTime() < now.getTime() ? asked : now;
  return { at, createdAt, existed: createdAt.getTime() <= at.getTime() };
}

const billOf = (bag: BagAsOf | null): string | null => bag?.bill ?? null;

const wordsOf = ({ capacity, description, destination, vehicle }: BillRow): BillFields => ({
  capacity,
  description,
  destination,
  vehicle,
});

const BAG = `select code, role, kind, capacity, child_weight_g as "childWeightG",
    expected_weight_g as "expectedWeightG", created_at as "createdAt", clock_timestamp() as now
  from bags where code = $1 and not withdrawn`;

const BILL = `select id, number, capacity, description, destination, vehicle, created_at as "createdAt",
    clock_timestamp() as now
  from bills where upper(number collate "C") collate "C" = upper($1::text collate "C") collate "C"
    and not withdrawn`;

const PARENT_SIDES = [
  "e.parent = $1",
  "e.from_parent = $1",
  // What frees a parent without naming it.
  `e.outcome = 'bill_made_void' and e.bill_id in (
    select put.bill_id from scan_events put where put.parent = $1 and put.outcome = 'bill_linked')`,
];
const CHILD_SIDES = ["e.child = $1"];
const BILL_SIDES = ["e.bill_id = $1", "e.from_bill_id = $1"];

/** All of a millisecond belongs to it: times are shown no finer than that. */
const UP_TO = "e.accepted and e.at < date_trunc('milliseconds', $2::timestamptz) + interval '1 millisecond'";

/** Each side by its own index; what two sides gave is one event. */
function eventsOf(
  db: Database,
  sides: readonly string[],
  subject: string | number,
  at: Date,
  outcomes: readonly string[],
): Promise<HistoryEvent[]> {
  const keys = sides.map((side) =>
    `select e.key from scan_events e where ${side} and ${UP_TO} and e.outcome = any ($3::text[])`
  );
  return db.query<HistoryEvent>(
    `with life as (${keys.join(" union ")})
    select e.at, e.key, e.outcome, e.parent, e.from_parent as "fromParent", e.child, bills.number as bill,
      source.number as "fromBill", users.username as by, e.reason, e.detail
    from life join scan_events e using (key)
    left join bills on bills.id = e.bill_id
    left join bills source on source.id = e.from_bill_id
    left join users on users.id = e.user_id
    order by e.at, e.place, e.key`,
    [subject, at, outcomes],
  );
}

const SINCE = "e.accepted and e.at >= date_trunc('milliseconds', $2::timestamptz) + interval '1 millisecond'";

/** One statement, so that the counts and the events are of one moment. */
const PARENTS_SINCE = `with since as (
    select e.parent as code, 'parent' as side, e.outcome, count(*)::integer as times
    from scan_events e where e.parent = any ($1::text[]) and ${SINCE} and e.outcome = any ($3::text[]) group by 1, 3
    union all
    select e.from_parent, 'from_parent', e.outcome, count(*)::integer
    from scan_events e where e.from_parent = any ($1::text[]) and ${SINCE} and e.outcome = any ($3::text[]) group by 1, 3
  ), tallies as (
    select code, json_agg(json_build_object('side', side, 'outcome', outcome, 'times', times)) as since
    from since group by code
  )
  select code, kind, capacity, child_count as "childCount", child_weight_g as "childWeightG",
    expected_weight_g as "expectedWeightG", coalesce(since, '[]'::json) as since
  from bags left join tallies using (code) where code = any ($1::text[]) and role = 'parent'`;
