/**
 * Those who scan while a sheet goes in, in a thread of their own: each fills sacks of his own by the clock until told to
 * stop. A wait counts from when the scan was due.
 */
import { NothingLeft, type Worker as Scanner } from "../support/load.ts";
import type { Acknowledged } from "./plan.ts";
import { Sacks, scanner, type Told } from "./workers.ts";

export interface ScansPlan {
  readonly base: string;
  /** One a scanner. */
  readonly cookies: readonly string[];
  readonly everyMs: number;
  readonly firstSack: number;
  readonly sacks: number;
  readonly firstChild: number;
}

export interface ScansMade {
  /** When each was due, in milliseconds since 1970, and how long it waited for its answer. */
  readonly dueAt: readonly number[];
  readonly waitMs: readonly number[];
  readonly acknowledged: Acknowledged;
  readonly wrong: readonly string[];
}

const thread = self as unknown as {
  onmessage: (message: MessageEvent<ScansPlan | "stop">) => void;
  postMessage(made: ScansMade): void;
};

let isOver = false;

thread.onmessage = async ({ data }) => {
  if (data === "stop") return void (isOver = true);
  isOver = false;
  thread.postMessage(await scanUntilStopped(data));
};

async function scanUntilStopped({ base, cookies, everyMs, ...free }: ScansPlan): Promise<ScansMade> {
  const told: Told = { acknowledged: { opened: 0, linked: 0 }, wrong: [] };
  const sacks = new Sacks(free.firstSack, free.sacks);
  const made = { dueAt: [] as number[], waitMs: [] as number[] };
  await Promise.all(cookies.map(async (cookie, place) => {
    const one = scanner({ bases: [base], cookie, place, firstChild: free.firstChild }, sacks, told);
    await scanByTheClock(one, everyMs, everyMs * place / cookies.length, made);
    one.end();
  }));
  return { ...made, ...told };
}

async function scanByTheClock(
  one: Scanner,
  everyMs: number,
  delayMs: number,
  { dueAt, waitMs }: { readonly dueAt: number[]; readonly waitMs: number[] },
): Promise<void> {
  for (let dueMs = performance.now() + delayMs; !isOver; dueMs += everyMs) {
    await new Promise((due) => setTimeout(due, Math.max(0, dueMs - performance.now())));
    const isLeft = await one.next().catch((fault) => {
      if (!(fault instanceof NothingLeft)) throw fault;
      return null;
    });
    if (isLeft === null) return;
    dueAt.push(performance.timeOrigin + dueMs);
    waitMs.push(performance.now() - dueMs);
  }
}
