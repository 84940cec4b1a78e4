import { deepEqual, equal } from "node:assert/strict";
import { endOfWallClock, wallClock } from "../../domain/wall_clock.ts";

const ZONE = "Asia/Kolkata";

Deno.test("a minute on the wall is meant to its end, by the clock of the business", () => {
  equal(endOfWallClock("2026-11-22T10:41", ZONE)?.toISOString(), "2026-11-22T05:11:59.999Z");
  equal(endOfWallClock("2026-11-22T10:41:07", ZONE)?.toISOString(), "2026-11-22T05:11:07.999Z");
  equal(endOfWallClock("2026-11-22T00:00", ZONE)?.toISOString(), "2026-11-21T18:30:59.999Z");
  equal(endOfWallClock("2026-06-30T23:59", "America/New_York")?.toISOString(), "2026-07-01T03:59:59.999Z");
});

Deno.test("an instant is written as a field for date and time takes it, and is read back", () => {
  const at = new Date("2026-11-21T18:30:07.5Z");
  equal(wallClock(at, ZONE), "2026-11-22T00:00");
  for (const zone of [ZONE, "UTC", "America/New_York", "Europe/Berlin", "Asia/Kathmandu"]) {
    const text = wallClock(at, zone);
    equal(endOfWallClock(text, zone)?.toISOString(), "2026-11-21T18:30:59.999Z", zone);
  }
});

Deno.test("on the day when clocks change, an hour that was skipped still means an instant near it", () => {
  const skipped = endOfWallClock("2026-03-29T02:30", "Europe/Berlin")?.toISOString();
  equal(skipped, "2026-03-29T01:30:59.999Z");
  equal(endOfWallClock("2026-03-29T03:30", "Europe/Berlin")?.toISOString(), skipped);
});

Deno.test("what is no time on a wall is none", () => {
  const rubbish = [
    "",
    "now",
    "2026-11-22",
    "2026-13-22T10:41",
    "2026-11-22T25:00",
    "22/11/2026 10:41",
    "1600-01-01T00:00",
  ];
  deepEqual(rubbish.map((text) => endOfWallClock(text, ZONE)), rubbish.map(() => null));
});
