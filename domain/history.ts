/**
 * "As it was at": what a parent held, where a child was and what a bill carried at a moment that has passed, replayed from
 * the events. What is no event is taken as it is now: a kind's capacity and weights, which an admin may have edited since.
 */
import { kilograms, parentStatus, parentWeightKg } from "./bag.ts";
import { billStatus } from "./bill.ts";
import type { BillFields } from "./command.ts";
import type { EventDetail } from "./event.ts";
import type { Outcome } from "./outcomes.ts";
import type { BillParent, BillStatus, PackedChild, ParentStatus } from "./shapes.ts";

/** As much of an accepted event as a replay takes. Lists of them stand in the order in which they were decided. */
export interface HistoryEvent {
  readonly at: Date;
  readonly key: string;
  readonly outcome: Outcome;
  readonly parent: string | null;
  readonly fromParent: string | null;
  readonly child: string | null;
  /** Numbers of bills. */
  readonly bill: string | null;
  readonly fromBill: string | null;
  /** Username. */
  readonly by: string | null;
  readonly reason: string | null;
  readonly detail: EventDetail | null;
}

/** How often one outcome named a parent: as the one a child went into or was taken out of, or as the one it left. */
export interface Tally {
  readonly side: "parent" | "from_parent";
  readonly outcome: Outcome;
  readonly times: number;
}

/** What a parent of a bill is, whatever it holds. Weights in grams. */
export interface KnownParent {
  readonly code: string;
  readonly kind: string;
  readonly capacity: number;
  readonly childWeightG: number;
  readonly expectedWeightG: number;
}

/** A parent as it stands, and what has gone in and out since the moment that is asked for: told by one and the same read. */
export interface ParentSince extends KnownParent {
  readonly childCount: number;
  readonly since: readonly Tally[];
}

/** What one bag's life is made of; a bill's voiding frees its parents, so it belongs to theirs. */
export const BAG_HISTORY: readonly Outcome[] = [
  ...["parent_created", "child_linked", "child_moved", "child_unlinked", "bag_made_void", "bag_withdrawn"] as const,
  ...["bill_linked", "bill_unlinked", "bill_made_void"] as const,
];

/** What a bill's own life is made of: not the children that were packed into its parents. */
export const BILL_HISTORY: readonly Outcome[] = [
  ...["bill_created", "bill_changed", "bill_linked", "bill_unlinked"] as const,
  ...["bill_closed", "bill_reopened", "bill_made_void", "bill_withdrawn"] as const,
];

/** What moves children into parents and out of them. */
export const PACKING_HISTORY: readonly Outcome[] = ["child_linked", "child_moved", "child_unlinked"];

interface AsOf {
  /** The moment that was asked for, or now where that lies ahead. */
  readonly at: Date;
  readonly createdAt: Date;
  /** False: at that moment nobody had registered it, and it held nothing. */
  readonly existed: boolean;
  readonly voided: boolean;
}

export interface ParentAsOf extends AsOf {
  readonly role: "parent";
  readonly code: string;
  readonly kind: string;
  readonly capacity: number;
  readonly childCount: number;
  readonly weightKg: number;
  readonly status: ParentStatus;
  /** Number of the bill it was on. */
  readonly bill: string | null;
  /** The one that was put in last stands first. */
  readonly children: readonly PackedChild[];
}

export interface ChildAsOf extends AsOf {
  readonly role: "child";
  readonly code: string;
  readonly parent: string | null;
  /** Number of the bill that its parent was on. */
  readonly bill: string | null;
  readonly packedAt: Date | null;
  readonly packedBy: string | null;
}

export type BagAsOf = ParentAsOf | ChildAsOf;

export interface BillAsOf extends AsOf, BillFields {
  readonly number: string;
  readonly status: BillStatus;
  readonly linkedCount: number;
  readonly childCount: number;
  readonly weightKg: number;
  readonly expectedWeightKg: number;
  readonly short: boolean;
  readonly shortReason: string | null;
  readonly completedAt: Date | null;
  readonly completedBy: string | null;
  /** The one that was put on last stands first. */
  readonly parents: readonly BillParent[];
}

export interface Histories {
  /** `code` is normalised. Null: no such bag, not even now. */
  bag(code: string, at: Date): Promise<BagAsOf | null>;
  /** By number, in any case. Null: no such bill, not even now. */
  bill(number: string, at: Date): Promise<BillAsOf | null>;
}

/** What was in this parent, on which bill it was. */
export function parentContentAt(code: string, events: readonly HistoryEvent[], at: Date) {
  const children = new Map<string, PackedChild>();
  let bill: string | null = null;
  let voided = false;
  for (const event of upTo(events, at)) {
    if (event.outcome === "bill_linked" && event.parent === code) bill = event.bill;
    else if (takesOff(event, code, bill)) bill = null;
    else if (event.parent === code) voided = isVoidAfter(event.outcome, voided);
    if (event.child === null) continue;
    if (event.fromParent === code && childStep(event.outcome, "from_parent") < 0) children.delete(event.child);
    const step = event.parent === code ? childStep(event.outcome, "parent") : 0;
    if (step !== 0) children.delete(event.child);
    if (step > 0) children.set(event.child, packedBy(event));
  }
  return { children: [...children.values()].reverse(), bill, voided };
}

/** What was withdrawn and registered again was as good as void in between. */
function isVoidAfter(outcome: Outcome, before: boolean): boolean {
  if (outcome === "bag_made_void" || outcome === "bag_withdrawn") return true;
  return outcome === "parent_created" || outcome === "child_linked" ? false : before;
}

const takesOff = (event: HistoryEvent, parent: string, bill: string | null): boolean =>
  event.bill === bill &&
  (event.outcome === "bill_made_void" || (event.outcome === "bill_unlinked" && event.parent === parent));

const packedBy = ({ child, at, by, key }: HistoryEvent): PackedChild => ({
  code: child ?? "",
  packedAt: at,
  packedBy: by,
  scanId: key,
});

/** Which parent this child was in. */
export function childPlaceAt(code: string, events: readonly HistoryEvent[], at: Date) {
  const nowhere = { parent: null, packedAt: null, packedBy: null };
  let place: Pick<ChildAsOf, "parent" | "packedAt" | "packedBy"> = nowhere;
  let voided = false;
  for (const event of upTo(events, at).filter(({ child }) => child === code)) {
    voided = isVoidAfter(event.outcome, voided);
    const step = childStep(event.outcome, "parent");
    if (step > 0) place = { parent: event.parent, packedAt: event.at, packedBy: event.by };
    if (step < 0) place = nowhere;
  }
  return { ...place, voided };
}

interface PutOn {
  readonly linkedAt: Date;
  readonly linkedBy: string | null;
}

/** Which parents were on this bill, its words and its state. `now`: its words as they stand, where no event tells others. */
export function billContentAt(number: string, now: BillFields, events: readonly HistoryEvent[], at: Date) {
  const parents = new Map<string, PutOn>();
  let fields = wordsBefore(now, events);
  let completed: { readonly at: Date; readonly by: string | null; readonly reason: string | null } | null = null;
  let voided = false;
  for (const event of upTo(events, at)) {
    fields = { ...fields, ...event.detail?.after } as BillFields;
    if (event.parent !== null) parents.delete(event.parent);
    if (event.outcome === "bill_linked" && event.bill === number && event.parent !== null) {
      parents.set(event.parent, { linkedAt: event.at, linkedBy: event.by });
    } else if (event.outcome === "bill_closed") completed = event;
    else if (event.outcome === "bill_reopened") completed = null;
    else if (event.outcome === "bill_created") voided = false;
    else if (event.outcome === "bill_made_void" || event.outcome === "bill_withdrawn") {
      voided = true;
      parents.clear();
    }
  }
  const { capacity, description, destination, vehicle } = fields;
  return { words: { capacity, description, destination, vehicle }, parents, completed, voided };
}

/** A bill that no event made, such as one from before there were any, began with what its first edit found. */
function wordsBefore(now: BillFields, events: readonly HistoryEvent[]): BillFields {
  const first = events.find(({ detail }) => detail?.after);
  return { ...now, ...first?.detail?.before } as BillFields;
}

/** A bill and what was on it, with every parent's children counted at that moment. */
export function billTotalsAt(
  { words, parents, completed, voided }: ReturnType<typeof billContentAt>,
  known: readonly ParentSince[],
) {
  const kinds = new Map(known.map((parent) => [parent.code, parent]));
  const lines = [...parents].reverse().flatMap(([code, put]) => lineOf(kinds.get(code), put));
  const sum = (of: (line: BillParent) => number) => lines.reduce((total, line) => total + of(line), 0);
  return {
    ...words,
    voided,
    status: billStatus({ voided, completed: completed && NOBODY_AT_ALL, linkedCount: lines.length }),
    linkedCount: lines.length,
    childCount: sum(({ childCount }) => childCount),
    weightKg: sum(({ weightKg }) => weightKg),
    expectedWeightKg: sum(({ expectedWeightKg }) => expectedWeightKg),
    short: completed !== null && lines.length < words.capacity,
    shortReason: completed?.reason ?? null,
    completedAt: completed?.at ?? null,
    completedBy: completed?.by ?? null,
    parents: lines,
  };
}

/** A bill's status asks only whether it is completed. */
const NOBODY_AT_ALL = { at: new Date(0), byId: null, by: null, key: null };

function lineOf(known: ParentSince | undefined, put: PutOn): BillParent[] {
  if (!known) return [];
  const childCount = childCountBefore(known);
  return [{
    code: known.code,
    kind: known.kind,
    childCount,
    capacity: known.capacity,
    childWeightKg: kilograms(known.childWeightG),
    weightKg: parentWeightKg(childCount, known.childWeightG),
    expectedWeightKg: kilograms(known.expectedWeightG),
    ...put,
  }];
}

/** How many children it held: what it holds now, less what went in since, and what came out since back in. */
export const childCountBefore = ({ childCount, since }: Pick<ParentSince, "childCount" | "since">): number =>
  since.reduce((count, { outcome, side, times }) => count - childStep(outcome, side) * times, childCount);

/** One child more or less in the parent that an event names on this side. An undo is such an event as well. */
function childStep(outcome: Outcome, side: Tally["side"]): -1 | 0 | 1 {
  if (outcome === "child_moved") return side === "parent" ? 1 : -1;
  if (side === "from_parent") return 0;
  if (outcome === "child_linked") return 1;
  return outcome === "child_unlinked" ? -1 : 0;
}

/** Events are told apart to the millisecond, the one that was asked for included: that is how their times are shown. */
const upTo = (events: readonly HistoryEvent[], at: Date): readonly HistoryEvent[] =>
  events.filter((event) => event.at.getTime() <= at.getTime());

/** A parent as it was, from its content then and what it is. */
export const parentAsOf = (
  known: KnownParent,
  { children, bill, voided }: ReturnType<typeof parentContentAt>,
  when: Pick<AsOf, "at" | "createdAt" | "existed">,
): ParentAsOf => ({
  ...when,
  role: "parent",
  code: known.code,
  kind: known.kind,
  capacity: known.capacity,
  childCount: children.length,
  weightKg: parentWeightKg(children.length, known.childWeightG),
  status: parentStatus(children.length, known.capacity),
  bill,
  children,
  voided,
});
