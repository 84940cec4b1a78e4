/** One bill, or one parent that is on none: a bounded mailbox that keeps the order of arrival. Never an authority. */
import { LIMITS } from "../domain/limits.ts";
import { WaterMarks } from "./water_marks.ts";

export class Actor {
  readonly marks = new WaterMarks(LIMITS.actorWaitingHigh, LIMITS.actorWaitingLow);
  /** Commands that wait or are under way. */
  pending = 0;
  /** At most one batch at a time: two would overtake each other. */
  isUnderWay = false;
  lastUsedAt = 0;

  constructor(readonly key: string) {}
}
