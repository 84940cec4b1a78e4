/** The days that a page's address asks for, mended where they are none: a page shows something, and says what. */
import { daysAfter, daysBetween } from "../domain/business_day.ts";
import type { DayRange } from "../domain/filters.ts";
import { day as daySchema } from "./schemas.ts";

/** A real day, or `otherwise`. */
export function dayOr(text: string | undefined, otherwise: string): string {
  const read = daySchema.safeParse(text);
  return read.success && read.data <= LAST_DAY ? read.data : otherwise;
}

/**
 * Both days, the earlier one first. Where the last one is not named it is today, where the first one is not, it is so that
 * the range has `days` days.
 */
export function rangeOf(from: string | undefined, to: string | undefined, today: string, days: number): DayRange {
  const last = dayOr(to, today);
  const first = dayOr(from, daysAfter(last, 1 - days));
  return first <= last ? { from: first, to: last } : { from: last, to: first };
}

/** The last days of a range that is too long; the range itself where it is not. */
export const lastDays = ({ from, to }: DayRange, daysMax: number): DayRange =>
  daysBetween(from, to) < daysMax ? { from, to } : { from: daysAfter(to, 1 - daysMax), to };

/** A day has a neighbour in four digits, and one before it. */
export const LAST_DAY = "9999-12-30";
export const FIRST_DAY = "1900-01-01";
