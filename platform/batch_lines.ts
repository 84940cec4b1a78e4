/** Batches as lines of COPY text for `import_batches`: what the reader hands over, and the database takes as it is. */
import type { Kinds } from "../domain/code.ts";
import { namesOf } from "../domain/import_names.ts";
import type { ImportBatch } from "../domain/import_shapes.ts";
import { LIMITS } from "../domain/limits.ts";
import type { BatchBody } from "./import_batch_rows.ts";

export class BatchLines {
  /** How many batches there were. */
  count = 0;
  #text = "";
  readonly #jobId: number;
  readonly #kinds: Kinds;

  constructor(jobId: number, kinds: Kinds) {
    this.#jobId = jobId;
    this.#kinds = kinds;
  }

  add(batch: ImportBatch): void {
    this.count++;
    const body: BatchBody = [batch.sheet, batch.isWhole, batch.rows];
    const names = arrayText(namesOf(batch, this.#kinds));
    this.#text += `${this.#jobId}\t${this.count}\t${escaped(names)}\t${batch.rows.length}\t${
      escaped(JSON.stringify(body))
    }\n`;
  }

  get isFull(): boolean {
    return this.#text.length >= LIMITS.importPieceBytes;
  }

  /** What has gathered, as UTF-8; null: nothing has. */
  take(): Uint8Array<ArrayBuffer> | null {
    if (this.#text === "") return null;
    const lines = new TextEncoder().encode(this.#text);
    this.#text = "";
    return lines;
  }
}

/** Neither JSON nor names that can be read have line ends and tabs of their own, which would need the same. */
const escaped = (text: string): string => text.includes("\\") ? text.replaceAll("\\", "\\\\") : text;

/** Codes need no quotes; a bill's number can be anything. */
const arrayText = (names: readonly string[]): string =>
  `{${names.map((name) => PLAIN.test(name) ? name : `"${name.replace(/["\\]/g, "\\$&")}"`).join()}}`;

const PLAIN = /^(?!null$)[A-Z0-9-]+$/i;
