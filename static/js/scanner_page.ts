/**
 * Tries a scanner out: what it types, key by key, what that is taken for, and which settings would suit it. Keys are
 * taken in by the very capture of the scan pages, so what works here works there.
 */
import { type Kinds, readCode } from "../../domain/code.ts";
import { readCommandCode } from "../../domain/command_codes.ts";
import { startCapture } from "./capture.ts";
import { startDeviceChecks } from "./device_checks.ts";
import { isScannerSpeed, typedBy } from "./keys.ts";
import { filled, prepared } from "./prepared.ts";
import { textsOfScan } from "./scan_text.ts";
import { applySettings, startScannerForm } from "./scanner_form.ts";
import { proposalsFor, type ScanEnd, type TestedScan, visibleText } from "./scanner_findings.ts";
import { readScannerSettings } from "./scanner_settings.ts";

/** Longer than the longest pause that may be set to end a code: until then it may still end by itself. */
const UNENDED_MS = 1_200;
const SCAN_CHARS_LEAST = 4;
const TESTED_SCANS_MAX = 20;

interface TracedKey {
  readonly key: string;
  readonly code: string;
  readonly at: number;
  /** What it means to a scan; null: nothing. */
  readonly is: "text" | "end" | "tab" | "gs" | null;
}

interface Trial {
  readonly field: HTMLInputElement;
  readonly kinds: Kinds;
  readonly scans: TestedScan[];
  /** Of the code that is being typed. */
  keys: TracedKey[];
  quiet: number;
}

export function startScannerPage(): void {
  const page = document.getElementById("scanner-page");
  const form = document.getElementById("scan-test");
  const field = document.getElementById("scan-test-input");
  if (!page || !(form instanceof HTMLFormElement && field instanceof HTMLInputElement)) return;
  const trial: Trial = { field, kinds: JSON.parse(page.dataset.kinds ?? "[]"), scans: [], keys: [], quiet: 0 };
  // Before the capture, which lets nobody behind it see a scanner's keys.
  document.addEventListener("keydown", (event) => traceKey(trial, event), true);
  startCapture(form, field, (raw, isFast) => showTrial(trial, raw, isFast, endOf(trial)));
  startScannerForm();
  startDeviceChecks();
}

function traceKey(trial: Trial, event: KeyboardEvent): void {
  const { key, code, timeStamp } = event;
  const last = trial.keys.at(-1);
  if (last && trial.field.value === "" && timeStamp - last.at > UNENDED_MS) trial.keys = [];
  trial.keys.push({ key, code, at: timeStamp, is: typedBy(event)?.is ?? null });
  clearTimeout(trial.quiet);
  trial.quiet = setTimeout(() => takeUnended(trial), UNENDED_MS);
}

/** The keys have stopped, and nothing has ended the code: on a scan page it would still stand in the field. */
function takeUnended(trial: Trial): void {
  const raw = trial.field.value;
  if (raw.length < SCAN_CHARS_LEAST || !isScannerSpeed(timesOf(trial))) return;
  trial.field.value = "";
  showTrial(trial, raw, true, "nothing");
}

const timesOf = ({ keys }: Trial): number[] =>
  keys.filter(({ is }) => is === "text" || is === "gs").map(({ at }) => at);

function endOf({ keys }: Trial): ScanEnd {
  const last = keys.at(-1)?.is;
  return last === "end" ? "enter" : last === "tab" ? "tab" : "pause";
}

function showTrial(trial: Trial, raw: string, isFast: boolean, end: ScanEnd): void {
  trial.scans.push({ raw, end, isFast });
  if (trial.scans.length > TESTED_SCANS_MAX) trial.scans.shift();
  const texts = textsOfScan(raw, readScannerSettings(), isFast);
  const readings = texts.length > 0 ? texts.map((text) => readingOf(trial, text)) : [prepared("reading-nothing")];
  document.getElementById("scanner-readings")!.replaceChildren(...readings);
  showFacts(trial, raw, isFast, end);
  showProposals(trial);
  trial.keys = [];
}

function readingOf({ kinds }: Trial, text: string): HTMLElement {
  const reading = readCode(text, kinds);
  const known = reading.is === "parent" ? "sack" : reading.is === "child" ? "bag" : null;
  const code = "code" in reading ? reading.code : visibleText(text);
  return prepared(`reading-${known ?? readCommandCode(text) ?? "unreadable"}`, { code });
}

function showFacts(trial: Trial, raw: string, isFast: boolean, end: ScanEnd): void {
  const times = timesOf(trial);
  const gaps = times.length - 1;
  const ms = gaps > 0 ? String(Math.round((times.at(-1)! - times[0]!) / gaps)) : "";
  const speed = document.getElementById("scanner-speed")!;
  const words = ms === "" ? speed.dataset.unknown : isFast ? speed.dataset.scanner : speed.dataset.hand;
  speed.textContent = filled(words ?? "", { ms });
  document.getElementById("scanner-raw")!.textContent = visibleText(raw);
  document.getElementById("scanner-key-count")!.textContent = String(trial.keys.length);
  const ended = document.getElementById("scanner-end")!;
  ended.textContent = ended.dataset[end] ?? "";
  ended.dataset.is = end;
  document.getElementById("scanner-keys")!.replaceChildren(...trial.keys.map(rowOfKey));
  document.getElementById("scanner-facts")!.hidden = false;
}

function rowOfKey({ key, code, at }: TracedKey, place: number, keys: readonly TracedKey[]): HTMLElement {
  const row = document.createElement("tr");
  const gap = place === 0 ? "" : String(Math.round(at - keys[place - 1]!.at));
  for (const text of [visibleText(key), code, gap]) row.insertCell().textContent = text;
  row.lastElementChild!.className = "num";
  return row;
}

function showProposals(trial: Trial): void {
  const proposals = proposalsFor(trial.scans, readScannerSettings());
  const list = document.getElementById("scanner-proposals")!;
  list.replaceChildren(...proposals.map(({ is, sign, changes }) => {
    const shown = prepared(`proposal-${is}`, { sign: visibleText(sign) });
    shown.querySelector("button")!.addEventListener("click", () => {
      applySettings(changes);
      shown.remove();
      trial.field.focus();
    });
    return shown;
  }));
}
