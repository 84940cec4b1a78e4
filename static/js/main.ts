/** Where the browser's script begins. */
import { takeEarlyKeys } from "./early_keys_taken.ts";
import { startLogout } from "./logout.ts";
import { startLooksPage } from "./looks_page.ts";
import { startOffline } from "./offline.ts";
import { startBadge } from "./outbox_badge.ts";
import { startOutbox } from "./outbox_service.ts";
import { handToPad } from "./pad_parts.ts";
import { startPage } from "./page.ts";
import { startControls } from "./scan_controls.ts";
import { readTyped, startScanFloor } from "./scan_floor.ts";
import { startSound } from "./scan_sound.ts";
import { startSignIn } from "./sign_in.ts";
import { startStation, startStationChoice } from "./station.ts";
import { startUndo } from "./undo.ts";

startPage();
startControls();
startSound();
const user = document.body.dataset.user;
if (user !== undefined) startForUser(user);

/** Scans wait for whoever made them, so all of this needs to know who is here. */
function startForUser(name: string): void {
  const service = startOutbox(name, document.getElementById("scan-form") !== null);
  const floor = startScanFloor(service);
  if (floor) {
    startUndo(floor);
    startStation(floor);
    handToPad(floor);
    takeEarlyKeys(floor.field, (raw, isFast) => readTyped(floor, raw, isFast));
  } else startBadge(service, () => {});
  startSignIn(service.tabs);
  startLogout(service);
  startLooksPage(service);
  startStationChoice();
  startOffline(service.tabs);
  // From here on the page takes scans by itself: `deno task bench:page` reads it.
  performance.mark("tracetrack-ready");
}
