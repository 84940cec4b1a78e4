/** Reads what a scanner typed. The one parser for scans, look-ups, the API and imports. */
import { SCAN_LIMITS } from "./scan_limits.ts";
import { withoutControlsAtEnds } from "./text.ts";

/** A kind of parent bag: its codes are `prefix` and then exactly `digits` digits. Weights in grams. */
export interface Kind {
  readonly kind: string;
  readonly prefix: string;
  readonly digits: number;
  readonly product: string;
  readonly capacity: number;
  readonly childWeightG: number;
  readonly expectedWeightG: number;
}

export type Kinds = readonly Kind[];

/** How a badge's code begins, so that it is taken for no bag's: see `badge.ts`. */
export const BADGE_PREFIX = "TTB-";

export type Reading =
  | { readonly is: "parent"; readonly code: string; readonly kind: Kind }
  | { readonly is: "child"; readonly code: string; readonly lot: string | null }
  | { readonly is: "empty" | "too_long" | "bad_format" };

/**
 * What this text names. Parent patterns win over everything, whether such a parent is registered or not, so that no sack's
 * own code can ever become a child bag.
 */
export function readCode(raw: string, kinds: Kinds): Reading {
  if (kinds !== remembered.kinds || remembered.readings.size >= REMEMBERED_MAX) {
    remembered = { kinds, readings: new Map() };
  }
  const known = remembered.readings.get(raw);
  if (known) return known;
  const reading = read(raw, kinds);
  // What is no code may be a secret: a badge, a password.
  if (reading.is !== "bad_format" && reading.is !== "too_long") remembered.readings.set(raw, reading);
  return reading;
}

/** One scan is read some eight times on its way: by the door, the floor, the locks, the rules and the key's memory. */
let remembered: { readonly kinds: Kinds; readonly readings: Map<string, Reading> } = { kinds: [], readings: new Map() };
const REMEMBERED_MAX = 2_000;

function read(raw: string, kinds: Kinds): Reading {
  const text = normalise(raw);
  if (text === "") return { is: "empty" };
  if (raw.length > SCAN_LIMITS.scanTextCharsMax) return { is: "too_long" };
  if (text.includes(BADGE_PREFIX) || INNER_CONTROL.test(text)) return { is: "bad_format" };

  const parent = kinds.find((kind) => isCodeOf(kind, text));
  if (parent) return { is: "parent", code: text, kind: parent };

  const label = LABEL.exec(text);
  if (label) return readLabel(label[1] ?? "", text);
  if (!CHILD.test(text) || kinds.some((kind) => beginsLike(kind, text))) return { is: "bad_format" };
  return { is: "child", code: text, lot: null };
}

/** The text as it is compared: ends trimmed, invisible characters gone, ASCII letters in upper case. */
export function normalise(raw: string): string {
  if (PLAIN.test(raw)) return raw;
  return withoutControlsAtEnds(raw.replace(INVISIBLE, "")).replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** Whether a code, already normalised, has the form of this kind. */
const isCodeOf = ({ prefix, digits }: Kind, text: string): boolean =>
  text.length === prefix.length + digits && text.startsWith(prefix) && /^[0-9]+$/.test(text.slice(prefix.length));

/** A near miss such as SB1234 or M44412345: somebody meant a parent. */
const beginsLike = ({ prefix }: Kind, text: string): boolean => text.startsWith(prefix.replace(/-$/, ""));

/** On a label only the digits after "LABEL NO." are the bag's identity; leading zeros count. */
function readLabel(digits: string, text: string): Reading {
  if (digits.length < SCAN_LIMITS.childCodeCharsMin || digits.length > SCAN_LIMITS.childCodeCharsMax) {
    return { is: "bad_format" };
  }
  return { is: "child", code: digits, lot: LOT.exec(text)?.[1] ?? null };
}

// What most scanners send most of the time.
const PLAIN = /^[A-Z0-9-]+$/;
// Soft hyphen, no-break spaces, zero-width characters, direction marks, word joiner, byte order mark.
const INVISIBLE = /[\u00ad\u00a0\u202f\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;
// deno-lint-ignore no-control-regex -- the very thing it looks for
const INNER_CONTROL = /[\u0000-\u001f\u007f]/;
const LABEL = /LABEL *NO[ .:]*([0-9]*)/;
const LOT = /LOT *NO[ .:]*([A-Z0-9/-]{1,40})/;
const CHILD = new RegExp(`^[A-Z0-9]{${SCAN_LIMITS.childCodeCharsMin},${SCAN_LIMITS.childCodeCharsMax}}$`);
