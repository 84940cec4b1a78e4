/** Text as XML and Excel hold it: whatever a label, a scanner or a person puts in comes back the same. */

/** Safe between tags and inside double quotes. Signs that XML cannot hold are written as Excel does: `_x0001_`. */
export function xmlText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.toWellFormed().replace(SPECIAL, (sign) => NAMES[sign] ?? coded(sign));
}

/** Codes, names, numbers and words, which most cells hold. */
const PLAIN = /^[A-Za-z0-9 .,:;/()+-]*$/;

/** An underscore that would be read as the beginning of such a sign is written as one itself. */
const coded = (sign: string): string => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;

/** A carriage return too: XML reads it as a line feed. */
// deno-lint-ignore no-control-regex -- these are the signs that XML cannot hold
const SPECIAL = /[&<>"\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=[xX][0-9A-Fa-f]{4}_)/g;

const NAMES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
