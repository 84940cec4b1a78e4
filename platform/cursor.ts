/** Where a page of results ended: a position in the list's order, opaque to clients. */
import type { Page } from "../domain/shapes.ts";

export type Position = readonly (string | number)[];

/** URL-safe text. Positions hold numbers and ASCII text alone. */
export const writeCursor = (position: Position): string =>
  btoa(JSON.stringify(position)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/**
 * The position that a cursor stands for, each part checked by its test; null when it is not one of this list's.
 * It comes from outside: a part that passes its test must be one that PostgreSQL can compare.
 */
export function readCursor(cursor: string, tests: readonly ((part: unknown) => boolean)[]): Position | null {
  try {
    const position: unknown = JSON.parse(atob(cursor.replaceAll("-", "+").replaceAll("_", "/")));
    if (!Array.isArray(position) || position.length !== tests.length) return null;
    return tests.every((test, place) => test(position[place])) ? position : null;
  } catch {
    return null;
  }
}

export const isId = (part: unknown): boolean => Number.isSafeInteger(part) && (part as number) >= 0;
/** A place inside a commit: a smallint. */
export const isPlace = (part: unknown): boolean => isId(part) && (part as number) <= 32_767;
export const isUuid = (part: unknown): boolean =>
  typeof part === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(part);
/** An instant to the microsecond as PostgreSQL writes it for us: a Date would cut it to milliseconds. */
export function isInstant(part: unknown): boolean {
  if (typeof part !== "string" || !/^(19|2\d)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(part)) return false;
  const date = new Date(part);
  return Number.isFinite(date.getTime()) && date.toISOString().slice(0, 23) === part.slice(0, 23);
}

/** Comes before every other position in a list that runs from the newest id down. */
export const FIRST_ID = Number.MAX_SAFE_INTEGER;

/** Makes a page of rows that were fetched with one more than `limit`. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  itemOf: (row: Row) => Item,
  positionOf: (row: Row) => Position,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(itemOf), nextCursor: rows.length > limit && last ? writeCursor(positionOf(last)) : null };
}
