/** ZIP files that are written while they are read: compressed natively, piece by piece, and never whole in memory. */
import { ZipWriter } from "@zip.js/zip.js";

/** One file inside: its path, and its text in pieces, each made only when it is asked for. */
export interface ZippedFile {
  readonly path: string;
  readonly pieces: Iterable<string> | AsyncIterable<string>;
}

/** A fault of a piece breaks the ZIP off. A reader who cancels ends the pieces, too, and leaves nothing under way. */
export function zip(files: readonly ZippedFile[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  let breakOff = (_: unknown) => {};
  const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    start: (controller) => {
      breakOff = (fault) => controller.error(fault);
    },
  });
  const pauses = new Pauses();
  writeAll(files, writable, pauses).catch((fault) => breakOff(fault));
  const reader = readable.getReader();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel(why) {
      pauses.end();
      await reader.cancel(why);
    },
  }, { highWaterMark: 0 });
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

async function writeAll(files: readonly ZippedFile[], writable: WritableStream, pauses: Pauses): Promise<void> {
  const writer = new ZipWriter(writable, OPTIONS);
  for (const { path, pieces } of files) {
    await writer.add(path, ReadableStream.from(unhurried(pieces, pauses)).pipeThrough(new TextEncoderStream()));
  }
  await writer.close();
}

/**
 * Compression by itself waits for nothing: between two pieces scans and pages that came in meanwhile go first. A real pause of
 * a millisecond or two, since an answer needs several turns of the event loop: `setImmediate` gives one, and the others wait
 * for a piece each (measured: 200 ms in place of 5).
 */
class Pauses {
  #isOver = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #goOn = () => {};

  take(): Promise<void> {
    if (this.#isOver) return Promise.resolve();
    return new Promise((resolve) => {
      this.#goOn = resolve;
      this.#timer = setTimeout(resolve);
    });
  }

  /** Ends the one under way; there are none from now on. */
  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#goOn();
  }
}

async function* unhurried(pieces: ZippedFile["pieces"], pauses: Pauses): AsyncGenerator<string> {
  for await (const piece of pieces) {
    yield piece;
    await pauses.take();
  }
}
