/** ZIP files that are written while they are read: compressed natively, piece by piece, and never whole in memory. */
import { ZipWriter } from "@zip.js/zip.js";

/** One file inside: its path, and its text in pieces, each made only when it is asked for. */
export interface ZippedFile {
  readonly path: string;
  readonly pieces: Iterable<string> | AsyncIterable<string>;
}

/** A fault of a piece breaks the ZIP off. A reader who cancels ends the pieces, too. */
export function zip(files: readonly ZippedFile[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  let breakOff = (_: unknown) => {};
  const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    start: (controller) => {
      breakOff = (fault) => controller.error(fault);
    },
  });
  writeAll(files, writable).catch((fault) => breakOff(fault));
  return readable;
}

/** On this thread: a worker's messages would cost more than the compression, which takes some milliseconds a piece. */
const OPTIONS = {
  useWebWorkers: false,
  useCompressionStream: true,
  // As other writers of XLSX leave them out, and some readers do not know them.
  zip64: false,
  extendedTimestamp: false,
  dataDescriptorSignature: true,
} as const;

async function writeAll(files: readonly ZippedFile[], writable: WritableStream): Promise<void> {
  const writer = new ZipWriter(writable, OPTIONS);
  for (const { path, pieces } of files) {
    await writer.add(path, ReadableStream.from(unhurried(pieces)).pipeThrough(new TextEncoderStream()));
  }
  await writer.close();
}

/**
 * Compression by itself waits for nothing: between two pieces scans and pages that came in meanwhile go first. A real pause of
 * a millisecond or two, since an answer needs several turns of the event loop: `setImmediate` gives one, and the others wait
 * for a piece each (measured: 200 ms in place of 5).
 */
async function* unhurried(pieces: ZippedFile["pieces"]): AsyncGenerator<string> {
  for await (const piece of pieces) {
    yield piece;
    await new Promise<void>((resolve) => setTimeout(resolve));
  }
}
