import { deepEqual, equal, ok } from "node:assert/strict";
import { type BillFigures, billReport, type BillTally, ofUser } from "../../domain/bill_report.ts";
import { dayReport } from "../../domain/day_report.ts";
import { isRefused, type Outcome, OUTCOMES } from "../../domain/outcomes.ts";
import { type ScanFigures, scanReport, type ScanTally } from "../../domain/scan_report.ts";
import { below, type Chance, chanceOf, oneOf } from "../support/chance.ts";

const SEEDS = [1, 2, 3, 4, 5];
const USERS = ["bina", "anil", null];
const AREAS = ["lucknow", "indore", null];

const billTallies = (chance: Chance): BillTally[] =>
  Array.from({ length: below(chance, 60) }, () => ({
    day: oneOf(chance, ["2026-11-24", "2026-11-25", "2026-11-26"]),
    user: oneOf(chance, USERS),
    status: oneOf(chance, ["new", "processing", "completed", "voided"] as const),
    ...{
      bills: 1 + below(chance, 9),
      short: below(chance, 3),
      capacity: below(chance, 500),
      sacks: below(chance, 500),
    },
    ...{ bags: below(chance, 15_000), weightG: below(chance, 15_000_000), expectedWeightG: below(chance, 15_000_000) },
  }));

const scanTallies = (chance: Chance): ScanTally[] =>
  Array.from({ length: below(chance, 200) }, () => {
    const outcome = oneOf(chance, Object.keys(OUTCOMES) as Outcome[]);
    return {
      ...{
        hour: below(chance, 24),
        user: oneOf(chance, USERS),
        area: oneOf(chance, AREAS),
        count: 1 + below(chance, 99),
      },
      ...{
        kind: oneOf(chance, ["open_parent", "link_child", "link_bill"]),
        outcome,
        accepted: OUTCOMES[outcome].accepted,
      },
    };
  });

const BILL_SUMS = ["bills", "short", "capacity", "sacks", "bags"] as const;
const KG_SUMS = ["weightKg", "expectedWeightKg", "varianceKg"] as const;

function assertSumsUp(parts: readonly BillFigures[], totals: BillFigures, what: string): void {
  const sum = (of: (part: BillFigures) => number) => parts.reduce((all, part) => all + of(part), 0);
  for (const name of BILL_SUMS) equal(sum((part) => part[name]), totals[name], `${what}: ${name}`);
  for (const name of KG_SUMS) {
    equal(Math.round(sum((part) => part[name] * 1_000)), Math.round(totals[name] * 1_000), what);
  }
  for (const status of ["new", "processing", "completed", "voided"] as const) {
    equal(sum((part) => part.byStatus[status]), totals.byStatus[status], `${what}: ${status}`);
  }
}

Deno.test("what bills come to by day, by user and by status is what they come to in all", () => {
  for (const seed of SEEDS) {
    const tallies = billTallies(chanceOf(seed));
    const { totals, byDay, byUser, byStatus } = billReport(tallies);
    for (const [what, parts] of Object.entries({ byDay, byUser, byStatus })) {
      assertSumsUp(parts, totals, `${what} ${seed}`);
    }
    equal(totals.bills, tallies.reduce((sum, { bills }) => sum + bills, 0));
    equal(Object.values(totals.byStatus).reduce((sum, n) => sum + n), totals.bills);
    deepEqual(byDay.map(({ day }) => day), byDay.map(({ day }) => day).toSorted().reverse());
    assertSumsUp(USERS.map((user) => billReport(tallies.filter((one) => one.user === user)).totals), totals, "users");
  }
});

Deno.test("weights are summed to the gram, and bills that are void do not wait for completion", () => {
  const tally: BillTally = {
    ...{ day: "2026-11-26", user: "bina", status: "completed", bills: 1, short: 0, capacity: 1, sacks: 1, bags: 1 },
    ...{ weightG: 100, expectedWeightG: 200 },
  };
  const { totals } = billReport([tally, tally, tally]);
  deepEqual([totals.weightKg, totals.expectedWeightKg, totals.varianceKg], [0.3, 0.6, -0.3]);
  const percent = (...statuses: BillTally["status"][]) =>
    billReport(statuses.map((status) => ({ ...tally, status }))).totals.completionPercent;
  deepEqual([percent("completed", "new", "processing"), percent("completed", "voided"), percent("voided"), percent()], [
    33.3,
    100,
    null,
    null,
  ]);
});

Deno.test("one user's bills are his in any case of the name, and nobody's are everybody's", () => {
  const tallies = billTallies(chanceOf(9));
  deepEqual(ofUser(tallies, "BINA"), tallies.filter(({ user }) => user === "bina"));
  deepEqual(ofUser(tallies, null), tallies);
});

Deno.test("what scans come to by hour, by area and by user is what they come to in all", () => {
  for (const seed of SEEDS) {
    const tallies = scanTallies(chanceOf(seed));
    const { totals, areas } = scanReport(tallies);
    const assertSums = (parts: readonly ScanFigures[], whole: ScanFigures) => {
      for (const name of ["scans", "accepted", "alreadyThere", "refused", "packed"] as const) {
        equal(parts.reduce((sum, part) => sum + part[name], 0), whole[name], `${name} ${seed}`);
      }
      deepEqual(
        whole.hourly.map((_, hour) => parts.reduce((sum, part) => sum + part.hourly[hour]!, 0)),
        whole.hourly,
      );
    };
    assertSums(areas.map(({ totals }) => totals), totals);
    for (const area of areas) assertSums(area.users, area.totals);
    equal(totals.hourly.reduce((sum, n) => sum + n), totals.scans);
    equal(totals.accepted + totals.alreadyThere + totals.refused, totals.scans);
    ok(totals.packed <= totals.accepted);
    if (areas.some(({ area }) => area === null)) equal(areas.at(-1)!.area, null);
  }
});

Deno.test("a day's peak is its first busiest hour, and its refusals are told by reason, the most frequent first", () => {
  const scan: ScanTally = {
    ...{ hour: 9, user: "dev", area: null, kind: "link_child", outcome: "child_linked", accepted: true, count: 5 },
  };
  const day = (scans: ScanTally[]) =>
    dayReport("2026-11-26", { at: new Date(0), made: [], completed: [], scans, openCount: 0, open: [] });
  deepEqual(day([scan, { ...scan, hour: 7 }]).peak, { hour: 7, scans: 5 });
  equal(day([]).peak, null);
  const refused = (outcome: Outcome, count: number) => ({ ...scan, outcome, accepted: false, count });
  const { refusals, scans } = day([
    ...[scan, refused("bad_format", 2), refused("child_elsewhere", 3), refused("child_already_here", 9)],
    refused("bad_format", 2),
  ]);
  deepEqual(refusals, [{ outcome: "bad_format", count: 4 }, { outcome: "child_elsewhere", count: 3 }]);
  equal(refusals.reduce((sum, { count }) => sum + count, 0), scans.refused);
  ok(refusals.every(({ outcome }) => isRefused(outcome)));
});
