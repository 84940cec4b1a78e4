/** What is said between the thread that reads a sheet and the one that started it. */
import type { ReadingMessage, ReadingTask } from "../domain/import_messages.ts";
import type { ImportFault } from "../domain/import_reasons.ts";

export interface SheetTask extends ReadingTask {
  readonly path: string;
}

export type SheetMessage = ReadingMessage;

/** `refused` and `failed` are the last. */
export type FromReader =
  | SheetMessage
  | { readonly is: "refused"; readonly fault: ImportFault; readonly cause: string }
  | { readonly is: "failed"; readonly message: string };

/** The task once, and then a word for each message that was used up. */
export type ToReader = { readonly is: "read"; readonly task: SheetTask } | { readonly is: "used" };
