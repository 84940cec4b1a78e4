/** Which PINs are too easy to guess. A PIN is short and tried on a keypad: what people try first must not be right. */

export const PIN_DIGITS_MIN = 6;
export const PIN_DIGITS_MAX = 12;

/** What is wrong with a PIN, in the order in which it is looked for. */
export type PinFault = "not_digits" | "too_short" | "too_long" | "repeated" | "in_order" | "date";

export function pinFaultOf(pin: string): PinFault | null {
  if (!/^[0-9]*$/.test(pin)) return "not_digits";
  if (pin.length < PIN_DIGITS_MIN) return "too_short";
  if (pin.length > PIN_DIGITS_MAX) return "too_long";
  if (isRepeated(pin)) return "repeated";
  if (isInOrder(pin)) return "in_order";
  return isDate(pin) ? "date" : null;
}

/** 000000, 121212, 123123, and 112233: a short piece again and again, or each digit doubled. */
function isRepeated(pin: string): boolean {
  if (new Set(pin).size <= 2) return true;
  for (let length = 1; length <= pin.length / 2; length++) {
    const piece = pin.slice(0, length);
    if (piece.repeat(Math.ceil(pin.length / length)).slice(0, pin.length) === pin) return true;
  }
  return /^(?:(\d)\1)+$/.test(pin);
}

/** 123456, 987654, 135790, 890123: every step the same. */
function isInOrder(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, place) => (Number(digit) - Number(pin[place]) + 10) % 10);
  return new Set(steps).size === 1;
}

/** Birthdays: day, month and year in any order that people write them in, with two digits of the year or four. */
function isDate(pin: string): boolean {
  if (pin.length === 6) {
    const [a, b, c] = [pin.slice(0, 2), pin.slice(2, 4), pin.slice(4)];
    return isDay(a, b) || isDay(b, a) || isDay(c, b);
  }
  if (pin.length !== 8) return false;
  const [a, b, year] = [pin.slice(0, 2), pin.slice(2, 4), pin.slice(4)];
  const isLast = isYear(year) && (isDay(a, b) || isDay(b, a));
  return isLast || (isYear(pin.slice(0, 4)) && isDay(pin.slice(6), pin.slice(4, 6)));
}

const isYear = (text: string): boolean => /^(19|20)/.test(text);

const isDay = (day: string, month: string): boolean =>
  Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
