/** Carries news between instances: over Redis where there is one, and over PostgreSQL where there is none, or while it is away. */
import { LIMITS } from "../domain/limits.ts";
import type { News } from "../domain/notice.ts";
import { messageText, readMessage } from "./bus_message.ts";
import { Hearing, type HearingSettings } from "./hearing.ts";
import { NotifyBus } from "./notify_bus.ts";
import type { ConnectionSettings } from "./postgres.ts";
import type { Redis } from "./redis.ts";

export interface Bus {
  /** Sends to every other instance, together with all else of this turn of the event loop. Never throws, never waits. */
  publish(news: News): void;
  /**
   * Whether all has been heard here that others sent until `LIMITS.busSilenceMs` ago. Asked before each answer from memory: a
   * process that was frozen must not believe its memory when it wakes up.
   */
  isHearing(): boolean;
  /** `degraded`: nothing that is remembered is believed now, and live pages are drawn anew every second. */
  state(): "ok" | "degraded";
  end(): Promise<void>;
}

export interface BusSettings extends Omit<HearingSettings, "now"> {
  /** Null: PostgreSQL alone. */
  readonly redis: Redis | null;
  readonly database: ConnectionSettings;
  /** Hears of other instances' news only; of some perhaps twice. */
  readonly onNews: (news: News) => void;
  readonly now?: () => number;
}

// The number moves with the shape of what is sent: two releases side by side do not read each other's.
const CHANNEL = "tt:v3:news";

/** Every instance listens to both at all times, since nobody knows by which way another can still be heard. */
export const openBus = (settings: BusSettings): Bus => new DoubleBus(settings);

class DoubleBus implements Bus {
  readonly #settings: BusSettings;
  readonly #from = crypto.randomUUID();
  readonly #now: () => number;
  readonly #hearing: Hearing;
  readonly #redis: Redis | null;
  readonly #notify: NotifyBus;
  readonly #beating: ReturnType<typeof setInterval>;
  #pending: News[] = [];
  #listensToRedis = false;
  /** When somebody else was heard. */
  #companyAt: number;
  /** Something was not told, since nobody was there. */
  #hasKeptSilent = false;

  constructor(settings: BusSettings) {
    const { redis, database, onFault, now = () => performance.now() } = settings;
    this.#settings = settings;
    this.#now = now;
    this.#companyAt = now();
    this.#hearing = new Hearing({ ...settings, now });
    this.#redis = redis;
    this.#notify = new NotifyBus({
      ...{ database, from: this.#from },
      onText: (text) => this.#receive(text, redis === null),
      onOpen: () => {
        this.#begin();
        this.#listenToRedis();
      },
      onFault: (fault) => {
        onFault(fault);
        this.#listenToRedis();
      },
    });
    this.#beating = setInterval(() => this.#beat(), LIMITS.busBeatMs);
  }

  publish(news: News): void {
    if (this.#isAlone()) this.#hasKeptSilent = true;
    else if (this.#pending.push(news) === 1) queueMicrotask(() => this.#flush());
  }

  isHearing(): boolean {
    return this.#hearing.isHearing();
  }

  state(): "ok" | "degraded" {
    return this.isHearing() ? "ok" : "degraded";
  }

  async end(): Promise<void> {
    clearInterval(this.#beating);
    await this.#notify.end();
  }

  /** Only now that PostgreSQL is listened to, or is not to be had, so that hearing need not begin twice. */
  #listenToRedis(): void {
    if (this.#listensToRedis) return;
    this.#listensToRedis = true;
    this.#redis?.listen(CHANNEL, {
      onText: (text) => this.#receive(text, true),
      onGap: () => this.#hearing.lost(),
      onOpen: () => this.#begin(),
    });
  }

  /** `isMain`: the way by which beats count. */
  #receive(text: string, isMain: boolean): void {
    try {
      const message = readMessage(text);
      const isOwn = message.from === this.#from;
      if (!isOwn) this.#noteCompany();
      if (message.is === "beat" && isOwn && isMain) this.#hearing.heard(message.at);
      if (message.is === "news" && !isOwn) message.news.forEach(this.#settings.onNews);
      if (message.is === "missed" && !isOwn) this.#begin();
    } catch (fault) {
      // Whatever somebody else sends here must not end the client, or us.
      this.#settings.onFault(fault);
    }
  }

  /** Only somebody who hears himself knows that. */
  #isAlone(): boolean {
    return this.#now() - this.#companyAt > LIMITS.busAloneMs && this.#hearing.isHearing();
  }

  #noteCompany(): void {
    this.#companyAt = this.#now();
    if (!this.#hasKeptSilent) return;
    this.#hasKeptSilent = false;
    if (!this.#redis) return this.#notify.missed();
    tell(this.#redis, messageText({ from: this.#from, is: "missed" })).catch(() => this.#notify.missed());
  }

  /** Something may have been missed; from here on nothing is. */
  #begin(): void {
    this.#hearing.lost();
    this.#beat();
  }

  #beat(): void {
    const at = this.#now();
    this.#notify.beat(at);
    if (this.#redis) tell(this.#redis, messageText({ from: this.#from, is: "beat", at })).catch(() => {});
  }

  #flush(): void {
    const news = this.#pending;
    this.#pending = [];
    if (!this.#redis) return this.#notify.publish(news);
    const text = messageText({ from: this.#from, is: "news", news });
    tell(this.#redis, text).catch(() => this.#notify.publish(news));
  }
}

const tell = (redis: Redis, text: string): Promise<unknown> =>
  redis.ask((client) => client.publish(CHANNEL, text), LIMITS.busSendMs);
