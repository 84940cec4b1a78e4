/** Looks an .xls over before it is read: what reads it passes over what is broken, and rows would be lost without a word. */

/** Of a record: it holds no more, and goes on in another. */
const RECORD_BYTES_MAX = 8_228;
/** Sheets, charts in them, and the workbook itself begin and end. */
const BEGINS: ReadonlySet<number> = new Set([0x0009, 0x0209, 0x0409, 0x0809]);
const ENDS = 0x000a;

/** Whether its records follow one another without a gap, up to the end of all that began. Padding may follow. */
export function isWholeXls(stream: Uint8Array): boolean {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  let depth = 0, at = 0;
  for (; at + 4 <= stream.length;) {
    const kind = view.getUint16(at, true), length = view.getUint16(at + 2, true);
    if (depth === 0 && !BEGINS.has(kind)) break;
    if (length > RECORD_BYTES_MAX || at + 4 + length > stream.length) return false;
    if (BEGINS.has(kind)) depth++;
    if (kind === ENDS) depth--;
    at += 4 + length;
  }
  return depth === 0 && at > 0 && stream.subarray(at).every((byte) => byte === 0);
}
