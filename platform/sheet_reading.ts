/** Has a sheet read in a thread of its own, and ends that thread whatever becomes of it. */
import { LIMITS } from "../domain/limits.ts";
import { SheetRefused } from "./sheet_kind.ts";
import type { FromReader, SheetMessage, SheetTask, ToReader } from "./sheet_messages.ts";

export type { SheetMessage, SheetTask };
export { SheetRefused };

/** How long the thread may say nothing, and how long it may read, while somebody waits for it. In milliseconds. */
export interface Patience {
  readonly silenceMs: number;
  readonly allMs: number;
}

const PATIENCE: Patience = { silenceMs: LIMITS.importSilenceMsMax, allMs: LIMITS.importReadMsMax };

/** Throws SheetRefused where the file is none that can be read. The thread ends with the iteration, when it is broken off too. */
export async function* readSheet(task: SheetTask, patience: Patience = PATIENCE): AsyncGenerator<SheetMessage> {
  const reader = new Reader(task);
  let left = patience.allMs;
  try {
    while (true) {
      const begun = performance.now();
      const message = await reader.next(Math.min(patience.silenceMs, left));
      left -= performance.now() - begun;
      yield message;
      if (message.is === "done" || message.is === "unknown") return;
      reader.used();
    }
  } finally {
    reader.end();
  }
}

class Reader {
  readonly #worker: Worker;
  readonly #waiting: FromReader[] = [];
  #wake: (() => void) | null = null;

  constructor(task: SheetTask) {
    this.#worker = new Worker(new URL("./sheet_worker.ts", import.meta.url), {
      type: "module",
      name: `sheet of import ${task.jobId}`,
      deno: { permissions: { ...NOTHING, read: [task.path] } },
    });
    this.#worker.onmessage = ({ data }: MessageEvent<FromReader>) => this.#take(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#take({ is: "failed", message: event.message });
    };
    this.#say({ is: "read", task });
  }

  async next(patienceMs: number): Promise<SheetMessage> {
    if (this.#waiting.length === 0) await this.#waitFor(patienceMs);
    const message = this.#waiting.shift();
    if (!message) throw new SheetRefused("too_slow");
    if (message.is === "refused") throw new SheetRefused(message.fault, { cause: message.cause });
    if (message.is === "failed") throw new Error(`Cannot read the sheet: its thread failed: ${message.message}`);
    return message;
  }

  used(): void {
    this.#say({ is: "used" });
  }

  end(): void {
    this.#worker.terminate();
  }

  async #waitFor(patienceMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const timer = setTimeout(resolve, patienceMs);
    await promise;
    clearTimeout(timer);
  }

  #take(message: FromReader): void {
    this.#waiting.push(message);
    this.#wake?.();
  }

  #say(message: ToReader): void {
    this.#worker.postMessage(message);
  }
}

const NOTHING = { write: false, net: false, env: false, run: false, ffi: false, sys: false, import: false } as const;
