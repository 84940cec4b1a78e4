/**
 * The warehouse that lists are measured on: five thousand bills, a kind more than at first (five million bags need more codes
 * than two kinds have), an area that has not worked for long, sacks of no area, and one bill as large as a bill can be.
 */
import { LIMITS } from "../../domain/limits.ts";
import { codeOf, type MadeUpBill, type MadeUpKind, type MadeUpSack, type Warehouse } from "./made_up.ts";

const SB: MadeUpKind = { kind: "SB", prefix: "SB", capacity: 30, childWeightG: 1_000, expectedWeightG: 30_000 };
const M444: MadeUpKind = { kind: "M444", prefix: "M444-", capacity: 15, childWeightG: 1_000, expectedWeightG: 15_000 };
/** Made by an admin when the codes of the first kind ran out. */
export const SX: MadeUpKind = { kind: "SX", prefix: "SX", capacity: 30, childWeightG: 1_000, expectedWeightG: 30_000 };
const CODES_A_KIND = 100_000;

/** In COPY's words. */
const NO_AREA = "\\N";
export const AREAS = ["lucknow", "indore", "jaipur", "hisar", "sri_ganganagar", "sangaria", "bathinda", "raipur"];
/** Worked in the first days only. */
export const OLD_AREA = "ranchi";
const OLD_AREA_SACKS = 200;
const NO_AREA_EVERY = 40;

const SMALL_EVERY = 12;
const UNBILLED_EVERY = 5;
const BILLS = 5_000;
const OPEN_BILLS = 10;
export const LARGEST_BILL = "INV-00002";
const LARGEST_BILL_ID = 2;
/** So many sacks stand in a row before the largest bill's, all of the large kind from there on. */
const LARGEST_FROM = 1_000;

const DAYS = 120;
const DAY_MS = 24 * 60 * 60 * 1_000;
export const billNumber = (id: number): string => `INV-${String(id).padStart(5, "0")}`;

/** About `bags` bags: 31 rows a large sack, 16 a small one. */
export function listsWarehouse(bags: number, startAt = Date.now() - DAYS * DAY_MS): Warehouse {
  const rowsASmallRound = (SMALL_EVERY - 1) * (1 + SB.capacity) + 1 + M444.capacity;
  const sackCount = Math.ceil(bags / rowsASmallRound) * SMALL_EVERY;
  const stepMs = (DAYS - 1) * DAY_MS / sackCount;
  const onOrdinaryBills = sackCount * (1 - 1 / UNBILLED_EVERY) - LIMITS.billCapacityMax;
  const sacksABill = Math.max(1, Math.floor(onOrdinaryBills / (BILLS - 1)));
  return {
    bagCount: sackCount / SMALL_EVERY * rowsASmallRound,
    bills: Array.from({ length: BILLS }, (_, place) => billOf(place + 1, sacksABill, startAt)),
    *sacks() {
      let id = 1, onBills = 0;
      const used = new Map<MadeUpKind, number>();
      for (let place = 0; place < sackCount; place++) {
        const kind = kindOf(place, used);
        const number = used.get(kind) ?? 0;
        used.set(kind, number + 1);
        const isLargest = isOnLargest(place);
        const isBilled = isLargest || place % UNBILLED_EVERY !== 0;
        const billId = isLargest ? LARGEST_BILL_ID : isBilled ? ordinaryBill(onBills++, sacksABill) : null;
        yield {
          ...{ id, code: codeIn(kind, number), kind, childCount: kind.capacity, billId },
          ...{ area: areaOf(place), openedAt: Math.floor(startAt + place * stepMs) },
        } satisfies MadeUpSack;
        id += 1 + kind.capacity;
      }
    },
  };
}

const isOnLargest = (place: number): boolean => place >= LARGEST_FROM && place < LARGEST_FROM + LIMITS.billCapacityMax;

function kindOf(place: number, used: ReadonlyMap<MadeUpKind, number>): MadeUpKind {
  if (place % SMALL_EVERY === 0 && !isOnLargest(place)) return M444;
  return (used.get(SB) ?? 0) < CODES_A_KIND ? SB : SX;
}

function ordinaryBill(place: number, sacksABill: number): number | null {
  const nth = Math.floor(place / sacksABill) + 1;
  const id = nth < LARGEST_BILL_ID ? nth : nth + 1;
  return id <= BILLS ? id : null;
}

function billOf(id: number, sacksABill: number, startAt: number): MadeUpBill {
  const isCompleted = id <= BILLS - OPEN_BILLS;
  // A bill that still waits for sacks has room for one more.
  const capacity = id === LARGEST_BILL_ID ? LIMITS.billCapacityMax : sacksABill + (isCompleted ? 0 : 1);
  return {
    id,
    number: billNumber(id),
    capacity,
    isCompleted,
    createdAt: Math.floor(startAt + id / BILLS * (DAYS - 2) * DAY_MS),
  };
}

const areaOf = (place: number): string =>
  place < OLD_AREA_SACKS ? OLD_AREA : place % NO_AREA_EVERY === 0 ? NO_AREA : AREAS[place % AREAS.length]!;

const codeIn = (kind: MadeUpKind, number: number): string =>
  kind === SX ? kind.prefix + String(number).padStart(6, "0") : codeOf(kind, number);
