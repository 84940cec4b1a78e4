/** The plain shapes as JSON shows them: snake_case, instants in ISO 8601, weights in kilograms. */
import type { Elsewhere } from "../domain/answer.ts";
import type {
  BagDetail,
  BagLine,
  BillDetail,
  BillLine,
  BillParent,
  BillTotals,
  Dashboard,
  Integrity,
  LifeEvent,
  PackedChild,
  Page,
  ParentTotals,
  Total,
  UserLine,
} from "../domain/shapes.ts";

/** `total`: all that the list has, where it was asked for. */
export const wirePage = <Item>(
  { items, nextCursor }: Page<Item>,
  wireItem: (item: Item) => unknown,
  total: Total | null = null,
) => ({
  items: items.map(wireItem),
  next_cursor: nextCursor,
  ...(total && { total: { count: total.count, exact: total.isExact } }),
});

export const wireParent = (parent: ParentTotals) => ({
  code: parent.code,
  kind: parent.kind,
  child_count: parent.childCount,
  capacity: parent.capacity,
  weight_kg: parent.weightKg,
  status: parent.status,
  bill: parent.bill,
});

export const wireBillTotals = (bill: BillTotals) => ({
  number: bill.number,
  linked_count: bill.linkedCount,
  capacity: bill.capacity,
  child_count: bill.childCount,
  weight_kg: bill.weightKg,
  expected_weight_kg: bill.expectedWeightKg,
  status: bill.status,
});

export const wireElsewhere = ({ parent, bill, since, by }: Elsewhere) => ({ parent, bill, since, by });

export const wireBill = (bill: BillLine) => ({
  ...wireBillTotals(bill),
  description: bill.description,
  short: bill.short,
  short_reason: bill.shortReason,
  version: bill.version,
  created_by: bill.createdBy,
  created_at: bill.createdAt,
  completed_by: bill.completedBy,
  completed_at: bill.completedAt,
  destination: bill.destination,
  vehicle: bill.vehicle,
});

export const wireBillDetail = (bill: BillDetail) => ({ ...wireBill(bill), parents: bill.parents.map(wireBillParent) });

export const wireBillParent = (parent: BillParent) => ({
  code: parent.code,
  kind: parent.kind,
  child_count: parent.childCount,
  capacity: parent.capacity,
  weight_kg: parent.weightKg,
  expected_weight_kg: parent.expectedWeightKg,
  linked_at: parent.linkedAt,
  linked_by: parent.linkedBy,
});

export function wireBag(bag: BagLine) {
  const common = {
    code: bag.code,
    role: bag.role,
    kind: bag.kind,
    status: bag.status,
    weight_kg: bag.weightKg,
    dispatch_area: bag.area,
    created_at: bag.createdAt,
    created_by: bag.createdBy,
    voided: bag.voided,
    bill: bag.bill,
  };
  return bag.role === "parent"
    ? { ...common, child_count: bag.childCount, capacity: bag.capacity }
    : { ...common, parent: bag.parent };
}

export function wireBagDetail(bag: BagDetail) {
  const billed = { billed_at: bag.billedAt, billed_by: bag.billedBy };
  return bag.role === "parent"
    ? { ...wireBag(bag), ...billed, children: bag.children.map(wireChild) }
    : { ...wireBag(bag), ...billed, packed_at: bag.packedAt, packed_by: bag.packedBy };
}

export const wireChild = (child: PackedChild) => ({
  code: child.code,
  packed_at: child.packedAt,
  packed_by: child.packedBy,
  scan_id: child.scanId,
});

export const wireEvent = (event: LifeEvent) => ({
  at: event.at,
  scanned_at: event.scannedAt,
  kind: event.kind,
  outcome: event.outcome,
  scan_id: event.scanId,
  parent: event.parent,
  from_parent: event.fromParent,
  child: event.child,
  bill: event.bill,
  user: event.user,
  station: event.station,
  undone_by: event.undoneBy,
  reason: event.reason,
  raw: event.raw,
  lot: event.lot,
});

export const wireUser = (user: UserLine) => ({
  id: user.id,
  username: user.username,
  role: user.role,
  dispatch_area: user.area,
  full_name: user.fullName,
  email: user.email,
  disabled: user.disabled,
  must_change_password: user.mustChangePassword,
  version: user.version,
  created_at: user.createdAt,
  last_sign_in_at: user.lastSignInAt,
  locked_until: user.lockedUntil,
});

export const wireDashboard = (dashboard: Dashboard) => ({
  parents: dashboard.parents,
  children: dashboard.children,
  bills: dashboard.bills,
  bills_in_work: dashboard.billsInWork,
  open_parents: {
    total: dashboard.openByAge.reduce((sum, count) => sum + count, 0),
    under_10_minutes: dashboard.openByAge[0],
    under_1_hour: dashboard.openByAge[1],
    under_4_hours: dashboard.openByAge[2],
    older: dashboard.openByAge[3],
  },
  scans: dashboard.scans,
  today: {
    scans: dashboard.today.scans,
    children_linked: dashboard.today.childrenLinked,
    bills_completed: dashboard.today.billsCompleted,
    refused: dashboard.today.refused,
    refusals: dashboard.today.refusals,
    hourly: dashboard.today.hourly,
  },
  as_of: dashboard.asOf,
});

export const wireIntegrity = ({ ok, checks, problems }: Integrity) => ({ ok, checked: checks, problems });
