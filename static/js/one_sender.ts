/** One tab sends, the others wait for their turn: by Web Locks, or by a lease in the outbox where plain http has none. */
import type { Outbox } from "./outbox.ts";
import type { Tabs } from "./tabs.ts";

/** Longer than one request may take, so that a lease never ends in the middle of one. */
const LEASE_MS = 15_000;
const LEASE_TRY_MS = 1_000;

/** Works while it is this tab's turn. `mayGoOn` is asked before each request. */
type Work = (mayGoOn: () => Promise<boolean>) => Promise<void>;

/** Runs `work` whenever it is this tab's turn, for as long as the page lives. Of one user, never two tabs at a time. */
export async function takeTurns(outbox: Outbox, tabs: Tabs, user: string, work: Work): Promise<void> {
  const name = `tracetrack-sender ${user}`;
  const wanted = watchWants(tabs);
  for (;;) {
    wanted.forget();
    try {
      if (navigator.locks && outbox.isKept) {
        askForTurn(tabs);
        await navigator.locks.request(name, () => work(() => Promise.resolve(!wanted.elsewhere())));
      } else {
        await withLease(name, outbox, tabs, (mayGoOn) => work(async () => !wanted.elsewhere() && await mayGoOn()));
      }
    } catch (fault) {
      // The browser's database failed: what waits stays there, and is tried again.
      console.warn("Sending was interrupted", fault);
    }
    // Or given up to a tab that people look at: it has asked for the turn already, and we stand behind it.
    await new Promise((resolve) => setTimeout(resolve, LEASE_TRY_MS));
  }
}

function watchWants(tabs: Tabs) {
  let isWanted = false;
  tabs.listen(({ is }) => {
    if (is === "wanted" && document.visibilityState === "hidden") {
      isWanted = true;
      tabs.tell({ is: "added" });
    }
  });
  document.addEventListener("visibilitychange", () => askForTurn(tabs));
  return {
    elsewhere: () => isWanted && document.visibilityState === "hidden",
    forget: () => {
      isWanted = false;
    },
  };
}

function askForTurn(tabs: Tabs): void {
  if (document.visibilityState === "visible") tabs.tell({ is: "wanted" });
}

async function withLease(name: string, outbox: Outbox, tabs: Tabs, work: Work): Promise<void> {
  const take = () => {
    const now = Date.now();
    return outbox.takeLease(name, tabs.own, now, now + LEASE_MS);
  };
  while (!await take()) {
    askForTurn(tabs);
    await new Promise((resolve) => setTimeout(resolve, LEASE_TRY_MS));
  }
  const giveBack = () => void outbox.takeLease(name, tabs.own, Date.now(), 0);
  addEventListener("pagehide", giveBack);
  const renewal = setInterval(take, LEASE_MS / 3);
  try {
    await work(take);
  } finally {
    clearInterval(renewal);
    removeEventListener("pagehide", giveBack);
    await outbox.takeLease(name, tabs.own, Date.now(), 0);
  }
}
