/** How amounts of time, memory and work are written: two or three digits, and the unit that fits. */
import type { PageContext } from "./context.ts";

type Writer = Pick<PageContext, "words" | "show">;

/** `0.4 ms`, `12 ms`, `3.2 s`, `100 s`, `12 min`, `3 h 5 min`, `2 d 4 h`. */
export function sayTime(ms: number | null, { words: { measures: words, frame }, show }: Writer): string {
  if (ms === null) return frame.nothing;
  if (ms < 1_000) return words.milliseconds(show.count(shortened(ms)));
  if (ms < 2 * MINUTE_MS) return words.seconds(show.count(shortened(ms / 1_000)));
  const minutes = Math.floor(ms / MINUTE_MS);
  if (minutes < 60) return words.minutes(show.count(minutes));
  const hours = Math.floor(minutes / 60);
  return hours < 24
    ? words.hours(show.count(hours), show.count(minutes % 60))
    : words.days(show.count(Math.floor(hours / 24)), show.count(hours % 24));
}

const MINUTE_MS = 60_000;

/** `640 kB`, `214 MB`, `1.8 GB`: in steps of a thousand, as disks are sold. */
export function sayBytes(bytes: number | null, { words: { measures: words, frame }, show }: Writer): string {
  if (bytes === null) return frame.nothing;
  if (bytes < 1_000_000) return words.kilobytes(show.count(shortened(bytes / 1_000)));
  if (bytes < 1_000_000_000) return words.megabytes(show.count(shortened(bytes / 1_000_000)));
  return words.gigabytes(show.count(shortened(bytes / 1_000_000_000)));
}

/** `0.3`, `4.2`, `118`: how often in a second. */
export const sayRate = (perSecond: number | null, { words, show }: Writer): string =>
  perSecond === null ? words.frame.nothing : show.count(shortened(perSecond));

/** `94.2%`, of a part between 0 and 1. */
export const sayPart = (part: number | null, { words, show }: Writer): string =>
  part === null ? words.frame.nothing : show.percent(part, 1);

export const sayCount = (count: number | null, { words, show }: Writer): string =>
  count === null ? words.frame.nothing : show.count(shortened(count));

/** One digit behind the point where there is one before it. */
const shortened = (value: number): number => value < 9.95 ? Math.round(value * 10) / 10 : Math.round(value);
