/** The people of a load: scanners with a sack each, and those who look bags up. */
import { labelOf, NothingLeft, outcomeOf, scanBytes, scanId, SteadyLine, type Worker } from "../support/load.ts";
import { requestBytes } from "../support/http_line.ts";
import { codeOf } from "./made_up.ts";
import type { Acknowledged } from "./plan.ts";

export const SACK_CHILDREN = 30;

/** Hands out the next sack to whoever has filled his. */
export class Sacks {
  #next: number;
  readonly #end: number;
  constructor(first: number, count: number) {
    this.#next = first;
    this.#end = first + count;
  }

  /** @throws {NothingLeft} */
  take(): string {
    if (this.#next >= this.#end) throw new NothingLeft();
    return codeOf({ prefix: "SB" }, this.#next++);
  }
}

/** A label number of ten digits: who scans it, and his how manieth. */
export const benchChild = (worker: number, number: number): string =>
  `8${String(worker).padStart(3, "0")}${String(number).padStart(6, "0")}`;

export interface Told {
  readonly acknowledged: Acknowledged;
  readonly wrong: string[];
}

export interface Scanner {
  /** One request goes to each in turn. */
  readonly bases: readonly string[];
  readonly cookie: string;
  readonly place: number;
  readonly firstChild: number;
}

/** Opens a sack, fills it, opens the next. A sack that is known already (on a bill) may hold some children. */
export function scanner({ bases, cookie, place, firstChild }: Scanner, sacks: Sacks, told: Told): Worker {
  const lines = linesTo(bases), station = `S${place + 1}`;
  let sack = "", room = 0, number = firstChild;
  return {
    next: async () => {
      const isOpening = room === 0;
      if (isOpening) sack = sacks.take();
      const code = isOpening ? sack : labelOf(benchChild(place, number++));
      const answer = await lines.next().send(
        scanBytes(cookie, { scanId: scanId(), parent: sack, code, station }),
      );
      const outcome = outcomeOf(answer);
      if (isOpening && (outcome === "parent_created" || outcome === "parent_opened")) {
        told.acknowledged.opened++;
        room = roomIn(answer.body);
        return true;
      }
      if (outcome === "child_linked") {
        told.acknowledged.linked++;
        room--;
        return true;
      }
      tellWrong(told, `${sack} ${code}: ${answer.status} ${outcome || answer.body.slice(0, 200)}`);
      return false;
    },
    end: () => lines.close(),
  };
}

/** A line to each, taken in turn. */
function linesTo(bases: readonly string[]) {
  const lines = bases.map((base) => new SteadyLine(base));
  let turn = 0;
  return {
    next: () => lines[turn++ % lines.length]!,
    close: () => lines.forEach((line) => line.close()),
  };
}

/** The page's counter reads `1 / 30`. */
function roomIn(body: string): number {
  const [, count, capacity] = /id="parent-count"[^>]*>\s*(?:<[^>]*>\s*)*(\d+)[^0-9]+(\d+)/.exec(body) ?? [];
  return count && capacity ? Number(capacity) - Number(count) : SACK_CHILDREN;
}

/** Asks for paths in random order. */
export function getter(bases: readonly string[], cookie: string, paths: readonly string[], told: Told): Worker {
  const lines = linesTo(bases);
  return {
    next: async () => {
      const path = paths[Math.floor(Math.random() * paths.length)]!;
      const { status, body } = await lines.next().send(requestBytes("GET", path, { cookie }));
      if (status !== 200) tellWrong(told, `${path}: ${status} ${body.slice(0, 200)}`);
      return status === 200;
    },
    end: () => lines.close(),
  };
}

const WRONG_MAX = 5;

export function tellWrong({ wrong }: Told, what: string): void {
  if (wrong.length < WRONG_MAX) wrong.push(what);
}
