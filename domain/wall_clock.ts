/** The time on the warehouse's wall and the instant that it means. */
const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

/** An instant as a clock in that zone shows it, `2026-11-22T10:41`: what a field for date and time takes. */
export const wallClock = (at: Date, timeZone: string): string =>
  clockFormat(timeZone).format(at).replace(" ", "T").slice(0, 16);

/**
 * The last instant of the minute (or second) that a field for date and time names, so that all that is shown with that time
 * is in it. Where clocks change it is one of the two that the text may mean. Null for other text.
 */
export function endOfWallClock(text: string, timeZone: string): Date | null {
  const [, minute, second] = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2})?(?:\.\d+)?$/.exec(text) ?? [];
  if (minute === undefined) return null;
  const asUtc = Date.parse(`${minute}${second ?? ":00"}Z`);
  if (Number.isNaN(asUtc) || asUtc < 0) return null;
  // The offset hangs on the instant, which hangs on the offset: the second look is right but where clocks change.
  const guess = asUtc - offsetMs(asUtc, timeZone);
  const at = asUtc - offsetMs(guess, timeZone);
  return new Date(at + (second === undefined ? MINUTE_MS : SECOND_MS) - 1);
}

/** How far the clocks of that zone are ahead of UTC at an instant. */
const offsetMs = (instant: number, timeZone: string): number =>
  Date.parse(clockFormat(timeZone).format(new Date(instant)).replace(" ", "T") + "Z") -
  Math.floor(instant / SECOND_MS) * SECOND_MS;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs some hundred microseconds, using one costs one. */
function clockFormat(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const day = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const clock = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
  // sv-SE writes days and times as ISO 8601 does, with a blank between them.
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, ...day, ...clock });
  formats.set(timeZone, format);
  return format;
}
