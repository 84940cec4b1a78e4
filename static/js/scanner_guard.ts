/**
 * Pages at a desk take no scans, but a scanner may be pointed at them: its Enter must not press whatever button has the
 * focus. The code goes into the search field instead, where its reader decides.
 */
import { isScannerSpeed } from "./keys.ts";

/** Longer than any pause inside a code. */
const NEW_CODE_MS = 100;

const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

export function startScannerGuard(): void {
  let text = "";
  let times: number[] = [];
  document.addEventListener("keydown", (event) => {
    const { key, timeStamp, target } = event;
    const isOwn = event.ctrlKey || event.altKey || event.metaKey || event.isComposing;
    if (isOwn || target instanceof HTMLElement && target.closest(FIELDS)) return;
    if (timeStamp - (times.at(-1) ?? 0) > NEW_CODE_MS) [text, times] = ["", []];
    if (key.length === 1) {
      text += key;
      times.push(timeStamp);
    } else if (key === "Enter" && isScannerSpeed(times)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      intoSearch(text);
      [text, times] = ["", []];
    }
  }, true);
}

function intoSearch(text: string): void {
  const find = document.getElementById("find") as HTMLInputElement | null;
  if (!find) return;
  find.value = text;
  find.focus();
  find.select();
}
