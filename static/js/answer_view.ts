/** Answers on the page that scanned: lines, counters and the outcome, as the server drew them. */
import { libraries } from "./libraries.ts";
import { newerParts } from "./live_order.ts";
import { showOutcome, showPrepared } from "./outcome_box.ts";
import { playLook } from "./scan_sound.ts";
import type { Answered } from "./sender.ts";
import { removeWaiting } from "./waiting_list.ts";

const LINES_MAX = 500;
const PARTIAL = /<hx-partial hx-target="#([\w-]+)"[^]*?<\/hx-partial>/g;
/** Parts that show the state of a whole sack or bill: of several, only the last counts. */
const WHOLE_PARTS = ["scan-head", "parent-counter", "bill-counter", "bill-weights"];

export interface View {
  /** The sack that is open on this page; "" for none. Another one's counter is not shown. */
  openSack(): string;
  /** After answers are on the page. */
  onShown(): void;
}

interface Shown {
  readonly answer: Answered;
  readonly isOwn: boolean;
}

let waiting: Shown[] = [];
let view: View;

export function startAnswerView(given: View): void {
  view = given;
}

/** Answers that come together are put on the page together. Those to another page's scans are listed, no more. */
export function showAnswer(answer: Answered, isOwn: boolean): void {
  waiting.push({ answer, isOwn });
  if (waiting.length === 1) setTimeout(flush);
}

async function flush(): Promise<void> {
  const shown = waiting;
  waiting = [];
  const wholes = new Map<string, string>();
  let lines = "";
  for (const { answer, isOwn } of shown) {
    removeWaiting(answer.id);
    document.getElementById(`scan-${answer.id}`)?.remove();
    if (answer.html === "" && isOwn) {
      showPrepared("outcome-failed");
      playLook("refused");
    }
    for (const [part, target = ""] of answer.html.matchAll(PARTIAL)) {
      const isLine = target !== "scan-outcome" && !WHOLE_PARTS.includes(target);
      if (isLine) lines += part;
      else if (!isOwn) continue;
      else if (target === "scan-outcome") showOutcome(part, answer.look, answer.isRefused);
      else if (!isOfAnotherSack(answer, target)) wholes.set(target, part);
    }
  }
  const sourceElement = document.getElementById("scan-list")!;
  const text = lines + newerParts([...wholes.values()].join(""));
  await libraries().htmx.swap({ text, sourceElement, swap: "none" });
  for (const line of [...document.querySelectorAll("#scan-list > li")].slice(LINES_MAX)) line.remove();
  view.onShown();
}

const isOfAnotherSack = ({ parent }: Answered, target: string): boolean =>
  (target === "scan-head" || target === "parent-counter") && parent !== view.openSack();
