/**
 * A packing table's own page: waits for a sack, then its bags; a full sack is finished by itself, and after ten minutes
 * without a scan the table waits for a sack again. Nothing is lost by either: the sack can be opened again.
 */
import { close, type Floor } from "./scan_floor.ts";
import { showPrepared } from "./outcome_box.ts";
import { readScannerSettings, saveScannerSettings } from "./scanner_settings.ts";

const QUIET_MS = 10 * 60 * 1_000;
/** Long enough to be seen by whoever ties it. */
const FULL_MS = 5_000;
const RELEASE_MS = 60_000;

export function startStation(floor: Floor): void {
  const main = document.querySelector<HTMLElement>("main.station");
  if (!main) return;
  const station = new URL(location.href).searchParams.get("station") ?? "";
  if (station !== "") saveScannerSettings({ station });
  let quiet = 0;
  let full = 0;
  const startQuiet = () => {
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      if (floor.open !== "") close(floor);
      showPrepared("outcome-ready");
    }, QUIET_MS);
  };
  let scannedAt = Date.now();
  floor.onScan = () => {
    // A device that slept has not run its timers.
    if (Date.now() - scannedAt > QUIET_MS) close(floor);
    scannedAt = Date.now();
    clearTimeout(full);
    full = 0;
    startQuiet();
  };
  startQuiet();
  document.addEventListener("htmx:after:swap", () => {
    if (full !== 0 || floor.open === "" || !isFull()) return;
    full = setTimeout(() => {
      full = 0;
      if (isFull()) close(floor);
    }, FULL_MS);
  });
  void keepAwake();
  setInterval(() => void reloadIntoNewRelease(floor), RELEASE_MS);
}

const isFull = (): boolean => document.querySelector("#parent-counter .pips--full") !== null;

/** The browser lets go of it whenever the page is hidden. */
async function keepAwake(): Promise<void> {
  if (!("wakeLock" in navigator)) return;
  const ask = () =>
    document.visibilityState === "visible" ? navigator.wakeLock.request("screen").catch(() => null) : null;
  await ask();
  document.addEventListener("visibilitychange", ask);
}

/** Between two sacks, when nothing waits: nobody notices. */
export async function reloadIntoNewRelease(floor: Floor): Promise<void> {
  if (floor.open !== "" || floor.waiting.count > 0 || floor.field.value !== "") return;
  const script = document.querySelector("script[defer]")?.getAttribute("src");
  const style = document.querySelector("link[rel=stylesheet]")?.getAttribute("href");
  const here = `${script} ${style}`;
  const response = await fetch("/static/release", { cache: "no-store" }).catch(() => null);
  const there = response?.ok ? (await response.text()).trim() : here;
  if (there !== here && floor.open === "" && floor.waiting.count === 0) location.reload();
}

/** The page that asks for the station's name knows the one that this device had before. */
export function startStationChoice(): void {
  const field = document.querySelector<HTMLInputElement>("#station-choice [name=station]");
  if (field) field.value = readScannerSettings().station;
}
