import { deepEqual, equal } from "node:assert/strict";
import { proposalsFor, type ScanEnd, type TestedScan, visibleText } from "../../../static/js/scanner_findings.ts";
import type { ScannerSettings } from "../../../static/js/scanner_settings.ts";

const SETTINGS: ScannerSettings = {
  ...{ end: "key", pauseMs: 100, prefix: "", suffix: "", volume: 0.7 },
  ...{ sound: true, vibration: true, station: "" },
};

const scan = (raw: string, end: ScanEnd = "enter", isFast = true): TestedScan => ({ raw, end, isFast });
const proposed = (scans: readonly TestedScan[], settings: Partial<ScannerSettings> = {}) =>
  proposalsFor(scans, { ...SETTINGS, ...settings });

Deno.test("a scanner that ends codes with Enter needs nothing", () => {
  deepEqual(proposed([]), []);
  deepEqual(proposed([scan("SB00042"), scan("TT-TEST"), scan("]C1TT-TEST"), scan("TT-TEST")]), []);
});

Deno.test("a scanner whose keys just stop is proposed the pause, a hand that stops is not", () => {
  const pause = [{ is: "pause", sign: "", changes: { end: "pause" } }];
  deepEqual(proposed([scan("SB00042", "nothing")]), pause);
  deepEqual(proposed([scan("SB00042", "nothing", false)]), []);
  deepEqual(proposed([scan("SB00042", "nothing"), scan("SB00042", "enter")]), [], "It was another scanner, perhaps");
  deepEqual(proposed([scan("SB00042", "nothing")], { end: "pause" }), []);
});

Deno.test("a device that waits for pauses is proposed not to when every code ends with a key", () => {
  const scans = [scan("SB00042"), scan("0016586", "tab"), scan("0016587")];
  deepEqual(proposed(scans, { end: "pause" }), [{ is: "key", sign: "", changes: { end: "key" } }]);
  deepEqual(proposed(scans.slice(1), { end: "pause" }), []);
  deepEqual(proposed([...scans, scan("0016588", "pause")], { end: "pause" }), []);
});

Deno.test("the same signs around the test code, three times, are the scanner's own", () => {
  const scans = [scan("~TT-TEST#"), scan("~]C1TT-TEST#"), scan("~tt-test#\u001d")];
  deepEqual(proposed(scans), [
    { is: "prefix", sign: "~", changes: { prefix: "~" } },
    { is: "suffix", sign: "#", changes: { suffix: "#" } },
  ]);
  deepEqual(proposed(scans.slice(1)), []);
  deepEqual(proposed(scans, { prefix: "~", suffix: "#" }), []);
});

Deno.test("what differs from scan to scan, or stands around other codes, is not the scanner's", () => {
  deepEqual(proposed([scan("1TT-TEST"), scan("2TT-TEST"), scan("3TT-TEST")]), []);
  deepEqual(proposed([scan("~SB00042"), scan("~SB00042"), scan("~SB00042")]), []);
  const long = `${"x".repeat(21)}TT-TEST`;
  deepEqual(proposed([scan(long), scan(long), scan(long)]), []);
});

Deno.test("visibleText() shows what nobody could see", () => {
  equal(visibleText(" ]d2\u001dSB 42\r "), "␣]d2␝SB 42␍␣");
  equal(visibleText("क"), "क");
});
