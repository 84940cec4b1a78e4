/** `/reports`, and the three of them: bills of some days, the end of a day, scans by hour. Each prints on A4. */
import { type Context, Hono } from "hono";
import { billReport, type BillTally, ofUser } from "../domain/bill_report.ts";
import { businessDay, daysAfter } from "../domain/business_day.ts";
import { dayReport } from "../domain/day_report.ts";
import { LIMITS } from "../domain/limits.ts";
import { scanReport } from "../domain/scan_report.ts";
import type { BillLine, BillStatus } from "../domain/shapes.ts";
import { BillReportPage } from "../views/bill_report_page.tsx";
import { DayReportPage } from "../views/day_report_page.tsx";
import { ReportsPage } from "../views/reports_page.tsx";
import { ScanReportPage } from "../views/scan_report_page.tsx";
import { storable } from "../domain/text.ts";
import type { BillFilter } from "../domain/filters.ts";
import type { Deps, Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { paced } from "./paced.ts";
import { dayOr, FIRST_DAY, LAST_DAY, lastDays, rangeOf } from "./report_days.ts";
import { ownBillsOf } from "./reports.ts";
import { everythingFor } from "./scope.ts";

/** What a summary of bills shows when no days are chosen. */
const SUMMARY_DAYS = 30;

export function reportPages(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  const slowly = paced(parts.deps, LIMITS.reportRate);
  return new Hono<Env>()
    .get(
      "/reports",
      may("see_reports"),
      (c) => answerPage(c, <ReportsPage context={contextOfSignedIn(c, parts.pages)} />),
    )
    .get("/reports/bills", may("see_reports"), slowly, (c) => showBills(c, parts))
    .get("/reports/day", may("see_reports"), slowly, (c) => showDay(c, parts))
    .get("/reports/scans", may("see_reports"), slowly, (c) => showScans(c, parts));
}

async function showBills(c: Context<Env>, { deps, pages }: PageParts): Promise<Response> {
  const range = rangeOf(c.req.query("from"), c.req.query("to"), todayOf(deps), SUMMARY_DAYS);
  const own = ownBillsOf(c.var.signedIn.person);
  const user = own ?? storable(c.req.query("created_by") ?? "").trim();
  const status = statusOf(c.req.query("status"));
  const scope = everythingFor(c.var.signedIn.person);
  const tallies = await deps.reports.billTallies(range, scope);
  const asked = ofUser(tallies, user || null).filter((tally) => status === "" || tally.status === status);
  const bills = await newestBills(deps, { ...range, scope, status: status || null, createdBy: user || null });
  return answerPage(
    c,
    <BillReportPage
      context={contextOfSignedIn(c, pages)}
      filter={{ ...range, status, user }}
      users={own === null ? usersIn(tallies, user) : []}
      report={billReport(asked)}
      bills={bills}
    />,
  );
}

/** Those who made bills on these days, and whoever is chosen. */
const usersIn = (tallies: readonly BillTally[], chosen: string): string[] => {
  const names = new Set(tallies.flatMap(({ user }) => user === null ? [] : [user]));
  const isKnown = chosen === "" || [...names].some((name) => name.toLowerCase() === chosen.toLowerCase());
  return [...names, ...isKnown ? [] : [chosen]].sort();
};

async function showDay(c: Context<Env>, { deps, pages }: PageParts): Promise<Response> {
  const day = dayOr(c.req.query("day"), todayOf(deps));
  const scope = everythingFor(c.var.signedIn.person);
  const [facts, bills] = await Promise.all([
    deps.reports.day(day, scope),
    newestBills(deps, { from: day, to: day, scope }),
  ]);
  return answerPage(
    c,
    <DayReportPage
      context={contextOfSignedIn(c, pages)}
      report={dayReport(day, facts)}
      before={day > FIRST_DAY ? daysAfter(day, -1) : null}
      after={day < LAST_DAY ? daysAfter(day, 1) : null}
      bills={bills}
    />,
  );
}

async function showScans(c: Context<Env>, { deps, pages }: PageParts): Promise<Response> {
  const day = c.req.query("day");
  const asked = rangeOf(c.req.query("from") ?? day, c.req.query("to") ?? day, todayOf(deps), 1);
  const range = lastDays(asked, LIMITS.reportScanDaysMax);
  const report = scanReport(await deps.reports.scanTallies(range, everythingFor(c.var.signedIn.person)));
  const daysMax = range.from === asked.from ? null : LIMITS.reportScanDaysMax;
  return answerPage(
    c,
    <ScanReportPage context={contextOfSignedIn(c, pages)} {...range} daysMax={daysMax} report={report} />,
  );
}

const todayOf = ({ site }: Deps): string => businessDay(new Date(), site.timeZone);

async function newestBills({ bills }: Deps, filter: BillFilter): Promise<readonly BillLine[]> {
  const page = await bills.list(filter, { limit: LIMITS.reportLinesMax, cursor: null });
  return page?.items ?? [];
}

const STATUSES: readonly string[] = ["new", "processing", "completed", "voided"] satisfies BillStatus[];
const statusOf = (text: string | undefined): "" | BillStatus =>
  text !== undefined && STATUSES.includes(text) ? text as BillStatus : "";
