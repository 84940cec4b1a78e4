/** Days as the warehouse counts them: by the clock on its wall, not by the server's. */

/** The business day of an instant, as YYYY-MM-DD. */
export function businessDay(at: Date, timeZone: string): string {
  return formatOf(timeZone).format(at);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs some hundred microseconds, using one costs one. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  // sv-SE writes days as ISO 8601 does.
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  formats.set(timeZone, format);
  return format;
}

/** An instant by the business's clock, as `2026-11-26 14:30:05`: spreadsheets know that as a time, and texts of it sort. */
export function businessTime(at: Date, timeZone: string): string {
  const second = Math.floor((at.getTime() + offsetMs(at, timeZone)) / 1_000);
  const day = Math.floor(second / DAY_SECONDS), ofDay = second - day * DAY_SECONDS;
  if (day !== latestDay.day) {
    latestDay = { day, text: new Date(day * DAY_MS).toISOString().slice(0, -"T00:00:00.000Z".length) };
  }
  const minute = Math.floor(ofDay / 60);
  return `${latestDay.text} ${DIGITS[Math.floor(minute / 60)]}:${DIGITS[minute % 60]}:${DIGITS[ofDay % 60]}`;
}

/** Neighbouring rows share their day, too. */
let latestDay = { day: NaN, text: "" };
const DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

/** The day so many days after another one; before it, where `days` is negative. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** How many days from one day to another; 0 for the same one. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;

const DAY_SECONDS = 24 * 60 * 60;
const DAY_MS = DAY_SECONDS * 1_000;
/** Clocks are put on or back at a full quarter of an hour. */
const QUARTER_MS = 15 * 60 * 1_000;

/** How far the business's clock is ahead of UTC. A format costs microseconds, and an export has millions of times. */
export function offsetMs(at: Date, timeZone: string): number {
  const quarter = Math.floor(at.getTime() / QUARTER_MS);
  if (quarter === latest.quarter && timeZone === latest.timeZone) return latest.offset;
  const start = quarter * QUARTER_MS;
  const shown = clockOf(timeZone).format(start);
  latest = { quarter, timeZone, offset: Date.parse(`${shown.replace(" ", "T")}Z`) - start };
  return latest.offset;
}

/** Neighbouring rows share their quarter of an hour. */
let latest = { quarter: NaN, timeZone: "", offset: 0 };

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const date = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const clock = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    ...date,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  clocks.set(timeZone, clock);
  return clock;
}
