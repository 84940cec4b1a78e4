/** Which sacks are open, by age: `open_parents` holds those alone, so that no list walks through all the others. */
import type { OpenAge } from "../domain/filters.ts";

/** Since when, as the dashboard tells the ages apart. */
const SINCE: Readonly<Record<OpenAge, string>> = {
  any: "true",
  "10m": "o.opened_at > now() - interval '10 minutes'",
  "1h": "o.opened_at <= now() - interval '10 minutes' and o.opened_at > now() - interval '1 hour'",
  "4h": "o.opened_at <= now() - interval '1 hour' and o.opened_at > now() - interval '4 hours'",
  older: "o.opened_at <= now() - interval '4 hours'",
};

/** A condition on a bag `b`. */
export const isOpenSince = (age: OpenAge): string =>
  `exists (select from open_parents o where o.code = b.code and ${SINCE[age]})`;

/** Bags `b` of all that are open, of whatever age. */
export const OPEN_BAGS = "open_parents opened join bags b on b.code = opened.code and b.role = 'parent'";
