/** One bill, or one parent that is on none, in memory: a bounded mailbox and a live view. Never an authority. */
import type { Answer } from "../domain/answer.ts";
import type { Command } from "../domain/command.ts";
import { LIMITS } from "../domain/limits.ts";
import { type Notice, noticeOf } from "../domain/notice.ts";
import type { BillTotals, ParentTotals } from "../domain/shapes.ts";
import { WaterMarks } from "./water_marks.ts";

/** What happened last, as pages tell it. */
export interface SeenOutcome {
  readonly answer: Answer;
  readonly by: string;
  readonly station: string | null;
}

/** A picture of the bill (or parent) as the last commits left it, to render from without asking the database. */
export interface View {
  readonly bill: BillTotals | null;
  readonly parents: ReadonlyMap<string, ParentTotals>;
  /** Who scans here: username → time of the last scan, the latest last. */
  readonly people: ReadonlyMap<string, Date>;
  /** Newest first; of bills alone. */
  readonly outcomes: readonly SeenOutcome[];
}

export class Actor {
  readonly marks = new WaterMarks(LIMITS.actorWaitingHigh, LIMITS.actorWaitingLow);
  readonly #parents = new Map<string, ParentTotals>();
  readonly #people = new Map<string, Date>();
  #bill: BillTotals | null = null;
  #outcomes: readonly SeenOutcome[] = [];
  /** Commands that wait or are under way. */
  pending = 0;
  /** At most one batch at a time: two would overtake each other. */
  isUnderWay = false;
  lastUsedAt = 0;

  /** `isOfBill`: of a bill and all its parents, else of one parent that is on none. */
  constructor(readonly key: string, readonly isOfBill = false) {}

  get view(): View {
    return { bill: this.#bill, parents: this.#parents, people: this.#people, outcomes: this.#outcomes };
  }

  /** Takes totals into the view, from here or from another instance. */
  see({ parents, bill }: Notice): void {
    if (bill) this.#bill = bill;
    for (const parent of parents) {
      this.#parents.delete(parent.code);
      if (!this.isOfBill || parent.bill === this.#bill?.number) this.#parents.set(parent.code, parent);
    }
    forgetOldest(this.#parents, LIMITS.billCapacityMax);
  }

  /** Takes an answer into the view, once it is stored. Replays tell nothing new. */
  note(command: Command, answer: Answer): void {
    if (answer.replayed) return;
    this.see(noticeOf(answer));
    this.#people.delete(command.by.username);
    this.#people.set(command.by.username, answer.at);
    forgetOldest(this.#people, LIMITS.viewPeopleMax);
    // A hundred sacks a second come and go: each with its last outcomes would hold a hundred megabytes within a minute.
    if (!this.isOfBill) return;
    this.#outcomes = [{ answer, by: command.by.username, station: command.station ?? null }, ...this.#outcomes]
      .slice(0, LIMITS.viewOutcomesMax);
  }
}

/** Both maps are kept in the order of the last touch. */
function forgetOldest(map: Map<string, unknown>, max: number): void {
  for (const key of map.keys()) {
    if (map.size <= max) return;
    map.delete(key);
  }
}
