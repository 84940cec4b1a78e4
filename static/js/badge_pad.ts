/**
 * Another person goes on at this station: his badge, scanned like any code, opens a pad for his PIN over the page. The badge
 * alone changes nothing, and the pad keeps nobody from scanning: whatever else is scanned meanwhile puts it away again and
 * counts for whoever is signed in. The badge's code is kept in one variable of this script, and is gone with the pad.
 */
import { badgeIn, holdsBadge } from "../../domain/badge_text.ts";
import { PIN_DIGITS_MAX, PIN_DIGITS_MIN } from "../../domain/pin_rule.ts";
import { createKeyBurst } from "./key_burst.ts";
import { typedBy } from "./keys.ts";
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
    return true;
  }
  if (pad.dialog.open) pad.dialog.close();
  return false;
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

/** While the pad lies over the page all keys are the pad's: a hand's digits are the PIN, a scanner's burst is a code. */
function listenToKeys(pad: Pad): void {
  const burst = createKeyBurst();
  let before = "";
  let pause = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  const whole = (code: string) => {
    burst.forget();
    pad.pin.value = before;
    readWhole(pad, code);
  };
  // Before the page's own capture of keys, which listens on the document.
  addEventListener("keydown", (event) => {
    if (!pad.dialog.open || event.isComposing) return;
    const typed = typedBy(event);
    if (!typed) return void (event.key === "Backspace" && backspace(pad, event));
    event.stopImmediatePropagation();
    if (typed.is === "text" || typed.is === "gs") {
      const text = typed.is === "text" ? typed.text : "\u001d";
      if (text === " " && !burst.isScanner(event.timeStamp)) return;
      event.preventDefault();
      if (!burst.isScanner(event.timeStamp) && event.timeStamp - lastAt > BURST_GAP_MS) before = pad.pin.value;
      lastAt = event.timeStamp;
      burst.take(text, event.timeStamp);
      if (/^[0-9]$/.test(text) && pad.badgeRead !== null) addDigits(pad, text);
      clearTimeout(pause);
      const { end, pauseMs } = readScannerSettings();
      if (end === "pause") pause = setTimeout(() => burst.soFar() !== null && whole(burst.soFar()!), pauseMs);
      return;
    }
    const { code, isHand } = burst.end(event.timeStamp);
    if (code !== null || !isHand) event.preventDefault();
    if (code !== null) whole(code);
    else if (isHand && typed.is === "end" && !(event.target instanceof HTMLButtonElement)) {
      event.preventDefault();
      void askForSwitch(pad);
    }
  }, true);
}

/** A key this soon after another may belong to the same code. */
const BURST_GAP_MS = 100;

function backspace({ pin }: Pad, event: KeyboardEvent): void {
  if (event.target === pin) return;
  event.preventDefault();
  pin.value = pin.value.slice(0, -1);
}

/**
 * What came as fast as a scanner types. Some scanners have keys of their own and send a PIN that was typed on them in one
 * go: digits alone are the PIN that was asked for, and no bag's number, so that no PIN is ever stored as a scan.
 */
function readWhole(pad: Pad, code: string): void {
  const isPin = pad.badgeRead !== null && /^[0-9]+$/.test(code) && code.length >= PIN_DIGITS_MIN &&
    code.length <= PIN_DIGITS_MAX;
  if (!isPin) return pad.readTyped(pad.floor, code, true);
  pad.pin.value = code;
  void askForSwitch(pad);
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
  const answer: Readonly<Record<string, string>> | null = await response?.json().catch(() => null) ?? null;
  if (response?.ok && answer && answer.user !== floor.service.user) return await goOnAs(pad, answer);
  pad.isAsking = false;
  if (response?.ok || response?.status === 401) pad.dialog.close();
  else refusedBy(pad, answer);
  if (response?.status === 401) pad.showSignIn(true);
  for (const text of pad.held.splice(0)) pad.take(floor, text);
}

function refusedBy({ dialog, pin }: Pad, answer: Readonly<Record<string, string>> | null): void {
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
  { floor, held, forgetPages, handOver }: Pad,
  { role }: Readonly<Record<string, string>>,
): Promise<void> {
  await forgetPages();
  handOver(held);
  try {
    sessionStorage.setItem(NOW_HERE_KEY, String(Date.now()));
  } catch {
    // Then the name at the top has to do.
  }
  if (role === "dispatcher" && floor.form.dataset.bill !== undefined) location.assign("/scan");
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
