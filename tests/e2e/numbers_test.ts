// Runs in a pair: it starts whole servers.
import assert from "node:assert/strict";
import { chanceOf } from "../support/chance.ts";
import { compareApi, compareDashboards } from "../support/numbers/compare_api.ts";
import { comparePages } from "../support/numbers/compare_pages.ts";
import { compareReports } from "../support/numbers/compare_reports.ts";
import { openWarehouse, type WarehouseDays } from "../support/numbers/warehouse_days.ts";
import { startServer } from "../support/server.ts";

/** Each is one request, a batch, or several people's requests at once: some two commands. */
const TURNS = 48;

interface Run {
  readonly seed: number;
  readonly when: string;
  readonly timeZone: string;
  /** What passes between the two halves of the work. */
  readonly hours: number;
  /** Looked at from there the same work is other days' and hours'. Whole hours away, as totals are kept by the hour. */
  readonly farAway: string;
}

/** The server has no clock to turn, so its place on Earth is chosen such that it is this hour there now. */
const RUNS: readonly Run[] = [
  { seed: 1, when: "the same hour of two days", timeZone: "Asia/Kolkata", hours: 24, farAway: "America/St_Johns" },
  {
    seed: 2,
    when: "the last hours of a day and the first of the next",
    timeZone: zoneAt(0),
    hours: 3,
    farAway: "Etc/GMT+7",
  },
  { seed: 3, when: "the first hours of a day and its last", timeZone: zoneAt(23), hours: 20, farAway: "Etc/GMT-9" },
];

for (const { seed, when, timeZone, hours, farAway } of RUNS) {
  Deno.test(`Every number agrees with a recount, whatever people do in ${when} (seed ${seed})`, async () => {
    await using warehouse = await openWarehouse(timeZone, chanceOf(seed));
    await work(warehouse, seed);
    await warehouse.overnight(hours);
    await work(warehouse, seed);
    const { scene, shift, databaseUrl } = warehouse;
    await shift.goOnUntilWorthTheName(4 * TURNS);
    const problems = [
      ...shift.problems,
      ...await compareApi(scene, true),
      ...await compareReports(scene),
      ...await comparePages(scene),
    ];
    await using other = await startServer({ databaseUrl, env: { TIME_ZONE: farAway } });
    problems.push(...await compareDashboards({ ...scene, base: other.base, timeZone: farAway }));
    assert.deepEqual(problems, [], `Seed ${seed}`);
  });
}

/** Numbers are right in the middle of it, too. */
async function work({ shift, scene }: WarehouseDays, seed: number): Promise<void> {
  for (let turn = 1; turn <= 2 * TURNS; turn++) {
    await shift.turn();
    if (turn % TURNS === 0) shift.problems.push(...await compareApi(scene, false));
  }
  assert.deepEqual(shift.problems, [], `Seed ${seed}`);
}

/** A time zone of whole hours whose clocks show this hour. */
function zoneAt(hour: number): string {
  const east = (hour - new Date().getUTCHours() + 36) % 24 - 12;
  return east === 0 ? "Etc/GMT" : `Etc/GMT${east > 0 ? "-" : "+"}${Math.abs(east)}`;
}
