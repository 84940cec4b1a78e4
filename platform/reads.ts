/** Everything that pages and scripts read, on one pool. */
import { activeAreas } from "./area_rows.ts";
import { bagRows } from "./bag_rows.ts";
import { billRows } from "./bill_rows.ts";
import { eventRows } from "./event_rows.ts";
import { historyRows } from "./history_rows.ts";
import { integrityRows } from "./integrity_rows.ts";
import type { Database } from "./postgres.ts";
import { statRows } from "./stat_rows.ts";

/** `timeZone` decides where days begin. */
export function openReads(db: Database, timeZone: string) {
  const events = eventRows(db);
  return {
    bags: { ...bagRows(db, timeZone), events: events.ofBag },
    bills: { ...billRows(db, timeZone), events: events.ofBill },
    histories: historyRows(db),
    dashboard: statRows(db, timeZone).dashboard,
    integrity: integrityRows(db).recount,
    areas: () => activeAreas(db),
  };
}
