/** Everything that pages and scripts read, on one pool. */
import { activityRows } from "./activity_rows.ts";
import { activeAreas } from "./area_rows.ts";
import { auditListRows } from "./audit_list_rows.ts";
import { bagRows } from "./bag_rows.ts";
import { batchRows } from "./batch_rows.ts";
import { billDeskRows } from "./bill_desk_rows.ts";
import { billRows } from "./bill_rows.ts";
import { eventRows } from "./event_rows.ts";
import { exportCountRows } from "./export_count_rows.ts";
import { historyRows } from "./history_rows.ts";
import { integrityRows } from "./integrity_rows.ts";
import { packingRows } from "./packing_rows.ts";
import type { Database } from "./postgres.ts";
import { scanDayRows } from "./scan_day_rows.ts";
import { reportRows } from "./report_rows.ts";
import { scanRows } from "./scan_rows.ts";
import { statRows } from "./stat_rows.ts";

/** `timeZone` decides where days begin. */
export function openReads(db: Database, timeZone: string) {
  const events = eventRows(db);
  return {
    bags: { ...bagRows(db, timeZone), events: events.ofBag, lots: events.lotsOf },
    bills: { ...billRows(db, timeZone), ...billDeskRows(db), events: events.ofBill },
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
    dashboard: statRows(db, timeZone).dashboard,
    integrity: integrityRows(db).recount,
    fillsOf: packingRows(db).fillsOf,
    areas: () => activeAreas(db),
  };
}
