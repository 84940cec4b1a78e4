/**
 * A second opinion: the contract's rules told again, naively, over plain sets. It shares no line with `domain/decide*`.
 * Versions of bills depend on what was committed together, so a version conflict is believed, not judged.
 */
import type { Command } from "../../domain/command.ts";
import { CAPACITY, type Lorry, OracleState, type Past, read, up } from "./oracle_state.ts";

/** What it says of one command: the outcome, and the sack and bill whose totals the answer shows. */
export interface Opinion {
  readonly outcome: string;
  readonly sack?: string | null;
  readonly bag?: string | null;
  readonly from?: string | null;
  readonly bill?: string | null;
}

export class Oracle {
  constructor(public state = new OracleState()) {}

  /** Judges the command and makes it true. `said`: the outcome that was given. */
  judge(command: Command, at: Date, said: string, madeNumber: string | null): Opinion {
    const opinion = this.#judge(command, at.getTime(), said, madeNumber);
    this.state.past.set(command.key, {
      outcome: opinion.outcome,
      by: command.by.id,
      at: at.getTime(),
      sack: opinion.sack ?? null,
      from: opinion.from ?? null,
      bag: opinion.bag ?? null,
      undone: false,
    });
    return opinion;
  }

  #judge(command: Command, at: number, said: string, madeNumber: string | null): Opinion {
    switch (command.kind) {
      case "open_parent":
        return this.#open(command.parent);
      case "link_child":
        return this.#link(command.parent, command.child, command.key);
      case "move_child":
        return this.#move(command.child, command.toParent, command.key);
      case "take_child_out":
        return this.#takeOut(command.parent, command.child);
      case "undo":
        return this.#undo(command.undoes, command.key, command.by, at);
      case "void_bag":
        return this.#voidBag(command.code);
      case "link_bill":
        return this.#putOn(command.bill, command.parent, command.moveFrom, command.key);
      case "unlink_bill":
        return this.#takeOff(command.bill, command.parent);
      case "create_bill":
        return this.#create(command.number || (madeNumber ?? ""), command.capacity);
      case "withdraw_bag":
      case "withdraw_bill":
        throw new Error("Only an import withdraws");
      default:
        return said === "version_conflict" && this.state.bills.has(up(command.bill))
          ? { outcome: said, bill: up(command.bill) }
          : this.#administer(command);
    }
  }

  #open(raw: string): Opinion {
    const place = this.#sackPlace(raw);
    if ("outcome" in place) return place;
    if (this.state.sacks.get(place.code)?.voided) return { outcome: "bag_voided", sack: place.code };
    const isNew = this.state.registerSack(place.code);
    return { outcome: isNew ? "parent_created" : "parent_opened", sack: place.code };
  }

  #link(rawSack: string, rawBag: string, key: string): Opinion {
    const place = this.#sackPlace(rawSack);
    if ("outcome" in place && place.outcome !== "wrong_type") return place;
    const bag = read(rawBag);
    if (bag.is !== "sack" && bag.is !== "bag") return { outcome: bag.is };
    const code = "code" in place ? place.code : read(rawSack).code;
    if (bag.code === code) return { outcome: "self_link" };
    if ("outcome" in place || bag.is === "sack") return { outcome: "wrong_type" };
    const sack = this.state.sacks.get(place.code), known = this.state.bags.get(bag.code);
    const about = { sack: place.code, bag: bag.code };
    if (sack?.voided || known?.voided) return { outcome: "bag_voided", ...about };
    if (known?.sack === place.code) return { outcome: "child_already_here", ...about };
    if (this.state.isSold(place.code)) return { outcome: "bill_completed", ...about };
    if (known?.sack) return { outcome: "child_elsewhere", ...about };
    if (sack && sack.bags.size >= CAPACITY[sack.kind]) return { outcome: "parent_full", ...about };
    this.state.registerSack(place.code);
    this.state.place(bag.code, place.code, key);
    return { outcome: "child_linked", ...about, bill: this.state.sacks.get(place.code)!.bill };
  }

  #move(rawBag: string, rawSack: string, key: string): Opinion {
    const bag = read(rawBag), target = this.#sackPlace(rawSack);
    const faults = [bag.is as string, "outcome" in target ? target.outcome : ""];
    for (const fault of ["empty", "too_long", "bad_format"]) if (faults.includes(fault)) return { outcome: fault };
    if (bag.is === "sack" || "outcome" in target) return { outcome: "wrong_type" };
    const known = this.state.bags.get(bag.code), sack = this.state.sacks.get(target.code);
    const about = { sack: target.code, bag: bag.code };
    if (known?.voided || sack?.voided) return { outcome: "bag_voided", ...about };
    if (!known) return { outcome: "bag_not_found", ...about };
    if (!sack) return { outcome: "parent_not_found", ...about };
    if (known.sack === target.code) return { outcome: "child_already_here", ...about };
    if (known.sack === null) return { outcome: "not_in_parent", ...about };
    if (this.state.isSold(known.sack) || this.state.isSold(target.code)) return { outcome: "bill_completed", ...about };
    if (sack.bags.size >= CAPACITY[sack.kind]) return { outcome: "parent_full", ...about };
    const from = known.sack;
    this.state.place(bag.code, target.code, key);
    return { outcome: "child_moved", ...about, from, bill: sack.bill };
  }

  #takeOut(rawSack: string, rawBag: string): Opinion {
    const sack = read(rawSack).code, bag = read(rawBag).code;
    if (!this.state.sacks.has(sack) || this.state.bags.get(bag)?.sack !== sack) return { outcome: "not_in_parent" };
    if (this.state.isSold(sack)) return { outcome: "bill_completed", sack, bag };
    this.state.place(bag, null, null);
    return { outcome: "child_unlinked", sack, bag, bill: this.state.sacks.get(sack)!.bill };
  }

  #undo(undoes: string, key: string, by: Command["by"], at: number): Opinion {
    const past = this.state.past.get(undoes);
    if (!past || !["child_linked", "child_moved", "bill_linked"].includes(past.outcome)) {
      return { outcome: "scan_not_found" };
    }
    const isOwn = past.by === by.id && at - past.at <= 3_600_000;
    if (by.role === "dispatcher" && !isOwn) return { outcome: "not_yours" };
    if (past.undone) return { outcome: "already_undone" };
    const opinion = past.bag === null
      ? this.#undoBilling(past, undoes)
      : this.#undoPacking(past, past.bag, undoes, key);
    if (["child_unlinked", "child_moved", "bill_unlinked"].includes(opinion.outcome)) past.undone = true;
    return opinion;
  }

  #undoPacking(past: Past, code: string, undoes: string, key: string): Opinion {
    const bag = this.state.bags.get(code)!;
    if (bag.sack === null || bag.key !== undoes) return { outcome: "superseded" };
    const from = bag.sack, back = past.from === null ? null : this.state.sacks.get(past.from)!;
    if (back?.voided) return { outcome: "superseded" };
    if (this.state.isSold(from) || (past.from !== null && this.state.isSold(past.from))) {
      return { outcome: "bill_completed" };
    }
    if (back && back.bags.size >= CAPACITY[back.kind]) return { outcome: "parent_full" };
    this.state.place(code, past.from, past.from === null ? null : key);
    if (!back) return { outcome: "child_unlinked", sack: from, bag: code, bill: this.state.sacks.get(from)!.bill };
    return { outcome: "child_moved", sack: past.from, bag: code, from, bill: back.bill };
  }

  #undoBilling(past: Past, undoes: string): Opinion {
    const sack = this.state.sacks.get(past.sack!)!;
    if (sack.bill === null || sack.billedKey !== undoes) return { outcome: "superseded" };
    const bill = sack.bill;
    if (this.state.isSold(past.sack!)) return { outcome: "bill_completed" };
    this.state.bind(past.sack!, null, null);
    return { outcome: "bill_unlinked", sack: past.sack, bill };
  }

  #voidBag(raw: string): Opinion {
    const { code } = read(raw);
    const sack = this.state.sacks.get(code), bag = this.state.bags.get(code);
    const found = sack ?? bag;
    if (!found) return { outcome: "bag_not_found" };
    if (found.voided) return { outcome: "bag_voided" };
    if (sack ? sack.bags.size > 0 || sack.bill !== null : bag!.sack !== null) return { outcome: "bag_in_use" };
    found.voided = true;
    return { outcome: "bag_made_void", ...(sack ? { sack: code } : {}) };
  }

  #putOn(number: string, raw: string, moveFrom: string | null, key: string): Opinion {
    const bill = this.state.bills.get(up(number));
    if (!bill) return { outcome: "bill_not_found" };
    const about = { bill: up(number) };
    const place = this.#sackPlace(raw);
    if ("outcome" in place) return { ...place, ...about };
    const sack = this.state.sacks.get(place.code);
    if (!sack) return { outcome: "bag_not_found", ...about };
    if (sack.voided) return { outcome: "bag_voided", ...about };
    if (sack.bill === up(number)) return { outcome: "bag_already_on_bill", ...about };
    if (bill.voided || bill.completed) return { outcome: bill.voided ? "bill_voided" : "bill_completed", ...about };
    if (moveFrom !== null && sack.bill === null) return { outcome: "bag_not_on_bill", ...about };
    if (sack.bill !== null && sack.bill !== up(moveFrom ?? "")) return { outcome: "bag_on_other_bill", ...about };
    if (this.state.isSold(place.code)) return { outcome: "bill_completed", ...about };
    if (sack.bags.size === 0) return { outcome: "empty_parent", ...about };
    if (bill.sacks.size >= bill.capacity) return { outcome: "bill_full", ...about };
    this.state.bind(place.code, up(number), key);
    return { outcome: "bill_linked", sack: place.code, ...about };
  }

  #takeOff(number: string, raw: string): Opinion {
    const bill = this.state.bills.get(up(number)), { code } = read(raw);
    if (!bill) return { outcome: "bill_not_found" };
    if (this.state.sacks.get(code)?.bill !== up(number)) return { outcome: "not_on_bill", bill: up(number) };
    if (bill.completed) return { outcome: "bill_completed", bill: up(number) };
    this.state.bind(code, null, null);
    return { outcome: "bill_unlinked", sack: code, bill: up(number) };
  }

  #create(number: string, capacity: number): Opinion {
    if (this.state.bills.has(up(number))) return { outcome: "bill_exists", bill: up(number) };
    if (capacity < 1 || capacity > 500) return { outcome: "capacity_out_of_range" };
    this.state.bills.set(up(number), { number, capacity, sacks: new Set(), completed: false, voided: false });
    return { outcome: "bill_created", bill: up(number) };
  }

  #administer(command: Extract<Command, { version: number }>): Opinion {
    const key = up(command.bill), bill = this.state.bills.get(key);
    if (!bill) return { outcome: "bill_not_found" };
    if (bill.voided) return { outcome: "bill_voided", bill: key };
    if (command.kind === "reopen_bill") {
      if (!bill.completed) return { outcome: "bill_not_completed", bill: key };
      bill.completed = false;
      return { outcome: "bill_reopened", bill: key };
    }
    if (bill.completed) return { outcome: "bill_completed", bill: key };
    return { outcome: this.#change(command, key, bill), bill: key };
  }

  #change(command: Extract<Command, { version: number }>, key: string, bill: Lorry): string {
    if (command.kind === "void_bill") {
      for (const code of [...bill.sacks]) this.state.bind(code, null, null);
      bill.voided = true;
      return "bill_made_void";
    }
    if (command.kind === "edit_bill") {
      const capacity = command.capacity ?? bill.capacity;
      if (capacity < 1 || capacity > 500) return "capacity_out_of_range";
      if (capacity < bill.sacks.size) return "capacity_below_linked";
      this.state.bills.get(key)!.capacity = capacity;
      return "bill_changed";
    }
    if (bill.sacks.size === 0) return "bill_empty";
    const isExplained = command.kind === "complete_bill" && command.acceptShort && command.reason?.trim();
    if (bill.sacks.size < bill.capacity && !isExplained) return "bill_short";
    bill.completed = true;
    return "bill_closed";
  }

  #sackPlace(raw: string): { readonly code: string } | { readonly outcome: string } {
    const { is, code } = read(raw);
    if (is === "sack") return { code };
    if (is !== "bag") return { outcome: is };
    return { outcome: this.state.bags.has(code) ? "wrong_type" : "bad_format" };
  }
}
