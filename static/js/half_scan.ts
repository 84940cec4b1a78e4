/** Keys that one page of this tab has taken and not finished with, for the next one to go on with. */
const HALF_KEY = "tracetrack-half";
/** Longer than a reload takes on a slow network, shorter than the time after which a person begins anew. */
const HALF_MS_MAX = 10_000;

export function keepHalf(text: string): void {
  try {
    sessionStorage.setItem(HALF_KEY, JSON.stringify({ text, at: Date.now() }));
  } catch {
    // A browser that keeps nothing: the scan is half typed, and is done again.
  }
}

/** What was kept a moment ago, once. */
export function takeHalf(): string {
  try {
    const { text, at } = JSON.parse(sessionStorage.getItem(HALF_KEY) ?? "{}");
    sessionStorage.removeItem(HALF_KEY);
    return typeof text === "string" && Date.now() - at < HALF_MS_MAX ? text : "";
  } catch {
    return "";
  }
}
