/**
 * A script of its own in the head of scan pages: takes keys in from the first moment, before the page's script is there.
 * So no scan is lost in the first second, and no Enter sends a half-loaded form.
 */
import { typedBy } from "./keys.ts";

/** Without the page's script the form has to work by itself. */
const GIVE_UP_MS = 5_000;

const typed: string[] = [];

function take(event: KeyboardEvent): void {
  const key = typedBy(event);
  if (!key || (key.is === "tab" && typed.length === 0)) return;
  event.preventDefault();
  event.stopPropagation();
  if (key.is === "text") typed.push(key.text);
  else typed.push(key.is === "gs" ? "\u001d" : "\n");
}

const stop = () => document.removeEventListener("keydown", take, true);

document.addEventListener("keydown", take, true);
addEventListener("load", () => setTimeout(stop, GIVE_UP_MS));
Object.assign(globalThis, { tracetrackEarlyKeys: { typed, stop } });
