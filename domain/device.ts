/** What a browser says of itself, in the few words that people tell devices apart by. */

export interface Device {
  /** The browser or the program; null: it says nothing that is known. */
  readonly program: string | null;
  readonly system: string | null;
}

/** In this order: many call themselves by the names of others, too. */
const PROGRAMS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Headless)?Chrome\/|\bCriOS\//, "Chrome"],
  [/\bVersion\/[\d.]+.*\bSafari\//, "Safari"],
  [/^curl\//, "curl"],
  [/^python|\bPython\//i, "Python"],
  [/^deno\b/i, "Deno"],
  [/^node\b/i, "Node"],
];

const SYSTEMS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMacintosh\b/, "Mac"],
  [/\bCrOS\b/, "Chromebook"],
  [/\bLinux\b/, "Linux"],
];

export function deviceOf(userAgent: string | null): Device {
  const nameIn = (names: typeof PROGRAMS) => names.find(([pattern]) => pattern.test(userAgent ?? ""))?.[1] ?? null;
  return { program: nameIn(PROGRAMS), system: nameIn(SYSTEMS) };
}
