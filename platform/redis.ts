/** The one place that opens Redis clients. Redis only hints: it holds nobody up when it is away, and not when it hangs. */
import { createClient, ErrorReply } from "redis";
import { LIMITS } from "../domain/limits.ts";

export interface Redis {
  /**
   * Rejects at once while Redis does not answer, and after `waitMs` when it takes longer than that. A command that was given
   * up may still be carried out.
   */
  ask<Reply>(command: (client: Commands) => Promise<Reply>, waitMs?: number): Promise<Reply>;
  /** Listens over every reconnection. Once. */
  listen(channel: string, ears: Ears): void;
  /** Whether it answers, as far as is known. */
  isAnswering(): boolean;
  /** What was sent is carried out before, where Redis answers. */
  end(): Promise<void>;
}

export interface Ears {
  onText(text: string): void;
  /** Something may have been missed. */
  onGap(): void;
  /** From now on nothing is. */
  onOpen(): void;
}

type Client = ReturnType<typeof openClient>;
export type Commands = Pick<Client, "publish" | "get" | "set" | "eval" | "evalSha" | "info" | "ping">;

/** Connects in the background and keeps reconnecting. `onFault` is told once each time Redis goes away. */
export const openRedis = (url: string, onFault: (fault: Error) => void): Redis => new Link(url, onFault);

class Link implements Redis {
  readonly #client: Client;
  readonly #subscriber: Client;
  readonly #onFault: (fault: Error) => void;
  readonly #pulse: ReturnType<typeof setInterval>;
  #isAnswering = true;
  #answeredAt = performance.now();
  #isReported = false;

  constructor(url: string, onFault: (fault: Error) => void) {
    this.#onFault = onFault;
    this.#client = openClient(url);
    this.#subscriber = this.#client.duplicate();
    // Without a listener for errors the client would end the process.
    for (const one of [this.#client, this.#subscriber]) one.on("error", (fault) => this.#report(fault));
    this.#client.on("ready", () => this.#answered());
    this.#connect(this.#client);
    this.#pulse = setInterval(() => this.#feelPulse(), LIMITS.busBeatMs);
  }

  ask<Reply>(command: (client: Commands) => Promise<Reply>, waitMs: number = LIMITS.redisWaitMs): Promise<Reply> {
    return this.isAnswering() ? this.#send(command, waitMs) : Promise.reject(AWAY);
  }

  listen(channel: string, { onText, onGap, onOpen }: Ears): void {
    const subscriber = this.#subscriber;
    subscriber.on("error", onGap);
    // The client subscribes again by itself, unless it lost its first connection while it did.
    subscriber.on("ready", () => {
      subscriber.subscribe(channel, onText).then(onOpen).catch((fault) => this.#report(fault));
    });
    this.#connect(subscriber);
  }

  isAnswering(): boolean {
    return this.#isAnswering && this.#client.isReady;
  }

  async end(): Promise<void> {
    clearInterval(this.#pulse);
    if (this.#subscriber.isOpen) this.#subscriber.destroy();
    if (this.isAnswering()) await this.#send((client) => client.ping(), LIMITS.redisWaitMs).catch(() => {});
    this.#client.destroy();
  }

  #connect(client: Client): void {
    client.connect().catch((fault) => this.#report(fault));
  }

  #send<Reply>(command: (client: Commands) => Promise<Reply>, waitMs: number): Promise<Reply> {
    const { promise, resolve, reject } = Promise.withResolvers<Reply>();
    const giveUp = (fault: Error) => {
      this.#isAnswering = false;
      this.#report(fault);
      reject(fault);
    };
    // The client's own timeout covers what is not sent yet, and not what a frozen Redis leaves unanswered.
    const late = () => giveUp(new Error(`Redis has not answered in ${waitMs} ms`));
    // An answer that came while this process was busy is read between the one timer and the other.
    let timer = setTimeout(() => timer = setTimeout(late, READ_MS), waitMs);
    command(this.#client).finally(() => clearTimeout(timer)).then((reply) => {
      this.#answered();
      resolve(reply);
    }, (fault) => {
      if (!(fault instanceof ErrorReply)) return giveUp(fault);
      this.#answered();
      reject(fault);
    });
    return promise;
  }

  #answered(): void {
    this.#isAnswering = true;
    this.#answeredAt = performance.now();
    this.#isReported = false;
  }

  #report(fault: Error): void {
    if (!this.#isReported) this.#onFault(fault);
    this.#isReported = true;
  }

  /** Without it an idle connection could not be told from one whose other end is gone. */
  #feelPulse(): void {
    if (!this.#client.isReady) return;
    this.#send((client) => client.ping(), LIMITS.redisWaitMs).catch(() => {});
    if (performance.now() - this.#answeredAt < LIMITS.redisDeadMs) return;
    this.#client.destroy();
    this.#connect(this.#client);
  }
}

/** Some turns of the event loop. */
const READ_MS = 10;

/** Made once: an error for each call would cost more than the call. */
const AWAY = new Error("Redis is away");

const openClient = (url: string) =>
  createClient({
    url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: LIMITS.redisUnansweredMax,
    socket: {
      connectTimeout: LIMITS.connectTimeoutMs,
      // Of a machine that is gone no connection is ever closed. What is written puts it off: hence the pulse.
      socketTimeout: LIMITS.redisDeadMs,
      reconnectStrategy: (tries) => Math.min(LIMITS.redisReconnectMsMax, 50 * 2 ** tries),
    },
  });
