/** People at work: many scanners at once, each after the other's answer or by the clock, and what they had to wait. */
import { HttpLine, LineLost, type RawAnswer, requestBytes } from "./http_line.ts";

/** One worker of a load. `next` does one piece of work and says whether it was right; it throws when nothing is left. */
export interface Worker {
  next(): Promise<boolean>;
  end(): void;
}

/** Thrown by a worker that has nothing left to do: its lap ends early, and the table says so. */
export class NothingLeft extends Error {
  override readonly name = "NothingLeft";
}

export interface Lap {
  readonly seconds: number;
  readonly answered: number;
  readonly errors: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

export interface LapPlan {
  readonly warmUpSeconds: number;
  readonly laps: number;
  readonly lapSeconds: number;
}

/** Closed loop: each worker begins when its last piece is done. */
export async function closedLoop(workers: readonly Worker[], plan: LapPlan): Promise<Lap[]> {
  const record = new LapRecord(plan);
  await Promise.all(workers.map(async (worker) => {
    for (let startedAt = performance.now(); startedAt < record.endAt;) {
      const isRight = await tryNext(worker);
      if (isRight === null) return record.stop();
      const endedAt = performance.now();
      record.add(endedAt, endedAt - startedAt, isRight);
      startedAt = endedAt;
    }
  }));
  workers.forEach((worker) => worker.end());
  return record.laps();
}

/** Open loop: each worker begins `everyMs` after it began before, however long that took; a wait counts from then. */
export async function openLoop(workers: readonly Worker[], everyMs: number, plan: LapPlan): Promise<Lap[]> {
  const record = new LapRecord(plan);
  await Promise.all(workers.map(async (worker, place) => {
    const beganAt = performance.now() + (place / workers.length) * everyMs;
    for (let scheduledAt = beganAt; scheduledAt < record.endAt; scheduledAt += everyMs) {
      await until(scheduledAt);
      const isRight = await tryNext(worker);
      if (isRight === null) return record.stop();
      const endedAt = performance.now();
      record.add(endedAt, endedAt - scheduledAt, isRight);
    }
  }));
  workers.forEach((worker) => worker.end());
  return record.laps();
}

/** Null: nothing is left to do. */
async function tryNext(worker: Worker): Promise<boolean | null> {
  try {
    return await worker.next();
  } catch (fault) {
    if (fault instanceof NothingLeft) return null;
    if (fault instanceof LineLost) return false;
    throw fault;
  }
}

function until(at: number): Promise<void> {
  const ms = at - performance.now();
  return ms > 0 ? new Promise((done) => setTimeout(done, ms)) : Promise.resolve();
}

/** Sorts waits into laps by when they ended. What ends during the warm-up or after the last lap is not told. */
class LapRecord {
  readonly #plan: LapPlan;
  readonly #startAt: number;
  readonly #waits: number[][];
  readonly #errors: number[];
  #lastAt: number;
  endAt: number;

  constructor(plan: LapPlan) {
    this.#plan = plan;
    this.#startAt = performance.now() + plan.warmUpSeconds * 1_000;
    this.endAt = this.#startAt + plan.laps * plan.lapSeconds * 1_000;
    this.#lastAt = this.endAt;
    this.#waits = Array.from({ length: plan.laps }, () => []);
    this.#errors = new Array<number>(plan.laps).fill(0);
  }

  add(endedAt: number, ms: number, isRight: boolean): void {
    const lap = Math.floor((endedAt - this.#startAt) / (this.#plan.lapSeconds * 1_000));
    this.#waits[lap]?.push(ms);
    if (!isRight && lap in this.#errors) this.#errors[lap]!++;
  }

  /** Nothing is left: the lap under way ends here. */
  stop(): void {
    this.endAt = 0;
    this.#lastAt = Math.min(this.#lastAt, performance.now());
  }

  laps(): Lap[] {
    return this.#waits.map((waits, lap) => {
      const sorted = Float64Array.from(waits).sort();
      const { lapSeconds } = this.#plan;
      const seconds = Math.min(lapSeconds, (this.#lastAt - this.#startAt) / 1_000 - lap * lapSeconds);
      const errors = this.#errors[lap]!;
      const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
      return { seconds, answered: sorted.length, errors, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
    }).filter(({ seconds }) => seconds > 0.5);
  }
}

/** What a scan form sends: the fields of `POST /scan`. */
export interface ScanForm {
  readonly scanId: string;
  readonly parent: string;
  /** The text of the label, or the sack's code once more to open it. */
  readonly code: string;
  readonly station: string;
}

/** A scan as the page's script sends it: a form, from our own page, asking for a fragment. */
/** A scan's id as our page makes it: it begins with the time (UUID version 7). */
export function scanId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  new DataView(bytes.buffer).setBigUint64(
    0,
    BigInt(Date.now()) << 16n | BigInt(bytes[6]! & 0x0f | 0x70) << 8n | BigInt(bytes[7]!),
  );
  bytes[8] = bytes[8]! & 0x3f | 0x80;
  return bytes.toHex().replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export const scanBytes = (cookie: string, { scanId, parent, code, station }: ScanForm): Uint8Array =>
  requestBytes("POST", "/scan", { cookie, "sec-fetch-site": "same-origin", "hx-request": "true" }, {
    scan_id: scanId,
    parent,
    code,
    station,
    scanned_at: new Date().toISOString(),
  });

/** The outcome that a fragment shows, or "" where it shows none. */
export const outcomeOf = ({ body }: RawAnswer): string => /data-outcome="([a-z_]+)"/.exec(body)?.[1] ?? "";

/** The text of a child's label, as scanners read it. */
export const labelOf = (code: string): string => `LABEL NO.${code} LOT NO.:STAR44GG24611, D.O.T.:30/09/2026`;

/** A line that is opened when it is needed. Each time it was ended, it leads to the next of these bases. */
export class SteadyLine {
  readonly #bases: readonly string[];
  #place = 0;
  #line: HttpLine | null = null;
  constructor(...bases: readonly string[]) {
    this.#bases = bases;
  }

  /** @throws {LineLost} */
  async send(request: Uint8Array): Promise<RawAnswer> {
    try {
      const line = this.#line ??= await HttpLine.open(this.#base).catch((cause) => {
        throw new LineLost("Nobody answers", { cause });
      });
      const answer = await line.send(request);
      if (IS_LAST.test(answer.head)) this.#moveOn();
      return answer;
    } catch (fault) {
      this.#moveOn();
      throw fault;
    }
  }

  close(): void {
    this.#line?.close();
    this.#line = null;
  }

  get #base(): string {
    return this.#bases[this.#place]!;
  }

  #moveOn(): void {
    this.close();
    this.#place = (this.#place + 1) % this.#bases.length;
  }
}

/** The server will not answer on this connection again. */
const IS_LAST = /^connection: *close/im;
