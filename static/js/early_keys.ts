/**
 * A script of its own in the head of scan pages: takes keys in from the first moment, before the page's script is there.
 * So no scan is lost in the first second, and no Enter sends a half-loaded form.
 */
import { keepHalf, takeHalf } from "./half_scan.ts";
import { typedBy } from "./keys.ts";

/** Without the page's script the form has to work by itself. */
const GIVE_UP_MS = 5_000;

const typed: { readonly text: string; readonly at: number }[] = [];

function takeEarly(event: KeyboardEvent): void {
  const key = typedBy(event);
  if (!key || (key.is === "tab" && typed.length === 0)) return;
  event.preventDefault();
  event.stopPropagation();
  const text = key.is === "text" ? key.text : key.is === "gs" ? "\u001d" : "\n";
  typed.push({ text, at: event.timeStamp });
}

let isTaken = false;

function stop(): void {
  isTaken = true;
  document.removeEventListener("keydown", takeEarly, true);
}

/** The page's script does not come: the form sends the first code by itself, and the next page goes on with the rest. */
function giveUp(): void {
  if (isTaken) return;
  stop();
  const field = document.getElementById("scan-input");
  if (!(field instanceof HTMLInputElement)) return;
  const [line = "", ...rest] = (takeHalf() + typed.map(({ text }) => text).join("")).replace(/^\n+/, "").split("\n");
  // A badge is no scan: nothing without script would know.
  field.value = /ttb-/i.test(line) ? "" : line;
  if (rest.length === 0 || field.value === "") return;
  keepHalf(rest.join("\n"));
  field.form?.submit();
}

document.addEventListener("keydown", takeEarly, true);
addEventListener("load", () => setTimeout(giveUp, GIVE_UP_MS));
addEventListener("error", ({ target }) => {
  if (target instanceof HTMLScriptElement) addEventListener("load", giveUp);
}, true);
Object.assign(globalThis, { tracetrackEarlyKeys: { typed, stop } });
