/** Writes what a batch came to, set by set, each row as one JSON object. A set that meets fewer rows than were decided on raises. */
import type { Bag, Child, Parent } from "../domain/bag.ts";
import { type Bill, type BillKey, billKey } from "../domain/bill.ts";
import type { Change, StatDelta } from "../domain/change.ts";
import type { NewEvent } from "../domain/event.ts";
import type { Statement } from "./lane.ts";
import * as sql from "./ledger_write_statements.ts";

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
    [sql.REOPEN_BILLS, change.billsReopened.map(idOf)],
    [sql.PARENTS_LEAVE, change.parentsLeaving.map(idOf)],
    [sql.CHILDREN_LEAVE, change.childrenLeaving.map(leavingRow), stamp],
    [sql.CREATE_BILLS, change.newBills.map((bill) => newBillRow(bill, change)), stamp],
    [sql.EDIT_BILLS, change.billsEdited.map(billWordsRow)],
    [sql.REGISTER_PARENTS, change.newParents.map(newParentRow), stamp],
    [sql.REGISTER_CHILDREN, change.newChildren.map(newChildRow), stamp],
    [sql.CHILDREN_JOIN, change.childrenJoining.map(childRow), stamp],
    [sql.PARENTS_JOIN, change.parentsJoining.map(parentRow), stamp],
    [sql.VOID_BAGS, change.bagsVoided.map(codeOf), stamp],
    [sql.WITHDRAW_BAGS, change.bagsWithdrawn.filter(isNoLeavingChild(change)).map(idOf), stamp],
    [sql.WITHDRAW_BILLS, change.billsWithdrawn.map(idOf), stamp],
    [sql.OPEN_PARENTS, change.parentsOpened.map(openParentRow), stamp],
    [sql.SHUT_PARENTS, change.parentsShut.map(codeOf)],
    [sql.CLOSE_BILLS, change.billsClosed.map((bill) => closedBillRow(bill, change)), stamp],
    [sql.TELL, change.events.map((event) => eventRow(event, context)), stamp],
    [sql.COUNT, change.stats.map(statRow), stamp, context.timeZone],
  ];
  return sets.filter(([, rows]) => rows.length > 0)
    .map(([text, rows, ...more]) => ({ text, values: [JSON.stringify(rows), rows.length, ...more] }));
}

const idOf = ({ id }: Bag | Bill) => ({ id });

const leavingRow = ({ id, withdrawn }: Child) => ({ id, withdrawn });

const isNoLeavingChild = ({ childrenLeaving }: Change) => {
  const leaving = new Set<Bag>(childrenLeaving);
  return (bag: Bag): boolean => !leaving.has(bag);
};

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
  import: bill.importId,
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

const newParentRow = (parent: Parent) => ({
  code: parent.code,
  kind: parent.kind,
  capacity: parent.capacity,
  child_weight_g: parent.childWeightG,
  expected_weight_g: parent.expectedWeightG,
  area: parent.area,
  by: parent.createdById,
  import: parent.importId,
});

const newChildRow = ({ code, parent, packed, area, createdById, importId }: Child) => ({
  code,
  parent,
  packed_by: packed?.byId ?? null,
  packed_key: packed?.key ?? null,
  area,
  by: createdById,
  import: importId,
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
    import_id: event.importId,
  };
}
