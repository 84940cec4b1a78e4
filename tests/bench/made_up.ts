/** A made-up warehouse of any size, the same one each time: sacks in the order they were packed, and what is in them. */

export interface MadeUpKind {
  readonly kind: string;
  readonly prefix: string;
  readonly capacity: number;
  readonly childWeightG: number;
  readonly expectedWeightG: number;
}

export interface MadeUpSack {
  /** Row id; its children's are the ones after it. */
  readonly id: number;
  readonly code: string;
  readonly kind: MadeUpKind;
  readonly childCount: number;
  /** Row id of its bill. */
  readonly billId: number | null;
  readonly area: string;
  /** When it was opened; a child every second, and on its bill an hour later. Milliseconds since 1970. */
  readonly openedAt: number;
}

export interface MadeUpBill {
  readonly id: number;
  readonly number: string;
  readonly capacity: number;
  readonly isCompleted: boolean;
  readonly createdAt: number;
}

export interface Warehouse {
  readonly bagCount: number;
  readonly bills: readonly MadeUpBill[];
  sacks(): Generator<MadeUpSack>;
}

/** Codes from here on are free for whoever measures: see `ranges.ts`. */
const NUMBERS_A_KIND = 50_000;
const SB: MadeUpKind = { kind: "SB", prefix: "SB", capacity: 30, childWeightG: 1_000, expectedWeightG: 30_000 };
const M444: MadeUpKind = { kind: "M444", prefix: "M444-", capacity: 15, childWeightG: 1_000, expectedWeightG: 15_000 };
const AREAS = ["lucknow", "indore", "jaipur", "hisar", "sri_ganganagar", "sangaria", "bathinda", "raipur", "ranchi"];

/** Every twelfth sack is of the small kind, every fiftieth is half full, four in five are on a bill. */
const SMALL_EVERY = 12;
const HALF_FULL_EVERY = 50;
const UNBILLED_EVERY = 5;
const BILL_SIZES = [120, 40, 500, 60, 200, 20];
const OPEN_BILLS = 10;

const DAYS = 120;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** About `bags` bags, and beside them `hotBills` open bills of 500 sacks with one child each. */
export function madeUpWarehouse(
  bags: number,
  hot: { readonly bills: number; readonly firstNumber: number },
): Warehouse {
  const startAt = Date.now() - DAYS * DAY_MS;
  const sizes = sizesOf(bags);
  const stepMs = (DAYS - 1) * DAY_MS / sizes.length;
  const ordinary = billsFor(sizes.length, stepMs, startAt);
  const bills = [...ordinary, ...hotBills(ordinary.length, hot.bills, startAt)];
  const hotSacks = hot.bills * HOT_SACKS;
  return {
    bagCount: sizes.reduce((sum, { childCount }) => sum + 1 + childCount, 0) + hotSacks * 2,
    bills,
    *sacks() {
      const slots = slotsOn(ordinary);
      let id = 1;
      for (const [place, { kind, number, childCount }] of sizes.entries()) {
        const billId = childCount === kind.capacity && place % UNBILLED_EVERY !== 0 ? slots.next().value ?? null : null;
        const area = AREAS[place % AREAS.length]!, code = codeOf(kind, number);
        yield { id, code, kind, childCount, billId, area, openedAt: Math.floor(startAt + place * stepMs) };
        id += 1 + childCount;
      }
      for (let place = 0; place < hotSacks; place++, id += 2) {
        const billId = ordinary.length + 1 + Math.floor(place / HOT_SACKS);
        const code = codeOf(SB, hot.firstNumber + place);
        yield { id, code, kind: SB, childCount: 1, billId, area: AREAS[0]!, openedAt: startAt + place };
      }
    },
  };
}

/** As many as a bill can hold: all scans into them change one row. */
export const HOT_SACKS = 500;

export const codeOf = ({ prefix }: Pick<MadeUpKind, "prefix">, number: number): string =>
  prefix + String(number).padStart(5, "0");

interface Size {
  readonly kind: MadeUpKind;
  readonly number: number;
  readonly childCount: number;
}

function sizesOf(bags: number): Size[] {
  const sizes: Size[] = [];
  const used = new Map<MadeUpKind, number>([[SB, 0], [M444, 0]]);
  for (let left = bags; left > 0;) {
    const wanted = sizes.length % SMALL_EVERY === 0 ? M444 : SB;
    const kind = [wanted, SB, M444].find((one) => used.get(one)! < NUMBERS_A_KIND);
    if (!kind) throw new RangeError(`Cannot make up ${bags} bags: there are codes for ${bags - left}`);
    const number = used.get(kind)!;
    used.set(kind, number + 1);
    const childCount = sizes.length % HALF_FULL_EVERY === 0 ? kind.capacity >> 1 : kind.capacity;
    sizes.push({ kind, number, childCount });
    left -= 1 + childCount;
  }
  return sizes;
}

/** Enough bills for the sacks that go on one; the last few are still open. */
function billsFor(sacks: number, stepMs: number, startAt: number): MadeUpBill[] {
  const bills: MadeUpBill[] = [];
  const wanted = sacks * (1 - 1 / UNBILLED_EVERY - 1 / HALF_FULL_EVERY);
  for (let room = 0, id = 1; room < wanted || id <= OPEN_BILLS; id++) {
    const capacity = BILL_SIZES[id % BILL_SIZES.length]!;
    const createdAt = Math.floor(startAt + room * stepMs / (1 - 1 / UNBILLED_EVERY));
    bills.push({ id, number: `INV-${String(id).padStart(5, "0")}`, capacity, isCompleted: true, createdAt });
    room += capacity;
  }
  return bills.map((bill, place) => ({ ...bill, isCompleted: place < bills.length - OPEN_BILLS }));
}

const hotBills = (after: number, count: number, createdAt: number): MadeUpBill[] =>
  Array.from({ length: count }, (_, place) => ({
    id: after + 1 + place,
    number: `HOT-${String(place + 1).padStart(3, "0")}`,
    capacity: HOT_SACKS,
    isCompleted: false,
    createdAt,
  }));

/** The bills' places, one a sack; a bill that is not completed is filled to a half. */
function* slotsOn(bills: readonly MadeUpBill[]): Generator<number, undefined> {
  for (const { id, capacity, isCompleted } of bills) {
    for (let place = 0; place < (isCompleted ? capacity : capacity >> 1); place++) yield id;
  }
}
