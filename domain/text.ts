/** Text that a database column can hold: no NUL, no half of a surrogate pair. Nothing else is changed. */
export const storable = (text: string): string => text.toWellFormed().replaceAll("\u0000", "\ufffd");

/**
 * The text without control characters and blanks at its ends: scanners add CR, LF, TAB and group separators there.
 * By hand, since a pattern that looks for them at the end tries every blank inside, and takes minutes for a million.
 */
export function withoutControlsAtEnds(text: string): string {
  let start = 0, end = text.length;
  while (start < end && isControlOrBlank(text.charCodeAt(start))) start++;
  while (end > start && isControlOrBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

const isControlOrBlank = (unit: number): boolean => unit <= 0x20 || unit === 0x7f;
