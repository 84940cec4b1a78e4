/**
 * The page where people scan: what a code means on it, which sack is open, what is shown while answers are awaited. Which
 * sack is open is this page's to say, what is in it the server's.
 */
import { holdsBadge } from "../../domain/badge_text.ts";
import { type Kind, normalise, readCode } from "../../domain/code.ts";
import { readCommandCode } from "../../domain/command_codes.ts";
import { SCAN_LIMITS } from "../../domain/scan_limits.ts";
import { showAnswer, startAnswerView } from "./answer_view.ts";
import { startCapture } from "./capture.ts";
import { freshKinds, readKinds } from "./fresh_kinds.ts";
import { newId } from "./new_id.ts";
import type { Entry, Job } from "./outbox.ts";
import { showCount, startBadge, type Waiting } from "./outbox_badge.ts";
import type { OutboxService } from "./outbox_service.ts";
import { forgetMovable, movableShown, shownOutcome, showPrepared, startOutcomeBox } from "./outcome_box.ts";
import { filled } from "./prepared.ts";
import { playLook } from "./scan_sound.ts";
import { textsOfScan } from "./scan_text.ts";
import { readScannerSettings } from "./scanner_settings.ts";
import type { SenderState } from "./sender.ts";
import { showSignIn } from "./sign_in.ts";
import { addWaiting, markWaitingCells, removeWaitingBut, WAITING_LINES_MAX, waitingLines } from "./waiting_list.ts";

/** An answer that takes longer than this is spoken of. */
const SLOW_MS = 1_500;
/** What a code comes to that this page took for something else. */
const NOT_AS_TAKEN = /^(wrong_type|bad_format)$/;
/** A sack that is not confirmed by then is shown all the same. */
const UNCONFIRMED_MS = 400;

export interface Floor {
  readonly form: HTMLFormElement;
  readonly field: HTMLInputElement;
  readonly service: OutboxService;
  kinds: readonly Kind[];
  /** The open sack's code; "" for none. */
  open: string;
  waiting: Waiting;
  state: SenderState;
  /** Called for each code that was taken in: a station's quiet time begins anew. */
  onScan: () => void;
  /** Whether a text is none of the page's: a badge is never a scan. */
  isTaken: (text: string) => boolean;
}

export function startScanFloor(service: OutboxService): Floor | null {
  const form = document.getElementById("scan-form");
  const field = document.getElementById("scan-input");
  if (!(form instanceof HTMLFormElement && field instanceof HTMLInputElement)) return null;
  const floor: Floor = {
    ...{ form, field, service, kinds: JSON.parse(form.dataset.kinds ?? "[]") },
    ...{ open: valueOf(form, "parent"), waiting: { count: 0, since: 0 }, state: "sending", onScan: () => {} },
    isTaken: holdsBadge,
  };
  startOutcomeBox(() => showIdle(floor));
  const askForKinds = freshKinds(readKinds, (kinds) => floor.kinds = kinds);
  startAnswerView({
    openSack: () => floor.open,
    onShown: () => {
      afterAnswers(floor);
      if (form.dataset.bill === undefined) void askForKinds(NOT_AS_TAKEN.test(shownOutcome()));
    },
  });
  startCapture(form, field, (raw, isFast) => readTyped(floor, raw, isFast));
  startBadge(service, (waiting) => {
    floor.waiting = waiting;
    showWaiting(floor);
    if (waitingLines() > waiting.count) void pruneWaiting(floor);
  });
  listen(floor);
  takeStation(floor);
  openAsked(floor);
  void showKept(floor);
  return floor;
}

function listen(floor: Floor): void {
  const { service } = floor;
  service.tabs.listen((message) => {
    if (message.is === "state") setState(floor, message.state);
    if (message.is !== "answer" || message.tab !== service.tabs.own) return;
    showAnswer(message.answer, message.isOwn);
    // Seen as it came: nobody has to look at it again.
    const { answer, isOwn, isLate } = message;
    const isShown = isOwn && !isLate && answer.html.includes('hx-target="#scan-list"');
    const isSeen = answer.isRefused && isShown && document.visibilityState === "visible";
    if (isSeen) void seen(service, message.answer.id);
  });
  document.getElementById("finish-sack")?.addEventListener("click", (event) => {
    event.preventDefault();
    finish(floor);
  });
  document.addEventListener("tracetrack:not-kept", () => {
    document.getElementById("not-kept")!.hidden = false;
  });
  service.outbox.then(({ isKept }) => {
    if (!isKept) document.getElementById("not-kept")!.hidden = false;
    addEventListener("beforeunload", (event) => {
      if (service.unkept() > 0 || !isKept && floor.waiting.count > 0) event.preventDefault();
    });
  });
  setInterval(() => showWaiting(floor), SLOW_MS / 3);
}

async function seen({ outbox, tabs }: OutboxService, id: string): Promise<void> {
  await (await outbox).dropLook(id);
  tabs.tell({ is: "changed" });
}

/** What was typed, as codes. */
export function readTyped(floor: Floor, raw: string, isFast: boolean): void {
  // Too long is too long: what is beyond it would only burden the request that it travels in.
  const typed = raw.slice(0, 2 * SCAN_LIMITS.scanTextCharsMax);
  for (const text of textsOfScan(typed, readScannerSettings(), isFast)) take(floor, text);
}

/** One code, wherever it came from. */
export function take(floor: Floor, text: string): void {
  if (floor.isTaken(text)) return;
  floor.onScan();
  const command = readCommandCode(text);
  if (command === "undo") document.getElementById("undo-last")?.click();
  else if (command === "finish") finish(floor);
  else if (command === "test") {
    showPrepared("outcome-scanner");
    playLook("opened");
  } else scan(floor, text);
}

function scan(floor: Floor, text: string): void {
  const job = jobOf(floor, text);
  if (job.kind === "open" && isSackCode(floor, text)) openSack(floor, normalise(text));
  enter(floor, job, labelOf(floor, text));
}

function jobOf(floor: Floor, text: string): Job {
  const bill = floor.form.dataset.bill;
  if (bill !== undefined) return { kind: "bill", bill, parent: text };
  const reading = readCode(text, floor.kinds);
  if (reading.is === "parent" || floor.open === "") return { kind: "open", parent: text };
  const isSecondScan = reading.is === "child" && reading.code === movableShown();
  return { kind: isSecondScan ? "move" : "link", parent: floor.open, child: text };
}

const isSackCode = ({ kinds }: Floor, text: string): boolean => readCode(text, kinds).is === "parent";

/** The code where it can be read, else the beginning of what was scanned. */
function labelOf({ kinds }: Floor, text: string): string {
  const reading = readCode(text, kinds);
  const label = "code" in reading ? reading.code : text.trim();
  return label.length > 20 ? `${label.slice(0, 20)}…` : label;
}

/** Into the list and the outbox, in this order: nobody waits for the disk to see that a scan was noticed. */
export function enter({ form, service, waiting }: Floor, job: Job, label: string): Entry {
  const entry: Entry = {
    ...{ id: newId(), user: service.user, tab: service.tabs.own, station: valueOf(form, "station") },
    ...{ scannedAt: new Date().toISOString(), label, job },
  };
  addWaiting(entry, true, form.dataset.timeZone);
  const kept = service.add(entry);
  showCount(waiting.count + service.unkept());
  markWaitingCells(valueOf(form, "parent"));
  void kept;
  return entry;
}

/** Opened here and at once, so that the next bag goes into it; the address finds it again after a reload. */
function openSack(floor: Floor, code: string): void {
  setOpen(floor, code);
  setTimeout(() => {
    if (floor.open === code && shownSack() !== code && floor.waiting.count > 0) showUnconfirmed(floor, code);
  }, UNCONFIRMED_MS);
}

function setOpen(floor: Floor, code: string): void {
  const { form, field } = floor;
  floor.open = code;
  // What a second scan would move was said of another sack.
  forgetMovable();
  (form.elements.namedItem("parent") as HTMLInputElement).value = code;
  field.placeholder = (code === "" ? field.dataset.scanSack : field.dataset.scanBag) ?? "";
  if (form.dataset.bill !== undefined) return;
  const address = new URL(location.href);
  address.search = "";
  if (code !== "") address.searchParams.set("parent", code);
  const station = valueOf(form, "station");
  if (station !== "") address.searchParams.set("station", station);
  history.replaceState(null, "", address);
}

const shownSack = (): string => document.getElementById("parent-code")?.textContent?.trim() ?? "";

/** The sack's code is what people see; how much is in it nobody knows yet. */
function showUnconfirmed({ kinds }: Floor, code: string): void {
  showNoSack();
  const reading = readCode(code, kinds);
  document.getElementById("parent-code")!.textContent = code;
  document.getElementById("parent-count")!.textContent = reading.is === "parent" ? `… / ${reading.kind.capacity}` : "…";
}

function showNoSack(): void {
  const template = document.getElementById("no-sack") as HTMLTemplateElement;
  for (const part of [...template.content.cloneNode(true).childNodes]) {
    if (part instanceof HTMLElement) document.getElementById(part.id)?.replaceWith(part);
  }
}

/** Closes the sack on this page. In the books it stays as it is, and can be opened again. */
export function finish(floor: Floor): void {
  if (floor.open === "") return showIdle(floor);
  const count = document.getElementById("parent-count")?.textContent?.trim() ?? "";
  const code = floor.open;
  close(floor);
  showPrepared("outcome-finished", { code, count });
}

export function close(floor: Floor): void {
  setOpen(floor, "");
  showNoSack();
}

function afterAnswers(floor: Floor): void {
  markWaitingCells(floor.open);
  showWaiting(floor);
}

/** As the page is before the next scan. */
function showIdle({ open }: Floor): void {
  showPrepared(open === "" ? "outcome-ready" : "outcome-open", { code: open });
}

function setState(floor: Floor, state: SenderState): void {
  floor.state = state;
  showSignIn(state === "signed_out" || state === "other_user");
  showWaiting(floor);
}

/** Says that scans wait when they do so for long, or when there is no network to send them. */
function showWaiting(floor: Floor): void {
  const { waiting: { count, since }, state } = floor;
  const isSlow = count > 0 && Date.now() - since > SLOW_MS;
  if (count === 0) {
    if (shownOutcome() === "waiting") showIdle(floor);
    return;
  }
  if (navigator.onLine && !isSlow && state === "sending") return;
  showPrepared(navigator.onLine ? "outcome-waiting" : "outcome-offline", { count: String(count) }, false);
}

/** This device's station, where the address names none. */
function takeStation({ form }: Floor): void {
  const { station } = readScannerSettings();
  const place = document.getElementById("scan-place");
  if (station === "" || valueOf(form, "station") !== "") return;
  (form.elements.namedItem("station") as HTMLInputElement).value = station;
  if (place) place.textContent = filled(place.dataset.atStation ?? "", { station });
}

/** The sack that the address names and the page does not know: opened without network, or not confirmed yet. */
function openAsked(floor: Floor): void {
  const asked = new URL(location.href).searchParams.get("parent") ?? "";
  if (floor.open !== "" || floor.form.dataset.bill !== undefined || !isSackCode(floor, asked)) return;
  setOpen(floor, normalise(asked));
  showUnconfirmed(floor, floor.open);
}

/** Lines of other pages' scans: their answers may have gone elsewhere. */
async function pruneWaiting({ service }: Floor): Promise<void> {
  const kept = new Set((await (await service.outbox).newest(WAITING_LINES_MAX)).map(({ id }) => id));
  if (service.unkept() === 0) removeWaitingBut((id) => kept.has(id));
}

/** After a reload: what was scanned and is not confirmed. */
async function showKept({ service, form, open }: Floor): Promise<void> {
  const kept = (await (await service.outbox).newest(WAITING_LINES_MAX)).filter(({ user }) => user === service.user);
  for (const entry of kept.reverse()) addWaiting(entry, entry.tab === service.tabs.own, form.dataset.timeZone);
  markWaitingCells(open);
}

function valueOf(form: HTMLFormElement, name: string): string {
  const element = form.elements.namedItem(name);
  return element instanceof HTMLInputElement ? element.value : "";
}
