/** What a key means when a scanner presses it, whatever keyboard layout the device believes it has. */

/** As much of a KeyboardEvent as it takes. */
export interface Key {
  readonly key: string;
  /** The place on the keyboard, the same in all layouts. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey?: boolean;
}

export type Typed =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "end" | "tab" | "gs" };

/** What stands between the fields of a label, and before the first. */
export const GROUP_SEPARATOR = "\u001d";

/** Between two keys of a scanner there is no more time than this; no hand keeps that up. */
export const SCANNER_MS_PER_KEY = 40;
const SCANNER_GAPS_MIN = 3;

/** Null: it means nothing to a scan, and is left to the browser. */
export function typedBy(event: Key): Typed | null {
  const { key, ctrlKey, altKey, metaKey } = event;
  if (metaKey) return null;
  if (ctrlKey && !altKey) return controlTypedBy(event);
  // Alone, Alt is a shortcut or the beginning of a numbered character; with Ctrl it is AltGr and writes signs.
  if (altKey && !ctrlKey) return null;
  if (key === "Enter" || key === "\r" || key === "\n") return { is: "end" };
  if (key === "Tab") return event.shiftKey ? null : { is: "tab" };
  if (key === GROUP_SEPARATOR) return { is: "gs" };
  if (key === "Dead" || /[^ -~]/.test(key)) return textByPlace(event);
  return key.length === 1 ? { is: "text", text: key } : null;
}

/** Scanners send control characters as Ctrl and a letter. */
function controlTypedBy({ key, code }: Key): Typed | null {
  if (key === GROUP_SEPARATOR || key === "]" || code === "BracketRight") return { is: "gs" };
  if (key === "Enter" || /^[jm]$/i.test(key) || code === "KeyJ" || code === "KeyM") return { is: "end" };
  return /^i$/i.test(key) || code === "KeyI" ? { is: "tab" } : null;
}

/** Scanners press the keys of a US keyboard: by their places the text is found again, even where a key writes Hindi. */
function textByPlace({ key, code, shiftKey = false }: Key): Typed | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return { is: "text", text: shiftKey ? letter : letter.toLowerCase() };
  const keypad = /^Numpad([0-9])$/.exec(code)?.[1];
  if (keypad) return { is: "text", text: keypad };
  const signs = US_KEYS[code];
  if (signs) return { is: "text", text: signs.charAt(shiftKey ? 1 : 0) };
  return [...key].length === 1 ? { is: "text", text: key } : null;
}

/** Without shift, and with. */
const US_KEYS: Readonly<Record<string, string>> = {
  ...{ Digit1: "1!", Digit2: "2@", Digit3: "3#", Digit4: "4$", Digit5: "5%" },
  ...{ Digit6: "6^", Digit7: "7&", Digit8: "8*", Digit9: "9(", Digit0: "0)" },
  ...{ Minus: "-_", Equal: "=+", BracketLeft: "[{", BracketRight: "]}", Backslash: "\\|" },
  ...{ Semicolon: ";:", Quote: "'\"", Comma: ",<", Period: ".>", Slash: "/?", Space: " ".repeat(2) },
  ...{ Backquote: "\u0060~", IntlBackslash: "\\|" },
  ...{ NumpadDecimal: "..", NumpadDivide: "//", NumpadMultiply: "**", NumpadSubtract: "--", NumpadAdd: "++" },
};

export interface AltCode {
  /** Told of every key that goes down. True for a digit of such a number. */
  down(event: Key): boolean;
  /** Told of every key that comes up: the number of a control character that was typed with Alt, or null. */
  up(event: Pick<Key, "key">): number | null;
}

/**
 * Characters typed by number: Alt held, 0 2 9 on the keypad, Alt let go. Only control characters are told: the browser
 * writes none of them, while printable ones arrive as text by themselves.
 *
 * - resting    Alt is up, nothing is gathered
 * - gathering  Alt is down, and digits alone have been pressed so far
 * - spoilt     Alt is down, and some other key was pressed too: a shortcut
 */
export function createAltCode(): AltCode {
  let digits: string | null = null;
  return {
    down(event) {
      if (event.key === "Alt") digits = "";
      else if (digits !== null) digits = withDigit(digits, event);
      return event.key !== "Alt" && digits !== null;
    },
    up({ key }) {
      if (key !== "Alt") return null;
      const typed = digits ?? "";
      digits = null;
      return typed !== "" && isControl(Number(typed)) ? Number(typed) : null;
    },
  };
}

/** A key without a place is believed what it says. */
function withDigit(digits: string, { key, code, altKey }: Key): string | null {
  const digit = /^Numpad([0-9])$/.exec(code)?.[1] ?? (code === "" ? /^[0-9]$/.exec(key)?.[0] : undefined);
  return altKey && digit !== undefined ? digits + digit : null;
}

const isControl = (number: number): boolean => number > 0 && number < 32 || number === 127;

/** `times`: when the keys of one text came, in milliseconds. Too few tell nothing. */
export function isScannerSpeed(times: readonly number[]): boolean {
  const gaps = times.length - 1;
  return gaps >= SCANNER_GAPS_MIN && ((times.at(-1) ?? 0) - (times[0] ?? 0)) / gaps <= SCANNER_MS_PER_KEY;
}
