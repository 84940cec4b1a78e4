/** The past as JSON shows it: the fields of the present, and `as_of`. */
import type { BagAsOf, BillAsOf } from "../domain/history.ts";
import { wireBillParent, wireBillTotals, wireChild } from "./wire.ts";

export function wireBagAsOf(bag: BagAsOf) {
  const { at, code, role, bill, voided, createdAt } = bag;
  const common = { code, role, as_of: at, created_at: createdAt, bill, voided };
  return bag.role === "parent"
    ? {
      ...common,
      kind: bag.kind,
      child_count: bag.childCount,
      capacity: bag.capacity,
      weight_kg: bag.weightKg,
      status: bag.status,
      children: bag.children.map(wireChild),
    }
    : { ...common, parent: bag.parent, packed_at: bag.packedAt, packed_by: bag.packedBy };
}

export const wireBillAsOf = (bill: BillAsOf) => ({
  ...wireBillTotals(bill),
  as_of: bill.at,
  description: bill.description,
  destination: bill.destination,
  vehicle: bill.vehicle,
  short: bill.short,
  short_reason: bill.shortReason,
  created_at: bill.createdAt,
  completed_at: bill.completedAt,
  completed_by: bill.completedBy,
  parents: bill.parents.map(wireBillParent),
});
