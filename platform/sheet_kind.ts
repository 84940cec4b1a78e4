/** What a file is by its first bytes, and whether its name says the same. */
import type { ImportFault } from "../domain/import_reasons.ts";

/** Thrown where a file cannot be read as a sheet, for a reason that whoever sent it can understand. */
export class SheetRefused extends Error {
  override readonly name = "SheetRefused";
  readonly fault: ImportFault;

  constructor(fault: ImportFault, options?: ErrorOptions) {
    super(`Cannot read the sheet: ${fault}`, options);
    this.fault = fault;
  }
}

/** `zip` and `ole` hold workbooks, and other things. `other`: surely no sheet. */
export type Container = "zip" | "ole" | "text" | "other";
export type SheetKind = "xlsx" | "xlsb" | "ods" | "xls" | "text";

const KIND_OF_ENDING: Readonly<Record<string, SheetKind>> = {
  ...{ xlsx: "xlsx", xlsm: "xlsx", xlsb: "xlsb", ods: "ods", xls: "xls" },
  ...{ csv: "text", tsv: "text", txt: "text" },
};

/** Null: the name says nothing, or names no sheet. */
const kindByName = (fileName: string): SheetKind | null =>
  KIND_OF_ENDING[/\.(\w+)\s*$/.exec(fileName.toLowerCase())?.[1] ?? ""] ?? null;

/** Content decides; a name that says otherwise is refused, since somebody is mistaken about the file. */
export function refuseOtherKind(fileName: string, kind: SheetKind | null): void {
  const named = kindByName(fileName);
  if (kind === null) throw new SheetRefused(named ? "wrong_kind" : "not_a_sheet");
  if (named && named !== kind) throw new SheetRefused("wrong_kind");
}

const SIGNATURES: readonly (readonly [Container, readonly number[]])[] = [
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
  ["zip", [0x50, 0x4b, 0x05, 0x06]],
  ["ole", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  // PDF, RTF and PostScript are text as far as their first bytes go.
  ["other", [0x25, 0x50, 0x44, 0x46]],
  ["other", [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ["other", [0x25, 0x21, 0x50, 0x53]],
];

/** `head`: the file's beginning, some kilobytes of it. */
export function containerOf(head: Uint8Array): Container {
  const known = SIGNATURES.find(([, bytes]) => bytes.every((byte, place) => head[place] === byte));
  if (known) return known[0];
  if (utf16Of(head)) return "text";
  return isMarkup(head) || isBinary(head) ? "other" : "text";
}

/** Web pages and XML, which some programs call sheets. */
const isMarkup = (head: Uint8Array): boolean =>
  /^\s*<(\?xml|!doctype|!--|html|head|body|table|meta|style)\b/i.test(
    new TextDecoder().decode(head.subarray(0, 1_024)),
  );

/** Control characters that no text has: a few stray ones are a matter of their cells. */
function isBinary(head: Uint8Array): boolean {
  let strange = 0;
  for (const byte of head) if (byte < 0x20 && !PLAIN_CONTROLS.has(byte)) strange++;
  return strange > head.length * STRANGE_SHARE_MAX;
}

/** Tab, line ends, and what scanners put between the parts of a label. */
const PLAIN_CONTROLS: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1a, 0x1c, 0x1d, 0x1e, 0x1f]);
const STRANGE_SHARE_MAX = 0.05;

/** UTF-16 by its mark, or because every second byte of what is mostly Latin is zero. */
export function utf16Of(head: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const zeros = [0, 0];
  head.forEach((byte, place) => {
    if (byte === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros, pairs = head.length / 2;
  if (odd > pairs * OBVIOUS_SHARE && even < pairs * STRANGE_SHARE_MAX) return "utf-16le";
  return even > pairs * OBVIOUS_SHARE && odd < pairs * STRANGE_SHARE_MAX ? "utf-16be" : null;
}

const OBVIOUS_SHARE = 0.4;
