/** The floor that live pages are measured over: ten bills with open sacks, and scanners that fill them by the clock. */
import { PASSWORD } from "./subject.ts";

const SACK_BAGS = 30;

interface Bill {
  readonly number: string;
  /** Codes of its sacks. */
  readonly sacks: readonly string[];
  scanned: number;
}

export interface ScanTimes {
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Scans that were answered with anything but "stored". */
  readonly wrong: number;
  /** By bill: when each of its scans was answered, in milliseconds since 1970, in order, and how many bags it held before. */
  readonly ends: readonly { readonly before: number; readonly at: number[] }[];
}

export class HotFloor {
  #childNumber = 5_000_000;

  private constructor(readonly base: string, readonly bills: readonly Bill[], readonly tokens: Tokens) {}

  /** `hotScans`: how many bags will be scanned into the first bill. Every sack starts with one bag. */
  static async open(base: string, bills: number, hotScans: number): Promise<HotFloor> {
    const tokens = { biller: await tokenOf(base, "biller"), dispatcher: await tokenOf(base, "dispatcher") };
    const made: Bill[] = [];
    for (let place = 0; place < bills; place++) {
      const sacks = Math.ceil(((place === 0 ? hotScans : 120) + 30) / (SACK_BAGS - 1));
      const codes = Array.from({ length: sacks }, (_, n) => `SB${String(10_000 + place * 1_000 + n)}`);
      made.push({ number: `LIVE-${place}`, sacks: codes, scanned: 0 });
    }
    const floor = new HotFloor(base, made, tokens);
    for (const bill of made) await floor.#fill(bill);
    return floor;
  }

  get numbers(): string[] {
    return this.bills.map(({ number }) => number);
  }

  /** A bag into the next sack of the bill that has room. */
  async scan(bill: Bill): Promise<boolean> {
    const parent = bill.sacks[Math.floor(bill.scanned++ / (SACK_BAGS - 1))]!;
    return await this.#put(parent);
  }

  /** How many bags each bill holds now, by the API. */
  async weights(): Promise<number[]> {
    return await Promise.all(this.bills.map(async ({ number }) => {
      const bill = await this.#call("biller", "GET", `/api/v1/bills/${number}`) as { child_count: number };
      return bill.child_count;
    }));
  }

  async #fill({ number, sacks }: Bill): Promise<void> {
    await this.#call("biller", "POST", "/api/v1/bills", { number, capacity: sacks.length });
    for (const parent of sacks) {
      await this.#put(parent);
      await this.#call("biller", "POST", `/api/v1/bills/${number}/parents`, { scan_id: crypto.randomUUID(), parent });
    }
  }

  async #put(parent: string): Promise<boolean> {
    const scan = { scan_id: crypto.randomUUID(), parent, child: String(this.#childNumber++) };
    const answer = await this.#call("dispatcher", "POST", "/api/v1/scans", scan) as { outcome?: string };
    return answer.outcome === "child_linked";
  }

  async #call(who: keyof Tokens, method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(this.base + path, {
      method,
      headers: { "authorization": `Bearer ${this.tokens[who]}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return await response.json();
  }
}

interface Tokens {
  readonly biller: string;
  readonly dispatcher: string;
}

async function tokenOf(base: string, username: string): Promise<string> {
  const response = await fetch(`${base}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username, password: PASSWORD }),
  });
  return (await response.json() as { token: string }).token;
}

/** Scans by the clock, however long answers take: so many a second into the first bill, one a second into each other. */
export async function scanFor(floor: HotFloor, seconds: number, hotPerSecond: number): Promise<ScanTimes> {
  const waits: number[] = [];
  let wrong = 0;
  const before = await floor.weights();
  const ends = before.map((count) => ({ before: count, at: [] as number[] }));
  const startedAt = performance.now();
  const scanAt = async (place: number, dueMs: number) => {
    await new Promise((due) => setTimeout(due, Math.max(0, startedAt + dueMs - performance.now())));
    const isStored = await floor.scan(floor.bills[place]!);
    waits.push(performance.now() - startedAt - dueMs);
    ends[place]!.at.push(Date.now());
    if (!isStored) wrong++;
  };
  const scans: Promise<void>[] = [];
  for (let n = 0; n < seconds * hotPerSecond; n++) scans.push(scanAt(0, n * 1_000 / hotPerSecond));
  for (let place = 1; place < floor.bills.length; place++) {
    for (let second = 0; second < seconds; second++) scans.push(scanAt(place, second * 1_000 + place * 90));
  }
  await Promise.all(scans);
  waits.sort((one, other) => one - other);
  const at = (part: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * part))] ?? 0;
  return { p50Ms: at(0.5), p99Ms: at(0.99), wrong, ends };
}
