/** The warehouse as lines of COPY, many to a piece: tables at a hundred thousand rows a second. */
import type { MadeUpBill, MadeUpSack, Warehouse } from "./made_up.ts";

export interface Doers {
  readonly dispatcherId: number;
  readonly billerId: number;
  readonly stationIds: readonly number[];
}

export const BAG_COLUMNS = "id, role, code, kind, parent_id, bill_id, child_count, capacity, child_weight_g, " +
  "expected_weight_g, packed_at, packed_by, packed_key, billed_at, billed_by, billed_key, created_at, created_by, " +
  "dispatch_area";
export const BILL_COLUMNS =
  "id, number, description, capacity, created_at, created_by, completed_at, completed_by, short, short_reason";
export const EVENT_COLUMNS =
  "key, at, place, kind, outcome, accepted, user_id, station_id, scanned_at, parent, child, " +
  "bill_id, raw, lot, content_hash";

const PIECE_CHARS = 256 * 1024;
const HOUR_MS = 60 * 60 * 1_000;

/** Pieces of whole lines. */
export function* pieces(lines: Iterable<string>): Generator<string> {
  let piece = "";
  for (const line of lines) {
    piece += line;
    if (piece.length < PIECE_CHARS) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}

export function* bagLines(warehouse: Warehouse, { dispatcherId, billerId }: Doers): Generator<string> {
  let number = 0;
  for (const sack of warehouse.sacks()) {
    const { id, code, kind, childCount, billId, area, openedAt } = sack;
    const at = timeOf(openedAt);
    const billed = billId === null ? "\\N\t\\N\t\\N" : `${timeOf(billedAt(sack))}\t${billerId}\t${billKey(sack)}`;
    yield `${id}\tparent\t${code}\t${kind.kind}\t\\N\t${billId ?? "\\N"}\t${childCount}\t${kind.capacity}\t` +
      `${kind.childWeightG}\t${kind.expectedWeightG}\t\\N\t\\N\t\\N\t${billed}\t${at}\t${dispatcherId}\t${area}\n`;
    for (let place = 1; place <= childCount; place++) {
      const packed = timeOf(openedAt + place * 1_000);
      yield `${id + place}\tchild\t${childCode(++number)}\t\\N\t${id}\t\\N\t0\t\\N\t\\N\t\\N\t${packed}\t` +
        `${dispatcherId}\t${scanKey(id + place)}\t\\N\t\\N\t\\N\t${packed}\t${dispatcherId}\t${area}\n`;
    }
  }
}

export function* billLines(bills: readonly MadeUpBill[], { billerId }: Doers): Generator<string> {
  for (const { id, number, capacity, isCompleted, createdAt } of bills) {
    const completed = isCompleted ? `${timeOf(createdAt + 24 * HOUR_MS)}\t${billerId}` : "\\N\t\\N";
    yield `${id}\t${number}\tLorry ${id}\t${capacity}\t${timeOf(createdAt)}\t${billerId}\t${completed}\tf\t\\N\n`;
  }
}

/** One event for each thing that the rows above say was done, in about the order in which it was. */
export function* eventLines(warehouse: Warehouse, doers: Doers): Generator<string> {
  let number = 0;
  for (const sack of warehouse.sacks()) {
    const { id, code, childCount, billId, openedAt } = sack;
    const by = `${doers.dispatcherId}\t${doers.stationIds[id % doers.stationIds.length]}`;
    yield event(id, scanKey(id), openedAt, "open_parent\tparent_created", by, `${code}\t\\N\t\\N\t${code}\t\\N`);
    for (let place = 1; place <= childCount; place++) {
      const child = childCode(++number), at = openedAt + place * 1_000;
      const lot = `STAR44GG${String(id % 100_000).padStart(5, "0")}`;
      const raw = `LABEL NO.${child} LOT NO.:${lot}, D.O.T.:30/09/2026`;
      const what = `${code}\t${child}\t${billId ?? "\\N"}\t${raw}\t${lot}`;
      yield event(id + place, scanKey(id + place), at, "link_child\tchild_linked", by, what);
    }
    if (billId === null) continue;
    const biller = `${doers.billerId}\t\\N`, what = `${code}\t\\N\t${billId}\t${code}\t\\N`;
    yield event(id, billKey(sack), billedAt(sack), "link_bill\tbill_linked", biller, what);
  }
  for (const { id, isCompleted, createdAt } of warehouse.bills) {
    const by = `${doers.billerId}\t\\N`, what = `\\N\t\\N\t${id}\t\\N\t\\N`;
    yield event(id, keyOf(id, 2), createdAt, "create_bill\tbill_created", by, what);
    if (!isCompleted) continue;
    yield event(id, keyOf(id, 3), createdAt + 24 * HOUR_MS, "complete_bill\tbill_closed", by, what);
  }
}

function event(seed: number, key: string, ms: number, kindAndOutcome: string, by: string, what: string): string {
  const at = timeOf(ms);
  return `${key}\t${at}\t0\t${kindAndOutcome}\tt\t${by}\t${at}\t${what}\t${mixed(seed)}\n`;
}

const billedAt = ({ openedAt }: MadeUpSack): number => openedAt + HOUR_MS;
const scanKey = (id: number): string => keyOf(id, 0);
const billKey = ({ id }: MadeUpSack): string => keyOf(id, 1);
const childCode = (number: number): string => String(number).padStart(7, "0");

const SECOND_MS = 1_000;
let second = NaN, secondText = "";

/** As `toISOString`, which costs more than the rest of the line: neighbours share their second. */
function timeOf(ms: number): string {
  const whole = Math.floor(ms / SECOND_MS);
  if (whole !== second) {
    second = whole;
    secondText = new Date(whole * SECOND_MS).toISOString().slice(0, 20);
  }
  return `${secondText}${String(ms - whole * SECOND_MS).padStart(3, "0")}Z`;
}

/** A key that looks like a random one, so that indexes meet it as they meet those of scanners. */
function keyOf(id: number, use: number): string {
  const a = mixed(id * 4 + use), b = mixed(a ^ id), c = mixed(b + use), d = mixed(c ^ a);
  const [one, two, three, four] = [a, b, c, d].map((word) => word.toString(16).padStart(8, "0")) as [
    string,
    string,
    string,
    string,
  ];
  return `${one}-${two.slice(0, 4)}-4${two.slice(5)}-a${three.slice(1, 4)}-${three.slice(4)}${four}`;
}

/** 32 bits, each of them moved by each bit of the seed. */
function mixed(seed: number): number {
  let x = Math.imul(seed ^ (seed >>> 16), 0x45d9f3b);
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  return (x ^ (x >>> 16)) >>> 0;
}
