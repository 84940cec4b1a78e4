/** Taking a scan back: it waits its turn in the outbox, and only the server's answer strikes the line out. */
import { showPrepared } from "./outcome_box.ts";
import { playLook } from "./scan_sound.ts";
import { enter, type Floor } from "./scan_floor.ts";
import type { Answered } from "./sender.ts";
import { newestWaiting, WAITING_LINES_MAX } from "./waiting_list.ts";

/** Scans that an undo is under way for, by the undo's own id: nothing is taken back twice. */
const underWay = new Map<string, string>();

const isTaken = (id: string): boolean => [...underWay.values()].includes(id);

export function startUndo(floor: Floor): void {
  const form = document.getElementById("undo-form") as HTMLFormElement;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter as HTMLButtonElement | null;
    if (button?.id === "undo-last") undoLast(floor);
    else if (button) undo(floor, button.value, labelBeside(button));
  });
  void recall(floor);
  floor.service.tabs.listen((message) => message.is === "answer" && release(message.answer));
  // By key, as other programs have it.
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    if (event.target instanceof HTMLInputElement && event.target !== floor.field) return;
    event.preventDefault();
    undoLast(floor);
  });
}

/** After a reload: what waits to be undone is not undone again. */
async function recall({ service }: Floor): Promise<void> {
  for (const { id, job } of await (await service.outbox).newest(WAITING_LINES_MAX)) {
    if (job.kind === "undo") underWay.set(id, job.undoes);
  }
}

/** What was scanned last and can be taken back, whether it is confirmed yet or not. */
function undoLast(floor: Floor): void {
  const waiting = newestWaiting(isTaken);
  if (waiting) return undo(floor, waiting.id, waiting.label);
  for (const button of document.querySelectorAll<HTMLButtonElement>("#scan-list button[name=undoes]")) {
    if (!isTaken(button.value)) return undo(floor, button.value, labelBeside(button));
  }
  showPrepared("outcome-nothing");
  playLook("refused");
}

function undo(floor: Floor, undoes: string, label: string): void {
  if (isTaken(undoes)) return;
  const { form } = floor;
  document.getElementById(`undo-${undoes}`)?.setAttribute("aria-disabled", "true");
  const { id } = enter(floor, { kind: "undo", undoes, parent: floor.open, bill: form.dataset.bill ?? "" }, label);
  underWay.set(id, undoes);
}

/** An undo that was refused may be asked for again; one that was done has no button any more. */
function release({ id, isRefused }: Answered): void {
  const undoes = underWay.get(id);
  if (undoes === undefined || !isRefused) return;
  underWay.delete(id);
  document.getElementById(`undo-${undoes}`)?.removeAttribute("aria-disabled");
}

const labelBeside = (button: HTMLButtonElement): string =>
  button.closest("li")?.querySelector(".code")?.textContent ?? "";
