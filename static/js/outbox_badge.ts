/** On every page: how much is not confirmed, since when, whether there is a network, and how much needs a look. */
import type { OutboxService } from "./outbox_service.ts";
import { filled, spanOf } from "./prepared.ts";

const TICK_MS = 1_000;
/** Younger than this is on its way. */
const AGE_SHOWN_MS = 3_000;

export interface Waiting {
  readonly count: number;
  /** When the oldest was scanned, in ms since 1970. */
  readonly since: number;
}

let oldest: number | null = null;

/** `onCount` hears how many of this user's wait whenever that may have changed. */
export function startBadge(service: OutboxService, onCount: (waiting: Waiting) => void): void {
  const show = coalesced(async () => {
    const outbox = await service.outbox;
    const additions = service.additions();
    const unkept = service.unkept();
    const [{ all, own }, [first], looks] = await Promise.all([
      outbox.counts(service.user),
      outbox.oldest(service.user, 1),
      outbox.lookCount(),
    ]);
    // A scan that came in between may be in neither number: a count that is too small would be a lie.
    if (service.additions() !== additions) return show();
    oldest = first ? Date.parse(first.scannedAt) : null;
    showCount(all + unkept);
    showLooks(looks);
    if (all > own) await showOthers(service);
    else hide("others-wait", true);
    onCount({ count: own + unkept, since: oldest ?? Date.now() });
  });
  service.tabs.listen(({ is }) => {
    if (is === "added" || is === "changed") show();
  });
  setInterval(showAge, TICK_MS);
  addEventListener("online", showNetwork);
  addEventListener("offline", showNetwork);
  showNetwork();
  show();
}

/** Before it is kept, too: nobody may think that a scan was not noticed. */
export function showCount(count: number): void {
  const output = document.getElementById("outbox-count");
  if (!output) return;
  output.textContent = String(count);
  document.getElementById("outbox")?.classList.toggle("outbox--waiting", count > 0);
  if (count === 0) oldest = null;
  showAge();
}

function showAge(): void {
  const age = document.getElementById("outbox-age");
  if (!age) return;
  const ms = oldest === null ? 0 : Date.now() - oldest;
  age.hidden = ms < AGE_SHOWN_MS;
  if (!age.hidden) age.textContent = spanOf(ms, age.dataset);
}

function showNetwork(): void {
  hide("outbox-offline", navigator.onLine);
}

function showLooks(count: number): void {
  hide("looks-link", count === 0);
  const output = document.getElementById("looks-count");
  if (output) output.textContent = String(count);
}

/** Somebody else's scans go out under his own name or not at all: whoever is here should know of them. */
async function showOthers({ outbox, user }: OutboxService): Promise<void> {
  const notice = document.getElementById("others-wait");
  if (!notice) return;
  const others = (await (await outbox).newest(100)).map((entry) => entry.user).filter((name) => name !== user);
  notice.querySelector("span")!.textContent = filled(notice.dataset.says ?? "", {
    names: [...new Set(others)].join(", "),
  });
  notice.hidden = false;
}

function hide(id: string, isHidden: boolean): void {
  const element = document.getElementById(id);
  if (element) element.hidden = isHidden;
}

/** Runs one at a time; calls that come meanwhile are one more run at its end. */
export function coalesced(work: () => Promise<void>): () => void {
  let isRunning = false;
  let isDue = false;
  const run = async () => {
    if (isRunning) {
      isDue = true;
      return;
    }
    isRunning = true;
    do {
      isDue = false;
      await work().catch(() => {});
    } while (isDue);
    isRunning = false;
  };
  return () => void run();
}
