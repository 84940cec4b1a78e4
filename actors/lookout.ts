/** What this instance keeps in mind of the floor for live pages: who scans what, and who looks. */
import type { Answer } from "../domain/answer.ts";
import type { Command } from "../domain/command.ts";
import { type News, noticeOf, subjectsOf } from "../domain/notice.ts";
import { Activity } from "./activity.ts";
import { Live, type LiveSettings } from "./live.ts";

export interface LookoutSettings extends LiveSettings {
  /** Tells the other instances. */
  readonly publish: (notice: News) => void;
}

export class Lookout {
  readonly activity = new Activity();
  readonly live: Live;
  readonly #publish: (notice: News) => void;

  constructor(settings: LookoutSettings) {
    this.live = new Live(settings);
    this.#publish = settings.publish;
  }

  /** A command was answered here. A replay tells nothing new. */
  note(command: Command, answer: Answer): void {
    if (answer.replayed) return;
    const notice = noticeOf(command, answer);
    this.see(notice);
    this.#publish(notice);
  }

  /** Live pages that show these have something new, by other means than a scan. */
  tell(subjects: readonly string[]): void {
    const notice = { subjects };
    this.see(notice);
    this.#publish(notice);
  }

  /** Something was stored, here or on another instance. */
  see(notice: News): void {
    if (!("subjects" in notice)) this.activity.see(notice);
    this.live.changed(subjectsOf(notice));
  }
}
