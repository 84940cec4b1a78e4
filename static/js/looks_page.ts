/** The list of what came back refused while nobody looked. Only a person's action takes a line off it. */
import { newId } from "./new_id.ts";
import type { Entry, Look } from "./outbox.ts";
import { coalesced } from "./outbox_badge.ts";
import type { OutboxService } from "./outbox_service.ts";
import { clockOf, filled, prepared, spanOf } from "./prepared.ts";

export function startLooksPage(service: OutboxService): void {
  const list = document.getElementById("looks-list");
  if (!list) return;
  const show = coalesced(async () => {
    const looks = await (await service.outbox).looks();
    looks.sort((one, other) => one.entry.scannedAt < other.entry.scannedAt ? -1 : 1);
    update(list, looks, service);
    document.getElementById("looks-card")!.hidden = looks.length === 0;
    document.getElementById("looks-none")!.hidden = looks.length > 0;
    const heading = document.getElementById("looks-heading")!;
    if (looks.length > 0) heading.textContent = filled(heading.dataset.says ?? "", { count: String(looks.length) });
  });
  service.tabs.listen(({ is }) => is === "changed" && show());
  show();
}

/** What is there stays where it is, under whoever's finger; what is new comes last. */
function update(list: HTMLElement, looks: readonly Look[], service: OutboxService): void {
  const ids = new Set(looks.map(({ id }) => id));
  const items = [...list.querySelectorAll<HTMLElement>(":scope > li")];
  for (const item of items) if (!ids.has(item.dataset.scanId ?? "")) takeAway(item);
  const shown = new Set(items.map(({ dataset }) => dataset.scanId));
  list.append(...looks.filter(({ id }) => !shown.has(id)).map((look) => itemOf(look, service)));
}

/** Whoever goes through the list by key goes on with the next line. */
function takeAway(item: HTMLElement): void {
  const next = item.nextElementSibling ?? item.previousElementSibling;
  if (item.contains(document.activeElement)) next?.querySelector("button")?.focus();
  item.remove();
}

function itemOf(look: Look, service: OutboxService): HTMLElement {
  const words = document.getElementById("look-item")!.dataset;
  const { entry, look: name } = look;
  const item = prepared("look-item");
  const part = (selector: string) => item.querySelector<HTMLElement>(selector)!;
  item.className = `look--${name}`;
  item.dataset.scanId = look.id;
  item.querySelectorAll(".shape")[name === "full" ? 0 : 1]?.remove();
  part("[data-code]").textContent = entry.label;
  part("[data-place]").textContent = placeOf(entry, words);
  part("[data-time]").textContent = clockOf(words.timeZone).format(new Date(entry.scannedAt));
  part("[data-told]").textContent = toldOf(look, words);
  part("[data-where]").setAttribute("href", `/search?q=${encodeURIComponent(entry.label)}`);
  offer(item, look, service);
  return item;
}

function placeOf({ job }: Entry, words: DOMStringMap): string {
  if (job.kind === "bill") return filled(words.forBill ?? "", { code: job.bill });
  return job.kind === "link" || job.kind === "move" ? filled(words.forSack ?? "", { code: job.parent }) : "";
}

function toldOf({ says, entry, answeredAt }: Look, words: DOMStringMap): string {
  const waited = Date.parse(answeredAt) - Date.parse(entry.scannedAt);
  const at = clockOf(words.timeZone).format(new Date(entry.scannedAt));
  return [
    says || words.refusedByDoor,
    filled(words.waited ?? "", { time: spanOf(waited, words) }),
    filled(words.scannedBy ?? "", { user: entry.user, at }),
    entry.station === "" ? "" : filled(words.atStation ?? "", { station: entry.station }),
  ].filter((sentence) => sentence).join(" ");
}

/** What can be done about it: each is one tap, and each takes the line off. */
function offer(item: HTMLElement, look: Look, service: OutboxService): void {
  const words = document.getElementById("look-item")!.dataset;
  const { job } = look.entry;
  const button = (name: string) => item.querySelector<HTMLButtonElement>(`[data-do=${name}]`)!;
  const mayMove = look.outcome === "child_elsewhere" && job.kind === "link" && words.mayMove !== undefined;
  if (mayMove) item.querySelector("[data-move-word]")!.textContent = filled(words.move ?? "", { code: job.parent });
  else button("move").remove();
  // What the door refused was never judged: the same scan may be sent once more.
  if (isUnjudged(look.outcome) && look.entry.user === service.user) {
    button("again").onclick = () => decide(service, look, look.entry);
  } else button("again").remove();
  button("done").onclick = () => decide(service, look, null);
  if (!mayMove) return;
  button("move").onclick = () =>
    decide(service, look, {
      ...{ ...look.entry, id: newId(), user: service.user, tab: service.tabs.own },
      ...{ scannedAt: new Date().toISOString(), job: { ...job, kind: "move" } },
    });
}

const isUnjudged = (outcome: string): boolean =>
  /^\d+$/.test(outcome) || ["forbidden", "malformed", "payload_too_large"].includes(outcome);

async function decide(service: OutboxService, look: Look, next: Entry | null): Promise<void> {
  if (next) await service.add(next);
  await (await service.outbox).dropLook(look.id);
  service.tabs.tell({ is: "changed" });
}
