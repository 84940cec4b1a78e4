/** The lines of what is not confirmed yet, newest on top, above those that are. */
import type { Entry } from "./outbox.ts";
import { clockOf, prepared } from "./prepared.ts";

/** As many as people look at; the number on top counts them all. */
export const WAITING_LINES_MAX = 20;

const list = (): HTMLElement => document.getElementById("waiting-list")!;

/** `isOwn`: scanned on this page, which alone may undo it while it waits. */
export function addWaiting(entry: Entry, isOwn: boolean, timeZone: string | undefined): void {
  if (document.getElementById(`wait-${entry.id}`)) return;
  const line = prepared("waiting-line");
  line.id = `wait-${entry.id}`;
  line.dataset.scanId = entry.id;
  line.dataset.kind = entry.job.kind;
  line.dataset.own = String(isOwn);
  line.dataset.parent = entry.job.parent;
  line.querySelector(".code")!.textContent = entry.label;
  const note = line.querySelector("small")!;
  if (entry.job.kind === "undo") note.textContent = note.dataset.undo ?? "";
  const time = line.querySelector("time")!;
  time.dateTime = entry.scannedAt;
  time.textContent = clockOf(timeZone).format(new Date(entry.scannedAt));
  list().prepend(line);
  while (list().childElementCount > WAITING_LINES_MAX) list().lastElementChild?.remove();
}

export function removeWaiting(id: string): void {
  document.getElementById(`wait-${id}`)?.remove();
}

export const waitingLines = (): number => list().childElementCount;

export function removeWaitingBut(waits: (id: string) => boolean): void {
  for (const line of list().querySelectorAll<HTMLElement>("li")) if (!waits(line.dataset.scanId ?? "")) line.remove();
}

/** The newest scan that waits and that an undo could take back: not an undo itself, and not one that is being undone. */
export function newestWaiting(isTaken: (id: string) => boolean): { id: string; label: string } | null {
  for (const line of list().querySelectorAll<HTMLElement>("li")) {
    const { scanId = "", kind, own } = line.dataset;
    if (own !== "true" || kind === "undo" || kind === "open" || isTaken(scanId)) continue;
    return { id: scanId, label: line.querySelector(".code")?.textContent ?? "" };
  }
  return null;
}

/** Cells of the counter for bags that are scanned and not confirmed. */
export function markWaitingCells(parent: string): void {
  const waiting = [...list().querySelectorAll<HTMLElement>("li")]
    .filter(({ dataset }) => dataset.parent === parent && dataset.kind === "link").length;
  const free = document.querySelectorAll("#parent-counter .pips i:not(.on)");
  for (const [place, cell] of free.entries()) cell.classList.toggle("wait", place < waiting);
}
