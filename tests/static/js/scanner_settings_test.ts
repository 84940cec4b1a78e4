import { deepEqual, equal } from "node:assert/strict";
import { readScannerSettings, saveScannerSettings } from "../../../static/js/scanner_settings.ts";

const DEFAULTS = {
  ...{ end: "key", pauseMs: 100, prefix: "", suffix: "", volume: 0.7 },
  ...{ sound: true, vibration: true, station: "" },
};

/** A device: `kept` is what its storage holds; null: it refuses to keep anything. */
function setup(kept: Record<string, string> | null) {
  const document = new EventTarget();
  const told: unknown[] = [];
  document.addEventListener("tracetrack:settings", (event) => told.push((event as CustomEvent).detail));
  const refuse = () => {
    throw new DOMException("The operation is insecure", "SecurityError");
  };
  const localStorage = {
    getItem: (key: string) => kept ? kept[key] ?? null : refuse(),
    setItem: (key: string, value: string) => kept ? kept[key] = value : refuse(),
  };
  for (const [name, value] of Object.entries({ document, localStorage })) {
    Object.defineProperty(globalThis, name, { value, configurable: true });
  }
  return { told };
}

Deno.test("a device that nobody has set up goes by Enter, sounds and vibrates", () => {
  setup({});
  deepEqual(readScannerSettings(), DEFAULTS);
});

Deno.test("what was saved is read again, and the page is told", () => {
  const { told } = setup({});
  equal(saveScannerSettings({ end: "pause", pauseMs: 150, prefix: "~" }), true);
  equal(saveScannerSettings({ station: " S1 " }), true);
  const settings = { ...DEFAULTS, end: "pause", pauseMs: 150, prefix: "~", station: "S1" };
  deepEqual(readScannerSettings(), settings);
  deepEqual(told.at(-1), settings);
  equal(told.length, 2);
});

Deno.test("junk on the device is as if nobody had set it, field by field", () => {
  for (const junk of ["", "{", "null", "7", "[]", '"x"', '{"end":"never","volume":"loud","sound":1,"prefix":[]}']) {
    setup({ "tracetrack-scanner": junk });
    deepEqual(readScannerSettings(), DEFAULTS, junk);
  }
  setup({ "tracetrack-scanner": '{"end":"pause","pauseMs":99999,"volume":-3,"prefix":"~","more":1}' });
  deepEqual(readScannerSettings(), { ...DEFAULTS, end: "pause", pauseMs: 1_000, volume: 0, prefix: "~" });
});

Deno.test("where the browser keeps nothing, settings last as long as the page, and that is said", () => {
  const { told } = setup(null);
  deepEqual(readScannerSettings(), DEFAULTS);
  equal(saveScannerSettings({ volume: 1 }), false);
  equal(readScannerSettings().volume, 1);
  equal(told.length, 1);
  setup({});
  equal(saveScannerSettings({ sound: false }), true);
});
