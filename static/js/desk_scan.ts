/** A scanner pointed at a page that takes no scans asks "where is this bag?": its code is searched for. */
import { holdsBadge } from "../../domain/badge_text.ts";
import { textsOfScan } from "./scan_text.ts";
import { readScannerSettings } from "./scanner_settings.ts";

/** `raw`: as typed by a scanner. */
export function searchScanned(raw: string): void {
  const find = document.getElementById("find");
  const [text] = textsOfScan(raw, readScannerSettings(), true);
  if (!(find instanceof HTMLInputElement) || text === undefined || holdsBadge(text)) return;
  find.value = text;
  find.form?.requestSubmit();
}

/** How long after its last key a code is whole, for scanners that send none at the end; null: they do send one. */
export function pauseThatEnds(): number | null {
  const { end, pauseMs } = readScannerSettings();
  return end === "pause" ? pauseMs : null;
}
