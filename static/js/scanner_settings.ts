/** How this device's scanner types and how loud the page is. Kept on the device: its scanner stays, its people change. */

export interface ScannerSettings {
  /** `key`: a code ends with Enter or Tab. `pause`: also when nothing comes any more, for scanners that send neither. */
  readonly end: "key" | "pause";
  /** How long that is, in ms. */
  readonly pauseMs: number;
  /** What the scanner puts before and behind each code; it is taken off again. */
  readonly prefix: string;
  readonly suffix: string;
  /** 0 to 1. */
  readonly volume: number;
  readonly sound: boolean;
  readonly vibration: boolean;
  /** The station's name; "" for none. */
  readonly station: string;
}

export const PAUSE_MS = { min: 50, max: 1_000 } as const;
const AFFIX_CHARS_MAX = 20;
const STATION_CHARS_MAX = 50;
const SETTINGS_KEY = "tracetrack-scanner";

const DEFAULTS: ScannerSettings = {
  end: "key",
  pauseMs: 100,
  prefix: "",
  suffix: "",
  volume: 0.7,
  sound: true,
  vibration: true,
  station: "",
};

let known: ScannerSettings | null = null;

/** What was saved, as far as it makes sense; else what fits most scanners. */
export function readScannerSettings(): ScannerSettings {
  known ??= settingsIn(stored());
  return known;
}

/** Kept from now on, and told to the page by the event `tracetrack:settings`. */
export function saveScannerSettings(changed: Partial<ScannerSettings>): void {
  known = settingsIn({ ...readScannerSettings(), ...changed });
  try {
    localStorage.setItem(SETTINGS_KEY, JSON.stringify(known));
  } catch {
    // A browser that keeps nothing: they hold until the page is left.
  }
  document.dispatchEvent(new CustomEvent("tracetrack:settings"));
}

function stored(): unknown {
  try {
    return JSON.parse(localStorage.getItem(SETTINGS_KEY) ?? "{}");
  } catch {
    return {};
  }
}

/** Each field by itself: one that is broken does not cost the others. */
export function settingsIn(value: unknown): ScannerSettings {
  const of = (typeof value === "object" && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  const text = (name: "prefix" | "suffix" | "station", charsMax: number) =>
    typeof of[name] === "string" ? of[name].slice(0, charsMax) : DEFAULTS[name];
  const number = (name: "pauseMs" | "volume", min: number, max: number) =>
    typeof of[name] === "number" && of[name] >= min && of[name] <= max ? of[name] : DEFAULTS[name];
  const flag = (name: "sound" | "vibration") => typeof of[name] === "boolean" ? of[name] : DEFAULTS[name];
  return {
    end: of.end === "pause" ? "pause" : "key",
    pauseMs: number("pauseMs", PAUSE_MS.min, PAUSE_MS.max),
    prefix: text("prefix", AFFIX_CHARS_MAX),
    suffix: text("suffix", AFFIX_CHARS_MAX),
    volume: number("volume", 0, 1),
    sound: flag("sound"),
    vibration: flag("vibration"),
    station: text("station", STATION_CHARS_MAX),
  };
}
