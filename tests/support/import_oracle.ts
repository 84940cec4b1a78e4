/**
 * A second opinion on imports: the rules of sheets told again, naively, over plain sets. It shares no line with the rules:
 * a batch is sorted first (what is here already, what is refused, what wants in), and then it is seen whether all fits.
 */
import type { ImportCounts, ImportRow, StagedBatch } from "../../domain/import_shapes.ts";
import type { MemoryStore } from "./memory_store.ts";
import { CAPACITY, OracleState, read, up } from "./oracle_state.ts";

/** What it says of a sheet: how rows fare, and which are refused why, by "batch.place". */
export interface Opinion {
  readonly counts: ImportCounts;
  readonly problems: Readonly<Record<string, string>>;
}

const SELF_EVIDENT = [
  ...["unknown_row", "empty", "too_long", "bad_format", "self_link", "wrong_type", "capacity_out_of_range"],
];

export class ImportOracle {
  readonly #counts: Record<keyof ImportCounts, number> = {
    ...{ newParents: 0, newChildren: 0, newLinks: 0, newBills: 0 },
    ...{ newRows: 0, unchanged: 0, conflicts: 0, invalid: 0 },
  };
  readonly #problems: Record<string, string> = {};

  private constructor(readonly state: OracleState, readonly words: Map<string, string | null>) {}

  /** Begins with what is stored. */
  static of({ bags, bills }: MemoryStore): ImportOracle {
    const state = new OracleState(), words = new Map<string, string | null>();
    for (const [key, bill] of bills) {
      if (bill.withdrawn) continue;
      const { number, capacity, voided } = bill;
      state.bills.set(key, { number, capacity, voided, completed: bill.completed !== null, sacks: new Set() });
      words.set(key, bill.description);
    }
    const there = [...bags.values()].filter(({ withdrawn }) => !withdrawn);
    for (const bag of there) {
      if (bag.role === "child") continue;
      state.registerSack(bag.code);
      state.bind(bag.code, bag.bill, null);
      state.sacks.get(bag.code)!.voided = bag.voided;
    }
    for (const bag of there) {
      if (bag.role === "parent") continue;
      state.place(bag.code, bag.parent, null);
      state.bags.get(bag.code)!.voided = bag.voided;
    }
    return new ImportOracle(state, words);
  }

  judge(batches: readonly StagedBatch[]): Opinion {
    for (const batch of batches) {
      if (!batch.isWhole) { for (const [place, row] of batch.rows.entries()) this.#alone(`${batch.n}.${place}`, row); }
      else if (batch.rows[0]!.wish === "parent") this.#sackful(batch);
      else this.#lorryload(batch);
    }
    return { counts: { ...this.#counts }, problems: { ...this.#problems } };
  }

  #refuse(at: string, reason: string): void {
    this.#problems[at] = reason;
    this.#counts[SELF_EVIDENT.includes(reason) ? "invalid" : "conflicts"]++;
  }

  #count(...names: (keyof ImportCounts)[]): void {
    for (const name of names) this.#counts[name]++;
  }

  #registerSack(code: string): boolean {
    const isNew = this.state.registerSack(code);
    if (isNew) this.#count("newParents");
    return isNew;
  }

  #putIn(code: string, sack: string): void {
    this.#count("newRows", "newLinks", ...(this.state.bags.has(code) ? [] : ["newChildren" as const]));
    this.state.place(code, sack, null);
  }

  /** What is wrong with a sack's place in a row, or the sack's code. */
  #sackIn(raw: string): { readonly code: string } | { readonly fault: string } {
    const { is, code } = read(raw);
    if (is === "sack") return { code };
    if (is === "bag") return { fault: this.state.bags.has(code) ? "wrong_type" : "bad_format" };
    return { fault: is };
  }

  #faultOfBag(raw: string, sack: string): string | null {
    const { is, code } = read(raw);
    if (is === "bag") return null;
    if (is !== "sack") return is;
    return code === sack ? "self_link" : "wrong_type";
  }

  /** Where a bag stands towards a sack: "here", "wants in", or why it cannot. The sack need not be registered. */
  #standing(code: string, sack: string): string {
    const known = this.state.bags.get(code);
    if (known?.voided) return "bag_voided";
    if (known?.sack === sack) return "here";
    if (this.state.isSold(sack)) return "bill_completed";
    return known?.sack ? "child_elsewhere" : "wants in";
  }

  #alone(at: string, row: ImportRow): void {
    if (row.wish === "bad") return this.#refuse(at, row.reason);
    if (row.wish === "parent") return this.#aloneSack(at, row.parent);
    if (row.wish === "bill") return this.#aloneBill(at, row);
    if (row.wish !== "child") throw new Error(`No row of its own: ${row.wish}`);
    if (row.parent === null) return this.#aloneKnown(at, row.child);
    const place = this.#sackIn(row.parent);
    if ("fault" in place && place.fault !== "wrong_type") return this.#refuse(at, place.fault);
    const { is, code } = read(row.child);
    if (is !== "bag" && is !== "sack") return this.#refuse(at, is);
    if (code === read(row.parent).code) return this.#refuse(at, "self_link");
    if ("fault" in place || is === "sack") return this.#refuse(at, "wrong_type");
    const sack = this.state.sacks.get(place.code);
    if (sack?.voided) return this.#refuse(at, "bag_voided");
    const standing = this.#standing(code, place.code);
    if (standing === "here") return this.#count("unchanged");
    if (standing !== "wants in") return this.#refuse(at, standing);
    if (sack && sack.bags.size >= CAPACITY[sack.kind]) return this.#refuse(at, "parent_full");
    this.#registerSack(place.code);
    this.#putIn(code, place.code);
  }

  #aloneSack(at: string, raw: string): void {
    const place = this.#sackIn(raw);
    if ("fault" in place) return this.#refuse(at, place.fault);
    if (this.state.sacks.get(place.code)?.voided) return this.#refuse(at, "bag_voided");
    this.#count(this.#registerSack(place.code) ? "newRows" : "unchanged");
  }

  #aloneKnown(at: string, raw: string): void {
    const { is, code } = read(raw);
    if (is !== "bag") return this.#refuse(at, is === "sack" ? "wrong_type" : is);
    const known = this.state.bags.get(code);
    if (!known) return this.#refuse(at, "no_parent_named");
    if (known.voided) return this.#refuse(at, "bag_voided");
    this.#count("unchanged");
  }

  #aloneBill(at: string, { bill: raw, capacity, description }: Extract<ImportRow, { wish: "bill" }>): void {
    const key = up(raw);
    if (key === "") return this.#refuse(at, "empty");
    if (key.length > 50) return this.#refuse(at, "too_long");
    if (capacity !== null && !(capacity % 1 === 0 && capacity >= 1 && capacity <= 500)) {
      return this.#refuse(at, "capacity_out_of_range");
    }
    const bill = this.state.bills.get(key);
    if (!bill) {
      this.#makeBill(raw, capacity ?? 1, description);
      return this.#count("newRows");
    }
    if (bill.voided) return this.#refuse(at, "bill_voided");
    const differs = (capacity !== null && capacity !== bill.capacity) ||
      (description !== null && description !== this.words.get(key));
    if (differs) return this.#refuse(at, "bill_differs");
    this.#count("unchanged");
  }

  #makeBill(raw: string, capacity: number, description: string | null): void {
    this.#count("newBills");
    const number = raw.trim();
    this.state.bills.set(up(raw), { number, capacity, sacks: new Set(), completed: false, voided: false });
    this.words.set(up(raw), description);
  }

  /** All rows of a batch are refused for one reason, but those that are bad for themselves. */
  #refuseAll(n: number, faults: readonly (string | null)[], reason: string): void {
    for (const [place, fault] of faults.entries()) this.#refuse(`${n}.${place}`, fault ?? reason);
  }

  #sackful({ n, rows }: StagedBatch): void {
    const [head, ...others] = rows as [Extract<ImportRow, { wish: "parent" }>, ...ImportRow[]];
    const place = this.#sackIn(head.parent);
    const code = read(head.parent).code;
    const own = [null, ...others.map((row) => row.wish === "bad" ? row.reason : this.#faultOfBag(childOf(row), code))];
    if ("fault" in place) return this.#refuseAll(n, own, place.fault);
    const sack = this.state.sacks.get(code);
    if (sack?.voided) return this.#refuseAll(n, own, "bag_voided");
    const comers = new Set<string>();
    const fates = others.map((row, at) => {
      if (own[at + 1] !== null) return own[at + 1]!;
      const { code: bag } = read(childOf(row));
      const standing = comers.has(bag) ? "here" : this.#standing(bag, code);
      if (standing === "wants in") comers.add(bag);
      return standing;
    });
    const room = CAPACITY[code.startsWith("SB") ? "SB" : "M444"] - (sack?.bags.size ?? 0);
    if (comers.size > room) return this.#refuseAll(n, own, "over_parent_capacity");
    const isUseless = comers.size === 0 && !fates.includes("here");
    if (sack) this.#count("unchanged");
    else if (isUseless) this.#refuse(`${n}.0`, "nothing_goes_in");
    else if (this.#registerSack(code)) this.#count("newRows");
    this.#enter(n, fates, (at) => this.#putIn(read(childOf(others[at]!)).code, code));
  }

  #enter(n: number, fates: readonly string[], putIn: (at: number) => void): void {
    for (const [at, fate] of fates.entries()) {
      if (fate === "wants in") putIn(at);
      else if (fate === "here") this.#count("unchanged");
      else this.#refuse(`${n}.${at + 1}`, fate);
    }
  }

  #lorryload({ n, rows }: StagedBatch): void {
    const [head, ...others] = rows as [Extract<ImportRow, { wish: "bill_of_batch" }>, ...ImportRow[]];
    const key = up(head.bill);
    const own = [
      null,
      ...others.map((row) => {
        if (row.wish === "bad") return row.reason;
        const place = this.#sackIn(sackOf(row));
        return "fault" in place ? place.fault : null;
      }),
    ];
    if (key === "") return this.#refuseAll(n, own, "empty");
    if (key.length > 50) return this.#refuseAll(n, own, "too_long");
    const bill = this.state.bills.get(key);
    if (bill?.voided) return this.#refuseAll(n, own, "bill_voided");
    if (!bill && (head.capacity < 1 || head.capacity > 500)) return this.#refuseAll(n, own, "capacity_out_of_range");
    const comers = new Set<string>();
    const fates = others.map((row, at) => own[at + 1] ?? this.#comes(read(sackOf(row)).code, key, comers));
    const room = (bill?.capacity ?? head.capacity) - (bill?.sacks.size ?? 0);
    if (comers.size > room) return this.#refuseAll(n, own, "over_bill_capacity");
    const isUseless = comers.size === 0 && !fates.includes("here");
    if (isUseless && (!bill || bill.completed)) {
      this.#refuse(`${n}.0`, bill ? "bill_completed" : "nothing_goes_in");
    } else if (bill) this.#count("unchanged");
    else {
      this.#makeBill(head.bill, head.capacity, null);
      this.#count("newRows");
    }
    this.#enter(n, fates, (at) => {
      this.#count("newRows", "newLinks");
      this.state.bind(read(sackOf(others[at]!)).code, key, null);
    });
  }

  #comes(code: string, key: string, comers: Set<string>): string {
    const sack = this.state.sacks.get(code);
    if (!sack) return "bag_not_found";
    if (sack.voided) return "bag_voided";
    if (sack.bill === key || comers.has(code)) return "here";
    if (this.state.bills.get(key)?.completed) return "bill_completed";
    if (sack.bill !== null) return "bag_on_other_bill";
    if (sack.bags.size === 0) return "empty_parent";
    comers.add(code);
    return "wants in";
  }
}

const childOf = (row: ImportRow): string => row.wish === "child" ? row.child : "";
const sackOf = (row: ImportRow): string => row.wish === "load" ? row.parent : "";

/** What stands, to be compared with what is stored. */
export const pictureOf = ({ state, words }: ImportOracle) => ({
  sacks: [...state.sacks].map(([code, { bags, bill, voided }]) => [code, bill, voided, ...[...bags].sort()].join(" "))
    .sort(),
  loose: [...state.bags].flatMap(([code, { sack, voided }]) => sack === null ? [`${code} ${voided}`] : []).sort(),
  bills: [...state.bills].map(([key, { capacity, sacks, completed, voided }]) =>
    [key, capacity, words.get(key), completed, voided, ...[...sacks].sort()].join(" ")
  ).sort(),
});
