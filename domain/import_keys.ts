/**
 * Keys of an import's events: a row has the same key whenever it is decided, no two rows of any imports share one, and they
 * go up in the order of the rows, as text and as UUIDs. What takes an import back has keys behind all of these.
 *
 * A UUID of version 7, from its beginning: 48 bits of when the import was made, in milliseconds; 4 of the version; 12 of the
 * import's id; 2 of the variant; 22 more of the id; 3 of nothing; 1: whether it takes back; 24 of the batch; 10 of the row's
 * place in it; 2 of which event of the row it is.
 */

/** Which import it is. */
export interface ImportStamp {
  readonly importId: number;
  readonly createdAt: Date;
}

export const IMPORT_ID_MAX = 2 ** 34 - 1;
export const BATCH_MAX = 2 ** 24 - 1;
/** From 0: a batch has one row more at most. */
export const PLACE_MAX = 2 ** 10 - 1;

const TAIL_DIGITS = 10;
const HEAD_CHARS = 36 - TAIL_DIGITS;
const TAKES_BACK = 2 ** 36;
const OF_BATCH = 2 ** 12;
const OF_PLACE = 2 ** 2;
const OWN = 2;

/**
 * The key of what a row of a batch does. `first`: of the event before it, where the row's sack had to be registered, too.
 * @throws {RangeError} when there are more imports, batches or rows in one than a key has room for.
 */
export function importKey(stamp: ImportStamp, n: number, place: number, first = false): string {
  if (!(n >= 0 && n <= BATCH_MAX && place >= 0 && place <= PLACE_MAX)) {
    throw new RangeError(`Cannot make a key for row ${place} of batch ${n}: there is no room for it`);
  }
  return headOf(stamp) + hex(n * OF_BATCH + place * OF_PLACE + (first ? 0 : OWN), TAIL_DIGITS);
}

/** The key of the event that takes back the import's event of this key; `withdraws`: of the one behind it, if there are two. */
export const takingBackKey = (key: string, withdraws: boolean): string =>
  key.slice(0, HEAD_CHARS) + hex(TAKES_BACK + tailOf(key) + (withdraws ? 1 : 0), TAIL_DIGITS);

/** No key of the import's rows comes before this one. */
export const keysBegin = (stamp: ImportStamp): string => headOf(stamp) + hex(0, TAIL_DIGITS);

/** The first key behind all that the import's rows have: those of taking it back begin here. */
export const keysEnd = (stamp: ImportStamp): string => headOf(stamp) + hex(TAKES_BACK, TAIL_DIGITS);

/** Which batch an event of an import came from. */
export const batchOfKey = (key: string): number => Math.floor((tailOf(key) % TAKES_BACK) / OF_BATCH);

const tailOf = (key: string): number => parseInt(key.slice(HEAD_CHARS), 16);

const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, "0");

/** One import's keys are made in their thousands, one after the other. */
let last: { readonly importId: number; readonly at: number; readonly head: string } = { importId: -1, at: 0, head: "" };

function headOf({ importId, createdAt }: ImportStamp): string {
  const at = createdAt.getTime();
  if (last.importId !== importId || last.at !== at) last = { importId, at, head: makeHead(importId, at) };
  return last.head;
}

function makeHead(importId: number, at: number): string {
  if (!(importId >= 0 && importId <= IMPORT_ID_MAX)) throw new RangeError(`Cannot make keys for import ${importId}`);
  const time = hex(at, 12);
  const low = importId % 2 ** 22;
  const version = `7${hex(Math.floor(importId / 2 ** 22), 3)}`;
  const variant = hex(0x8000 + Math.floor(low / 2 ** 8), 4);
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${hex(low % 2 ** 8, 2)}`;
}
