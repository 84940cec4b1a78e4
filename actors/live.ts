/**
 * Live pages. A topic is what several people look at (a bill in one language, the dashboard of one area); it is drawn once
 * a change and sent to all of them. Whoever comes gets the whole picture, and from then on what changed.
 */
import { LIMITS } from "../domain/limits.ts";
import type { Person } from "../domain/shapes.ts";
import type { Clock } from "./clock.ts";

/** How a topic looks at one moment, as messages for readers. */
export interface Drawing {
  /** For a reader who has nothing yet. */
  whole(): string;
  /** For a reader who has the drawing before; null when nothing is different. */
  since(before: Drawing): string | null;
}

export interface Topic {
  /** Two topics of one key look the same. */
  readonly key: string;
  /** What it shows: when one of these changes, it is drawn again. */
  readonly subjects: readonly string[];
  /** At least so long from the start of one drawing to the next, in milliseconds. */
  readonly gapMs: number;
  draw(): Promise<Drawing>;
}

export interface Reader {
  readonly sessionId: string;
  readonly person: Pick<Person, "id" | "role" | "area">;
  /** False when it takes in too slowly: it is let go, and comes back to a whole picture. */
  send(message: string): boolean;
  /** A sign of life now and then; proxies and clients take silence for a dead connection. */
  beat(): void;
  /** `isOver`: it need not come back, its session has ended. */
  close(isOver: boolean): void;
}

export interface LiveSettings {
  readonly clock: Clock;
  readonly onFault: (fault: unknown) => void;
  /** Whether changes are heard of that other instances make. */
  readonly isHearing: () => boolean;
  /** Those of the sessions that stand, with what their people are now. Being looked at is no use of a session. */
  readonly standing: (sessionIds: readonly string[]) => Promise<ReadonlyMap<string, Pick<Person, "role" | "area">>>;
}

export interface LiveState {
  readonly readers: number;
  readonly topics: number;
  /** Readers that were let go because they were too slow, so far. */
  readonly dropped: number;
}

interface Shown {
  readonly topic: Topic;
  readonly readers: Set<Reader>;
  /** Those who have nothing yet. */
  readonly newcomers: Set<Reader>;
  drawing: Drawing | null;
  drawnAt: number;
  isOutdated: boolean;
  isAtWork: boolean;
}

export class Live {
  readonly #settings: LiveSettings;
  readonly #clock: Clock;
  readonly #shown = new Map<string, Shown>();
  /** Per subject: a change finds its topics without a walk over all. */
  readonly #bySubject = new Map<string, Set<Shown>>();
  #beatAt: number;
  #dropped = 0;
  #isLeaving = false;
  #isTicking = false;

  constructor(settings: LiveSettings) {
    this.#settings = settings;
    this.#clock = settings.clock;
    this.#beatAt = settings.clock.now();
  }

  /** False: no room, or this instance is leaving. */
  hasRoomFor({ sessionId }: Pick<Reader, "sessionId">): boolean {
    const readers = this.#readers();
    const own = readers.filter((reader) => reader.sessionId === sessionId).length;
    return !this.#isLeaving && readers.length < LIMITS.liveReadersMax && own < LIMITS.liveReadersOfSessionMax;
  }

  /** From now on the reader is sent how the topic looks, until `leave` is called or it is closed here. */
  join(topic: Topic, reader: Reader): { leave(): void } {
    const shown = this.#shown.get(topic.key) ?? this.#open(topic);
    shown.readers.add(reader);
    shown.newcomers.add(reader);
    if (this.#clock.now() - shown.drawnAt > topic.gapMs) shown.isOutdated = true;
    this.#work(shown);
    this.#tickOn();
    return { leave: () => this.#remove(shown, reader) };
  }

  /** Facts changed. Told once a commit, also for what nobody looks at: costs a look-up a subject. */
  changed(subjects: Iterable<string>): void {
    for (const subject of subjects) {
      for (const shown of this.#bySubject.get(subject) ?? []) {
        shown.isOutdated = true;
        this.#work(shown);
      }
    }
  }

  /** All that is looked at: changes may have been missed. */
  redraw(): void {
    for (const shown of this.#shown.values()) {
      shown.isOutdated = true;
      this.#work(shown);
    }
  }

  /** Ends the streams of a session, or of all sessions of a person. */
  end(ended: { readonly sessionId: string } | { readonly userId: number }): void {
    // Of a person all sessions but one may have ended: whoever still stands comes back at once.
    this.#closeWhere(
      "sessionId" in ended,
      ({ sessionId, person }) => "sessionId" in ended ? sessionId === ended.sessionId : person.id === ended.userId,
    );
  }

  /** Ends all streams, and takes no more: pages connect again, elsewhere or to what comes after this instance. */
  leave(): void {
    this.#isLeaving = true;
    this.#closeWhere(false, () => true);
  }

  state(): LiveState {
    return { readers: this.#readers().length, topics: this.#shown.size, dropped: this.#dropped };
  }

  #readers(): Reader[] {
    return [...this.#shown.values()].flatMap(({ readers }) => [...readers]);
  }

  #open(topic: Topic): Shown {
    const shown: Shown = {
      ...{ topic, readers: new Set<Reader>(), newcomers: new Set<Reader>() },
      ...{ drawing: null, drawnAt: -Infinity, isOutdated: true, isAtWork: false },
    };
    this.#shown.set(topic.key, shown);
    for (const subject of topic.subjects) {
      const others = this.#bySubject.get(subject) ?? new Set();
      this.#bySubject.set(subject, others.add(shown));
    }
    return shown;
  }

  #remove(shown: Shown, reader: Reader): void {
    shown.readers.delete(reader);
    shown.newcomers.delete(reader);
    if (shown.readers.size > 0 || this.#shown.get(shown.topic.key) !== shown) return;
    this.#shown.delete(shown.topic.key);
    for (const subject of shown.topic.subjects) {
      const others = this.#bySubject.get(subject);
      others?.delete(shown);
      if (others?.size === 0) this.#bySubject.delete(subject);
    }
  }

  #closeWhere(isOver: boolean, isMeant: (reader: Reader) => boolean): void {
    for (const shown of [...this.#shown.values()]) {
      for (const reader of [...shown.readers].filter(isMeant)) this.#close(shown, reader, isOver);
    }
  }

  #close(shown: Shown, reader: Reader, isOver: boolean): void {
    this.#remove(shown, reader);
    reader.close(isOver);
  }

  /** Draws and sends until nothing is outdated and everybody has a picture. One at a time for each topic. */
  async #work(shown: Shown): Promise<void> {
    if (shown.isAtWork) return;
    shown.isAtWork = true;
    while (shown.readers.size > 0 && (shown.isOutdated || shown.newcomers.size > 0)) {
      if (shown.isOutdated) await this.#draw(shown);
      else await this.#sendWhole(shown);
    }
    shown.isAtWork = false;
  }

  async #draw(shown: Shown): Promise<void> {
    const { topic } = shown;
    const restMs = shown.drawnAt + topic.gapMs - this.#clock.now();
    if (restMs > 0) await this.#clock.wait(restMs);
    // What changes from here on may not be in this drawing any more.
    shown.isOutdated = false;
    shown.drawnAt = this.#clock.now();
    try {
      const drawing = await topic.draw();
      const before = shown.drawing;
      shown.drawing = drawing;
      const news = before && drawing.since(before);
      const readers = [...shown.readers].filter((reader) => !shown.newcomers.has(reader));
      if (news !== null) this.#send(shown, readers, news);
      await this.#sendWhole(shown);
    } catch (fault) {
      // Pages keep what they show; it is tried again.
      this.#settings.onFault(fault);
      shown.isOutdated = true;
      await this.#clock.wait(LIMITS.liveRetryMs);
    }
  }

  /** Whole pictures are large, and after a restart everybody wants one: a helping at a time, so that they can flow off. */
  async #sendWhole(shown: Shown): Promise<void> {
    if (!shown.drawing || shown.newcomers.size === 0) return;
    const whole = shown.drawing.whole();
    while (shown.newcomers.size > 0) {
      const helping = [...shown.newcomers].slice(0, LIMITS.liveHelping);
      for (const reader of helping) shown.newcomers.delete(reader);
      this.#send(shown, helping, whole);
      if (shown.newcomers.size > 0) await this.#clock.wait(LIMITS.liveHelpingMs);
    }
  }

  #send(shown: Shown, readers: readonly Reader[], message: string): void {
    for (const reader of readers) {
      if (reader.send(message)) continue;
      this.#dropped++;
      this.#close(shown, reader, false);
    }
  }

  /** While anybody looks: signs of life, and a new drawing even where no change was heard of, since hints can be lost. */
  async #tickOn(): Promise<void> {
    if (this.#isTicking) return;
    this.#isTicking = true;
    while (this.#shown.size > 0) {
      await this.#clock.wait(LIMITS.liveTickMs);
      this.#tick(this.#clock.now());
    }
    this.#isTicking = false;
  }

  #tick(now: number): void {
    const redrawMs = this.#settings.isHearing() ? LIMITS.liveRedrawMs : LIMITS.liveTickMs;
    for (const shown of this.#shown.values()) {
      if (now - shown.drawnAt < redrawMs) continue;
      shown.isOutdated = true;
      this.#work(shown);
    }
    if (now - this.#beatAt < LIMITS.liveBeatMs) return;
    this.#beatAt = now;
    this.#beat(this.#readers());
  }

  /** A session may have been ended on another instance, and a person may have become another's dispatcher. */
  async #beat(readers: readonly Reader[]): Promise<void> {
    for (const reader of readers) reader.beat();
    try {
      const standing = await this.#settings.standing([...new Set(readers.map(({ sessionId }) => sessionId))]);
      this.#closeWhere(true, ({ sessionId }) => !standing.has(sessionId));
      this.#closeWhere(false, ({ sessionId, person }) => {
        const now = standing.get(sessionId);
        return now?.role !== person.role || now.area !== person.area;
      });
    } catch (fault) {
      this.#settings.onFault(fault);
    }
  }
}
