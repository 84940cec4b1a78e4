/** What a key means when a scanner typed it. A scanner is a keyboard that knows nothing of layouts and shortcuts. */

export type Typed =
  | { readonly is: "text"; readonly text: string }
  /** CR or LF. */
  | { readonly is: "end" }
  | { readonly is: "tab" }
  /** The separator between the fields of a GS1 label, U+001D. */
  | { readonly is: "gs" };

export interface Key {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

const GS = "\u001d";

/** Null for keys that type nothing, and for a person's shortcuts. */
export function typedBy(event: Key): Typed | null {
  const { key, ctrlKey, altKey, metaKey } = event;
  if (key === "Enter" || key === "\n" || key === "\r") return { is: "end" };
  if (ctrlKey && !altKey && !metaKey) return typedWithControl(key);
  if (key === "Tab") return { is: "tab" };
  if (key === GS) return { is: "gs" };
  if (metaKey || (altKey && !ctrlKey) || [...key].length !== 1) return null;
  return { is: "text", text: isAscii(key) ? key : latinOf(event) ?? key };
}

/** Scanners send control characters as the keys that once made them. */
function typedWithControl(key: string): Typed | null {
  const lower = key.toLowerCase();
  if (lower === "j" || lower === "m") return { is: "end" };
  if (lower === "i") return { is: "tab" };
  return key === "]" ? { is: "gs" } : null;
}

// deno-lint-ignore no-control-regex -- seven bits are what labels carry
const isAscii = (text: string): boolean => /^[\u0000-\u007f]$/.test(text);

const SHIFTED_SIGNS: Readonly<Record<string, readonly [string, string]>> = {
  Minus: ["-", "_"],
  Equal: ["=", "+"],
  Period: [".", ">"],
  Comma: [",", "<"],
  Slash: ["/", "?"],
  Backslash: ["\\", "|"],
  Semicolon: [";", ":"],
  Quote: ["'", '"'],
  BracketLeft: ["[", "{"],
  BracketRight: ["]", "}"],
  Space: [" ", " "],
};
const SHIFTED_DIGITS = ")!@#$%^&*(";

/** With a Hindi layout switched on the same keys make other letters: what counts is which key the scanner pressed. */
function latinOf({ code, shiftKey }: Key): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shiftKey ? letter : letter.toLowerCase();
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1];
  if (digit) return shiftKey && code.startsWith("Digit") ? SHIFTED_DIGITS[Number(digit)]! : digit;
  return SHIFTED_SIGNS[code]?.[shiftKey ? 1 : 0] ?? null;
}

export interface AltCode {
  /** True for a digit that belongs to such a code. */
  down(event: Key): boolean;
  /** The character code when it is complete; null while it is not, and for what the system types by itself. */
  up(event: Key): number | null;
}

/** Alt held down while digits are typed: how scanners send control characters on Windows, `Alt+029` for GS. */
export function createAltCode(): AltCode {
  let digits = "";
  return {
    down({ altKey, ctrlKey, code }) {
      const digit = altKey && !ctrlKey ? /^Numpad([0-9])$/.exec(code)?.[1] : undefined;
      if (digit === undefined) return false;
      digits += digit;
      return true;
    },
    up({ key }) {
      if (key !== "Alt" || digits === "") return null;
      const character = Number(digits);
      digits = "";
      return character < 0x20 ? character : null;
    },
  };
}

/** The slowest scanners take 20 ms a key, the fastest people 60. */
export const SCANNER_MS_PER_KEY = 40;
const GAPS_MIN = 3;

/** Whether keys that came at these times, in ms, were typed by a scanner. */
export function isScannerSpeed(times: readonly number[]): boolean {
  const gaps = times.length - 1;
  return gaps >= GAPS_MIN && (times.at(-1)! - times[0]!) / gaps <= SCANNER_MS_PER_KEY;
}
