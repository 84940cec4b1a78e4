/** What this instance keeps in mind of the floor: what has changed, for caches and live pages; who scans what; who looks. */
import type { Answer } from "../domain/answer.ts";
import type { Command } from "../domain/command.ts";
import { type News, noticeOf, subjectsOf } from "../domain/notice.ts";
import { Activity } from "./activity.ts";
import { Live, type LiveSettings } from "./live.ts";

export interface LookoutSettings extends LiveSettings {
  /** Tells the other instances. */
  readonly publish: (news: News) => void;
  /** Told before anybody else is: what is kept of these is too old, unless it has seen that transaction. */
  readonly touched: (subjects: Iterable<string>, transaction: number) => void;
}

export class Lookout {
  readonly activity = new Activity();
  readonly live: Live;
  readonly #settings: LookoutSettings;

  constructor(settings: LookoutSettings) {
    this.live = new Live(settings);
    this.#settings = settings;
  }

  /** A command was answered here. */
  note(command: Command, answer: Answer): void {
    this.tell(noticeOf(command, answer));
  }

  /** Something has changed here. */
  tell(news: News): void {
    this.see(news);
    this.#settings.publish(news);
  }

  /** Something has changed, here or on another instance. */
  see(news: News): void {
    const subjects = subjectsOf(news);
    if ("transaction" in news) this.#settings.touched(subjects, news.transaction);
    if (news.is === "answered" && !news.replayed) this.activity.see(news);
    this.live.changed(subjects);
    if (news.is === "ended") this.live.end(news.ended);
  }

  /** News may have been missed: all that is looked at is drawn anew. */
  catchUp(): void {
    this.live.redraw();
  }
}
