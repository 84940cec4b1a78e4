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
