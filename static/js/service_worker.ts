/**
 * Opens the scan pages without network. Pages come from the server whenever it answers; what is kept of them is shown only
 * when it does not. Scripts and styles carry their content's hash, so a kept one is never stale.
 */
import { PAGES_CACHE } from "./pages_cache.ts";

interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchEvent extends WorkerEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

interface MessageEventFromPage extends WorkerEvent {
  readonly source: { readonly url: string } | null;
}

interface Worker {
  /** Of this release: put before this script by the server, so that a new release is a new worker. */
  readonly ASSETS: readonly string[];
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(name: string, listener: (event: never) => void): void;
}

const worker = globalThis as unknown as Worker;
const ASSETS_CACHE = `tracetrack-assets ${worker.ASSETS.join(" ")}`;
const SCAN_PAGES = ["/scan", "/station"];
/** Bad Wi-Fi answers late or never: a person who stands there with a bag waits this long. */
const PAGE_MS_MAX = 4_000;

worker.addEventListener("install", (event: WorkerEvent) => {
  const kept = caches.open(ASSETS_CACHE).then((cache) => cache.addAll([...worker.ASSETS]));
  event.waitUntil(kept.then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event: WorkerEvent) => {
  event.waitUntil(dropOld().then(() => worker.clients.claim()));
});

worker.addEventListener("message", (event: MessageEventFromPage) => {
  if (event.source) event.waitUntil(keep(keptUrl(event.source.url)));
});

worker.addEventListener("fetch", (event: FetchEvent) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (origin !== location.origin) return;
  // Whoever comes or goes: the pages kept were another's.
  if (request.method === "POST" && ["/logout", "/login"].includes(pathname)) {
    event.waitUntil(caches.delete(PAGES_CACHE));
  }
  if (request.method !== "GET") return;
  if (worker.ASSETS.includes(pathname)) event.respondWith(assetOf(request));
  else if (request.mode === "navigate" && SCAN_PAGES.includes(pathname)) event.respondWith(pageOf(request));
});

/** Pages that name another release's files are fetched anew or forgotten; only then those files go. */
async function dropOld(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("tracetrack-assets ") && name !== ASSETS_CACHE);
  if (old.length === 0) return;
  const pages = await caches.open(PAGES_CACHE);
  for (const { url } of await pages.keys()) {
    await pages.delete(url);
    await keep(url);
  }
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function assetOf(request: Request): Promise<Response> {
  return await caches.match(request, { cacheName: ASSETS_CACHE }) ?? await fetch(request);
}

async function pageOf(request: Request): Promise<Response> {
  const kept = await caches.match(keptUrl(request.url), { cacheName: PAGES_CACHE });
  if (!kept) return await fetch(request);
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PAGE_MS_MAX));
  const fresh = await Promise.race([fetch(request).catch(() => null), late]);
  return fresh && fresh.status < 500 ? fresh : kept;
}

/** The page as it is before a sack is opened: of the address, only the station counts. */
function keptUrl(address: string): string {
  const { origin, pathname, searchParams } = new URL(address);
  const station = searchParams.get("station");
  return origin + pathname + (station ? `?station=${encodeURIComponent(station)}` : "");
}

/** A page that leads elsewhere (to the login, say) is not one to keep. */
async function keep(url: string): Promise<void> {
  if (!SCAN_PAGES.includes(new URL(url).pathname)) return;
  const response = await fetch(url, { credentials: "same-origin", redirect: "manual" }).catch(() => null);
  if (response?.ok) await (await caches.open(PAGES_CACHE)).put(url, response);
}
