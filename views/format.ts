/**
 * How numbers and times are written, in one place. Times are shown in the business's time zone, never the server's.
 */
const MINUS = "\u2212";

export interface Show {
  readonly timeZone: string;
  /** `26,810`, grouped as the locale does. */
  count(value: number): string;
  /** `1.0%`: what part of the whole, 0 of nothing. */
  percent(part: number, whole: number): string;
  /** `758 kg`, `−7 kg` with a true minus, up to three decimals. */
  kg(value: number): string;
  /** `10:41`. */
  clock(at: Date): string;
  /** `10:41:07`. */
  seconds(at: Date): string;
  /** `22 Nov 2026`. */
  day(at: Date): string;
  /** `Sunday, 22 November 2026`. */
  longDay(at: Date): string;
  /** `22 Nov 2026, 10:41`. */
  dayTime(at: Date): string;
  /** The shortest that is still clear: the clock today, else day and clock, the year only when it is another one. */
  when(at: Date, now: Date): string;
  /** The hour of the business day that `now` is in, 0–23. */
  hour(at: Date): number;
}

/** How a language writes: its locale, and its word for kilogram. */
export interface Writing {
  readonly locale: string;
  readonly kg: string;
}

/** Formatters are costly to make and safe to share: one set for each locale and time zone. */
const made = new Map<string, Show>();

/** @throws RangeError when the locale or the time zone does not exist. */
export function showIn(timeZone: string, { locale, kg }: Writing): Show {
  const key = `${locale} ${timeZone}`;
  const known = made.get(key);
  if (known) return known;
  const show = makeShow(timeZone, locale, kg);
  made.set(key, show);
  return show;
}

function makeShow(timeZone: string, locale: string, unit: string): Show {
  const dates = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, hourCycle: "h23", ...options });
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const percents = new Intl.NumberFormat(locale, {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const clock = dates({ hour: "2-digit", minute: "2-digit" });
  const seconds = dates({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const day = dates({ day: "numeric", month: "short", year: "numeric" });
  const dayOfYear = dates({ day: "numeric", month: "short" });
  const longDay = dates({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const year = dates({ year: "numeric" });
  const dayTime = (at: Date) => `${day.format(at)}, ${clock.format(at)}`;

  return {
    timeZone,
    count: (value) => signed(value, (size) => numbers.format(size)),
    percent: (part, whole) => percents.format(whole === 0 ? 0 : part / whole),
    kg: (value) => signed(value, (size) => numbers.format(size)) + ` ${unit}`,
    clock: (at) => clock.format(at),
    seconds: (at) => seconds.format(at),
    day: (at) => day.format(at),
    longDay: (at) => longDay.format(at),
    dayTime,
    when: (at, now) => {
      if (day.format(at) === day.format(now)) return clock.format(at);
      if (year.format(at) === year.format(now)) return `${dayOfYear.format(at)}, ${clock.format(at)}`;
      return dayTime(at);
    },
    hour: (at) => Number(clock.format(at).slice(0, 2)),
  };
}

function signed(value: number, format: (size: number) => string): string {
  return value < 0 ? MINUS + format(-value) : format(value);
}

/** A dispatch area as people write the town: `sri_ganganagar` → `Sri Ganganagar`, where the words name no other. */
export const areaName = (key: string, { areas }: { readonly areas: Readonly<Record<string, string>> }): string =>
  areas[key] ?? key.split("_").map((part) => part.slice(0, 1).toUpperCase() + part.slice(1)).join(" ");
