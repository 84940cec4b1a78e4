/** How this device's scanner types, and how loud the page answers. Kept on the device, not with the person. */
import { SCAN_LIMITS } from "../../domain/scan_limits.ts";

export interface ScannerSettings {
  /** `key`: Enter ends a code, or Tab at a scanner's speed. `pause`: so does a pause, for scanners that send no key. */
  readonly end: "key" | "pause";
  readonly pauseMs: number;
  /** What the scanner puts around each code, and nobody wants. */
  readonly prefix: string;
  readonly suffix: string;
  /** From 0 to 1. */
  readonly volume: number;
  readonly sound: boolean;
  readonly vibration: boolean;
  /** Where this device stands; empty: nowhere in particular. */
  readonly station: string;
}

/** Told on `document` when settings changed; `detail` holds them. */
export const SETTINGS_CHANGED = "tracetrack:settings";

const SETTINGS_KEY = "tracetrack-scanner";

const DEFAULT_SETTINGS: ScannerSettings = {
  end: "key",
  pauseMs: 100,
  prefix: "",
  suffix: "",
  volume: 0.7,
  sound: true,
  vibration: true,
  station: "",
};

/** Where the browser refuses to keep anything, they last as long as the page. */
let settingsOfThisPage: ScannerSettings | null = null;

/** As they stand now, whichever page of this device changed them. */
export function readScannerSettings(): ScannerSettings {
  return settingsOfThisPage ?? soundSettings(storedSettings());
}

/** Changes what is given. False: this browser keeps nothing, so they are gone with the page. */
export function saveScannerSettings(changes: Partial<ScannerSettings>): boolean {
  const settings = soundSettings({ ...readScannerSettings(), ...changes });
  settingsOfThisPage = isKept(settings) ? null : settings;
  document.dispatchEvent(new CustomEvent(SETTINGS_CHANGED, { detail: settings }));
  return settingsOfThisPage === null;
}

function storedSettings(): Readonly<Record<string, unknown>> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(SETTINGS_KEY) ?? "{}");
    return typeof stored === "object" && stored !== null ? stored as Record<string, unknown> : {};
  } catch {
    return {};
  }
}

function isKept(settings: ScannerSettings): boolean {
  try {
    localStorage.setItem(SETTINGS_KEY, JSON.stringify(settings));
    return true;
  } catch {
    return false;
  }
}

/** Field by field: what makes no sense is as if nobody had set it. */
function soundSettings(given: Readonly<Record<string, unknown>> | ScannerSettings): ScannerSettings {
  const { end, pauseMs, prefix, suffix, volume, sound, vibration, station }: Readonly<Record<string, unknown>> = {
    ...given,
  };
  return {
    end: end === "key" || end === "pause" ? end : DEFAULT_SETTINGS.end,
    pauseMs: Math.round(
      within(pauseMs, SCAN_LIMITS.scannerPauseMsMin, SCAN_LIMITS.scannerPauseMsMax, DEFAULT_SETTINGS.pauseMs),
    ),
    prefix: textUpTo(prefix, SCAN_LIMITS.scannerAffixCharsMax),
    suffix: textUpTo(suffix, SCAN_LIMITS.scannerAffixCharsMax),
    volume: within(volume, 0, 1, DEFAULT_SETTINGS.volume),
    sound: typeof sound === "boolean" ? sound : DEFAULT_SETTINGS.sound,
    vibration: typeof vibration === "boolean" ? vibration : DEFAULT_SETTINGS.vibration,
    station: textUpTo(station, SCAN_LIMITS.stationCharsMax).trim(),
  };
}

const within = (value: unknown, min: number, max: number, otherwise: number): number =>
  typeof value === "number" && Number.isFinite(value) ? Math.min(Math.max(value, min), max) : otherwise;

const textUpTo = (value: unknown, charsMax: number): string =>
  typeof value === "string" ? value.slice(0, charsMax) : "";
