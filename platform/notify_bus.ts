/** News by way of PostgreSQL's NOTIFY: on a connection of its own, outside of every commit, some times a second. */
import pg from "pg";
import { LIMITS } from "../domain/limits.ts";
import type { News } from "../domain/notice.ts";
import { messageText, newsTexts } from "./bus_message.ts";
import { listen, notify, NOTIFY_BYTES_MAX } from "./notify_rows.ts";
import { connectionOptions, type ConnectionSettings, takeRole } from "./postgres.ts";

export interface NotifyBusSettings {
  readonly database: ConnectionSettings;
  /** Who sends. */
  readonly from: string;
  readonly onText: (text: string) => void;
  /** Listens from now on; what was sent before may have been missed. */
  readonly onOpen: () => void;
  /** Told once each time the connection is lost. */
  readonly onFault: (fault: unknown) => void;
}

export class NotifyBus {
  readonly #settings: NotifyBusSettings;
  #waiting: News[] = [];
  #beatAt: number | null = null;
  /** Something that was to be told was not: that is told instead. */
  #hasDropped = false;
  #isEnding = false;
  /** Resolved when there is something to do. */
  #wake = Promise.withResolvers<void>();
  #restLess = () => {};
  readonly #life: Promise<void>;

  /** Connects in the background and keeps reconnecting. */
  constructor(settings: NotifyBusSettings) {
    this.#settings = settings;
    this.#life = this.#live();
  }

  publish(news: readonly News[]): void {
    this.#waiting.push(...news);
    if (this.#waiting.length > LIMITS.notifyWaitingMax) this.#drop();
    this.#wake.resolve();
  }

  /** Others are told that they have missed something. */
  missed(): void {
    this.#hasDropped = true;
    this.#wake.resolve();
  }

  /** A message to ourselves. One that still waits gives way to it. */
  beat(at: number): void {
    this.#beatAt = at;
    this.#wake.resolve();
  }

  /** What waits is sent before, where there is a connection. */
  async end(): Promise<void> {
    this.#isEnding = true;
    this.#wake.resolve();
    this.#restLess();
    await this.#life;
  }

  async #live(): Promise<void> {
    let pauseMs = PAUSE_MS_MIN;
    while (!this.#isEnding) {
      const link = this.#link();
      try {
        await link.client.connect();
        await takeRole(link.client, this.#settings.database);
        await listen(link.client);
        pauseMs = PAUSE_MS_MIN;
        this.#settings.onOpen();
        await this.#serve(link);
      } catch (fault) {
        if (pauseMs === PAUSE_MS_MIN) this.#settings.onFault(fault);
        await this.#rest(pauseMs);
        pauseMs = Math.min(PAUSE_MS_MAX, pauseMs * 2);
      } finally {
        await link.client.end().catch(() => {});
      }
    }
  }

  #link(): Link {
    const options = { ...connectionOptions(this.#settings.database), application_name: "tracetrack bus" };
    const link: Link = { client: new pg.Client(options), fault: null };
    const lose = (fault: Error) => {
      link.fault ??= fault;
      this.#wake.resolve();
    };
    link.client.on("error", lose);
    link.client.on("end", () => lose(new Error("PostgreSQL has closed the connection")));
    link.client.on("notification", ({ payload }) => this.#settings.onText(payload ?? ""));
    return link;
  }

  /** Sends what waits, again and again, until the connection is lost or nothing more is to come. */
  async #serve(link: Link): Promise<void> {
    for (;;) {
      await this.#wake.promise;
      if (link.fault) throw link.fault;
      this.#wake = Promise.withResolvers();
      await this.#send(link.client);
      if (this.#isEnding) return;
      await this.#rest(LIMITS.notifyGapMs);
    }
  }

  async #send(client: pg.Client): Promise<void> {
    const { from } = this.#settings;
    const texts = newsTexts(from, this.#waiting, NOTIFY_BYTES_MAX);
    if (this.#hasDropped) texts.push(messageText({ from, is: "missed" }));
    if (this.#beatAt !== null) texts.push(messageText({ from, is: "beat", at: this.#beatAt }));
    this.#waiting = [];
    this.#hasDropped = false;
    this.#beatAt = null;
    if (texts.length === 0) return;
    try {
      await notify(client, texts);
    } catch (fault) {
      // Perhaps it was told, and nobody knows.
      this.#drop();
      throw fault;
    }
  }

  #drop(): void {
    this.#waiting = [];
    this.#hasDropped = true;
  }

  #rest(ms: number): Promise<void> {
    if (this.#isEnding) return Promise.resolve();
    return new Promise((done) => {
      const timer = setTimeout(done, ms);
      this.#restLess = () => {
        clearTimeout(timer);
        done();
      };
    });
  }
}

interface Link {
  readonly client: pg.Client;
  /** Why the connection is gone. */
  fault: Error | null;
}

const PAUSE_MS_MIN = 50;
const PAUSE_MS_MAX = 1_000;
