/** Over https, or on this very machine, the scan pages open without network: `service_worker.ts` keeps them. */
import { PAGES_CACHE } from "./pages_cache.ts";

export function startOffline(): void {
  if (!isSecureContext || !("serviceWorker" in navigator)) {
    const notice = document.getElementById("insecure");
    if (notice) notice.hidden = false;
    return;
  }
  // Only where somebody scans: whoever only looks things up needs no copies.
  if (!document.getElementById("scan-form")) return;
  void navigator.serviceWorker.register("/sw.js").then(() => navigator.serviceWorker.ready).then((registration) => {
    registration.active?.postMessage("keep");
  }).catch(() => {});
}

/** Pages show a person's name: they go with the session. */
export async function forgetPages(): Promise<void> {
  if ("caches" in globalThis) await caches.delete(PAGES_CACHE).catch(() => false);
}
