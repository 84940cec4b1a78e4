/** A stock of some thousand bags that chance makes, in the database and beside it, and what a list of it has to show. */
import type { BagFilter } from "../../domain/filters.ts";
import type { Database } from "../../platform/postgres.ts";
import { below, type Chance, oneOf } from "./chance.ts";
import { addBill } from "./made_rows.ts";

export interface StockBag {
  readonly id: number;
  readonly code: string;
  readonly role: "parent" | "child";
  readonly kind: "SB" | "M444" | null;
  readonly area: string | null;
  readonly createdAt: Date;
  readonly isVoided: boolean;
  /** A child's parent, by id. */
  readonly parentId: number | null;
  readonly billId: number | null;
}

export const AREAS: readonly (string | null)[] = ["lucknow", "lucknow", "indore", "jaipur", null];
const DAY_MS = 24 * 60 * 60 * 1_000;
export const FIRST_DAY = Date.UTC(2026, 2, 1);
export const DAYS = 8;
const BILLS = 6;
const PARENT_EVERY = 9;
const CAPACITY = 15;

/** Times run with the ids, but not quite: some bags are older than their neighbours, and a few much older. */
export async function addStock(db: Database, chance: Chance, count: number): Promise<StockBag[]> {
  const bills: number[] = [];
  for (let n = 0; n < BILLS; n++) bills.push(await addBill(db, `B-${n}`, { capacity: 500 }));
  const bags: StockBag[] = [];
  const room = new Map<number, number>();
  for (let id = 1; id <= count; id++) {
    const isParent = id % PARENT_EVERY === 1;
    const bag = isParent ? makeParent(chance, id, count, bills) : makeChild(chance, id, count, bags, room);
    bags.push(bag);
    if (isParent && !bag.isVoided) room.set(id, CAPACITY);
  }
  await insert(db, bags);
  return bags;
}

function timeOf(chance: Chance, id: number, count: number): Date {
  const early = chance() < 0.01 ? chance() * DAYS * DAY_MS : chance() * 60 * 60 * 1_000;
  return new Date(FIRST_DAY + Math.max(0, Math.floor(id / count * DAYS * DAY_MS - early)));
}

function makeParent(chance: Chance, id: number, count: number, bills: readonly number[]): StockBag {
  const kind = oneOf(chance, ["SB", "M444"] as const);
  const isVoided = chance() < 0.08;
  return {
    ...{ id, role: "parent", kind, isVoided, parentId: null },
    code: `${kind === "SB" ? "SB" : "M444-"}${String(id).padStart(5, "0")}`,
    area: oneOf(chance, AREAS),
    createdAt: timeOf(chance, id, count),
    billId: !isVoided && chance() < 0.5 ? oneOf(chance, bills) : null,
  };
}

/** In one of the last sacks that have room, as a rule. */
function makeChild(
  chance: Chance,
  id: number,
  count: number,
  bags: readonly StockBag[],
  room: Map<number, number>,
): StockBag {
  const free = [...room].filter(([, left]) => left > 0).slice(-3);
  const parentId = chance() < 0.85 && free.length > 0 ? oneOf(chance, free)[0] : null;
  if (parentId !== null) room.set(parentId, room.get(parentId)! - 1);
  return {
    ...{ id, role: "child", kind: null, parentId, billId: null },
    // Few digits in many places, so that parts of codes stand in many of them.
    code: chance() < 0.9 ? `${String(id).padStart(4, "0")}${below(chance, 1_000)}` : `LOT${id}X${below(chance, 10)}`,
    area: parentId !== null && chance() < 0.9 ? bags[parentId - 1]!.area : oneOf(chance, AREAS),
    createdAt: timeOf(chance, id, count),
    isVoided: parentId === null && chance() < 0.1,
  };
}

async function insert(db: Database, bags: readonly StockBag[]): Promise<void> {
  await db.query(
    `insert into bags (id, role, code, kind, dispatch_area, created_at, parent_id, packed_at, voided_at)
    overriding system value
    select id, role::bag_role, code, kind, area, at, parent, case when parent is not null then at end,
      case when voided then at end
    from json_to_recordset($1::json)
      as b (id bigint, role text, code text, kind text, area text, at timestamptz, parent bigint, voided boolean)
    order by id`,
    [JSON.stringify(bags.map(({ createdAt, parentId, isVoided, ...bag }) => ({
      ...bag,
      at: createdAt,
      parent: parentId,
      voided: isVoided,
    })))],
  );
  await db.query(
    `update bags b set bill_id = d.bill, billed_at = now()
    from json_to_recordset($1::json) as d (id bigint, bill bigint) where b.id = d.id`,
    [JSON.stringify(bags.filter(({ billId }) => billId !== null).map(({ id, billId }) => ({ id, bill: billId })))],
  );
  await db.query("select setval(pg_get_serial_sequence('bags', 'id'), (select max(id) from bags))");
}

/** The codes that a list shows, in its order: as naive as can be. */
export function shown(bags: readonly StockBag[], filter: BagFilter): string[] {
  const fitting = bags.filter((bag) => fits(bags, bag, filter)).toReversed();
  const exact = fitting.filter(({ code }) => code === filter.q);
  return [...exact, ...fitting.filter((bag) => !exact.includes(bag))].map(({ code }) => code);
}

function fits(bags: readonly StockBag[], bag: StockBag, filter: BagFilter): boolean {
  const { scope, role, kind, q, billed, linked, area, from, to } = filter;
  const holder = bag.parentId === null ? null : bags[bag.parentId - 1]!;
  const isOf = role === "child" ? bag.role === "child" : bag.role === "parent";
  const bill = role === "child" ? holder?.billId ?? null : bag.billId;
  return !bag.isVoided &&
    (scope.all || scope.area !== null && bag.area === scope.area) &&
    (!role || bag.role === role) &&
    (!kind || bag.kind === kind) &&
    (!q || bag.code.includes(q)) &&
    (typeof billed !== "boolean" || isOf && (bill !== null) === billed) &&
    (typeof linked !== "boolean" || bag.role === "child" && (bag.parentId !== null) === linked) &&
    (!area || bag.area === area) &&
    (!from || bag.createdAt.getTime() >= begin(from)) &&
    (!to || (isDay(to) ? bag.createdAt.getTime() < begin(to) + DAY_MS : bag.createdAt.getTime() <= begin(to)));
}

const isDay = (bound: string): boolean => bound.length === "2026-03-01".length;
/** A day begins at midnight in Kolkata. */
const begin = (bound: string): number => Date.parse(isDay(bound) ? `${bound}T00:00:00+05:30` : bound);
