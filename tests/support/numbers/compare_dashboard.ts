/** The dashboard as people see it: its numbers against the recount, and against the lists that they open. */
import { elementIn, linksIn, numberIn } from "../html.ts";
import type { Scene } from "./compare_api.ts";
import type { Hand } from "./crew.ts";
import { differences } from "./differences.ts";
import { pageOf } from "./page_of.ts";
import { dashboardOf } from "./recount.ts";

export async function compareDashboardPages(scene: Scene): Promise<string[]> {
  const problems: string[] = [];
  for (const hand of scene.hands) problems.push(...await compareDashboardPage(scene, hand));
  return problems;
}

async function compareDashboardPage({ base, model, timeZone }: Scene, hand: Hand): Promise<string[]> {
  const { username, role } = hand.person;
  const page = await pageOf(base, hand, "/");
  const figures = new Map(figuresOn(page).map(({ path, number }) => [path, number]));
  const { today, open_parents: open, ...all } = dashboardOf(model, hand.person, timeZone, Date.now() * 1_000);
  const is = {
    "/scans": today.scans,
    "/scans?outcome=child_linked": today.children_linked,
    "/bags?role=parent": all.parents,
    "/bags?role=child&linked=true": all.children,
    ...(role === "dispatcher" ? {} : { "/bills?status=processing": all.bills_in_work }),
    "/bags?open=10m": open.under_10_minutes,
    "/bags?open=1h": open.under_1_hour,
    "/bags?open=4h": open.under_4_hours,
    "/bags?open=older": open.older,
  };
  const problems = differences(`${username}'s dashboard page`, Object.fromEntries(figures), is);
  const refusals = refusalsOn(page).slice(0, 2);
  for (const { path, number } of [...refusals, ...[...figures].map(([path, number]) => ({ path, number }))]) {
    const lines = await linesOf(base, hand, path);
    if (lines !== number) problems.push(`${username}'s dashboard says ${number}, and ${path} has ${lines} lines`);
  }
  return problems;
}

interface Figure {
  readonly path: string;
  readonly number: number;
}

const figuresOn = (page: string): Figure[] => numbersIn(page, /<[^>]*class="stat-value"[^>]*>(.*?)</s);

/** By reason and by station. */
const refusalsOn = (page: string): Figure[] => numbersIn(elementIn(page, "dashboard-refused"), /<b>(.*?)<\/b>/s);

/** Of links that hold a number, where they lead to and which number. */
function numbersIn(html: string, value: RegExp): Figure[] {
  return [...html.matchAll(/<a\s[^>]*?href="[^"]*".*?<\/a>/gs)].flatMap(([link]) => {
    const number = value.exec(link)?.[1];
    return number === undefined ? [] : [{ path: linksIn(link)[0]!, number: numberIn(number) }];
  });
}

/** Lines of a list, on all its pages. */
async function linesOf(base: string, hand: Hand, path: string): Promise<number> {
  let count = 0;
  for (let next: string | undefined = path; next !== undefined;) {
    const page = await pageOf(base, hand, next);
    count += page.match(/<th scope="row"/g)?.length ?? 0;
    next = linksIn(page).find((link) => link.includes("cursor="));
  }
  return count;
}
