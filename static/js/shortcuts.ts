/**
 * Shortcuts of one or two keys on pages at a desk. The help sheet, which the server draws for each role, is their list: what
 * is not on it does nothing. Keys of a field belong to the field, those of a scanner to `desk_scan.ts`.
 */
import { isInRows, stepRows } from "./desk_rows.ts";
import { pauseThatEnds, searchScanned } from "./desk_scan.ts";
import { createKeyBurst } from "./key_burst.ts";
import { GROUP_SEPARATOR, SCANNER_MS_PER_KEY, typedBy } from "./keys.ts";
import { isEditable } from "./page.ts";
import { areShortcutsOn, startShortcutSwitch } from "./shortcut_switch.ts";

/** A key waits so long for a next one that would make it a scanner's. */
const HOLD_MS = SCANNER_MS_PER_KEY + 10;
/** For the second key of two. */
const SECOND_KEY_MS = 1_500;

const burst = createKeyBurst();
let hold = 0;
let pause = 0;
let first: { readonly key: string; readonly at: number } | null = null;

export function startShortcuts(): void {
  startShortcutSwitch();
  // A page that tries scanners out takes all keys itself.
  if (document.getElementById("scan-test")) return;
  document.addEventListener("keydown", pressed, true);
}

function pressed(event: KeyboardEvent): void {
  if (event.isComposing) return;
  if (isEditable(event.target)) {
    if (event.key === "Escape") leaveField(event);
    return stopWaiting();
  }
  const isHeld = event.ctrlKey || event.altKey || event.metaKey;
  // Scanners send control characters with Ctrl, in the middle of a code.
  if (isHeld && !burst.isScanner(event.timeStamp) || document.querySelector("dialog:modal")) return stopWaiting();
  const typed = typedBy(event);
  if (!typed) return moved(event, isHeld);
  if (typed.is === "end" || typed.is === "tab") return ended(event);
  taken(event, typed.is === "text" ? typed.text : GROUP_SEPARATOR);
}

/** Another key than a character's. */
function moved(event: KeyboardEvent, isHeld: boolean): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : null;
  if (step === null || isHeld || event.shiftKey || !isInRows(event.target) || !areShortcutsOn()) return;
  event.preventDefault();
  stepRows(step);
}

function taken(event: KeyboardEvent, text: string): void {
  clearTimeout(hold);
  // A key that is held down repeats as fast as a scanner types.
  if (event.repeat) {
    burst.forget();
    return act(text);
  }
  const isScanner = burst.take(text, event.timeStamp);
  // Neither a blank that presses a button, nor the browser's own search.
  if (isScanner || (text === "/" && areShortcutsOn())) event.preventDefault();
  if (!isScanner) hold = setTimeout(() => act(text), HOLD_MS);
  clearTimeout(pause);
  const pauseMs = isScanner ? pauseThatEnds() : null;
  if (pauseMs !== null) pause = setTimeout(() => search(burst.soFar()), pauseMs);
}

/** A scanner's Enter presses nothing. */
function ended(event: KeyboardEvent): void {
  stopWaiting();
  const { code, isHand } = burst.end(event.timeStamp);
  if (isHand) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  search(code);
}

function search(code: string | null): void {
  burst.forget();
  if (code !== null) searchScanned(code);
}

function stopWaiting(): void {
  clearTimeout(hold);
  clearTimeout(pause);
}

/** What was typed into a search stays there: browsers would empty it. */
function leaveField(event: KeyboardEvent): void {
  const field = event.target as HTMLElement;
  if (field instanceof HTMLInputElement && field.type === "search") event.preventDefault();
  field.blur();
}

function act(text: string): void {
  if (!areShortcutsOn()) return;
  const key = text.toLowerCase();
  const before = first && performance.now() - first.at <= SECOND_KEY_MS ? `${first.key} ` : "";
  first = null;
  const shortcut = shortcutOf(before + key) ?? shortcutOf(key);
  if (shortcut) return perform(shortcut);
  if (shortcutOf(`${key} `, "^=")) first = { key, at: performance.now() };
}

const shortcutOf = (keys: string, match: "=" | "^=" = "="): HTMLElement | null =>
  document.querySelector<HTMLElement>(`#shortcuts [data-keys${match}"${CSS.escape(keys)}"]`);

function perform({ dataset: { does, to = "" } }: HTMLElement): void {
  switch (does) {
    case "go":
      return location.assign(to);
    case "find":
      return find();
    case "press":
      return press(to);
    case "next":
    case "previous":
      return stepRows(does === "next" ? 1 : -1);
    case "help":
      document.getElementById("shortcuts")?.togglePopover?.();
  }
}

/** On a phone's screen the search is a page. */
function find(): void {
  const field = document.getElementById("find");
  if (!(field instanceof HTMLInputElement) || field.offsetParent === null) return location.assign("/search");
  field.focus();
  field.select();
}

/** What folds is opened and its first field waits; anything else is pressed. */
function press(selector: string): void {
  const target = [...document.querySelectorAll<HTMLElement>(selector)].find((one) => one.offsetParent !== null);
  if (!(target instanceof HTMLDetailsElement)) return target?.click();
  target.open = true;
  const field = target.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea, button");
  (field ?? target.querySelector("summary"))?.focus();
}
