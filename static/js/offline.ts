/** Over https, or on this very machine, the scan pages open without network: `service_worker.ts` keeps them. */
import { PAGES_CACHE } from "./pages_cache.ts";
import type { Tabs } from "./tabs.ts";

export function startOffline(tabs: Tabs): void {
  if (!isSecureContext || !("serviceWorker" in navigator)) {
    const notice = document.getElementById("insecure");
    if (notice) notice.hidden = false;
    return;
  }
  // Only where somebody scans: whoever only looks things up needs no copies.
  if (!document.getElementById("scan-form")) return;
  void navigator.serviceWorker.register("/sw.js").then(keepPage).catch(() => {});
  tabs.listen(({ is }) => {
    if (is === "signed_in") void keepPage();
  });
}

/** This page, for whoever is signed in now. */
async function keepPage(): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage("keep");
}

/** Pages show a person's name: they go with the session. */
export async function forgetPages(): Promise<void> {
  if ("caches" in globalThis) await caches.delete(PAGES_CACHE).catch(() => false);
}
