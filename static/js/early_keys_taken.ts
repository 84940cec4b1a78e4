/** Takes over from `early_keys.ts`, and keeps the half of a code that a reload cuts off. */

interface EarlyKeys {
  readonly typed: readonly string[];
  stop(): void;
}

const HALF_KEY = "tracetrack-half";
/** Longer than a reload takes, shorter than the time after which a person begins anew. */
const HALF_MS_MAX = 3_000;

export function takeEarlyKeys(form: HTMLFormElement, field: HTMLInputElement): void {
  const early = (globalThis as unknown as { tracetrackEarlyKeys?: EarlyKeys }).tracetrackEarlyKeys;
  early?.stop();
  const lines = (halfOf() + (early?.typed.join("") ?? "")).split("\n");
  const rest = lines.pop() ?? "";
  for (const line of lines.filter((text) => text !== "")) {
    field.value = line;
    form.requestSubmit();
  }
  field.value = rest;
  field.focus({ preventScroll: true });
  addEventListener("pagehide", () => keepHalf(field.value));
}

function keepHalf(text: string): void {
  try {
    sessionStorage.setItem(HALF_KEY, JSON.stringify({ text, at: Date.now() }));
  } catch {
    // A browser that keeps nothing: the scan is half typed, and is done again.
  }
}

function halfOf(): string {
  try {
    const { text, at } = JSON.parse(sessionStorage.getItem(HALF_KEY) ?? "{}");
    sessionStorage.removeItem(HALF_KEY);
    return typeof text === "string" && Date.now() - at < HALF_MS_MAX ? text : "";
  } catch {
    return "";
  }
}
