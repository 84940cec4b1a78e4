/** Summed-up tables to take away: who did how much, bills of some days in short, and the totals of the whole system. */
import { ACTIVITY_COLUMNS } from "../domain/activity.ts";
import { BILL_SUMMARY_COLUMNS } from "../domain/export_columns.ts";
import { TOTAL_COLUMNS, totalLines } from "../domain/report_columns.ts";
import { readQuery } from "./body.ts";
import { batchesOf } from "./export_rows.ts";
import { ActivityExportQuery, BillSummaryExportQuery } from "./export_schemas.ts";
import type { Export } from "./export_shape.ts";
import { refuseJson } from "./refusals.ts";
import { ownBillsOf } from "./reports.ts";
import { everythingFor } from "./scope.ts";

const activity: Export = {
  name: "activity",
  ability: "export_all",
  take: async (deps, c, answer) => {
    const query = readQuery(c, ActivityExportQuery);
    if (query instanceof Response) return query;
    const { days } = query, scope = everythingFor(c.var.signedIn.person);
    async function* batches() {
      yield await deps.exports.activity(days, scope);
    }
    return await answer({ name: `activity_${days}_days`, columns: ACTIVITY_COLUMNS, batches: batches() });
  },
};

const billSummary: Export = {
  name: "bill-summary",
  ability: "export_bills",
  take: (deps, c, answer) => {
    const query = readQuery(c, BillSummaryExportQuery);
    if (query instanceof Response) return query;
    const { from, to, user } = query, own = ownBillsOf(c.var.signedIn.person);
    if (own !== null && user !== null && user.toLowerCase() !== own.toLowerCase()) return refuseJson(c, "forbidden");
    const asked = { from, to, createdBy: own ?? user, scope: everythingFor(c.var.signedIn.person) };
    const batches = batchesOf((page) => deps.bills.list(asked, page), deps);
    const countUpTo = (most: number) => deps.exports.countUpTo.bills(asked, most);
    return answer({ name: "bill_summary", columns: BILL_SUMMARY_COLUMNS, batches }, countUpTo);
  },
};

const totals: Export = {
  name: "totals",
  ability: "export_all",
  take: async (deps, c, answer) => {
    async function* batches() {
      yield totalLines(await deps.dashboard(everythingFor(c.var.signedIn.person)));
    }
    return await answer({ name: "totals", columns: TOTAL_COLUMNS, batches: batches() });
  },
};

export const deskExports: readonly Export[] = [activity, billSummary, totals];
