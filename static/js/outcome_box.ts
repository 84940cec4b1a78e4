/**
 * The box that says what the last scan came to, with its sound. A refusal among answers that come together stands for a
 * moment before the next one takes its place, and what only waits never takes the place of a refusal.
 */
import { libraries } from "./libraries.ts";
import { prepared } from "./prepared.ts";
import { playLook } from "./scan_sound.ts";

const REFUSAL_MS_MIN = 700;
/** So that the box is never far behind: the list has every outcome all the same. */
const QUEUED_MAX = 3;
const LOOK = /\blook--(\w+)/;

interface Queued {
  readonly html: string;
  readonly look: string;
  readonly isRefused: boolean;
}

let queue: Queued[] = [];
let refusedAt = Number.NEGATIVE_INFINITY;
let timer = 0;

const box = (): HTMLElement => document.getElementById("scan-outcome")!;

/** `onSeen`: somebody has tapped a refusal away. */
export function startOutcomeBox(onSeen: () => void): void {
  document.addEventListener("click", (event) => {
    const tapped = (event.target as Element).closest("#scan-outcome");
    if (tapped && isRefusalShown()) onSeen();
  });
}

/** An answer's own fragment, from the server. */
export function showOutcome(html: string, look: string, isRefused: boolean): void {
  const isGood = (one: Queued) => !one.isRefused;
  queue = [...queue.filter((one) => one.isRefused), { html, look, isRefused }];
  while (queue.length > QUEUED_MAX) {
    const place = Math.max(0, queue.findIndex(isGood));
    queue.splice(place < queue.length - 1 ? place : 0, 1);
  }
  // A little later: of answers that come together only the last is shown, and every refusal.
  if (timer === 0) timer = setTimeout(showNext);
}

function showNext(): void {
  timer = 0;
  const next = queue[0];
  if (!next) return;
  const wait = refusedAt + REFUSAL_MS_MIN - performance.now();
  if (wait > 0) {
    timer = setTimeout(showNext, wait);
    return;
  }
  queue.shift();
  refusedAt = next.isRefused ? performance.now() : Number.NEGATIVE_INFINITY;
  void libraries().htmx.swap({ text: next.html, sourceElement: box(), swap: "none" });
  dressStation(next.look);
  playLook(next.look);
  if (queue.length > 0) timer = setTimeout(showNext);
}

/** What the page says by itself: finished, waiting. A refusal stays, unless `isAsked` for by the person. */
export function showPrepared(id: string, words: Readonly<Record<string, string>> = {}, isAsked = true): void {
  if (!isAsked && (isRefusalShown() || queue.length > 0)) return;
  const shown = prepared(id, words);
  const outcome = box();
  outcome.className = shown.className;
  outcome.dataset.outcome = shown.dataset.outcome ?? "";
  delete outcome.dataset.movable;
  outcome.replaceChildren(...shown.childNodes);
  dressStation(LOOK.exec(shown.className)?.[1] ?? "idle");
}

/** Red, or violet with a bag that found no place. */
const isRefusalShown = (): boolean => Number.isFinite(refusedAt) && LOOK.test(box().className);

export const shownOutcome = (): string => box().dataset.outcome ?? "";

/** The bag that a second scan would move here. */
export const movableShown = (): string => box().dataset.movable ?? "";

export function forgetMovable(): void {
  delete box().dataset.movable;
}

/** At a station the whole screen takes the outcome's colour. */
function dressStation(look: string): void {
  const sign = document.getElementById("station-sign");
  if (sign) sign.className = `station-sign look--${look}`;
}
