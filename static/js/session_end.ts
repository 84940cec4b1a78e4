/** Says some minutes before a session ends that it will, and offers to stay. Asking the server does not use the session. */
import { filled } from "./prepared.ts";

/** How long before its end a session is spoken of. */
const WARN_SECONDS = 5 * 60;
/** Most pages are gone by then: they never ask. */
const FIRST_MS = 60_000;
/** While the word stands: to count the minutes, and to see whether another page has used the session meanwhile. */
const AGAIN_MS = 15_000;
/** A timer that sleeps with its device is late; nothing is asked more seldom than this. */
const SELDOM_MS = 10 * 60_000;
const LEFT_MS_MAX = 10_000;

interface SessionLeft {
  readonly seconds: number;
  readonly is_final: boolean;
}

export function startSessionEnd(): void {
  const box = document.getElementById("session-ends");
  const says = document.getElementById("session-ends-says");
  const stay = document.getElementById("session-stay");
  if (!box || !says || !stay) return;
  let timer = 0;
  const later = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void look("GET", "/session/left"), ms);
  };
  const show = ({ seconds, is_final: isFinal }: SessionLeft) => {
    const isSoon = seconds <= WARN_SECONDS;
    const minutes = String(Math.ceil(seconds / 60));
    const text = seconds <= 0 ? says.dataset.ended : isFinal ? says.dataset.finally : says.dataset.ends;
    says.textContent = isSoon ? filled(text ?? "", { minutes }) : "";
    box.hidden = !isSoon;
    stay.hidden = !isSoon || isFinal || seconds <= 0;
    if (isSoon) later(AGAIN_MS);
    else later(Math.min((seconds - WARN_SECONDS) * 1_000 + 1_000, SELDOM_MS));
  };
  const look = async (method: "GET" | "POST", path: string) => {
    const headers = { "hx-request": "true" };
    const init = { method, headers, signal: AbortSignal.timeout(LEFT_MS_MAX) };
    const response = await fetch(path, init).catch(() => null);
    const left: SessionLeft | null = response?.ok ? await response.json().catch(() => null) : null;
    if (left) show(left);
    else later(AGAIN_MS);
  };
  stay.addEventListener("click", () => void look("POST", "/session/stay"));
  later(FIRST_MS);
}
