/** A bag as it stands, under lock or decided a moment ago. References go by code and bill key, never by row id. */
import type { BillKey } from "./bill.ts";
import type { Kind } from "./code.ts";
import type { ParentStatus, ParentTotals } from "./shapes.ts";

/** When, by whom and by which event a bag was put where it is. `key` is null for what no event did. */
export interface Placed {
  readonly at: Date;
  readonly byId: number | null;
  readonly by: string | null;
  readonly key: string | null;
}

export interface Parent {
  readonly role: "parent";
  /** null: registered by the batch that is being decided. */
  readonly id: number | null;
  readonly code: string;
  readonly kind: string;
  readonly childCount: number;
  readonly capacity: number;
  readonly childWeightG: number;
  readonly expectedWeightG: number;
  readonly bill: BillKey | null;
  readonly billed: Placed | null;
  readonly area: string | null;
  readonly voided: boolean;
  /** Taken back by the import that registered it: as good as not there until somebody registers it again. */
  readonly withdrawn: boolean;
  /** The import that registered it last; null: a person did. */
  readonly importId: number | null;
  readonly createdById: number | null;
}

export interface Child {
  readonly role: "child";
  readonly id: number | null;
  readonly code: string;
  /** The code of the parent it is in. */
  readonly parent: string | null;
  readonly packed: Placed | null;
  /** The number of that parent's bill when it was read: to name the place in a refusal, never to decide. */
  readonly parentBillSeen: string | null;
  readonly area: string | null;
  readonly voided: boolean;
  readonly withdrawn: boolean;
  readonly importId: number | null;
  readonly createdById: number | null;
}

/** Who registers a bag, for which area, and for which import if for one. */
export interface Maker {
  readonly id: number;
  readonly area: string | null;
  readonly importId: number | null;
}

export type Bag = Parent | Child;

export const newParent = (code: string, kind: Kind, { id, area, importId }: Maker): Parent => ({
  role: "parent",
  id: null,
  code,
  kind: kind.kind,
  childCount: 0,
  capacity: kind.capacity,
  childWeightG: kind.childWeightG,
  expectedWeightG: kind.expectedWeightG,
  bill: null,
  billed: null,
  area,
  voided: false,
  withdrawn: false,
  importId,
  createdById: id,
});

export const newChild = (code: string, { id, area, importId }: Maker): Child => ({
  role: "child",
  id: null,
  code,
  parent: null,
  packed: null,
  parentBillSeen: null,
  area,
  voided: false,
  withdrawn: false,
  importId,
  createdById: id,
});

/** Derived, in this one place: a parent is full when it holds all that its kind allows. */
export const parentStatus = (childCount: number, capacity: number): ParentStatus =>
  childCount >= capacity ? "full" : "open";

/** A sack on the floor that somebody has begun and not finished: neither empty nor full, on no bill. */
export const isBeingPacked = (parent: Parent | null): boolean =>
  parent !== null && !parent.voided && parent.bill === null && parent.childCount > 0 &&
  parent.childCount < parent.capacity;

/** Derived, in this one place: what a parent weighs, in kilograms. */
export const parentWeightKg = (childCount: number, childWeightG: number): number =>
  kilograms(childCount * childWeightG);

export const kilograms = (grams: number): number => grams / 1_000;

export const parentTotals = (parent: Parent, billNumber: string | null): ParentTotals => ({
  code: parent.code,
  kind: parent.kind,
  childCount: parent.childCount,
  capacity: parent.capacity,
  weightKg: parentWeightKg(parent.childCount, parent.childWeightG),
  status: parentStatus(parent.childCount, parent.capacity),
  bill: billNumber,
});
