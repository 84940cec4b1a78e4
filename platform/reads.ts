/** Everything that pages and scripts read, on one pool. */
import { activityRows } from "./activity_rows.ts";
import { activeAreas } from "./area_rows.ts";
import { auditListRows } from "./audit_list_rows.ts";
import { bagRows } from "./bag_rows.ts";
import { batchRows } from "./batch_rows.ts";
import { billDeskRows } from "./bill_desk_rows.ts";
import { billRows } from "./bill_rows.ts";
import type { Cache } from "./cache.ts";
import { cachedReads } from "./cached_reads.ts";
import { eventRows } from "./event_rows.ts";
import { exportCountRows } from "./export_count_rows.ts";
import { historyRows } from "./history_rows.ts";
import { integrityRows } from "./integrity_rows.ts";
import { ownDayRows } from "./own_rows.ts";
import { packingRows } from "./packing_rows.ts";
import type { Database } from "./postgres.ts";
import { scanDayRows } from "./scan_day_rows.ts";
import { reportRows } from "./report_rows.ts";
import { scanRows } from "./scan_rows.ts";
import { statRows } from "./stat_rows.ts";

/** `timeZone` decides where days begin. What is asked for most goes through `cache`. */
export function openReads(db: Database, timeZone: string, cache: Pick<Cache, "read">) {
  const events = eventRows(db), bags = bagRows(db, timeZone), bills = billRows(db, timeZone);
  const { dashboardSeen } = statRows(db, timeZone);
  const cached = cachedReads(cache, { bag: bags.findSeen, bill: bills.findSeen, dashboard: dashboardSeen });
  return {
    bags: { ...bags, find: cached.bag, events: events.ofBag, lots: events.lotsOf },
    bills: { ...bills, ...billDeskRows(db), find: cached.bill, events: events.ofBill },
    scanDays: scanDayRows(db, timeZone),
    reports: reportRows(db, timeZone),
    scans: scanRows(db, timeZone),
    audit: auditListRows(db, timeZone),
    exports: {
      ...activityRows(db, timeZone),
      ...batchRows(db),
      countUpTo: exportCountRows(db, timeZone),
    },
    histories: historyRows(db),
    dashboard: cached.dashboard,
    ownDay: ownDayRows(db, timeZone),
    integrity: integrityRows(db).recount,
    fillsOf: packingRows(db).fillsOf,
    areas: () => activeAreas(db),
  };
}
