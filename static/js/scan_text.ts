/** From the characters that a scanner typed to the text on the label. What that text names is the server's business. */
import { GROUP_SEPARATOR } from "./keys.ts";
import type { ScannerSettings } from "./scanner_settings.ts";

/** Shorter halves repeat by chance in ordinary codes. */
const DOUBLED_HALF_CHARS_MIN = 7;

/**
 * The texts of one burst of keys: none where nothing is left, two where the same label was read twice with no key between.
 * `isFast`: it came at a scanner's speed.
 */
export function textsOfScan(
  raw: string,
  settings: Pick<ScannerSettings, "prefix" | "suffix">,
  isFast: boolean,
): string[] {
  const typed = withoutKeysAtEnds(raw);
  const reads = isFast && isDoubled(typed)
    ? [typed.slice(0, typed.length / 2), typed.slice(typed.length / 2)]
    : [typed];
  return reads.map((read) => labelText(read, settings, isFast)).filter((text) => text !== "");
}

function isDoubled(text: string): boolean {
  const half = text.length / 2;
  return Number.isInteger(half) && half >= DOUBLED_HALF_CHARS_MIN && text.slice(0, half) === text.slice(half);
}

function labelText(read: string, { prefix, suffix }: Pick<ScannerSettings, "prefix" | "suffix">, isFast: boolean) {
  let text = withoutKeysAtEnds(read).replace(SYMBOLOGY, "");
  if (isRemoved(prefix, isFast) && text.startsWith(prefix)) text = text.slice(prefix.length).replace(SYMBOLOGY, "");
  if (isRemoved(suffix, isFast) && text.endsWith(suffix)) text = text.slice(0, -suffix.length);
  return withoutKeysAtEnds(text).replaceAll(GROUP_SEPARATOR, " ");
}

/** Letters and digits may be the beginning of a code: then only what a scanner typed had them put in front. */
const isRemoved = (affix: string, isFast: boolean): boolean => affix !== "" && (isFast || /[^A-Za-z0-9]/.test(affix));

/** Blanks stay: they may belong to a prefix. */
function withoutKeysAtEnds(text: string): string {
  let start = 0, end = text.length;
  while (start < end && KEYS_OF_SCANNERS.includes(text.charAt(start))) start++;
  while (end > start && KEYS_OF_SCANNERS.includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** ISO 15424: which kind of bar code it was, such as `]C1` or `]Q3`. */
const SYMBOLOGY = /^\][A-Za-z][0-9A-Za-z]/;
const KEYS_OF_SCANNERS = `\r\n\t${GROUP_SEPARATOR}`;
