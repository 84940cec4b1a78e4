/** What an importer needs of the outside: the job's row, the batches in between, the sheet's reader, and the ledger. */
import type { Kinds } from "../domain/code.ts";
import type { ImportJob } from "../domain/import_job.ts";
import type { ImportFault } from "../domain/import_reasons.ts";
import type {
  ColumnMapping,
  ImportCounts,
  ImportObstacle,
  ImportSample,
  MappingGuess,
  StagedBatch,
} from "../domain/import_shapes.ts";
import type { NumberedProblem } from "../domain/import_step.ts";
import type { Ledger } from "../domain/ledger.ts";
import type { News } from "../domain/notice.ts";
import type { ImportedNames } from "../domain/import_undo.ts";
import type { ReadingMessage, ReadingTask } from "../domain/import_messages.ts";
import type { Clock } from "./clock.ts";

export interface ImportWorld {
  readonly jobs: ImportJobs;
  readonly batches: ImportBatches;
  readonly problems: {
    tell(jobId: number, problems: readonly NumberedProblem[]): Promise<void>;
    clear(jobId: number): Promise<void>;
  };
  /** What the import did, the latest first: between two of its keys, the first included. */
  readonly events: { next(jobId: number, from: string, before: string, limit: number): Promise<ImportedNames[]> };
  /** On a connection of its own: scans never wait for it but where they want the same rows. */
  readonly ledger: Ledger;
  kinds(): Kinds;
  reloadKinds(): Promise<void>;
  readonly timeZone: string;
  /** Reads the import's file in a thread of its own. */
  read(task: ReadingTask): AsyncIterable<ReadingMessage>;
  /** Why a file was refused, when that is what this fault says. */
  refusalOf(fault: unknown): ImportFault | null;
  /** Whether a fault says that there is no database now: what can be waited for, however long. */
  isAway(fault: unknown): boolean;
  /** Stands for these headers, whatever their case and blanks. */
  headersHash(headers: readonly string[]): string;
  /** Goes around each step that stores something, for metrics and traces. Does `step` once. */
  aroundStep<Result>(part: "applying" | "undoing", rows: number, step: () => Promise<Result>): Promise<Result>;
  /** Something has changed: told to everybody. */
  tell(news: News): void;
  readonly clock: Clock;
  warn(message: string, fault: unknown): void;
}

export interface ImportBatches {
  /** The next ones behind `after`, of about so many rows together, and one at least. Empty at the end. */
  next(jobId: number, after: number, rows: number): Promise<StagedBatch[]>;
  /** Codes and numbers that stand in more than one. */
  repeatedNames(jobId: number): Promise<ReadonlySet<string>>;
  copyIn(lines: Uint8Array<ArrayBuffer>): Promise<void>;
  clear(jobId: number): Promise<void>;
}

export interface ImportJobs {
  /** The oldest that has something to be done and that nobody else works on. */
  take(): Promise<ImportJob | null>;
  /** As it stands; null when another has taken it over. */
  look(id: number): Promise<ImportJob | null>;
  letGo(id: number): Promise<unknown>;
  /** Nobody takes it for so long: others have their turn. In milliseconds. */
  rest(id: number, ms: number): Promise<unknown>;
  startReading(id: number): Promise<void>;
  recognised(
    id: number,
    mapping: ColumnMapping,
    sheets: readonly string[],
    headers: readonly string[],
  ): Promise<void>;
  read(id: number, rows: number, total: number | null): Promise<void>;
  waitForMapping(id: number, guess: MappingGuess, headers: readonly string[]): Promise<void>;
  finishReading(id: number, rows: number, sheets: readonly string[]): Promise<void>;
  startChecking(id: number): Promise<void>;
  checked(id: number, rows: number, counts: ImportCounts): Promise<void>;
  finishChecking(id: number, rows: number, counts: ImportCounts, sample: readonly ImportSample[]): Promise<void>;
  finishApplying(id: number): Promise<void>;
  finishUndoing(id: number): Promise<void>;
  refuseUndo(id: number, obstacles: readonly ImportObstacle[]): Promise<void>;
  cancel(id: number): Promise<void>;
  fail(id: number, fault: ImportFault): Promise<void>;
  rememberedMapping(headersHash: string): Promise<ColumnMapping | null>;
}
