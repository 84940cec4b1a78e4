/** What a commit locks and reads, in one flight, and the domain's picture of it. */
import type { Bag, Placed } from "../domain/bag.ts";
import { type Bill, type BillKey, billKey } from "../domain/bill.ts";
import type { Needs, Reading } from "../domain/books.ts";
import type { PastEvent } from "../domain/event.ts";
import { LostRace } from "../domain/ledger.ts";
import type { Statement } from "./lane.ts";
import { AFTER_LOCKS, HIGHEST_NUMBERS, LOCK_BAGS, LOCK_BILLS, PARENTS_OF_BILLS } from "./ledger_read_statements.ts";
import type { Names } from "./names.ts";

/** The same rows without their locks: statements of one flight in a transaction that sees one moment. */
export const lookStatements = (needs: Needs): Statement[] =>
  readStatements(needs).map(({ text, ...rest }) => ({ ...rest, text: UNLOCKED.get(text) ?? text }));

/** Nor do they take a transaction's number, of which there are not endless many. */
const UNLOCKED = new Map([
  ...[LOCK_BAGS, LOCK_BILLS].map((text) => [text, text.replace(" for no key update", "")] as const),
  [AFTER_LOCKS, AFTER_LOCKS.replace("txid_current()", "0")],
]);

/** The statements of one flight. The last two only where a command asks for them; `readingOf` knows the order. */
export function readStatements(needs: Needs): Statement[] {
  const codes = [...needs.codes], bills = [...needs.bills, ...needs.wholeBills];
  return [
    { text: LOCK_BAGS, values: [codes] },
    { text: LOCK_BILLS, values: [codes, bills] },
    { text: AFTER_LOCKS, values: [codes, bills, [...needs.keys]] },
    ...(needs.wholeBills.size > 0 ? [{ text: PARENTS_OF_BILLS, values: [[...needs.wholeBills]] }] : []),
    ...(needs.numberPrefixes.size > 0 ? [{ text: HIGHEST_NUMBERS, values: [[...needs.numberPrefixes]] }] : []),
  ];
}

export interface LockedReading {
  readonly reading: Reading;
  /** `reading.now` with PostgreSQL's microseconds: two commits of one millisecond keep their order. */
  readonly stamp: string;
  readonly billIds: ReadonlyMap<BillKey, number>;
}

/** @throws {LostRace} when a code or number appeared while we waited for a lock. */
export async function readingOf(
  answers: readonly unknown[][],
  needs: Needs,
  names: Names,
): Promise<LockedReading> {
  const [bags, bills, [after], ...asked] = answers as [BagRow[], BillRow[], [AfterLocksRow], ...unknown[][]];
  refuseWhatAppeared(bags, bills, after);
  await names.learnUsers(whoIn(bags, bills));
  const keyOfId = new Map(bills.map((bill) => [bill.id, billKey(bill.number)]));
  const homeOf = new Map(after.homes.map((home) => [home.code, home]));
  return {
    stamp: after.stamp,
    billIds: new Map(bills.map((bill) => [billKey(bill.number), bill.id])),
    reading: {
      now: after.now,
      transaction: after.transaction,
      bags: bags.map((row) => bagOf(row, keyOfId, homeOf.get(row.code), names)),
      bills: bills.map((row) => billOf(row, names)),
      events: after.events.map(pastEventOf),
      parentsOfBills: parentsOfBills(needs, (needs.wholeBills.size > 0 ? asked.shift() : []) as ParentOfBillRow[]),
      highestNumbers: new Map((asked.shift() as HighestRow[] ?? []).map(({ prefix, highest }) => [prefix, highest])),
    },
  };
}

interface BagRow {
  id: number;
  role: "parent" | "child";
  code: string;
  kind: string;
  parent_id: number | null;
  bill_id: number | null;
  child_count: number;
  capacity: number;
  child_weight_g: number;
  expected_weight_g: number;
  packed_at: Date | null;
  packed_by: number | null;
  packed_key: string | null;
  billed_at: Date | null;
  billed_by: number | null;
  billed_key: string | null;
  dispatch_area: string | null;
  voided_at: Date | null;
  withdrawn: boolean;
  import_id: number | null;
}

interface BillRow {
  id: number;
  number: string;
  description: string | null;
  destination: string | null;
  vehicle: string | null;
  capacity: number;
  linked_count: number;
  child_count: number;
  weight_g: number;
  expected_weight_g: number;
  version: number;
  completed_at: Date | null;
  completed_by: number | null;
  short: boolean;
  short_reason: string | null;
  voided_at: Date | null;
  withdrawn: boolean;
  import_id: number | null;
}

interface AfterLocksRow {
  now: Date;
  stamp: string;
  transaction: number;
  codes: string[];
  bills: string[];
  homes: HomeRow[];
  events: EventRow[];
}

interface HomeRow {
  code: string;
  parent: string;
  bill: string | null;
}

interface EventRow
  extends
    Omit<PastEvent, "at" | "userId" | "fromParent" | "fromBill" | "bill" | "contentHash" | "elsewhere" | "after"> {
  at: string;
  user_id: number;
  from_parent: string | null;
  bill: string | null;
  from_bill: string | null;
  content_hash: number;
  detail:
    | {
      elsewhere?: { parent: string | null; bill: string | null; since: string | null; by: string | null };
      after?: NonNullable<PastEvent["after"]>;
    }
    | null;
}

type ParentOfBillRow = { code: string; bill: string };
type HighestRow = { prefix: string; highest: number };

function refuseWhatAppeared(bags: BagRow[], bills: BillRow[], after: { codes: string[]; bills: string[] }): void {
  const locked = new Set([...bags.map(({ code }) => code), ...bills.map(({ number }) => billKey(number) as string)]);
  const appeared = [...after.codes, ...after.bills].filter((name) => !locked.has(name));
  if (appeared.length > 0) throw new LostRace(`Appeared while waiting for locks: ${appeared.slice(0, 5).join(", ")}`);
}

const whoIn = (bags: BagRow[], bills: BillRow[]): number[] =>
  [...bags.flatMap((bag) => [bag.packed_by, bag.billed_by]), ...bills.map((bill) => bill.completed_by)]
    .filter((id) => id !== null);

function bagOf(
  row: BagRow,
  keyOfId: ReadonlyMap<number, BillKey>,
  home: HomeRow | undefined,
  names: Names,
): Bag {
  const { id, code, dispatch_area: area, withdrawn, import_id: importId } = row;
  const common = { id, code, area, voided: row.voided_at !== null, withdrawn, importId, createdById: null };
  if (row.role === "child") {
    return {
      ...common,
      role: "child",
      parent: home?.parent ?? null,
      packed: placedOf(row.packed_at, row.packed_by, row.packed_key, names),
      parentBillSeen: home?.bill ?? null,
    };
  }
  return {
    ...common,
    role: "parent",
    kind: row.kind,
    childCount: row.child_count,
    capacity: row.capacity,
    childWeightG: row.child_weight_g,
    expectedWeightG: row.expected_weight_g,
    bill: row.bill_id === null ? null : lockedKey(keyOfId, row.bill_id),
    billed: placedOf(row.billed_at, row.billed_by, row.billed_key, names),
  };
}

/** Bills are locked after their parents, by what the locked parents say: a miss means that a row changed under a lock. */
function lockedKey(keyOfId: ReadonlyMap<number, BillKey>, id: number): BillKey {
  const key = keyOfId.get(id);
  if (key === undefined) throw new LostRace(`Bill ${id} of a locked parent is not locked`);
  return key;
}

const placedOf = (at: Date | null, byId: number | null, key: string | null, names: Names): Placed | null =>
  at && { at, byId, by: byId === null ? null : names.username(byId), key };

const billOf = (row: BillRow, names: Names): Bill => ({
  id: row.id,
  number: row.number,
  description: row.description,
  destination: row.destination,
  vehicle: row.vehicle,
  capacity: row.capacity,
  linkedCount: row.linked_count,
  childCount: row.child_count,
  weightG: row.weight_g,
  expectedWeightG: row.expected_weight_g,
  version: row.version,
  completed: placedOf(row.completed_at, row.completed_by, null, names),
  voided: row.voided_at !== null,
  withdrawn: row.withdrawn,
  importId: row.import_id,
  short: row.short,
  shortReason: row.short_reason,
});

function pastEventOf(row: EventRow): PastEvent {
  const elsewhere = row.detail?.elsewhere;
  return {
    key: row.key,
    kind: row.kind,
    outcome: row.outcome,
    userId: row.user_id,
    at: new Date(row.at),
    parent: row.parent,
    fromParent: row.from_parent,
    child: row.child,
    bill: row.bill === null ? null : billKey(row.bill),
    fromBill: row.from_bill === null ? null : billKey(row.from_bill),
    lot: row.lot,
    elsewhere: elsewhere ? { ...elsewhere, since: elsewhere.since === null ? null : new Date(elsewhere.since) } : null,
    after: row.detail?.after ?? null,
    contentHash: row.content_hash,
    undone: row.undone,
  };
}

function parentsOfBills(needs: Needs, rows: readonly ParentOfBillRow[]): Map<BillKey, string[]> {
  const byBill = new Map<BillKey, string[]>([...needs.wholeBills].map((key) => [key, []]));
  for (const { code, bill } of rows) byBill.get(billKey(bill))?.push(code);
  return byBill;
}
