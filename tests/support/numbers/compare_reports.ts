/** The reports, held against the recount: all days together, and each by itself. */
import type { Scene } from "./compare_api.ts";
import { differences } from "./differences.ts";
import { wallClock } from "./recount.ts";
import { billReportOf, dayReportOf, type Days, scanReportOf } from "./recount_reports.ts";

export async function compareReports(scene: Scene): Promise<string[]> {
  const { model, timeZone } = scene;
  const days = [...new Set(model.entries.map(({ at }) => wallClock(at, timeZone).day))].sort();
  const ranges = [{ from: days[0]!, to: days.at(-1)! }, ...days.map((day) => ({ from: day, to: day }))];
  const problems: string[] = [];
  for (const range of ranges) {
    problems.push(...await compareBillReports(scene, range), ...await compareScans(scene, range));
  }
  for (const day of days) problems.push(...await compareDay(scene, day));
  return problems;
}

/** An admin sums up everybody's bills, a biller his own. */
async function compareBillReports({ hands, model, timeZone }: Scene, days: Days): Promise<string[]> {
  const askers = hands.filter(({ person }) => person.role !== "dispatcher");
  const said = askers.map(async ({ person: { role, username }, session }) => {
    const { json } = await session.call("GET", `/api/v1/reports/bills?${new URLSearchParams({ ...days })}`);
    const is = billReportOf(model, timeZone, days, role === "admin" ? null : username);
    return differences(`${username}'s bill summary of ${days.from}–${days.to}`, json, is);
  });
  return (await Promise.all(said)).flat();
}

async function compareScans({ hands, model, timeZone }: Scene, days: Days): Promise<string[]> {
  const { session } = hands.find(({ person }) => person.role === "biller")!;
  const { json } = await session.call("GET", `/api/v1/reports/scans?${new URLSearchParams({ ...days })}`);
  return differences(`Scans of ${days.from}–${days.to}`, json, scanReportOf(model, timeZone, days));
}

async function compareDay({ hands, model, timeZone }: Scene, day: string): Promise<string[]> {
  const { session } = hands.find(({ person }) => person.role === "biller")!;
  const { json } = await session.call("GET", `/api/v1/reports/day?day=${day}`);
  const { refused_by_reason: reasons, ...is } = dayReportOf(model, timeZone, day);
  const counts = (lines: readonly { outcome: string; count: number }[]) =>
    Object.fromEntries(lines.map(({ outcome, count }) => [outcome, count]));
  return [
    ...differences(`The report of ${day}`, json, is),
    ...differences(`Refusals of ${day}`, counts(json.refused_by_reason), counts(reasons)),
    ...differences(`Order of refusals of ${day}`, json.refused_by_reason.map(countOf), reasons.map(countOf)),
  ];
}

const countOf = ({ count }: { readonly count: number }): number => count;
