/** Works on imports, one after the other, the oldest first. Whatever it is stopped by, it goes on where it was. */
import type { ImportJob } from "../domain/import_job.ts";
import { LIMITS } from "../domain/limits.ts";
import { billSubject, FLOOR_SUBJECT, STOCK_SUBJECT, subjectsOfImport } from "../domain/notice.ts";
import { applyImport } from "./import_applying.ts";
import { checkImport } from "./import_checking.ts";
import { readImport } from "./import_reading.ts";
import { undoImport } from "./import_undoing.ts";
import { pacer, type Work } from "./import_work.ts";
import type { ImportWorld } from "./import_world.ts";

export class Importer {
  readonly #world: ImportWorld;
  /** What is done when there is nothing to do: a helping; true when there is more of it. */
  readonly #tidy: () => Promise<boolean>;
  #isLeaving = false;
  #isPoked = false;
  #wake: () => void = () => {};
  /** Of each import, since its last step that was stored. */
  readonly #faults = new Map<number, number>();

  constructor(world: ImportWorld, tidy: () => Promise<boolean>) {
    this.#world = world;
    this.#tidy = tidy;
  }

  /** There may be something to do. */
  poke(): void {
    this.#isPoked = true;
    this.#wake();
  }

  /** `run` ends after the step under way. */
  leave(): void {
    this.#isLeaving = true;
    this.#wake();
  }

  async run(): Promise<void> {
    while (!this.#isLeaving) {
      this.#isPoked = false;
      const job = await this.#world.jobs.take().catch((fault) => this.#note("Could not look for imports", fault));
      if (job) await this.#workOn(job);
      else if (!await this.#tidy().catch((fault) => this.#note("Could not tidy up", fault))) await this.#rest();
    }
  }

  async #workOn(job: ImportJob): Promise<void> {
    const work = this.#workFor(job);
    try {
      if (job.isCancelling && job.state !== "undoing") await this.#world.jobs.cancel(job.id);
      else if (job.starts > LIMITS.importStartsMax) await this.#giveUp(job);
      else await this.#partOf(job)(this.#world, job, work);
      this.#faults.delete(job.id);
    } catch (fault) {
      await this.#fault(job, fault).catch((lost) => this.#note("Could not note a failed import", lost));
    }
    if (this.#isLeaving) await this.#world.jobs.letGo(job.id).catch(() => {});
    work.shown();
  }

  #partOf({ state }: ImportJob) {
    if (state === "checking") return checkImport;
    if (state === "applying") return applyImport;
    return state === "undoing" ? undoImport : readImport;
  }

  #workFor({ id }: ImportJob): Work {
    // A step that goes on for nothing stores nothing: its own write looks again.
    const lookedAt = pacer(this.#world.clock, LIMITS.importProgressMs);
    return {
      shown: () => this.#world.tell({ is: "shown", subjects: subjectsOfImport(id) }),
      stored: (transaction, bills) => {
        const stock = [STOCK_SUBJECT, FLOOR_SUBJECT, ...bills.map(billSubject)];
        this.#world.tell({ is: "changed", transaction, subjects: [...subjectsOfImport(id), ...stock] });
      },
      stepped: () => this.#faults.delete(id),
      goesOn: async () => {
        if (this.#isLeaving) return false;
        if (!lookedAt.isOver()) return true;
        const now = await this.#world.jobs.look(id);
        if (now?.isCancelling && now.state !== "undoing") await this.#world.jobs.cancel(id);
        return now !== null && (now.state === "undoing" || !now.isCancelling);
      },
    };
  }

  /** A file that cannot be read is refused for good; anything else may pass, and is tried again from where it was. */
  async #fault({ id }: ImportJob, fault: unknown): Promise<void> {
    const refusal = this.#world.refusalOf(fault);
    if (refusal) return await this.#world.jobs.fail(id, refusal);
    this.#note(`Import ${id} met a fault`, fault);
    if (this.#world.isAway(fault)) {
      await this.#pause(LIMITS.importRetryMs);
      return void await this.#world.jobs.letGo(id);
    }
    const faults = (this.#faults.get(id) ?? 0) + 1;
    this.#faults.set(id, faults);
    if (faults <= LIMITS.importRetriesMax) return void await this.#world.jobs.rest(id, LIMITS.importRetryMs);
    this.#faults.delete(id);
    await this.#world.jobs.fail(id, "internal");
  }

  /** Each time the server, or this thread, ended in the middle of it. */
  async #giveUp({ id }: ImportJob): Promise<void> {
    this.#note(`Import ${id} is given up`, new Error("Nobody who worked on it came to an end"));
    await this.#world.jobs.fail(id, "internal");
  }

  #note(message: string, fault: unknown): null {
    this.#world.warn(message, fault);
    return null;
  }

  /** Until something is to be done here, or might be elsewhere. */
  async #rest(): Promise<void> {
    if (!this.#isPoked && !this.#isLeaving) await this.#pause(LIMITS.importIdleMs);
  }

  async #pause(ms: number): Promise<void> {
    const woken = new Promise<void>((resolve) => this.#wake = resolve);
    await Promise.race([this.#world.clock.wait(ms), woken]);
  }
}
