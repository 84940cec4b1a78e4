/**
 * PostgreSQL's stand-in: the same tables, the same refusals. It keeps counts by counting, refuses whatever would break
 * truths 1 to 5, and stores a change whole or not at all.
 */
import type { Bag, Child, Parent } from "../../domain/bag.ts";
import { type Bill, type BillKey, billKey } from "../../domain/bill.ts";
import type { Change } from "../../domain/change.ts";
import type { NewEvent } from "../../domain/event.ts";
import { LostRace } from "../../domain/ledger.ts";

export interface StoredEvent extends NewEvent {
  readonly at: Date;
  /** The how-manieth commit stored it. */
  readonly commit: number;
}

/** What one commit stored. `readAt`: how many commits there were when it read, the state that it decided on. */
export interface Stored {
  readonly commit: number;
  readonly readAt: number;
  readonly at: Date;
  readonly events: readonly StoredEvent[];
  /** Whether its writer was told. */
  readonly isConfirmed: boolean;
}

interface Tables {
  bags: Map<string, Bag>;
  bills: Map<BillKey, Bill>;
  events: Map<string, StoredEvent>;
}

export class MemoryStore {
  #tables: Tables = { bags: new Map(), bills: new Map(), events: new Map() };
  #ids = 0;
  readonly commits: Stored[] = [];

  get bags(): ReadonlyMap<string, Bag> {
    return this.#tables.bags;
  }

  get bills(): ReadonlyMap<BillKey, Bill> {
    return this.#tables.bills;
  }

  get events(): ReadonlyMap<string, StoredEvent> {
    return this.#tables.events;
  }

  /**
   * @throws {LostRace} when a row is missing, or a unique key is taken: nothing is stored.
   * @throws {Error} when a truth would break: nothing is stored.
   */
  store(change: Change, at: Date, readAt: number, isConfirmed: boolean): void {
    const { bags, bills, events } = this.#tables;
    const draft: Tables = { bags: new Map(bags), bills: new Map(bills), events: new Map(events) };
    for (const step of steps(change, at, () => ++this.#ids, this.commits.length + 1)) {
      step(draft);
      recount(draft, this.#tables.bills);
    }
    this.#tables = draft;
    this.commits.push({
      commit: this.commits.length + 1,
      readAt,
      at,
      events: change.events.map((event) => draft.events.get(event.key)!).sort((a, b) => a.place - b.place),
      isConfirmed,
    });
  }
}

type Step = (tables: Tables) => void;

/** In the order in which PostgreSQL is told. */
function steps(change: Change, at: Date, nextId: () => number, commit: number): Step[] {
  const each = <Row>(rows: readonly Row[], write: (tables: Tables, row: Row) => void): Step[] =>
    rows.length === 0 ? [] : [(tables) => rows.forEach((row) => write(tables, row))];
  return [
    ...each(change.billsReopened, (t, row) => reopenBill(t, row)),
    ...each(change.parentsLeaving, (t, row) => setParent(t, row.id, { bill: null, billed: null })),
    ...each(change.childrenLeaving, (t, row) => setChild(t, row.id, { parent: null, packed: null })),
    ...each(change.newBills, (t, row) => insertBill(t, row, nextId())),
    ...each(change.billsEdited, (t, row) => editBill(t, row)),
    ...each(
      change.newParents,
      (t, row) => insertBag(t, { ...row, id: idOf(t, row) ?? nextId(), bill: null, billed: null, childCount: 0 }),
    ),
    ...each(change.newChildren, (t, row) => insertBag(t, { ...row, id: idOf(t, row) ?? nextId(), voided: false })),
    ...each(
      change.childrenJoining,
      (t, row) => setChild(t, row.id, { parent: row.parent, packed: { ...row.packed!, at } }),
    ),
    ...each(change.parentsJoining, (t, { code, bill, billed }) => {
      const { id } = met(t.bags.get(code));
      setParent(t, id, { bill: met(bill && t.bills.has(bill) ? bill : undefined), billed: { ...billed!, at } });
    }),
    ...each(change.bagsVoided, (t, row) => t.bags.set(row.code, { ...met(t.bags.get(row.code)), voided: true })),
    ...each(
      change.bagsWithdrawn,
      (t, { code }) => t.bags.set(code, { ...met(t.bags.get(code)), voided: true, withdrawn: true }),
    ),
    ...each(change.billsWithdrawn, (t, row) => withdrawBill(t, row)),
    ...each(change.billsClosed, (t, row) => closeBill(t, row)),
    ...each(change.events, (t, event) => insertEvent(t, { ...event, at, commit })),
  ];
}

function setParent(tables: Tables, id: number | null, to: Partial<Parent>): void {
  const row = met([...tables.bags.values()].find((bag) => bag.id === id && bag.role === "parent")) as Parent;
  tables.bags.set(row.code, { ...row, ...to });
}

function setChild(tables: Tables, id: number | null, to: Partial<Child>): void {
  const row = met([...tables.bags.values()].find((bag) => bag.id === id && bag.role === "child")) as Child;
  tables.bags.set(row.code, { ...row, ...to });
}

/** The row that a withdrawn bag, registered again, comes back in. */
const idOf = ({ bags }: Tables, { code }: Bag): number | null => bags.get(code)?.id ?? null;

function insertBag(tables: Tables, bag: Bag): void {
  const known = tables.bags.get(bag.code);
  if (known && !(known.withdrawn && known.role === bag.role)) throw new LostRace(`Code ${bag.code} is taken`);
  tables.bags.set(bag.code, bag);
}

function insertBill(tables: Tables, bill: Bill, id: number): void {
  const key = billKey(bill.number);
  const known = tables.bills.get(key);
  if (known && !known.withdrawn) throw new LostRace(`Bill ${key} is taken`);
  tables.bills.set(key, {
    ...bill,
    id: known?.id ?? id,
    version: (known?.version ?? 0) + 1,
    completed: null,
    voided: false,
    short: false,
    shortReason: null,
    ...NONE,
  });
}

const NONE = { linkedCount: 0, childCount: 0, weightG: 0, expectedWeightG: 0 };

function reopenBill(tables: Tables, { id }: Bill): void {
  const row = met([...tables.bills.values()].find((bill) => bill.id === id));
  const version = row.version + 1;
  tables.bills.set(billKey(row.number), { ...row, completed: null, short: false, shortReason: null, version });
}

function editBill(tables: Tables, { id, description, destination, vehicle, capacity }: Bill): void {
  const row = met([...tables.bills.values()].find((bill) => bill.id === id));
  tables.bills.set(billKey(row.number), {
    ...row,
    description,
    destination,
    vehicle,
    capacity,
    version: row.version + 1,
  });
}

function closeBill(tables: Tables, { number, completed, voided, short, shortReason }: Bill): void {
  const row = met(tables.bills.get(billKey(number)));
  tables.bills.set(billKey(number), { ...row, completed, voided, short, shortReason, version: row.version + 1 });
}

function withdrawBill(tables: Tables, { number }: Bill): void {
  const row = met(tables.bills.get(billKey(number)));
  tables.bills.set(billKey(number), { ...row, voided: true, withdrawn: true, version: row.version + 1 });
}

function insertEvent(tables: Tables, event: StoredEvent): void {
  if (tables.events.has(event.key)) throw new LostRace(`Key ${event.key} is taken`);
  const rival = event.accepted && event.undoes &&
    [...tables.events.values()].some((other) => other.accepted && other.undoes === event.undoes);
  if (rival) throw new LostRace(`Event ${event.undoes} is undone already`);
  tables.events.set(event.key, event);
}

function met<Row>(row: Row | undefined | null): Row {
  if (row === undefined || row === null) throw new LostRace("Met fewer rows than were decided on");
  return row;
}

/** What the triggers do after every statement: counts follow from the rows, and no truth may break. */
function recount(tables: Tables, before: ReadonlyMap<BillKey, Bill>): void {
  const inside = new Map<string, number>();
  for (const bag of tables.bags.values()) {
    if (bag.role === "child" && bag.parent !== null) inside.set(bag.parent, (inside.get(bag.parent) ?? 0) + 1);
  }
  const sums = new Map<BillKey, typeof NONE>();
  for (const bag of tables.bags.values()) {
    refuseUntrueBag(tables, bag);
    if (bag.role === "child") continue;
    const childCount = inside.get(bag.code) ?? 0;
    if (childCount > bag.capacity) throw new Error(`Parent ${bag.code} would hold ${childCount} of ${bag.capacity}`);
    if (bag.voided && (childCount > 0 || bag.bill)) throw new Error(`Voided parent ${bag.code} would be in use`);
    if (childCount !== bag.childCount) tables.bags.set(bag.code, { ...bag, childCount });
    if (bag.bill) sums.set(bag.bill, plus(sums.get(bag.bill) ?? NONE, bag, childCount));
  }
  for (const [key, bill] of tables.bills) {
    tables.bills.set(key, judged({ ...bill, ...sums.get(key) ?? NONE }, bill, before.get(key)));
  }
}

const plus = (sum: typeof NONE, { childWeightG, expectedWeightG }: Parent, childCount: number): typeof NONE => ({
  linkedCount: sum.linkedCount + 1,
  childCount: sum.childCount + childCount,
  weightG: sum.weightG + childCount * childWeightG,
  expectedWeightG: sum.expectedWeightG + expectedWeightG,
});

function refuseUntrueBag(tables: Tables, bag: Bag): void {
  if (bag.role === "parent" && bag.bill !== null && !tables.bills.has(bag.bill)) {
    throw new Error(`${bag.code} on no bill`);
  }
  if (bag.role !== "child" || bag.parent === null) return;
  if (bag.voided) throw new Error(`Voided child ${bag.code} would be in a parent`);
  if (tables.bags.get(bag.parent)?.role !== "parent") {
    throw new Error(`Child ${bag.code} would be in what is no parent`);
  }
}

/** `row`: as the statement left it; `after`: with its sums; `before`: as it was when the transaction began. */
function judged(after: Bill, row: Bill, before: Bill | undefined): Bill {
  const counts = ({ linkedCount, childCount, weightG, expectedWeightG, capacity }: Bill) =>
    JSON.stringify([linkedCount, childCount, weightG, expectedWeightG, capacity]);
  if (after.linkedCount > after.capacity) throw new Error(`Bill ${after.number} would hold more than its capacity`);
  if (after.voided && after.linkedCount > 0) throw new Error(`Voided bill ${after.number} would hold parents`);
  if (after.completed && counts(after) !== counts(row)) throw new Error(`Completed bill ${after.number} is frozen`);
  if (before?.voided && !after.voided && !before.withdrawn) throw new Error(`Voided bill ${after.number} stays voided`);
  return counts(after) === counts(row)
    ? row
    : { ...after, version: row.version + (after.linkedCount === row.linkedCount ? 0 : 1) };
}
