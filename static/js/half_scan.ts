/** Keys that one page of this tab has taken and not finished with, for the next one to go on with. */
const HALF_KEY = "tracetrack-half";
/** Longer than a reload takes on a slow network, shorter than the time after which a person begins anew. */
const HALF_MS_MAX = 10_000;

/** Whole codes that the next page is to take before anything else. */
let handedOver = "";

/** What was scanned while it was not known yet for whom. */
export function handOver(codes: readonly string[]): void {
  handedOver = codes.map((code) => `${code}\n`).join("");
}

/** A badge is kept nowhere, not even half. */
const BADGE_LINE = /ttb-[^\n]*/gi;

export function keepHalf(half: string): void {
  const text = (handedOver + half).replace(BADGE_LINE, "");
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
