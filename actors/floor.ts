/** The floor: every actor of this instance, the one line they stand in, and the door that commands come in by. */
import type { Answer, Reply } from "../domain/answer.ts";
import { billKey } from "../domain/bill.ts";
import type { Kinds } from "../domain/code.ts";
import { readCode } from "../domain/code.ts";
import type { Command } from "../domain/command.ts";
import { LIMITS } from "../domain/limits.ts";
import type { ParentTotals } from "../domain/shapes.ts";
import { Actor } from "./actor.ts";
import type { Clock } from "./clock.ts";
import { type Commit, Committer, type CommitterEvents } from "./committer.ts";
import { type Entry, Line, type Request } from "./line.ts";
import { WaterMarks } from "./water_marks.ts";

export interface FloorSettings {
  /** One commit function a lane. */
  readonly lanes: readonly Commit[];
  readonly kinds: () => Kinds;
  readonly clock: Clock;
  readonly onBatch: CommitterEvents["onBatch"];
  readonly onFault: CommitterEvents["onFault"];
  /** A command is stored: for caches and live pages. Must not throw. */
  readonly onAnswer: (command: Command, answer: Answer) => void;
  /** What a command came to, and after how long; null: it was not let in. Must not throw. */
  readonly onReply?: (command: Command, reply: Reply, ms: number | null) => void;
  readonly aroundBatch?: CommitterEvents["around"];
}

export interface FloorState {
  readonly waiting: number;
  readonly actors: number;
  /** Commands of the actor that has most, waiting or under way. */
  readonly largestMailbox: number;
  /** How long the oldest command has waited, in milliseconds. */
  readonly oldestMs: number;
}

export class Floor {
  readonly #settings: FloorSettings;
  readonly #line = new Line();
  readonly #committer: Committer;
  readonly #actors = new Map<string, Actor>();
  /** Which bill a parent was on when last seen: a hint where its commands belong. */
  readonly #billOfParent = new Map<string, string>();
  /** Where the commands that wait stand, so that an undo waits behind its scan. */
  readonly #actorOfKey = new Map<string, Actor>();
  readonly #marks = new WaterMarks(LIMITS.instanceWaitingHigh, LIMITS.instanceWaitingLow);
  #isLeaving = false;
  #sweptAt = 0;

  constructor(settings: FloorSettings) {
    this.#settings = settings;
    this.#committer = new Committer(settings.lanes, this.#line, settings.clock, {
      onReply: (entry, reply) => this.#onReply(entry, reply),
      onBatch: settings.onBatch,
      onFault: settings.onFault,
      around: settings.aroundBatch ?? ((_commands, work) => work()),
    });
  }

  /** The commands of one request, in order. Each promise resolves once its outcome is stored, or says why it is not. */
  submit(commands: readonly Command[]): Promise<Reply>[] {
    this.#forgetIdle();
    const request: Request = { isTurnedAway: false, isBroken: false, isUnderWay: false };
    const replies = commands.map((command) => this.#admit(command, request));
    this.#committer.wake();
    return replies;
  }

  state(): FloorState {
    const oldest = this.#line.oldestArrivedAt();
    return {
      waiting: this.#line.length,
      actors: this.#actors.size,
      largestMailbox: this.#actors.values().reduce((most, { pending }) => Math.max(most, pending), 0),
      oldestMs: oldest === null ? 0 : this.#settings.clock.now() - oldest,
    };
  }

  /** Refuses what comes from now on, and resolves when all that waited is stored and answered. */
  leave(): Promise<void> {
    this.#isLeaving = true;
    return this.#committer.quiet();
  }

  #admit(command: Command, request: Request): Promise<Reply> {
    const actor = this.#actorFor(command);
    const why = this.#isLeaving ? "leaving" : this.#hasRoom(actor) ? null : "overloaded";
    if (why || request.isTurnedAway) {
      request.isTurnedAway = true;
      const reply: Reply = { refused: "busy", why: why ?? "not_confirmed" };
      this.#settings.onReply?.(command, reply, null);
      return Promise.resolve(reply);
    }
    const { promise, resolve } = Promise.withResolvers<Reply>();
    const { now } = this.#settings.clock;
    const arrivedAt = now();
    this.#actorOfKey.set(command.key, actor);
    this.#line.add({
      command,
      actor,
      request,
      arrivedAt,
      fateUnknown: false,
      answer: (reply) => {
        this.#actorOfKey.delete(command.key);
        this.#settings.onReply?.(command, reply, now() - arrivedAt);
        resolve(reply);
      },
    });
    return promise;
  }

  #hasRoom(actor: Actor): boolean {
    const instanceHasRoom = this.#marks.admits(this.#line.length);
    return actor.marks.admits(actor.pending) && instanceHasRoom;
  }

  #actorFor(command: Command): Actor {
    const waiting = command.kind === "undo" ? this.#actorOfKey.get(command.undoes) : undefined;
    const actor = waiting ?? this.#actorOf(this.#keyFor(command));
    actor.lastUsedAt = this.#settings.clock.now();
    return actor;
  }

  #keyFor(command: Command): string {
    switch (command.kind) {
      case "open_parent":
      case "link_child":
      case "take_child_out":
        return this.#keyOfParent(command.parent);
      case "move_child":
        return this.#keyOfParent(command.toParent);
      case "void_bag":
      case "withdraw_bag":
        return this.#keyOfParent(command.code);
      case "undo":
        return `undo:${command.undoes}`;
      case "create_bill":
        return billActor(command.number);
      default:
        return billActor(command.bill);
    }
  }

  #keyOfParent(raw: string): string {
    const reading = readCode(raw, this.#settings.kinds());
    const code = "code" in reading ? reading.code : reading.is;
    const bill = this.#billOfParent.get(code);
    return bill === undefined ? `parent:${code}` : billActor(bill);
  }

  #actorOf(key: string): Actor {
    const known = this.#actors.get(key);
    if (known) return known;
    const actor = new Actor(key);
    this.#actors.set(key, actor);
    return actor;
  }

  #onReply(entry: Entry, reply: Reply): void {
    if (!("answer" in reply)) return;
    const { answer } = reply;
    this.#learnPlaces([answer.parent, answer.from].filter((parent) => parent !== null));
    this.#settings.onAnswer(entry.command, answer);
  }

  #learnPlaces(parents: readonly ParentTotals[]): void {
    for (const { code, bill } of parents) {
      if (bill === null) this.#billOfParent.delete(code);
      else this.#billOfParent.set(code, bill);
    }
  }

  /** An actor nobody has used for a minute is forgotten, and with it the hints that lead to it. */
  #forgetIdle(): void {
    const now = this.#settings.clock.now();
    if (now - this.#sweptAt < LIMITS.actorIdleMs / 6) return;
    this.#sweptAt = now;
    for (const [key, actor] of this.#actors) {
      if (actor.pending === 0 && now - actor.lastUsedAt > LIMITS.actorIdleMs) this.#actors.delete(key);
    }
    for (const [code, bill] of this.#billOfParent) {
      if (!this.#actors.has(billActor(bill))) this.#billOfParent.delete(code);
    }
  }
}

const BILL = "bill:";
const billActor = (number: string): string => BILL + billKey(number);
