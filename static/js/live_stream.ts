/**
 * The one stream of a live page. It comes back by itself, whatever happened (a restart, dead Wi-Fi, a laptop that slept), and
 * every new connection begins with the whole picture. A hidden page lets go of its connection: browsers have few of them.
 */
import { libraries } from "./libraries.ts";
import { newerParts } from "./live_order.ts";

/** Two signs of life missed, and a second: the connection is dead, even where the network has not noticed. */
const SILENCE_MS = 31_000;
/** A glance at another tab is no reason to begin anew. */
const HIDDEN_MS = 5_000;
const RETRY_MS_MIN = 500;
const RETRY_MS_MAX = 4_000;
/** A short break is mended before anybody has to be told. */
const QUIET_BREAK_MS = 2_000;

type End = "broken" | "signed_out";

export function startLive(): void {
  const place = document.querySelector<HTMLElement>("[data-live]");
  if (place) follow(place);
}

async function follow(place: HTMLElement): Promise<void> {
  const url = place.dataset.live!;
  let tries = 0, brokenSince = performance.now();
  const show = (state: string): void => {
    place.dataset.state = state;
    place.hidden = false;
  };
  for (;;) {
    await untilVisible();
    const end = await listen(url, async (text) => {
      tries = 0;
      await put(place, text);
      show("on");
    });
    if (end === "signed_out") return show("ended");
    if (tries === 0) brokenSince = performance.now();
    await rest(Math.min(RETRY_MS_MIN * 2 ** tries++, RETRY_MS_MAX) * (0.7 + 0.6 * Math.random()));
    if (performance.now() - brokenSince > QUIET_BREAK_MS) show("off");
  }
}

/** Reads until the connection ends. */
async function listen(url: string, onMessage: (text: string) => Promise<void>): Promise<End> {
  const connection = new AbortController();
  const letGo = (): void => connection.abort();
  const stopWatching = whenHiddenLong(letGo);
  let watchdog = setTimeout(letGo, SILENCE_MS);
  try {
    const headers = { "accept": "text/event-stream", "hx-request": "true" };
    const response = await fetch(url, { headers, signal: connection.signal });
    if (response.status === 401 || response.status === 403) return "signed_out";
    if (!response.ok || !response.body) return "broken";
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let unread = "";;) {
      const { done, value } = await reader.read();
      if (done) return "broken";
      clearTimeout(watchdog);
      watchdog = setTimeout(letGo, SILENCE_MS);
      const messages = (unread + value).split("\n\n");
      unread = messages.pop()!;
      for (const message of messages) {
        if (message.startsWith("event: end")) return "signed_out";
        const text = dataOf(message);
        if (text !== "") await onMessage(text);
      }
    }
  } catch {
    return "broken";
  } finally {
    clearTimeout(watchdog);
    stopWatching();
    letGo();
  }
}

const dataOf = (message: string): string =>
  message.split("\n").filter((line) => line.startsWith("data: ")).map((line) => line.slice(6)).join("\n");

/** Each part to its own place. What a reply has put there meanwhile may be newer: it stays. */
const put = (sourceElement: Element, text: string): Promise<void> =>
  libraries().htmx.swap({ text: newerParts(text), sourceElement, swap: "none" });

function untilVisible(): Promise<void> {
  if (!document.hidden) return Promise.resolve();
  return new Promise((seen) => {
    document.addEventListener("visibilitychange", () => seen(), { once: true });
  });
}

/** A pause that ends early when the network is back or the page is looked at again. */
function rest(ms: number): Promise<void> {
  return new Promise((rested) => {
    const over = (): void => {
      clearTimeout(timer);
      removeEventListener("online", over);
      document.removeEventListener("visibilitychange", over);
      rested();
    };
    const timer = setTimeout(over, ms);
    addEventListener("online", over);
    document.addEventListener("visibilitychange", over);
  });
}

function whenHiddenLong(then: () => void): () => void {
  let timer = 0;
  const look = (): void => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(then, HIDDEN_MS);
  };
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", then);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", look);
    removeEventListener("pagehide", then);
  };
}
