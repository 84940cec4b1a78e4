/** What an importer needs of the outside, in memory: imports with a few batches, and a database that is said to misbehave. */
import type { ImportJobs, ImportWorld } from "../../actors/import_world.ts";
import type { ImportJob, StoredState } from "../../domain/import_job.ts";
import type { StagedBatch } from "../../domain/import_shapes.ts";
import { DatabaseAway } from "../../domain/ledger.ts";
import type { FakeClock } from "./fake_clock.ts";
import { ADMIN, KINDS } from "./heart.ts";
import { MemoryDatabase } from "./memory_ledger.ts";
import { apart, bag } from "./sheet_warehouse.ts";

export interface MadeJob {
  state: StoredState;
  isCancelling: boolean;
  /** Before that time of the clock nobody takes it. */
  restsUntil: number;
  fault: string | null;
  starts: number;
}

export interface MemoryImportWorld extends ImportWorld {
  readonly made: Map<number, MadeJob>;
  /** Which import was taken, each time. */
  readonly taken: number[];
}

/** What else than the usual happens. `atBatch`: before that batch of an import is read. */
export interface Mishaps {
  readonly atBatch?: (jobId: number, n: number) => Promise<void>;
}

/** Each import has three batches of one bag each, and is about to be checked. */
const BATCHES = 3;

export function memoryImportWorld(clock: FakeClock, ids: readonly number[], mishaps: Mishaps = {}): MemoryImportWorld {
  const made = new Map(ids.map((id): [number, MadeJob] => [
    id,
    { state: "checking", isCancelling: false, restsUntil: 0, fault: null, starts: 0 },
  ]));
  const taken: number[] = [];
  return {
    ...{ made, taken, clock, timeZone: "Asia/Kolkata" },
    jobs: jobsOn(made, taken, clock),
    batches: {
      async next(jobId, after) {
        await mishaps.atBatch?.(jobId, after + 1);
        return after < BATCHES ? [batchOf(jobId, after + 1)] : [];
      },
      repeatedNames: () => Promise.resolve(new Set()),
      copyIn: () => Promise.resolve(),
      clear: () => Promise.resolve(),
    },
    problems: { tell: () => Promise.resolve(), clear: () => Promise.resolve() },
    events: { next: () => Promise.resolve([]) },
    ledger: new MemoryDatabase(clock).ledger(),
    kinds: () => KINDS,
    reloadKinds: () => Promise.resolve(),
    read: () => {
      throw new Error("No import has a file here");
    },
    refusalOf: () => null,
    isAway: (fault) => fault instanceof DatabaseAway,
    headersHash: () => "",
    tell() {},
    aroundStep: (_part, _rows, step) => step(),
    warn() {},
  };
}

const batchOf = (jobId: number, n: number): StagedBatch => apart(n, bag(`C${jobId}00${n}`, "SB00001"));

const OPEN: readonly StoredState[] = ["uploaded", "reading", "checking", "applying", "undoing"];

function jobsOn(made: Map<number, MadeJob>, taken: number[], clock: FakeClock): ImportJobs {
  const set = (id: number, more: Partial<MadeJob>): Promise<void> => {
    Object.assign(made.get(id)!, more);
    return Promise.resolve();
  };
  const nothing = () => Promise.resolve();
  return {
    take() {
      const found = [...made].find(([, { state, restsUntil }]) => OPEN.includes(state) && restsUntil <= clock.now());
      if (found) {
        taken.push(found[0]);
        found[1].starts++;
      }
      return Promise.resolve(found ? jobOf(...found) : null);
    },
    look: (id) => Promise.resolve(jobOf(id, made.get(id)!)),
    letGo: (id) => set(id, { starts: 0 }),
    rest: (id, ms) => set(id, { restsUntil: clock.now() + ms, starts: 0 }),
    ...{ startReading: nothing, recognised: nothing, read: nothing, waitForMapping: nothing, startChecking: nothing },
    checked: nothing,
    finishReading: (id) => set(id, { state: "checking" }),
    finishChecking: (id) => set(id, { state: "checked" }),
    finishApplying: (id) => set(id, { state: "done" }),
    finishUndoing: (id) => set(id, { state: "undone" }),
    refuseUndo: (id) => set(id, { state: "done" }),
    cancel: (id) => set(id, { state: "cancelled" }),
    fail: (id, fault) => set(id, { state: "failed", fault }),
    rememberedMapping: () => Promise.resolve(null),
  };
}

const jobOf = (id: number, { state, isCancelling, starts }: MadeJob): ImportJob => ({
  ...{ id, state, isCancelling, fileName: "day.csv", layout: "bags", mapping: null, area: null, station: null },
  ...{ by: ADMIN, createdAt: new Date(Date.UTC(2026, 10, 22)), appliedTo: 0, rowsApplied: 0, applyCounts: null },
  ...{ undoneTo: null, starts },
});
