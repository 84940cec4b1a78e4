/**
 * Instances with caches on one database, told of each other's commits by a bus that is late, loses and is cut: made up, on a
 * clock of its own. Each key stands for a row; its version is the number of commits that touched it.
 */
import { LIMITS } from "../../domain/limits.ts";
import type { Snapshot } from "../../domain/snapshot.ts";
import { type Cache, type Loaded, openCache, type SharedStore } from "../../platform/cache.ts";
import { below, type Chance, chanceOf, oneOf } from "./chance.ts";
import { FakeClock } from "./fake_clock.ts";

const KEYS = ["a", "b", "c", "d", "e", "f"];
/** So heavy that not all of them are kept at a time. */
const ROWS = LIMITS.cacheRowsMax / KEYS.length;
const HUB_MS_MAX = 30;
const LOAD_MS_MAX = 60;

type Message =
  | { readonly is: "beat"; readonly from: number; readonly at: number }
  | { readonly is: "news"; readonly from: number; readonly key: string; readonly transaction: number };

/** A commit that somebody was told of. */
interface Told {
  readonly key: string;
  readonly version: number;
  readonly by: number;
  readonly at: number;
  /** When the bus had it from its sender; infinity: it never had. */
  atHub: number;
}

/** What goes wrong, or each part of the cache, can be replaced: to see that the story notices. */
export class CacheWorld {
  readonly clock: FakeClock;
  readonly chance: Chance;
  readonly database = new StoryDatabase();
  readonly told: Told[] = [];
  readonly instances: StoryInstance[];
  readonly #texts = new Map<string, string>();
  reads = 0;

  constructor(seed: number, instances = 3) {
    this.clock = new FakeClock(seed);
    this.chance = chanceOf(seed * 7_919);
    this.instances = Array.from({ length: instances }, (_, place) => new StoryInstance(this, place));
  }

  /** Slow at times, and what is put in may arrive much later. */
  store(): SharedStore {
    return {
      get: async (key) => {
        await this.wait(this.chance() < 0.1 ? 40 : 3);
        return this.chance() < 0.1 ? null : this.#texts.get(key) ?? null;
      },
      set: async (key, text) => {
        await this.wait(this.chance() < 0.1 ? 9_000 : 5);
        this.#texts.set(key, text);
      },
    };
  }

  wait(msMax: number): Promise<void> {
    return this.clock.wait(this.chance() * msMax);
  }

  /** In the order in which the bus took it in, to everybody who is connected. */
  async publish(message: Message, told?: Told): Promise<void> {
    const sender = this.instances[message.from]!;
    if (sender.isCut) return;
    await sender.sending(() => this.wait(HUB_MS_MAX));
    if (told) told.atHub = this.clock.now();
    for (const instance of this.instances) instance.deliver(message);
  }

  /** So long everybody reads and writes, and now and then something breaks. @throws when a reader sees what he must not. */
  async run(ms: number): Promise<void> {
    const end = this.clock.now() + ms;
    const isOver = () => this.clock.now() >= end;
    const work = this.instances.flatMap((instance) => [
      this.#often(isOver, 25, () => instance.read(oneOf(this.chance, KEYS))),
      this.#often(isOver, 25, () => instance.read(oneOf(this.chance, KEYS))),
      this.#often(isOver, 400, () => instance.write(oneOf(this.chance, KEYS))),
      this.#often(isOver, LIMITS.busBeatMs, () => instance.beat(), true),
      this.#often(isOver, 9_000, () => instance.freeze(below(this.chance, 4_000))),
      this.#often(isOver, 9_000, () => instance.cut(below(this.chance, 3_000))),
    ]);
    await this.clock.until(Promise.all(work));
  }

  async #often(isOver: () => boolean, ms: number, deed: () => Promise<unknown>, isRegular = false): Promise<void> {
    while (!isOver()) {
      await (isRegular ? this.clock.wait(ms) : this.wait(2 * ms));
      await deed();
    }
  }
}

class StoryInstance {
  readonly cache: Cache;
  readonly #world: CacheWorld;
  readonly #place: number;
  readonly #shown = new Map<string, number>();
  #frozenUntil = 0;
  isCut = false;
  #beatAt = 0;
  /** Not until the database was asked what there is. */
  #hasCaughtUp = true;
  #gaps = 0;
  #arriving: Promise<void> = Promise.resolve();
  #leaving: Promise<void> = Promise.resolve();

  constructor(world: CacheWorld, place: number) {
    this.#world = world;
    this.#place = place;
    this.cache = openCache({ isHearing: () => this.isHearing(), shared: world.store(), now: world.clock.now });
  }

  isHearing(): boolean {
    return this.#hasCaughtUp && this.#world.clock.now() - this.#beatAt <= LIMITS.busSilenceMs;
  }

  async read(key: string): Promise<void> {
    await this.#awake();
    const { clock, told } = this.#world;
    const askedAt = clock.now(), shown = this.#shown.get(key) ?? 0;
    const known = told.filter((one) => one.key === key && this.#mustHave(one, askedAt));
    const version = await this.cache.read(key, () => this.#load(key));
    this.#world.reads++;
    if (version < shown) throw new Error(`${key} was shown as ${shown}, and then as ${version}`);
    const missed = known.find((one) => one.version > version);
    if (missed) {
      throw new Error(`${key} was shown as ${version}, ${clock.now() - missed.at} ms after ${missed.version}`);
    }
    this.#shown.set(key, Math.max(version, this.#shown.get(key) ?? 0));
  }

  async write(key: string): Promise<void> {
    await this.#awake();
    const world = this.#world;
    const transaction = world.database.begin();
    await world.wait(LOAD_MS_MAX);
    const version = world.database.commit(transaction, key);
    await world.wait(5);
    await this.#awake();
    this.cache.touched([key], transaction);
    const told: Told = { key, version, by: this.#place, at: world.clock.now(), atHub: Infinity };
    world.told.push(told);
    void world.publish({ is: "news", from: this.#place, key, transaction }, told);
  }

  async beat(): Promise<void> {
    await this.#awake();
    void this.#world.publish({ is: "beat", from: this.#place, at: this.#world.clock.now() });
  }

  /** One after the other, as they came, and none while it is frozen. */
  deliver(message: Message): void {
    if (this.isCut) return;
    const gaps = this.#gaps;
    this.#arriving = this.#arriving.then(async () => {
      await this.#world.wait(20);
      await this.#awake();
      if (gaps === this.#gaps) this.#take(message);
    });
  }

  /** What this instance sends arrives in its order. */
  sending(way: () => Promise<void>): Promise<void> {
    return this.#leaving = this.#leaving.then(way);
  }

  async freeze(ms: number): Promise<void> {
    await this.#awake();
    this.#frozenUntil = this.#world.clock.now() + ms;
  }

  /** Off the bus, without knowing it; then on it again, and aware that something may have been missed. */
  async cut(ms: number): Promise<void> {
    this.isCut = true;
    this.#gaps++;
    await this.#world.clock.wait(ms);
    await this.#awake();
    this.isCut = false;
    this.#hasCaughtUp = false;
    const gaps = this.#gaps;
    await this.#world.wait(LOAD_MS_MAX);
    const snapshot = this.#world.database.snapshot();
    await this.#world.wait(LOAD_MS_MAX);
    await this.#awake();
    if (gaps !== this.#gaps) return;
    this.cache.missedUntil(snapshot);
    this.#hasCaughtUp = true;
  }

  #take(message: Message): void {
    if (message.is === "beat") {
      if (message.from === this.#place) this.#beatAt = message.at;
    } else if (message.from !== this.#place) this.cache.touched([message.key], message.transaction);
  }

  async #load(key: string): Promise<Loaded<number>> {
    const { database } = this.#world;
    await this.#world.wait(LOAD_MS_MAX / 2);
    const value = database.versionOf(key), snapshot = database.snapshot();
    await this.#world.wait(this.#world.chance() < 0.05 ? 2_000 : LOAD_MS_MAX / 2);
    await this.#awake();
    return { value, snapshot, subjects: [key], rows: ROWS };
  }

  async #awake(): Promise<void> {
    for (const { clock } = this.#world; clock.now() < this.#frozenUntil;) {
      await clock.wait(this.#frozenUntil - clock.now());
    }
  }

  /** Its own at once; others' when the bus had them long enough ago; and all of them in the end. */
  #mustHave({ by, at, atHub }: Told, now: number): boolean {
    return by === this.#place || atHub < now - LIMITS.busSilenceMs || at < now - LIMITS.cacheValueMs - 3_000;
  }
}

/** Numbers are given out when a transaction begins; it is there for others when it ends. */
class StoryDatabase {
  readonly #running = new Set<number>();
  readonly #versions = new Map<string, number>();
  #next = 100;

  begin(): number {
    this.#running.add(this.#next);
    return this.#next++;
  }

  commit(transaction: number, key: string): number {
    this.#running.delete(transaction);
    const version = this.versionOf(key) + 1;
    this.#versions.set(key, version);
    return version;
  }

  versionOf(key: string): number {
    return this.#versions.get(key) ?? 0;
  }

  snapshot(): Snapshot {
    const running = [...this.#running].sort((one, other) => one - other);
    return { xmin: running[0] ?? this.#next, xmax: this.#next, running };
  }
}
