/** What stands, in plain sets: the memory of `oracle.ts`. */
import type { BillTotals, ParentTotals } from "../../domain/shapes.ts";

/** Sacks of the simulation, which fill up soon. */
export const CAPACITY = { SB: 4, M444: 3 } as const;

export interface Sack {
  readonly kind: keyof typeof CAPACITY;
  readonly bags: Set<string>;
  bill: string | null;
  billedKey: string | null;
  voided: boolean;
}

export interface Lorry {
  readonly number: string;
  capacity: number;
  readonly sacks: Set<string>;
  completed: boolean;
  voided: boolean;
}

export interface Past {
  outcome: string;
  readonly by: number;
  readonly at: number;
  readonly sack: string | null;
  readonly from: string | null;
  readonly bag: string | null;
  undone: boolean;
}

export interface Bag {
  sack: string | null;
  key: string | null;
  voided: boolean;
}

export class OracleState {
  readonly sacks = new Map<string, Sack>();
  readonly bags = new Map<string, Bag>();
  readonly bills = new Map<string, Lorry>();
  readonly past = new Map<string, Past>();

  /** Another that goes its own way from here. */
  copy(): OracleState {
    const copy = new OracleState();
    for (const [code, sack] of this.sacks) copy.sacks.set(code, { ...sack, bags: new Set(sack.bags) });
    for (const [code, bag] of this.bags) copy.bags.set(code, { ...bag });
    for (const [number, bill] of this.bills) copy.bills.set(number, { ...bill, sacks: new Set(bill.sacks) });
    for (const [key, past] of this.past) copy.past.set(key, { ...past });
    return copy;
  }

  sackTotals(code: string): Pick<ParentTotals, "childCount" | "status" | "bill"> {
    const sack = this.sacks.get(code)!;
    const isFull = sack.bags.size >= CAPACITY[sack.kind];
    return {
      childCount: sack.bags.size,
      status: isFull ? "full" : "open",
      bill: sack.bill && this.bills.get(sack.bill)!.number,
    };
  }

  billTotals(key: string): Pick<BillTotals, "linkedCount" | "childCount" | "weightKg" | "expectedWeightKg" | "status"> {
    const bill = this.bills.get(key)!;
    const sacks = [...bill.sacks].map((code) => this.sacks.get(code)!);
    const childCount = sacks.reduce((sum, { bags }) => sum + bags.size, 0);
    const expectedWeightKg = sacks.reduce((sum, { kind }) => sum + CAPACITY[kind], 0);
    const open = sacks.length > 0 ? "processing" : "new";
    const status = bill.voided ? "voided" : bill.completed ? "completed" : open;
    return { linkedCount: sacks.length, childCount, weightKg: childCount, expectedWeightKg, status };
  }

  registerSack(code: string): boolean {
    if (this.sacks.has(code)) return false;
    const kind = code.startsWith("SB") ? "SB" : "M444";
    this.sacks.set(code, { kind, bags: new Set(), bill: null, billedKey: null, voided: false });
    return true;
  }

  place(code: string, sack: string | null, key: string | null): void {
    const before = this.bags.get(code)?.sack ?? null;
    if (before !== null) this.sacks.get(before)!.bags.delete(code);
    if (sack !== null) this.sacks.get(sack)!.bags.add(code);
    this.bags.set(code, { sack, key, voided: false });
  }

  bind(code: string, bill: string | null, key: string | null): void {
    const sack = this.sacks.get(code)!;
    if (sack.bill !== null) this.bills.get(sack.bill)!.sacks.delete(code);
    if (bill !== null) this.bills.get(bill)!.sacks.add(code);
    sack.bill = bill;
    sack.billedKey = key;
  }

  isSold(code: string): boolean {
    const bill = this.sacks.get(code)?.bill ?? null;
    return bill !== null && this.bills.get(bill)!.completed;
  }
}

export const up = (text: string): string => text.trim().toUpperCase();

/** Enough of a reader for what the simulation types. */
export function read(
  raw: string,
): { readonly is: "sack" | "bag" | "empty" | "too_long" | "bad_format"; readonly code: string } {
  const text = up(raw);
  if (raw.length > 255) return { is: "too_long", code: "" };
  const label = /^LABEL NO\.(\d{4,20})( |$)/.exec(text);
  if (text === "") return { is: "empty", code: "" };
  if (/^(SB\d{5}|M444-\d{5})$/.test(text)) return { is: "sack", code: text };
  if (label) return { is: "bag", code: label[1]! };
  if (/^(SB|M444)/.test(text) || !/^[A-Z0-9]{4,20}$/.test(text)) return { is: "bad_format", code: "" };
  return { is: "bag", code: text };
}
