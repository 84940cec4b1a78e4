/** Reports for scripts, as JSON and as files (CSV, XLSX): bills of some days, a business day's end, scans by hour, user and area. */
import { limitOf } from "../domain/abilities.ts";
import { type Context, Hono } from "hono";
import { billReport, ofUser } from "../domain/bill_report.ts";
import { businessDay } from "../domain/business_day.ts";
import { dayReport } from "../domain/day_report.ts";
import { BILL_COLUMNS } from "../domain/export_columns.ts";
import { LIMITS } from "../domain/limits.ts";
import { DAY_REPORT_COLUMNS, dayReportLines, SCAN_REPORT_COLUMNS, scanReportLines } from "../domain/report_columns.ts";
import { scanReport } from "../domain/scan_report.ts";
import type { Person } from "../domain/shapes.ts";
import { SHEET_FORMATS, type SheetFormat } from "../domain/sheet.ts";
import { readQuery } from "./body.ts";
import type { Deps, Env } from "./deps.ts";
import { door } from "./door.ts";
import { batchesOf } from "./export_rows.ts";
import { json } from "./json.ts";
import { paced } from "./paced.ts";
import { refuseJson } from "./refusals.ts";
import { BillsReportQuery, DayReportQuery, ScansReportQuery } from "./report_schemas.ts";
import { wireBillReport, wireDayReport, wireScanReport } from "./report_wire.ts";
import { answerSheet } from "./sheet_reply.ts";
import { everythingFor } from "./scope.ts";

export function reports(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  const slowly = paced(deps, LIMITS.reportRate);
  const app = new Hono<Env>()
    .get("/api/v1/reports/bills", may("see_reports"), slowly, async (c) => {
      const query = readBillsQuery(c);
      if (query instanceof Response) return query;
      const { from, to, created_by: user, status } = query;
      const tallies = ofUser(await deps.reports.billTallies({ from, to }, everythingFor(c.var.signedIn.person)), user);
      const report = billReport(status ? tallies.filter((tally) => tally.status === status) : tallies);
      return json(c, { from, to, created_by: user, status, ...wireBillReport(report) });
    })
    .get("/api/v1/reports/day", may("see_reports"), slowly, async (c) => {
      const day = readDay(c, deps);
      if (day instanceof Response) return day;
      const scope = everythingFor(c.var.signedIn.person);
      const asked = { from: day, to: day, scope };
      const page = await deps.bills.list(asked, { limit: LIMITS.reportLinesMax, cursor: null });
      return json(c, wireDayReport(dayReport(day, await deps.reports.day(day, scope)), page?.items ?? []));
    })
    .get("/api/v1/reports/scans", may("see_reports"), slowly, async (c) => {
      const query = readQuery(c, ScansReportQuery);
      if (query instanceof Response) return query;
      const tallies = await deps.reports.scanTallies(query, everythingFor(c.var.signedIn.person));
      return json(c, { ...query, ...wireScanReport(scanReport(tallies)) });
    });
  for (const format of SHEET_FORMATS) {
    app.get(`/api/v1/reports/bills.${format}`, may("see_reports"), slowly, (c) => takeBills(deps, c, format))
      .get(`/api/v1/reports/day.${format}`, may("see_reports"), slowly, (c) => takeDay(deps, c, format))
      .get(`/api/v1/reports/scans.${format}`, may("see_reports"), slowly, (c) => takeScans(deps, c, format));
  }
  return app;
}

function takeBills(deps: Deps, c: Context<Env>, format: SheetFormat): Response | Promise<Response> {
  const query = readBillsQuery(c);
  if (query instanceof Response) return query;
  const { created_by: createdBy, ...filter } = query;
  const asked = { ...filter, createdBy, scope: everythingFor(c.var.signedIn.person) };
  const batches = batchesOf((page) => deps.bills.list(asked, page), deps);
  const countUpTo = (most: number) => deps.exports.countUpTo.bills(asked, most);
  return answerSheet(deps, c, { name: "bill_summary", columns: BILL_COLUMNS, batches }, { format, countUpTo });
}

async function takeDay(deps: Deps, c: Context<Env>, format: SheetFormat): Promise<Response> {
  const day = readDay(c, deps);
  if (day instanceof Response) return day;
  const facts = await deps.reports.day(day, everythingFor(c.var.signedIn.person));
  const lines = dayReportLines(dayReport(day, facts)).map((line) => ({ day, ...line }));
  return await answerSheet(deps, c, { name: `day_${day}`, columns: DAY_REPORT_COLUMNS, batches: [lines] }, { format });
}

async function takeScans(deps: Deps, c: Context<Env>, format: SheetFormat): Promise<Response> {
  const query = readQuery(c, ScansReportQuery);
  if (query instanceof Response) return query;
  const tallies = await deps.reports.scanTallies(query, everythingFor(c.var.signedIn.person));
  const lines = scanReportLines(scanReport(tallies));
  const sheet = { name: "scans_per_hour", columns: SCAN_REPORT_COLUMNS, batches: [lines] };
  return await answerSheet(deps, c, sheet, { format });
}

/** Whose bills this person may sum up: an admin everybody's, a biller his own. */
export const ownBillsOf = ({ role, username }: Person): string | null =>
  limitOf(role, "see_reports") === "own_bills" ? username : null;

/** The query; 403 where a biller asks for somebody else's bills. */
function readBillsQuery(c: Context<Env>) {
  const query = readQuery(c, BillsReportQuery);
  if (query instanceof Response) return query;
  const own = ownBillsOf(c.var.signedIn.person);
  if (own === null) return query;
  const isAnothers = query.created_by !== null && query.created_by.toLowerCase() !== own.toLowerCase();
  return isAnothers ? refuseJson(c, "forbidden") : { ...query, created_by: own };
}

function readDay(c: Context<Env>, { site }: Deps): string | Response {
  const query = readQuery(c, DayReportQuery);
  return query instanceof Response ? query : query.day ?? businessDay(new Date(), site.timeZone);
}
