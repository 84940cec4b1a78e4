/**
 * Takes in what a scanner types, wherever the focus is. A scanner is a keyboard: its keys go into the field, its Enter
 * ends the code and can never press a button, and what it types into another field is taken out of there again.
 */
import { createAltCode, isScannerSpeed, typedBy } from "./keys.ts";
import { isEditable } from "./page.ts";
import { readScannerSettings } from "./scanner_settings.ts";

/** A key this soon after another was typed by a scanner: it moves the focus, or is an Enter too many. */
const BURST_MS = 100;
/** Some scanners send two Enters, the second a little later. */
const SECOND_END_MS = 300;
/** An Enter on a button waits this long for a code that begins with Enter. */
const PRESS_MS = 120;
const SCAN_CHARS_MIN = 4;

/** `isFast`: typed by a scanner, not by hand. */
export type OnRead = (raw: string, isFast: boolean) => void;

interface Capture {
  readonly field: HTMLInputElement;
  readonly onRead: OnRead;
  /** When the keys of the present text came, in ms. */
  times: number[];
  lastKeyAt: number;
  lastEndAt: number;
  pause: number;
  press: number;
  elsewhere: Burst | null;
}

/** What may be a scan that is being typed into a field that is none of ours. */
interface Burst {
  readonly target: HTMLInputElement | HTMLTextAreaElement;
  readonly valueBefore: string;
  text: string;
  times: number[];
}

export function startCapture(form: HTMLFormElement, field: HTMLInputElement, onRead: OnRead): void {
  const long = Number.NEGATIVE_INFINITY;
  const capture: Capture = {
    ...{ field, onRead, times: [], lastKeyAt: long, lastEndAt: long, pause: 0, press: 0, elsewhere: null },
  };
  const altCode = createAltCode();
  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (altCode.down(event)) return;
    if (isElsewhere(capture, event.target)) keyElsewhere(capture, event);
    else key(capture, event);
  }, true);
  document.addEventListener("keyup", (event) => {
    if (altCode.up(event) === 29) insert(capture, "\u001d");
  }, true);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    end(capture);
  });
  // Some scanners' drivers paste.
  field.addEventListener("paste", (event) => paste(capture, event));
  // A tap beside the field: scanners on Android type only where the focus is. By key, the focus is where somebody wants it.
  document.addEventListener("click", ({ detail }) => {
    if (detail > 0) setTimeout(() => takeFocusBack(field));
  });
  addEventListener("focus", () => {
    if (document.activeElement === document.body) field.focus({ preventScroll: true });
  });
}

function takeFocusBack(field: HTMLInputElement): void {
  if (isEditable(document.activeElement) || document.querySelector("details[open]")) return;
  field.focus({ preventScroll: true });
}

const isElsewhere = ({ field }: Capture, target: EventTarget | null): boolean => target !== field && isEditable(target);

/** Everything but what belongs into another field. */
function key(capture: Capture, event: KeyboardEvent): void {
  const typed = typedBy(event);
  if (!typed) return;
  const sinceKey = event.timeStamp - capture.lastKeyAt;
  const onOther = event.target !== capture.field;
  switch (typed.is) {
    case "text":
      // By hand, a blank presses the button that has the focus.
      if (typed.text === " " && onOther && sinceKey > BURST_MS) return;
      note(capture, event);
      if (typed.text !== event.key) {
        event.preventDefault();
        insert(capture, typed.text);
      }
      break;
    case "gs":
      event.preventDefault();
      note(capture, event);
      insert(capture, "\u001d");
      break;
    case "tab":
      if (event.shiftKey || !isScan(capture.field.value, capture.times)) return;
      event.preventDefault();
      end(capture, event.timeStamp);
      break;
    case "end":
      event.preventDefault();
      event.stopPropagation();
      if (capture.field.value !== "" || !onOther) end(capture, event.timeStamp);
      else if (event.timeStamp - Math.max(capture.lastEndAt, capture.lastKeyAt) > SECOND_END_MS) press(capture, event);
  }
}

/** The key's own character goes where the focus is: into the field from here on. */
function note(capture: Capture, { timeStamp }: KeyboardEvent): void {
  const { field, times } = capture;
  clearTimeout(capture.press);
  if (document.activeElement !== field) field.focus({ preventScroll: true });
  if (field.value === "") times.length = 0;
  times.push(timeStamp);
  capture.lastKeyAt = timeStamp;
  endByPause(capture);
}

function insert({ field }: Capture, text: string): void {
  field.setRangeText(text, field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length, "end");
}

const isScan = (text: string, times: readonly number[]): boolean =>
  text.length >= SCAN_CHARS_MIN && isScannerSpeed(times);

/** For scanners that end a code with nothing: only when this device's settings say so. */
function endByPause(capture: Capture): void {
  const settings = readScannerSettings();
  clearTimeout(capture.pause);
  if (settings.end !== "pause") return;
  capture.pause = setTimeout(() => {
    if (isScan(capture.field.value, capture.times)) end(capture);
  }, settings.pauseMs);
}

/** The field is free again at once: whatever comes next is the next scan. */
function end(capture: Capture, at: number = performance.now()): void {
  const { field, times } = capture;
  const raw = field.value;
  const isFast = isScannerSpeed(times);
  clearTimeout(capture.pause);
  field.value = "";
  times.length = 0;
  capture.lastEndAt = at;
  if (raw !== "") capture.onRead(raw, isFast);
}

/** Enter on a button or a link, by hand: done when no code follows. */
function press(capture: Capture, { target }: KeyboardEvent): void {
  const pressed = target instanceof HTMLElement ? target.closest<HTMLElement>("button, a, summary") : null;
  clearTimeout(capture.press);
  if (pressed) capture.press = setTimeout(() => pressed.click(), PRESS_MS);
}

/** Another field: what a person types stays there, what a scanner types is a scan. */
function keyElsewhere(capture: Capture, event: KeyboardEvent): void {
  const { target, timeStamp } = event;
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
  const typed = typedBy(event);
  const burst = capture.elsewhere;
  if (typed?.is === "end" || typed?.is === "tab") {
    capture.elsewhere = null;
    if (burst?.target !== target || !isScan(burst.text, burst.times)) return;
    event.preventDefault();
    event.stopPropagation();
    target.value = burst.valueBefore;
    capture.onRead(burst.text, true);
  } else if (typed) {
    const text = typed.is === "text" ? typed.text : "\u001d";
    const goesOn = burst?.target === target && timeStamp - (burst.times.at(-1) ?? 0) <= BURST_MS;
    capture.elsewhere = goesOn ? burst : { target, valueBefore: target.value, text: "", times: [] };
    capture.elsewhere.text += text;
    capture.elsewhere.times.push(timeStamp);
  }
}

/** Several lines are several codes; the last one is whole only when a break follows. */
function paste(capture: Capture, event: ClipboardEvent): void {
  const lines = (event.clipboardData?.getData("text/plain") ?? "").split(/[\r\n\t]+/);
  if (lines.length < 2) return;
  event.preventDefault();
  const rest = lines.pop() ?? "";
  for (const line of lines.filter((text) => text !== "")) capture.onRead(line, false);
  insert(capture, rest);
}
