/** What a scanner sent, without what the scanner itself added. What the code means is not decided here. */
import { withoutControlsAtEnds } from "../../domain/text.ts";

export interface Affixes {
  readonly prefix: string;
  readonly suffix: string;
}

/** Symbology identifiers of ISO/IEC 15424, which many scanners can send before the data: `]C1`, `]Q3`, `]d2`. */
const AIM = /^\][A-Za-z][0-9A-Za-z]/;
/** Two reads without an end between them are only told apart from a long code when each is a whole one. */
const DOUBLED_CHARS_MIN = 6;

/**
 * The codes in `raw`, in order: mostly one, none when nothing is left, two when a scanner that sends no end has read the
 * same label twice. `isFast`: typed at a scanner's speed.
 */
export function textsOfScan(raw: string, { prefix, suffix }: Affixes, isFast: boolean): string[] {
  const bare = withoutAffixes(withoutControlsAtEnds(raw), prefix, suffix);
  // Group separators stand between the fields of a label: a blank keeps them apart.
  // deno-lint-ignore no-control-regex -- the very thing it looks for
  const text = withoutControlsAtEnds(bare.replace(AIM, "")).replace(/\u001d+/g, " ");
  if (text === "") return [];
  const half = text.slice(0, text.length / 2);
  const isDoubled = isFast && half.length >= DOUBLED_CHARS_MIN && half + half === text;
  return isDoubled ? [half, half] : [text];
}

function withoutAffixes(text: string, prefix: string, suffix: string): string {
  const begun = prefix !== "" && text.startsWith(prefix) ? text.slice(prefix.length) : text;
  return suffix !== "" && begun.endsWith(suffix) ? begun.slice(0, -suffix.length) : begun;
}
