import { deepEqual, equal } from "node:assert/strict";
import { businessDay, businessTime, daysAfter, daysBetween } from "../../domain/business_day.ts";
import { below, chanceOf } from "../support/chance.ts";

Deno.test("businessTime() says what the clock on the wall says, in any zone", () => {
  const chance = chanceOf(7);
  for (const timeZone of ["Asia/Kolkata", "Europe/Berlin", "America/St_Johns", "Pacific/Chatham", "UTC"]) {
    const wall = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
    for (let n = 0; n < 500; n++) {
      const at = new Date(Date.UTC(2020, 0) + below(chance, 10 * 365 * 24 * 3_600) * 1_000);
      equal(businessTime(at, timeZone), wall.format(at));
      equal(businessTime(at, timeZone).slice(0, 10), businessDay(at, timeZone));
    }
  }
});

Deno.test("days are counted over months, years and leap days", () => {
  deepEqual([daysAfter("2026-11-30", 1), daysAfter("2027-01-01", -1), daysAfter("2028-02-28", 1)], [
    "2026-12-01",
    "2026-12-31",
    "2028-02-29",
  ]);
  deepEqual([daysBetween("2026-11-26", "2026-11-26"), daysBetween("2026-11-26", "2027-01-01")], [0, 36]);
});
