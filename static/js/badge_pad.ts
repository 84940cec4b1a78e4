/**
 * Another person goes on at this station: his badge, scanned like any code, opens a pad for his PIN over the page. The badge
 * alone changes nothing, and the pad keeps nobody from scanning: whatever else is scanned meanwhile puts it away again and
 * counts for whoever is signed in. The badge's code is kept in one variable of this script, and is gone with the pad.
 */
import { badgeIn, holdsBadge } from "../../domain/badge_text.ts";
import { PIN_DIGITS_MAX } from "../../domain/pin_rule.ts";
import { isScannerSpeed, typedBy } from "./keys.ts";
import type { PadParts } from "./pad_parts.ts";
import type { Floor } from "./scan_floor.ts";
import { readScannerSettings } from "./scanner_settings.ts";

/** What waits is sent first, under the name of whoever scanned it; longer than this nobody waits for it. */
const DRAIN_MS_MAX = 1_000;
const DRAIN_STEP_MS = 25;
const SWITCH_MS_MAX = 12_000;
/** A badge that was scanned by chance, or somebody who was called away. */
const PAD_MS_MAX = 45_000;
const NOW_HERE_MS = 6_000;
const NOW_HERE_KEY = "tracetrack-now-here";

interface Pad extends PadParts {
  readonly dialog: HTMLDialogElement;
  readonly pin: HTMLInputElement;
  /** Null: it was not scanned yet. Nowhere else is it kept. */
  badgeRead: string | null;
  isAsking: boolean;
  /** What was scanned while the server was asked: whose it is, is not known before its answer. */
  readonly held: string[];
  timer: number;
}

export function startBadgePad(parts: PadParts): void {
  const { floor } = parts;
  const dialog = document.getElementById("badge-pad");
  const pin = document.getElementById("badge-pin");
  if (!(dialog instanceof HTMLDialogElement && pin instanceof HTMLInputElement)) return;
  const pad: Pad = { ...parts, dialog, pin, badgeRead: null, isAsking: false, held: [], timer: 0 };
  floor.isTaken = (text) => takeOver(pad, text);
  document.getElementById("change-person")?.addEventListener("click", (event) => {
    event.preventDefault();
    openPad(pad, null);
  });
  dialog.addEventListener("close", () => forgetBadge(pad));
  document.getElementById("badge-pad-close")!.addEventListener("click", () => dialog.close());
  dialog.querySelector("form")!.addEventListener("submit", (event) => {
    event.preventDefault();
    void askForSwitch(pad);
  });
  dialog.addEventListener("click", ({ target }) => {
    const digit = (target as Element).closest<HTMLElement>("[data-digit]")?.dataset.digit;
    if (digit !== undefined) addDigits(pad, digit);
    if ((target as Element).closest("#badge-pad-back")) pin.value = pin.value.slice(0, -1);
  });
  // Taken as soon as it is whole, so that it stands nowhere for anybody to read.
  floor.field.addEventListener("input", () => {
    const { field } = floor;
    const text = field.value;
    const isWhole = badgeIn(text) !== null;
    if (isWhole) field.value = "";
    field.classList.toggle("is-secret", !isWhole && holdsBadge(text));
    if (isWhole) takeOver(pad, text);
  });
  listenToKeys(pad);
  sayWhoIsHere();
}

/** Whether this text is none of the page's. */
function takeOver(pad: Pad, text: string): boolean {
  if (holdsBadge(text)) {
    if (!pad.isAsking) openPad(pad, text);
    return true;
  }
  if (pad.isAsking) {
    pad.held.push(text);
    // Whatever becomes of this page, the next one takes them.
    pad.handOver(pad.held);
    return true;
  }
  if (pad.dialog.open) pad.dialog.close();
  return false;
}

/** Who works here now, or why not. */
interface SwitchAnswer {
  readonly user?: string;
  readonly sees_bills?: boolean;
  readonly says?: string;
  readonly todo?: string;
}

/** `text`: what the scanner read of a badge; null: somebody wants to change before he has scanned his. */
function openPad(pad: Pad, text: string | null): void {
  const { dialog, pin } = pad;
  pad.badgeRead = text === null ? null : badgeIn(text);
  pin.value = "";
  dialog.toggleAttribute("data-has-badge", pad.badgeRead !== null);
  tellOnPad(text !== null && pad.badgeRead === null ? dialog.dataset.notWhole ?? "" : "");
  sayOnPad(pad.badgeRead === null ? "scan" : "type");
  if (!dialog.open) dialog.showModal();
  if (pad.badgeRead !== null) pin.focus();
  clearTimeout(pad.timer);
  pad.timer = setTimeout(() => !pad.isAsking && dialog.close(), PAD_MS_MAX);
}

function forgetBadge(pad: Pad): void {
  pad.badgeRead = null;
  pad.pin.value = "";
  clearTimeout(pad.timer);
  pad.floor.field.focus({ preventScroll: true });
}

function addDigits({ pin }: Pad, digits: string): void {
  pin.value = (pin.value + digits).slice(0, PIN_DIGITS_MAX);
}

/** What was typed in one go. */
interface Line {
  text: string;
  times: number[];
  /** The PIN as it was before. */
  pinBefore: string;
  endedAt: number;
  pause: number;
}

/** While the pad lies over the page all keys are the pad's: digits are the PIN, anything with a letter in it is a code. */
function listenToKeys(pad: Pad): void {
  const line: Line = { text: "", times: [], pinBefore: "", endedAt: Number.NEGATIVE_INFINITY, pause: 0 };
  // Before the page's own capture of keys, which listens on the document.
  addEventListener("keydown", (event) => {
    if (!pad.dialog.open || event.isComposing) return;
    const typed = typedBy(event);
    if (!typed) return event.key === "Backspace" ? backspace(pad, event) : undefined;
    event.stopImmediatePropagation();
    if (typed.is === "text") typeOnPad(pad, line, typed.text, event);
    else if (typed.is === "gs") typeOnPad(pad, line, "\u001d", event);
    else endOnPad(pad, line, event);
  }, true);
}

function typeOnPad(pad: Pad, line: Line, text: string, event: KeyboardEvent): void {
  if (event.timeStamp - (line.times.at(-1) ?? 0) > SAME_LINE_MS) newLine(pad, line);
  // By hand, a blank presses the button that has the focus.
  if (text === " " && line.text === "") return;
  event.preventDefault();
  line.text += text;
  line.times.push(event.timeStamp);
  if (/^[0-9]$/.test(text) && pad.badgeRead !== null && !pad.isAsking) addDigits(pad, text);
  clearTimeout(line.pause);
  const { end, pauseMs } = readScannerSettings();
  if (end === "pause") line.pause = setTimeout(() => isCode(pad, line) && readLine(pad, line), pauseMs);
}

function endOnPad(pad: Pad, line: Line, event: KeyboardEvent): void {
  const { text, endedAt } = line;
  const isTab = event.key === "Tab";
  const isSecond = text === "" && event.timeStamp - endedAt <= SECOND_ENTER_MS;
  line.endedAt = event.timeStamp;
  if (text === "" && !isSecond && (isTab || event.target instanceof HTMLButtonElement)) return;
  if (isTab && !isCode(pad, line)) return newLine(pad, line);
  event.preventDefault();
  if (isCode(pad, line)) return readLine(pad, line);
  newLine(pad, line);
  if (!isSecond) void askForSwitch(pad);
}

/** Between two keys of one code, by the slowest scanner. */
const SAME_LINE_MS = 500;
/** Some scanners send two Enters, the second a little later. */
const SECOND_ENTER_MS = 300;
const CODE_CHARS_MIN = 4;

/**
 * Digits alone are the PIN, however fast they come: some scanners have keys of their own and send what was typed on them in
 * one go, and no PIN may ever be stored as a scan. Where no PIN is asked for, what comes at a scanner's speed is a code.
 */
function isCode({ badgeRead, isAsking }: Pad, { text, times }: Line): boolean {
  if (/[^0-9]/.test(text)) return true;
  return (badgeRead === null || isAsking) && text.length >= CODE_CHARS_MIN && isScannerSpeed(times);
}

function newLine({ pin }: Pad, line: Line): void {
  line.text = "";
  line.times = [];
  line.pinBefore = pin.value;
  clearTimeout(line.pause);
}

/** A code that was typed over the pad: what it left in the PIN is taken out again. */
function readLine(pad: Pad, line: Line): void {
  const { text, pinBefore } = line;
  pad.pin.value = pad.isAsking ? "" : pinBefore;
  newLine(pad, line);
  pad.readTyped(pad.floor, text, true);
}

function backspace({ pin }: Pad, event: KeyboardEvent): void {
  if (event.target === pin) return;
  event.preventDefault();
  pin.value = pin.value.slice(0, -1);
}

async function askForSwitch(pad: Pad): Promise<void> {
  const { floor, pin, badgeRead } = pad;
  if (pad.isAsking || badgeRead === null || pin.value === "") return;
  pad.isAsking = true;
  tellOnPad("");
  sayOnPad("wait");
  const body = new URLSearchParams({ badge: badgeRead, pin: pin.value, station: stationOf(floor) });
  pin.value = "";
  await sentFirst(floor);
  const signal = AbortSignal.timeout(SWITCH_MS_MAX);
  const init = { method: "POST", headers: { "hx-request": "true" }, body, signal } as const;
  const response = await fetch("/station/switch", init).catch(() => null);
  const answer: SwitchAnswer | null = await response?.json().catch(() => null) ?? null;
  if (response?.ok && answer && answer.user !== floor.service.user) return await goOnAs(pad, answer);
  pad.isAsking = false;
  if (response?.ok || response?.status === 401) pad.dialog.close();
  else refusedBy(pad, answer);
  if (response?.status === 401) pad.showSignIn(true);
  pad.handOver([]);
  for (const text of pad.held.splice(0)) pad.take(floor, text);
}

function refusedBy({ dialog, pin }: Pad, answer: SwitchAnswer | null): void {
  sayOnPad("type");
  tellOnPad(answer?.says ? `${answer.says} ${answer.todo ?? ""}` : dialog.dataset.away ?? "");
  pin.focus();
}

/** Whoever scanned them has them sent as his. Where that takes long they stay here, as his, until he is back. */
async function sentFirst(floor: Floor): Promise<void> {
  const { service } = floor;
  const until = performance.now() + DRAIN_MS_MAX;
  const outbox = await service.outbox;
  const waits = async () => service.unkept() + (await outbox.counts(service.user)).own > 0;
  while (floor.state === "sending" && performance.now() < until && await waits()) {
    await new Promise((resolve) => setTimeout(resolve, DRAIN_STEP_MS));
  }
}

/** The page is made anew for him: its address names the open sack, and nothing of the one before is left in it. */
async function goOnAs(
  { floor, forgetPages }: Pad,
  { sees_bills: seesBills }: SwitchAnswer,
): Promise<void> {
  await forgetPages();
  try {
    sessionStorage.setItem(NOW_HERE_KEY, String(Date.now()));
  } catch {
    // Then the name at the top has to do.
  }
  if (!seesBills && floor.form.dataset.bill !== undefined) location.assign("/scan");
  else location.reload();
}

function sayWhoIsHere(): void {
  const notice = document.getElementById("now-here");
  try {
    const since = Date.now() - Number(sessionStorage.getItem(NOW_HERE_KEY) ?? "");
    sessionStorage.removeItem(NOW_HERE_KEY);
    if (!notice || since > NOW_HERE_MS) return;
  } catch {
    return;
  }
  notice.hidden = false;
  setTimeout(() => notice.hidden = true, NOW_HERE_MS);
}

function stationOf({ form }: Floor): string {
  const station = form.elements.namedItem("station");
  return station instanceof HTMLInputElement ? station.value : "";
}

function sayOnPad(what: "scan" | "type" | "wait"): void {
  const says = document.getElementById("badge-pad-says")!;
  says.textContent = says.dataset[what] ?? "";
}

function tellOnPad(text: string): void {
  document.getElementById("badge-pad-told")!.textContent = text;
}
