/** Carries notices between instances. Redis only hints: without it, or while it is away, nothing here waits or fails. */
import { createClient } from "redis";
import type { News } from "../domain/notice.ts";

export interface Bus {
  /** Sends to every other instance, together with all else of this turn of the event loop. Never throws, never waits. */
  publish(notice: News): void;
  /**
   * Whether all has been heard here that others sent until `LIMITS.busSilenceMs` ago. Asked before each answer from memory: a
   * process that was frozen must not believe its memory when it wakes up.
   */
  isHearing(): boolean;
  /** `degraded`: others do not hear us now. */
  state(): "ok" | "degraded";
  end(): Promise<void>;
}

/** One instance alone has nobody to tell. */
const silentBus: Bus = { publish: () => {}, isHearing: () => true, state: () => "ok", end: () => Promise.resolve() };

// The number moves with the shape of what is sent: two releases side by side do not read each other's.
const CHANNEL = "tt:v2:news";

/** A Redis that is frozen answers nothing and keeps its connection: beyond so many hints the next are dropped, not kept. */
const UNANSWERED_MAX = 1_000;

/** `url` null: one instance alone. */
export const openBus = (
  url: string | null,
  onNotice: (notice: News) => void,
  onFault: (fault: Error) => void,
): Bus => url === null ? silentBus : openRedisBus(url, onNotice, onFault);

/** Connects in the background and keeps reconnecting. `onNotice` hears other instances' notices only. */
export function openRedisBus(
  url: string,
  onNotice: (notice: News) => void,
  onFault: (fault: Error) => void,
): Bus {
  const sender = crypto.randomUUID();
  const publisher = createClient({ url, disableOfflineQueue: true, commandsQueueMaxLength: UNANSWERED_MAX });
  const subscriber = publisher.duplicate();
  let pending: News[] = [];
  // Without a listener for errors the client would end the process.
  for (const client of [publisher, subscriber]) client.on("error", onFault);
  const receive = (text: string) => {
    try {
      const message = JSON.parse(text) as Message;
      if (message.sender !== sender) message.notices.forEach(onNotice);
    } catch (fault) {
      // Whatever somebody else sends here: a hint that is none must not end the client, or us.
      onFault(fault as Error);
    }
  };
  publisher.connect().catch(onFault);
  // Subscribed once: the client subscribes again by itself whenever it reconnects.
  let isSubscribed = false;
  subscriber.connect()
    .then(() => subscriber.subscribe(CHANNEL, receive))
    .then(() => isSubscribed = true)
    .catch(onFault);

  function flush(): void {
    const message: Message = { sender, notices: pending };
    pending = [];
    if (publisher.isReady) publisher.publish(CHANNEL, JSON.stringify(message)).catch(onFault);
  }
  return {
    publish: (notice) => {
      if (pending.push(notice) === 1) queueMicrotask(flush);
    },
    isHearing: () => publisher.isReady && subscriber.isReady && isSubscribed,
    state: () => publisher.isReady && subscriber.isReady && isSubscribed ? "ok" : "degraded",
    end: () => {
      publisher.destroy();
      subscriber.destroy();
      return Promise.resolve();
    },
  };
}

interface Message {
  readonly sender: string;
  readonly notices: News[];
}
