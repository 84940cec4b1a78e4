/** What of a bill has changed since somebody opened a form on it: told to him, so that he can decide. */
import type { BillFields } from "./command.ts";
import type { BillDetail, BillEdit, BillParent, BillStatus } from "./shapes.ts";

/** The bill as its form carried it. Free texts are as people see them: "" where there is none. */
export interface SeenBill {
  readonly version: number;
  readonly status: BillStatus;
  readonly linkedCount: number;
  /** When the newest of its sacks was put on; null: there was none. */
  readonly lastLinkedAt: Date | null;
  readonly fields: FieldTexts;
}

export const BILL_FIELDS = [
  "capacity",
  "destination",
  "vehicle",
  "description",
] as const satisfies (keyof BillFields)[];
export type BillField = typeof BILL_FIELDS[number];
/** The fields as texts, as a form holds them. */
export type FieldTexts = Readonly<Record<BillField, string>>;

export interface FieldChange {
  readonly field: BillField;
  readonly was: string;
  readonly now: string;
  /** A username; null: nobody knows. */
  readonly by: string | null;
  readonly at: Date | null;
}

export interface BillChanges {
  readonly fields: readonly FieldChange[];
  readonly status: { readonly was: BillStatus; readonly now: BillStatus } | null;
  readonly putOn: readonly BillParent[];
  readonly takenOff: number;
}

export const fieldTextsOf = ({ capacity, destination, vehicle, description }: BillFields): FieldTexts => ({
  capacity: String(capacity),
  destination: destination ?? "",
  vehicle: vehicle ?? "",
  description: description ?? "",
});

/** `edits`: newest first. All sacks of one commit were put on at one moment, so what is later was not seen. */
export function changesSince(seen: SeenBill, bill: BillDetail, edits: readonly BillEdit[]): BillChanges {
  const putOn = bill.parents.filter(({ linkedAt }) => linkedAt && (!seen.lastLinkedAt || linkedAt > seen.lastLinkedAt));
  return {
    fields: BILL_FIELDS.flatMap((field) => fieldChange(field, seen.fields, bill, edits)),
    status: statusChange(seen.status, bill.status),
    putOn,
    takenOff: Math.max(0, seen.linkedCount + putOn.length - bill.linkedCount),
  };
}

/** "New" and "in work" differ by sacks alone, which are told as such. */
function statusChange(was: BillStatus, now: BillStatus): BillChanges["status"] {
  const isOpen = (status: BillStatus) => status === "new" || status === "processing";
  return was === now || isOpen(was) && isOpen(now) ? null : { was, now };
}

function fieldChange(
  field: BillField,
  seen: FieldTexts,
  bill: BillDetail,
  edits: readonly BillEdit[],
): FieldChange[] {
  const was = seen[field];
  const now = fieldTextsOf(bill)[field];
  if (was === now) return [];
  const edit = edits.find(({ before, after }) => fieldTextsOf(before)[field] !== fieldTextsOf(after)[field]);
  return [{ field, was, now, by: edit?.by ?? null, at: edit?.at ?? null }];
}

export interface Merge {
  /** What to save, where nothing is left to be decided. */
  readonly fields: FieldTexts;
  /** Fields that both have changed, each in another way. */
  readonly undecided: readonly BillField[];
}

/** Mine over what I saw, with what others changed meanwhile: a field that one side alone changed is that side's. */
export function mergeFields(mine: FieldTexts, { fields: seen }: SeenBill, bill: BillFields): Merge {
  const now = fieldTextsOf(bill);
  const isMine = (field: BillField) => mine[field] !== seen[field];
  const undecided = BILL_FIELDS.filter((field) =>
    isMine(field) && now[field] !== seen[field] && now[field] !== mine[field]
  );
  const merged = BILL_FIELDS.map((field) => [field, isMine(field) ? mine[field] : now[field]] as const);
  return { fields: Object.fromEntries(merged) as Record<BillField, string>, undecided };
}
