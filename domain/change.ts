/** The difference that a decided batch makes, in the order in which it is written. */
import { type Bag, type Child, isBeingPacked, type Parent } from "./bag.ts";
import { type Bill, billStatus } from "./bill.ts";
import type { Books } from "./books.ts";
import type { NewEvent } from "./event.ts";
import { isRefused, type Outcome } from "./outcomes.ts";

/** One step of a total. `hourly`: counted by the hour too. `detail`: what else it is told apart by, else empty. */
export interface StatDelta {
  readonly stat:
    | "parents"
    | "children"
    | "bills"
    | "bills_in_work"
    | "scans"
    | "children_linked"
    | "bills_completed"
    | "refused";
  readonly area: string;
  readonly detail: string;
  readonly hourly: boolean;
  readonly delta: number;
}

/** The detail of "refused": why, and at which station, whose name in any case is the same station. */
export const refusedDetail = (outcome: Outcome, station: string | null): string =>
  `${outcome} ${(station ?? "").replace(/[a-z]+/g, (letters) => letters.toUpperCase())}`;

export interface Change {
  /** First of all: on a completed bill nothing may leave or change. */
  readonly billsReopened: readonly Bill[];
  readonly parentsLeaving: readonly Parent[];
  readonly childrenLeaving: readonly Child[];
  readonly newBills: readonly Bill[];
  /** New words and capacities: before anything joins. */
  readonly billsEdited: readonly Bill[];
  readonly newParents: readonly Parent[];
  readonly newChildren: readonly Child[];
  readonly childrenJoining: readonly Child[];
  readonly parentsJoining: readonly Parent[];
  readonly bagsVoided: readonly Bag[];
  /** After what was in them or on them has left. */
  readonly bagsWithdrawn: readonly Bag[];
  readonly billsWithdrawn: readonly Bill[];
  /** Begun and neither full nor on a bill, since this batch; and those that are not so any more. */
  readonly parentsOpened: readonly Parent[];
  readonly parentsShut: readonly Parent[];
  /** Completed or voided: after everything has joined or left. */
  readonly billsClosed: readonly Bill[];
  readonly events: readonly NewEvent[];
  readonly stats: readonly StatDelta[];
}

export function changeOf(books: Books, events: readonly NewEvent[]): Change {
  const bags = books.changedBags().sort((a, b) => compare(a.after.code, b.after.code));
  const bills = books.changedBills();
  const parents = pairsOf<Parent>(bags, "parent");
  const children = pairsOf<Child>(bags, "child");
  const known = bills.filter(({ before }) => before !== null) as { before: Bill; after: Bill }[];
  return {
    billsReopened: known.filter(isReopened).map(afterOf),
    parentsLeaving: parents.filter(({ before, after }) => before?.bill && before.billed !== after.billed).map(afterOf),
    childrenLeaving: children.filter(({ before, after }) => before?.parent && before.packed !== after.packed).map(
      afterOf,
    ),
    newBills: bills.filter(({ before }) => before === null).map(afterOf),
    billsEdited: known.filter(isEdited).map(afterOf),
    newParents: parents.filter(({ before }) => before === null).map(afterOf),
    newChildren: children.filter(({ before }) => before === null).map(afterOf),
    childrenJoining: children.filter(({ before, after }) => before && after.parent && before.packed !== after.packed)
      .map(afterOf),
    parentsJoining: parents.filter(({ before, after }) => after.bill && before?.billed !== after.billed).map(afterOf),
    bagsVoided: bags.filter(({ before, after }) => after.voided && !before?.voided && !after.withdrawn).map(afterOf),
    bagsWithdrawn: bags.filter(isWithdrawn).map(afterOf),
    billsWithdrawn: bills.filter(isWithdrawn).map(afterOf),
    parentsOpened: parents.filter(({ before, after }) => isBeingPacked(after) && !isBeingPacked(before)).map(afterOf),
    parentsShut: parents.filter(({ before, after }) => isBeingPacked(before) && !isBeingPacked(after)).map(afterOf),
    billsClosed: bills.filter(isClosed).map(afterOf),
    events: [...events].sort((a, b) => compare(a.key, b.key)),
    stats: statsOf(bags, bills, events),
  };
}

interface Pair<Row> {
  readonly before: Row | null;
  readonly after: Row;
}

const afterOf = <Row>({ after }: Pair<Row>): Row => after;

const pairsOf = <Row extends Bag>(pairs: readonly Pair<Bag>[], role: Row["role"]): Pair<Row>[] =>
  pairs.filter(({ after }) => after.role === role) as Pair<Row>[];

/** Words or capacity are new. Counts are the triggers' business. */
const isEdited = ({ before, after }: { before: Bill; after: Bill }): boolean =>
  before.capacity !== after.capacity || before.description !== after.description ||
  before.destination !== after.destination || before.vehicle !== after.vehicle;

/** Open again at some moment of the batch, even where it ends completed once more. */
const isReopened = ({ before, after }: { before: Bill; after: Bill }): boolean =>
  before.completed !== null && before.completed !== after.completed;

const isClosed = ({ before, after }: Pair<Bill>): boolean =>
  (after.completed !== null && after.completed !== before?.completed) ||
  (after.voided && !before?.voided && !after.withdrawn);

const isWithdrawn = ({ after }: Pair<Bag | Bill>): boolean => after.withdrawn;

/** The order in which the database compares codes and keys: by code unit, as the C collation does for ASCII. */
const compare = (a: string, b: string): number => a < b ? -1 : a > b ? 1 : 0;

function statsOf(bags: readonly Pair<Bag>[], bills: readonly Pair<Bill>[], events: readonly NewEvent[]): StatDelta[] {
  const deltas = new Map<string, StatDelta>();
  const add = (stat: StatDelta["stat"], area: string | null, delta: number, hourly = false, detail = "") => {
    const name = `${stat} ${area ?? ""} ${detail}`;
    const sum = (deltas.get(name)?.delta ?? 0) + delta;
    deltas.set(name, { stat, area: area ?? "", detail, hourly, delta: sum });
  };
  for (const { before, after } of bags) {
    add(after.role === "parent" ? "parents" : "children", after.area, counted(after) - counted(before));
  }
  for (const { before, after } of bills) {
    if (before === null) add("bills", null, 1);
    if (after.withdrawn) add("bills", null, -1);
    add("bills_in_work", null, inWork(after) - inWork(before));
  }
  for (const event of events) {
    if (isScan(event)) add("scans", event.area, 1, true);
    if (isScan(event) && isRefused(event.outcome)) {
      add("refused", event.area, 1, true, refusedDetail(event.outcome, event.station));
    }
    if (event.kind === "link_child" && event.accepted) add("children_linked", event.area, 1, true);
    if (event.kind === "complete_bill" && event.accepted) add("bills_completed", null, 1, true);
  }
  return [...deltas.values()].filter(({ delta }) => delta !== 0).sort((a, b) => compare(a.stat, b.stat));
}

const inWork = (bill: Bill | null): 0 | 1 => bill !== null && billStatus(bill) === "processing" ? 1 : 0;

/** Stock counts know parents that are not voided, and children that are in a parent. */
function counted(bag: Bag | null): 0 | 1 {
  if (bag === null) return 0;
  return (bag.role === "parent" ? !bag.voided : bag.parent !== null) ? 1 : 0;
}

/** What a scanner did, refused or not: the number that people call "scans". */
export const SCAN_KINDS: readonly NewEvent["kind"][] = ["open_parent", "link_child", "link_bill"];
const isScan = ({ kind }: NewEvent): boolean => SCAN_KINDS.includes(kind);
