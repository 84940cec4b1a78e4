/**
 * People behind something like a proxy: each request goes to the next instance, and on to another one with the same
 * key when that is away, busy, or silent. Nobody gives up.
 */
import assert from "node:assert/strict";
import type { Command } from "../../domain/command.ts";
import type { Person } from "../../domain/shapes.ts";
import { chanceOf } from "./chance.ts";
import { bytesOf, openingOf, workOf } from "./chaos_script.ts";
import { HttpLine, LineLost, type RawAnswer } from "./http_line.ts";
import type { Told } from "./one_order.ts";

export interface Badge {
  readonly person: Person;
  readonly token: string;
}

/** One try of a request on one instance. */
export interface Try {
  readonly place: number;
  readonly startedAt: number;
  readonly ms: number;
  readonly isAnswered: boolean;
}

export interface Hands {
  /** All that was answered, in order of answers. */
  readonly told: readonly Told[];
  readonly tries: readonly Try[];
  /** Set while something is broken, and a commit's fate may be unknown: its answer may show what stands later. */
  isTroubled: boolean;
  /** Sends one command through this instance alone, until it is answered. */
  probe(place: number, command: Command): Promise<void>;
  /** Everybody finishes what is in hand. */
  goHome(): Promise<void>;
}

/** No request may take longer. */
const DEADLINE_MS = 30_000;
/** A proxy goes on to the next after so long: above what a commit takes behind an instance that froze on its locks. */
const TRY_MS_MAX = 2_000;
/** Between two rounds over all instances. */
const ROUND_PAUSE_MS = 50;

export interface Crew {
  readonly bases: readonly string[];
  /** The first one opens the warehouse; the others take turns. */
  readonly badges: readonly Badge[];
  readonly hands: number;
  /** Between an answer and the next command. */
  readonly restMs: number;
  readonly seed: number;
}

export async function setToWork({ bases, badges, hands, restMs, seed }: Crew): Promise<Hands> {
  const record: Record = { told: [], tries: [], calmSince: 0 };
  const opener = new Hand(bases, badges[0]!, 0, record);
  for (const command of openingOf(badges[0]!.person)) await opener.do(command);
  let isOver = false;
  const chance = chanceOf(seed);
  const work = Promise.all(Array.from({ length: hands }, async (_, place) => {
    const badge = badges[place % badges.length]!;
    const hand = new Hand(bases, badge, place, record);
    for (const command of workOf(place, badge.person, chanceOf(chance() * 2 ** 32))) {
      if (isOver) break;
      await hand.do(command);
      await pause(restMs);
    }
    hand.close();
  }));
  return {
    ...record,
    get isTroubled() {
      return record.calmSince === Infinity;
    },
    set isTroubled(isTroubled) {
      record.calmSince = isTroubled ? Infinity : performance.now();
    },
    probe: async (place, command) => {
      const prober = new Hand([bases[place]!], badges[0]!, 0, record);
      await prober.do(command);
      prober.close();
    },
    goHome: async () => {
      isOver = true;
      await work;
      opener.close();
    },
  };
}

interface Record {
  readonly told: Told[];
  readonly tries: Try[];
  /** Infinity: it is not calm. */
  calmSince: number;
}

/** One person, with a connection to each instance. */
class Hand {
  readonly #lines: Line[];
  readonly #token: string;
  readonly #record: Record;
  #place: number;

  constructor(bases: readonly string[], { token }: Badge, place: number, record: Record) {
    this.#lines = bases.map((base) => new Line(base));
    this.#token = token;
    this.#record = record;
    this.#place = place;
  }

  async do(command: Command): Promise<void> {
    const bytes = bytesOf(command, this.#token);
    const sentAt = performance.now();
    for (let tries = 1;; tries++) {
      const answer = await this.#try(bytes);
      const now = performance.now();
      if (answer) {
        const isSure = tries === 1 && sentAt > this.#record.calmSince;
        return void this.#record.told.push(toldOf(command, sentAt, now, answer, isSure));
      }
      assert.ok(now - sentAt < DEADLINE_MS, `${command.kind} ${command.key} was not answered in ${now - sentAt} ms`);
      if (tries % this.#lines.length === 0) await pause(ROUND_PAUSE_MS);
    }
  }

  close(): void {
    for (const line of this.#lines) line.close();
  }

  /** Null: not answered, or not now. */
  async #try(bytes: Uint8Array): Promise<RawAnswer | null> {
    const place = this.#place = (this.#place + 1) % this.#lines.length;
    const startedAt = performance.now();
    const answer = await this.#lines[place]!.send(bytes);
    const isAnswered = answer !== null && answer.status !== 503;
    this.#record.tries.push({ place, startedAt, ms: performance.now() - startedAt, isAnswered });
    return isAnswered ? answer : null;
  }
}

/** A connection that is given up when its answer takes too long. */
class Line {
  readonly #base: string;
  #line: HttpLine | null = null;
  constructor(base: string) {
    this.#base = base;
  }

  /** Null: lost, or given up. */
  async send(bytes: Uint8Array): Promise<RawAnswer | null> {
    const timer = setTimeout(() => this.close(), TRY_MS_MAX);
    try {
      const line = this.#line ??= await HttpLine.open(this.#base);
      const answer = await line.send(bytes);
      if (/^connection: *close/im.test(answer.head)) this.close();
      return answer;
    } catch (fault) {
      this.close();
      if (fault instanceof LineLost || isRefused(fault)) return null;
      throw fault;
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    this.#line?.close();
    this.#line = null;
  }
}

/** Whether nobody is there to connect to. */
const isRefused = (fault: unknown): boolean =>
  fault instanceof Deno.errors.ConnectionRefused || fault instanceof Deno.errors.ConnectionReset;

/** `isSure`: nothing was broken, so a first answer shows what stood just then. */
function toldOf(
  command: Command,
  sentAt: number,
  answeredAt: number,
  { status, body }: RawAnswer,
  isSure: boolean,
): Told {
  const { outcome, replayed, parent, bill } = JSON.parse(body);
  assert.ok(typeof outcome === "string", `${command.kind} ${command.key} was answered ${status} ${body}`);
  const isFirst = isSure && !replayed;
  return {
    ...{ command, sentAt, answeredAt, outcome },
    childCount: isFirst && parent ? parent.child_count : null,
    linkedCount: isFirst && bill ? bill.linked_count : null,
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
