/** A bag as a row of a list: its columns, what they are joined from, and the shape that is made of them. */
import type { BagLine } from "../domain/shapes.ts";

export interface BagRow {
  readonly id: number;
  readonly code: string;
  readonly role: "parent" | "child";
  readonly kind: string | null;
  readonly weight_g: number;
  readonly child_count: number;
  readonly capacity: number | null;
  readonly parent: string | null;
  readonly bill: string | null;
  readonly bill_status: BagLine["billStatus"];
  readonly area: string | null;
  readonly created_at: Date;
  readonly created_by: string | null;
  readonly voided: boolean;
}

const WEIGHT_G = `case
  when b.role = 'parent' then b.child_count * b.child_weight_g
  -- A child that was never packed weighs what one usually weighs.
  else coalesce(p.child_weight_g, 1000)
end`;

/** Of a bag `b` with `JOINS`. */
export const COLUMNS = `b.id, b.code, b.role, b.kind, ${WEIGHT_G} as weight_g, b.child_count, b.capacity,
  p.code as parent, bills.number as bill, bills.status as bill_status, b.dispatch_area as area, b.created_at,
  maker.username as created_by, b.voided_at is not null as voided`;

export const JOINS = `left join bags p on p.id = b.parent_id and p.role = b.parent_role
  left join bills on bills.id = coalesce(b.bill_id, p.bill_id)
  left join users maker on maker.id = b.created_by`;

export function lineOf(row: BagRow): BagLine {
  const isParent = row.role === "parent";
  const isFull = row.child_count >= (row.capacity ?? Infinity);
  return {
    code: row.code,
    role: row.role,
    kind: row.kind,
    status: isParent ? (isFull ? "full" : "open") : row.parent === null ? "unlinked" : "linked",
    weightKg: row.weight_g / 1_000,
    childCount: isParent ? row.child_count : null,
    capacity: row.capacity,
    parent: row.parent,
    bill: row.bill,
    billStatus: row.bill_status ?? null,
    area: row.area,
    createdAt: row.created_at,
    createdBy: row.created_by,
    voided: row.voided,
  };
}
