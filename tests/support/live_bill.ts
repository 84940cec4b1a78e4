/** A bill that three scripts work on at once, and how it should look after each of their answers. */
import assert from "node:assert/strict";
import { below, type Chance, oneOf } from "./chance.ts";
import type { Reply, Session } from "./server.ts";

/** As people read it. `sacks`: the codes, sorted. */
export interface BillLook {
  readonly count: string;
  readonly weight: string;
  readonly sacks: readonly string[];
}

export const BILL = "INV/7";
const CAPACITY = 40;
const SACKS = Array.from({ length: 12 }, (_, number) => `SB${50_001 + number}`);

interface Scripts {
  readonly packers: readonly Session[];
  readonly biller: Session;
  readonly chance: Chance;
}

export class LiveBill {
  /** How many bags are in each sack, and which sacks are on the bill: told by the answers alone. */
  readonly #bags = new Map<string, number>(SACKS.map((code) => [code, 0]));
  readonly #on = new Set<string>();
  readonly #scripts: Scripts;
  #nextBag = 4_000_000;
  /** When the last of all answers came, by `performance.now()`. */
  lastAnswerAt = 0;

  constructor(scripts: Scripts) {
    this.#scripts = scripts;
  }

  /** Makes the bill, begins every sack, and puts the first half of them on. */
  async begin(): Promise<void> {
    const { biller, packers } = this.#scripts;
    const { status } = await biller.call("POST", "/api/v1/bills", { number: BILL, capacity: CAPACITY });
    assert.equal(status, 201);
    for (const sack of SACKS) await this.#pack(packers[0]!, sack);
    for (const sack of SACKS.slice(0, SACKS.length / 2)) await this.#putOn(sack);
  }

  /** Each script sends so many commands, one after the other, so many a second. */
  async work(commands: number, perSecond: number): Promise<void> {
    const { packers, chance } = this.#scripts;
    const roomy = () => SACKS.filter((code) => this.#bags.get(code)! < 28);
    await Promise.all([
      ...packers.map((packer) => atPace(commands, perSecond, () => this.#pack(packer, oneOf(chance, roomy())))),
      atPace(commands, perSecond, () => this.#putOnOrTakeOff(SACKS[below(chance, SACKS.length)]!)),
    ]);
  }

  look(): BillLook {
    const weight = [...this.#on].reduce((sum, code) => sum + this.#bags.get(code)!, 0);
    return { count: `${this.#on.size} / ${CAPACITY}`, weight: `${weight} kg`, sacks: [...this.#on].sort() };
  }

  /** All bags packed so far, on the bill or not. */
  get packed(): number {
    return [...this.#bags.values()].reduce((sum, count) => sum + count, 0);
  }

  async #pack(packer: Session, parent: string): Promise<void> {
    const body = { scan_id: crypto.randomUUID(), parent, child: String(this.#nextBag++) };
    this.#answered(await packer.call("POST", "/api/v1/scans", body), "child_linked");
    this.#bags.set(parent, this.#bags.get(parent)! + 1);
  }

  #putOnOrTakeOff(sack: string): Promise<void> {
    return this.#on.has(sack) ? this.#takeOff(sack) : this.#putOn(sack);
  }

  async #putOn(parent: string): Promise<void> {
    const { biller } = this.#scripts, body = { scan_id: crypto.randomUUID(), parent };
    this.#answered(await biller.call("POST", `${API_PATH}/parents`, body), "bill_linked");
    this.#on.add(parent);
  }

  async #takeOff(sack: string): Promise<void> {
    const { biller } = this.#scripts, headers = { "idempotency-key": crypto.randomUUID() };
    this.#answered(await biller.call("DELETE", `${API_PATH}/parents/${sack}`, undefined, headers), "bill_unlinked");
    this.#on.delete(sack);
  }

  #answered({ json, text }: Reply, expected: string): void {
    this.lastAnswerAt = performance.now();
    assert.equal(json?.outcome, expected, text);
  }
}

export const BILL_PATH = `/bills/${encodeURIComponent(BILL)}`;
const API_PATH = `/api/v1${BILL_PATH}`;

/** How the API says that it looks. */
export async function lookByApi(session: Session): Promise<BillLook> {
  const { json } = await session.call("GET", API_PATH);
  return {
    count: `${json.linked_count} / ${json.capacity}`,
    weight: `${json.weight_kg} kg`,
    sacks: (json.parents as { code: string }[]).map(({ code }) => code).sort(),
  };
}

async function atPace(count: number, perSecond: number, act: () => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  for (let done = 0; done < count; done++) {
    const due = startedAt + done * 1_000 / perSecond;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    await act();
  }
}
